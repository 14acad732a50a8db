from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shouwen import civil_time
from shouwen.clocks.calendar_import import import_year
from shouwen.people.actor import Actor
from shouwen.people.queries import centre_by_code
from shouwen.workdays import YearFileError, read_year_file


class Command(BaseCommand):
    """`shouwen calendar import FILE`: take over the official arrangement of a year, as published."""

    help = "导入国务院办公厅公布的一年放假安排（CSV 或 XLSX，列：日期、类型、名称）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["import"], help="import：导入")
        parser.add_argument("file", help="CSV 或 XLSX 文件")
        parser.add_argument("--centre", default="", help="中心代码；只有一个中心时不用写")

    def handle(self, *args: Any, **options: Any) -> None:
        centre = centre_by_code(options["centre"])
        if centre is None:
            raise CommandError("没有这个中心，或有几个中心而没有写 --centre 代码", returncode=2)
        try:
            published = read_year_file(options["file"])
        except OSError as error:
            raise CommandError(f"打不开 {options['file']}：{error.strerror}", returncode=2) from error
        except YearFileError as error:
            lines = "\n".join(str(problem) for problem in error.problems)
            raise CommandError(f"没有导入，请改好再来：\n{lines}", returncode=2) from error
        moved = import_year(published=published, by=Actor.system(centre.pk), at=civil_time.now())
        self.stdout.write(f"已导入 {published.year} 年 {len(published.rows)} 天，{len(moved)} 件的到期日变了。")
        for change in moved:
            self.stdout.write(f"{change.number}：{change.before:%Y-%m-%d} → {change.after:%Y-%m-%d}")
