"""话单: the record file of a telephone system, read into calls. What can't be read is named by row and reason; nothing is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shouwen.office_files.cells import moment_of, seconds_of
from shouwen.office_files.matching import Field, Match
from shouwen.office_files.reading import Row, Table
from shouwen.people.identity import normal_phone, phone_problem

PURPOSE = "calls"
MOST_DAYS_BACK = 31
"""Older calls aren't taken: nobody could still be called back about them."""
FIELDS = (
    Field("at", "呼叫时间", ("来电时间", "呼入时间", "开始时间", "通话开始时间", "起始时间", "日期时间", "时间")),
    Field("phone", "来电号码", ("主叫号码", "主叫", "对方号码", "客户号码", "电话号码", "号码")),
    Field("answered", "是否接听", ("接听状态", "接听情况", "通话状态", "呼叫结果", "应答", "状态", "结果"), False),
    Field("seconds", "通话时长", ("通话时间", "计费时长", "时长"), False, ("振铃", "响铃", "等待")),
    Field("extension", "分机", ("分机号", "分机号码", "被叫号码", "被叫", "接听号码", "接听分机", "座席"), False),
    Field(
        "direction",
        "呼叫方向",
        ("呼叫类型", "通话类型", "呼叫类别", "通话类别", "呼入呼出", "方向", "类型", "类别"),
        False,
    ),
    Field("day", "日期", ("呼叫日期", "通话日期"), False, ("时间",)),
)


@dataclass(frozen=True, slots=True)
class Call:
    """One incoming call of the file. `seconds` is how long it was talked."""

    row: int
    called_at: datetime
    phone: str
    extension: str
    seconds: int
    was_answered: bool


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that wasn't taken: which, which column, and why."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadCalls:
    """What a file holds: incoming calls in order of time, refused rows, and how many calls went out."""

    calls: Sequence[Call]
    refused: Sequence[RefusedRow]
    outgoing: int
    rows: int


def read_calls(table: Table, match: Match, *, at: datetime) -> ReadCalls:
    """Every row under the header, taken or refused. Without a column for it, a call that lasted was answered."""
    calls: list[Call] = []
    refused: list[RefusedRow] = []
    outgoing = 0
    rows = [row for row in match.below(table) if not _is_total(row)]
    for row in rows:
        found = _read(row, match, at=at)
        if isinstance(found, Call):
            calls.append(found)
        elif found is None:
            outgoing += 1
        else:
            refused.append(found)
    calls.sort(key=lambda call: (call.called_at, call.row))
    return ReadCalls(calls, refused, outgoing, len(rows))


def _is_total(row: Row) -> bool:
    """合计, 总计 …: the foot of a list, no call."""
    first = next((_plain(cell) for cell in row.cells if cell.strip()), "")
    return bool(re.match(r"(合计|总计|共计|小计|total)", first))


def can_tell_answered(match: Match) -> bool:
    """Whether the file says in any way if a call was answered."""
    return "answered" in match.columns or "seconds" in match.columns or "direction" in match.columns


def _read(row: Row, match: Match, *, at: datetime) -> Call | RefusedRow | None:
    """The call, why it isn't one, or None if it went out."""

    def text(key: str) -> str:
        return row.cell(match.columns.get(key))

    def no(key: str, reason: str) -> RefusedRow:
        return RefusedRow(row.number, match.heading(key), reason)

    direction = _plain(text("direction"))
    if any(word in direction for word in ("呼出", "去电", "拨出", "已拨", "outgoing", "outbound")):
        return None
    called_at = moment_of(text("at"), day=text("day"))
    if called_at is None:
        return no("at", f"看不出是什么时间：{_short(text('at'))}")
    if called_at > at + timedelta(minutes=10):
        return no("at", "时间还没有到")
    if called_at < at - timedelta(days=MOST_DAYS_BACK):
        return no("at", f"{MOST_DAYS_BACK} 天以前的来电不再导入")
    if match.columns.get("phone") in row.damaged:
        return no("phone", "号码被表格改成了科学计数，末几位丢了；把这一列设成文本再导出")
    phone = caller_number(text("phone"))
    if problem := no_caller(phone):
        return no("phone", problem)
    seconds = seconds_of(text("seconds"))
    if seconds is None:
        return no("seconds", f"看不出是多长：{_short(text('seconds'))}")
    answered = _answered(_plain(text("answered")), direction, seconds if "seconds" in match.columns else None)
    if answered is None:
        return no("answered" if "answered" in match.columns else "direction", "看不出接了没有")
    return Call(row.number, called_at, phone, extension_of(text("extension")), seconds, answered)


def caller_number(text: str) -> str:
    """The number as people write it: without +86, 0086 or the 0 that exchanges put before a mobile number."""
    phone = normal_phone(text)
    phone = re.sub(r"^(0086|86)(?=1[3-9]\d{9}$|0\d{9,11}$)", "", phone)
    return re.sub(r"^0(?=1[3-9]\d{9}$)", "", phone)


def extension_of(text: str) -> str:
    """The digits of an extension or of a called number."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))[:20]


def no_caller(phone: str) -> str:
    """Why nobody could be called back under this number; empty if somebody could."""
    if not phone or re.search(r"匿名|未知|anonymous|unknown|private", phone, re.IGNORECASE):
        return "没有来电号码，没法回电"
    if phone.isdigit() and 2 <= len(phone) <= 5:
        return "内线号码或服务号码，不是来电人"
    return phone_problem(phone)


_MISSED = (
    *("未接", "未应答", "无应答", "没接", "漏接", "放弃", "忙", "拒", "失败"),
    *("missed", "no answer", "noanswer", "unanswered", "abandon", "busy", "fail"),
)
_TAKEN = ("已接", "接听", "接通", "应答", "成功", "通话", "answered", "success")


def _answered(said: str, direction: str, seconds: int | None) -> bool | None:
    """What the words say; without words, what the length says."""
    if said in ("是", "y", "yes", "1", "true", "√", "接", "有"):
        return True
    if said in ("否", "n", "no", "0", "false", "×", "x", "无"):
        return False
    for words in (said, direction):
        if any(word in words for word in _MISSED):
            return False
        if any(word in words for word in _TAKEN):
            return True
    if said or seconds is None:
        return None
    return seconds > 0


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def _short(text: str) -> str:
    """What stood there, unless it may be a number of somebody."""
    if not text:
        return "空的"
    shown = re.sub(r"\d{5,}", "……", text)
    return shown if len(shown) <= 20 else shown[:20] + "…"
