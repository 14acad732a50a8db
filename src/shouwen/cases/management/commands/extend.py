from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shouwen import civil_time
from shouwen.cases import limits
from shouwen.cases.actions import open_clock
from shouwen.cases.queries import case_to_change
from shouwen.civil_time import local
from shouwen.clocks.enums import ExtensionCategory, ToldMeans
from shouwen.people.queries import actor_numbered, centre_by_code
from shouwen.refusals import Refusal, Refused


class Command(BaseCommand):
    """`shouwen extend 26-01873 --workdays 3 --reason … --means phone --as W012`: the same action and refusals as the page."""

    help = "延期办结一件（限时办结制度 第三、五条）；要审批的中心，只提出申请"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="办件编号，如 办26-01873 或 26-01873")
        parser.add_argument("--workdays", type=int, required=True, help="延几个工作日")
        parser.add_argument("--reason", required=True, help="延期理由，照这样告知本人")
        parser.add_argument("--category", default="", choices=["", *ExtensionCategory.values], help="哪一类理由")
        parser.add_argument("--means", default="", choices=["", *ToldMeans.values], help="怎样告知本人的")
        parser.add_argument("--as", dest="work_number", required=True, help="谁办的：工号或登录名")
        parser.add_argument("--centre", default="", help="中心代码；只有一个中心时不用写")

    def handle(self, *args: Any, **options: Any) -> None:
        centre, at = centre_by_code(options["centre"]), civil_time.now()
        if centre is None:
            raise CommandError("没有这个中心，或有几个中心而没有写 --centre 代码", returncode=2)
        by = actor_numbered(centre.pk, options["work_number"], on=civil_time.local_date(at))
        if by is None:
            raise CommandError(f"没有工号或登录名 {options['work_number']}", returncode=2)
        serial = options["number"].removeprefix("办").strip()
        case = case_to_change(centre.pk, serial)
        if case is None:
            raise CommandError(f"没有办件 {options['number']}", returncode=2)
        asked = {name: options[name] for name in ("workdays", "reason", "category")}
        try:
            if centre.extension_approver:
                limits.ask_extension(case=case, **asked, by=by, at=at)
                self.stdout.write(
                    f"{case.number} 已申请延期 {options['workdays']} 个工作日，批准并告知本人以后才生效。"
                )
                return
            means = ToldMeans(options["means"]) if options["means"] else None
            limits.extend(case=case, **asked, means=means, told_at=at, by=by, at=at)
        except Refused as refused:
            raise CommandError(_said(refused.refusal)) from refused
        if means == ToldMeans.MESSAGE:
            self.stdout.write(f"{case.number} 的延期在用短信或邮件告知本人，发出去才生效。")
            return
        due = local(open_clock(case).due_at)
        self.stdout.write(f"{case.number} 已延期 {options['workdays']} 个工作日，{due:%Y-%m-%d} 到期。")


def _said(refusal: Refusal) -> str:
    """The words as `shouwen deadline` puts them: 延期最长不得超过5个工作日（限时办结制度 第三、五条）."""
    return f"{refusal.message}（{refusal.clause}）" if refusal.clause else refusal.message
