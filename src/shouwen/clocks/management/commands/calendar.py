from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shouwen import civil_time
from shouwen.civil_time import local_date
from shouwen.clocks import moved_dues, recomputation
from shouwen.clocks.calendar_import import foresee_year, import_year
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import LocalDayKind
from shouwen.clocks.local_days import local_days, set_local_day, withdraw_local_day
from shouwen.clocks.models import Recomputation
from shouwen.clocks.opening_times import later_times, times_on
from shouwen.people.actor import Actor
from shouwen.people.queries import actor_numbered, centre_by_code
from shouwen.refusals import Refused
from shouwen.workdays import PublishedYear, YearFileError, read_year_file

_KINDS = {"closed": LocalDayKind.CLOSED, "open": LocalDayKind.OPEN}
_WHO = "谁改的：系统管理员的工号或登录名"


class Command(BaseCommand):
    """`shouwen calendar`: the working calendar of a centre. What changes it reckons every open clock anew before it returns."""

    help = "工作日历：导入一年的放假安排，另定停办或加班办理的日子，看现在用的"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--centre", default="", help="中心代码；只有一个中心时不用写")
        parts = parser.add_subparsers(dest="what", required=True, metavar="做什么")
        into = parts.add_parser(
            "import", help="导入国务院办公厅公布的一年放假安排（CSV 或 XLSX，列：日期、类型、名称）"
        )
        into.add_argument("file", help="CSV 或 XLSX 文件")
        into.add_argument("--dry-run", action="store_true", help="只看会变哪些到期日，什么也不写")
        into.add_argument("--as", dest="work_number", default="", help=f"{_WHO}；只看不写的不用")
        parts.add_parser("list", help="已公布的年份、另定的日子和办公时间")
        add = parts.add_parser("add-day", help="另定一天：停办或加班办理")
        add.add_argument("day", type=_day, help="日期，如 2026-11-25")
        add.add_argument("--kind", choices=sorted(_KINDS), default="closed", help="closed 停办（默认），open 加班办理")
        add.add_argument("--name", required=True, help="事由，如 停电检修")
        add.add_argument("--basis", required=True, help="依据，如 镇政府2026年11月20日通知")
        add.add_argument("--as", dest="work_number", required=True, help=_WHO)
        back = parts.add_parser("withdraw-day", help="撤回另定的一天")
        back.add_argument("day", type=_day, help="日期")
        back.add_argument("--reason", required=True, help="为什么撤回")
        back.add_argument("--as", dest="work_number", required=True, help=_WHO)
        parts.add_parser("recompute", help="把等着的重算现在做完（平时由后台进程做）")

    def handle(self, *args: Any, **options: Any) -> None:
        centre = centre_by_code(options["centre"])
        if centre is None:
            raise CommandError("没有这个中心，或有几个中心而没有写 --centre 代码", returncode=2)
        by = _acting(centre.pk, options)
        try:
            {
                "import": self._import,
                "list": self._list,
                "add-day": self._add_day,
                "withdraw-day": self._withdraw_day,
                "recompute": self._recompute,
            }[options["what"]](by, options)
        except Refused as refused:
            raise CommandError(refused.refusal.message, returncode=1) from refused

    def _import(self, by: Actor, options: dict[str, Any]) -> None:
        published = _published(options["file"])
        if options["dry_run"]:
            seen = foresee_year(published=published, centre_id=by.centre_id)
            self.stdout.write(f"没有写。{seen.seen} 件没办完的里，{seen.moved} 件的到期日会变，{seen.earlier} 件提前。")
            for one in seen.shown:
                self.stdout.write(f"{one.number}：{one.before:%Y-%m-%d} → {one.after:%Y-%m-%d}")
            return
        if by.staff_id is None:
            raise CommandError("写上是谁改的：--as 工号或登录名", returncode=2)
        row = import_year(published=published, by=by, at=civil_time.now())
        self.stdout.write(f"已导入 {published.year} 年 {len(published.rows)} 天。")
        self._now(row)

    def _add_day(self, by: Actor, options: dict[str, Any]) -> None:
        self._now(
            set_local_day(
                day=options["day"],
                kind=_KINDS[options["kind"]],
                name=options["name"],
                basis=options["basis"],
                by=by,
                at=civil_time.now(),
            )
        )

    def _withdraw_day(self, by: Actor, options: dict[str, Any]) -> None:
        row = next((row for row in local_days(by.centre_id) if row.day == options["day"]), None)
        if row is None:
            raise CommandError(f"{options['day']:%Y-%m-%d} 没有另定过", returncode=1)
        self._now(withdraw_local_day(row=row, reason=options["reason"], by=by, at=civil_time.now()))

    def _recompute(self, by: Actor, options: dict[str, Any]) -> None:
        count = recomputation.run_all(centre_id=by.centre_id, at=civil_time.now())
        self.stdout.write(f"做完 {count} 次重算。" if count else "没有等着的重算。")

    def _now(self, row: Recomputation) -> None:
        recomputation.run_all(centre_id=row.centre_id, at=civil_time.now())
        row.refresh_from_db()
        self.stdout.write(f"重算 {row.seen} 件，{row.moved} 件的到期日变了。")
        for move in moved_dues.moves_of(row):
            before, after = local_date(move.before), local_date(move.after)
            tell = "（要告诉本人）" if move.must_tell else ""
            self.stdout.write(f"{move.clock.number}：{before:%Y-%m-%d} → {after:%Y-%m-%d}{tell}")

    def _list(self, by: Actor, options: dict[str, Any]) -> None:
        years = sorted(calendar_of(by.centre_id).covered_years)
        self.stdout.write(f"已公布：{years[0]}—{years[-1]} 年")
        for row in local_days(by.centre_id):
            self.stdout.write(f"{row.day:%Y-%m-%d} {LocalDayKind(row.kind).label}：{row.name}（{row.basis}）")
        today = local_date(civil_time.now())
        self.stdout.write(f"办公时间：{times_on(by.centre_id, today).words}")
        for _, times in later_times(by.centre_id, today):
            self.stdout.write(f"{times.from_on:%Y-%m-%d}起：{times.words}")


def _acting(centre_id: int, options: dict[str, Any]) -> Actor:
    """Who changes the calendar, by their number; the system where nobody is named, for what changes nothing by itself."""
    number = options.get("work_number") or ""
    if not number:
        return Actor.system(centre_id)
    by = actor_numbered(centre_id, number, on=local_date(civil_time.now()))
    if by is None:
        raise CommandError(f"没有工号或登录名 {number}", returncode=2)
    return by


def _published(file: str) -> PublishedYear:
    try:
        return read_year_file(file)
    except OSError as error:
        raise CommandError(f"打不开 {file}：{error.strerror}", returncode=2) from error
    except YearFileError as error:
        lines = "\n".join(str(problem) for problem in error.problems)
        raise CommandError(f"没有导入，请改好再来：\n{lines}", returncode=2) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，写成 2026-11-25") from None
