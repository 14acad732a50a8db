from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shouwen import civil_time
from shouwen.people.actor import Actor
from shouwen.people.models import Centre, Staff
from shouwen.people.queries import actor_of
from shouwen.refusals import Refused
from shouwen.regulations import report
from shouwen.regulations.actions import import_regulation
from shouwen.regulations.parsing import UnreadableRegulationError, parse_file
from shouwen.rulebook.shipped import DEFAULT, shipped

WRONG_INPUT = 2


class Command(BaseCommand):
    """`shouwen regulation import FILE`: bring in the words of a town's official text (TXT or DOCX)."""

    help = "导入制度原文（TXT、DOCX）：分出制度和条文，说明哪些没有认出；之后条款旁显示原文"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["import"], help="import：导入")
        parser.add_argument("file", help="文件，.txt 或 .docx")
        parser.add_argument("--centre", help="中心代码；只有一个中心时不用写")
        parser.add_argument("--by", metavar="LOGIN", help="以哪个账号的名义导入；不写就记为系统")
        parser.add_argument("--dry-run", action="store_true", help="只试读，什么也不写入")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            parsed = parse_file(path)
        except UnreadableRegulationError as error:
            raise CommandError(f"没有导入：{error}", returncode=WRONG_INPUT) from error
        if options["dry_run"] and not options["centre"]:
            centre, rulebook = None, shipped(DEFAULT)
        else:
            centre = _centre(options["centre"])
            rulebook = shipped(centre.rulebook)
        for line in report.lines(parsed, rulebook, path.name):
            self.stdout.write(line)
        if options["dry_run"] or centre is None:
            self.stdout.write("只是试读，什么也没有写入。")
            return
        at = civil_time.now()
        try:
            by = _actor(options["by"], centre, civil_time.local_date(at))
            import_regulation(centre=centre, parsed=parsed, source_name=path.name, by=by, at=at)
        except Refused as refused:
            raise CommandError(f"没有导入：{refused.message}", returncode=WRONG_INPUT) from refused
        self.stdout.write(f"已导入到{centre.name}。")


def _centre(code: str | None) -> Centre:
    centres = list(Centre.objects.order_by("code"))
    if code is None and len(centres) == 1:
        return centres[0]
    for centre in centres:
        if centre.code == code:
            return centre
    if not centres:
        raise CommandError("还没有建立中心，先运行 shouwen demo 或建立中心。", returncode=WRONG_INPUT)
    known = "、".join(centre.code for centre in centres)
    wrong = f"没有代码为 {code} 的中心" if code else "请用 --centre 写明导入到哪个中心"
    raise CommandError(f"{wrong}，有：{known}", returncode=WRONG_INPUT)


def _actor(login: str | None, centre: Centre, today: date) -> Actor:
    if login is None:
        return Actor.system(centre.pk)
    staff = Staff.objects.filter(login=login, is_active=True).first()
    if staff is None:
        raise CommandError(f"没有账号 {login}", returncode=WRONG_INPUT)
    return actor_of(staff, on=today)
