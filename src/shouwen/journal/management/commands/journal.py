from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shouwen.journal import queries


class Command(BaseCommand):
    """`shouwen journal verify`: walk every chain and say where it was changed. Exit status 1 if it was."""

    help = "核对留痕：逐条验证哈希链，被改过、删过、插过的都会指出来"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify"], help="verify：核对")

    def handle(self, *args: Any, **options: Any) -> None:
        centres = queries.centres_with_entries()
        if not centres:
            self.stdout.write("还没有留痕记录。")
            return
        broken = 0
        for centre_id in centres:
            verdict = queries.verify(centre_id)
            for place in verdict.breaks:
                self.stderr.write(f"中心 {centre_id} 第 {place.seq} 条：{place.problem}")
            broken += len(verdict.breaks)
            if not verdict.breaks:
                self.stdout.write(f"中心 {centre_id}：{verdict.entries} 条，全部接得上。末条哈希 {verdict.last_hash}")
        if broken:
            raise CommandError(f"留痕有 {broken} 处对不上，请保留现场，并报告管理办公室。", returncode=1)
