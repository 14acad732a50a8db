"""任务清单: the list that a superior sends or a platform exports, read into tasks. What can't be read is named by row, column and what
to do; nothing is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from shouwen.civil_time import instant, local, local_date
from shouwen.office_files.cells import moment_of
from shouwen.office_files.matching import Field, Match
from shouwen.office_files.reading import Row, Table
from shouwen.people.identity import id_number_problem, normal_id_number, normal_phone, phone_problem
from shouwen.refusals import Refusal
from shouwen.tasks import policies
from shouwen.tasks.naming import number_key

PURPOSE = "tasks"
_DAYS = ("received", "due", "workdays")
FIELDS = (
    Field(
        "number", "来件编号", ("工单编号", "工单号", "任务编号", "交办编号", "件号", "文号", "编号"), True, ("回执",)
    ),
    Field("title", "标题", ("工单标题", "任务名称", "事项名称", "主题", "事项", "诉求类别", "诉求类型", "类别"), False),
    Field(
        "words",
        "内容",
        ("工单内容", "诉求内容", "任务内容", "交办内容", "问题描述", "反映内容", "诉求", "要求", "详情"),
        not_with=tuple(f"诉求{more}" for more in ("人", "类", "地", "时", "来", "编", "渠", "区")),
    ),
    Field(
        "received",
        "收到时间",
        ("派单时间", "交办时间", "转办时间", "受理时间", "下发时间", "派发时间", "来件时间"),
        False,
    ),
    Field(
        "due",
        "要求办结",
        ("办结时限", "截止时间", "截止日期", "完成时限", "反馈时限", "到期时间", "办理期限", "限办时间"),
        False,
    ),
    Field("workdays", "工作日数", ("办理工作日", "时限天数", "工作日", "办理天数"), False),
    Field(
        "name",
        "姓名",
        ("来电人", "诉求人", "反映人", "市民姓名", "联系人", "群众姓名", "市民"),
        False,
        ("电话", "手机", "号码", "地址", "评价", "满意", "意见", "市民诉求"),
    ),
    Field("phone", "电话", ("联系电话", "来电号码", "联系方式", "手机号", "手机"), False),
    Field("id_number", "证件号", ("身份证号", "证件号码", "身份证"), False),
    Field("address", "地址", ("诉求地址", "事发地址", "发生地址", "联系地址"), False),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One task of the list, as `take_in` wants it."""

    row: int
    their_number: str
    title: str
    words: str
    received_at: datetime
    is_received_told: bool
    due_on: date | None
    workdays: int | None
    name: str
    phone: str
    id_number: str
    address: str

    @property
    def key(self) -> str:
        """Their number as it is compared."""
        return number_key(self.their_number)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be taken: which, which column (or how many), why and what to do; everything that is wrong with it."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadTasks:
    """What a file holds: lines in order, rows that can't be taken, how many rows there are, and the words above the due dates."""

    lines: Sequence[Line]
    bad: Sequence[BadRow]
    rows: int
    due_heading: str = ""


def read_tasks(table: Table, match: Match, *, at: datetime) -> ReadTasks:
    """Every row under the header, taken or refused."""
    lines: list[Line] = []
    bad: list[BadRow] = []
    rows = [row for row in match.below(table) if not _is_sum(row)]
    for row in rows:
        found = _read(row, match, at=at)
        if isinstance(found, Line):
            lines.append(found)
        else:
            bad.append(found)
    return ReadTasks(lines, bad, len(rows), match.heading("due"))


def has_limit(match: Match) -> bool:
    """Whether the file says by when."""
    return "due" in match.columns or "workdays" in match.columns


def _read(row: Row, match: Match, *, at: datetime) -> Line | BadRow:
    """The row as a task, or everything that is wrong with it: a list is sent back once, not once a fault."""
    faults: dict[str, str] = {}

    def text(key: str) -> str:
        return row.cell(match.columns.get(key))

    if not text("number"):
        faults["number"] = "没有来件编号，分不清是不是同一件；补上再导"
    for key in ("number", "phone", "id_number"):
        if match.columns.get(key) in row.damaged:
            faults[key] = "号码被表格改成了科学计数，末几位丢了；把这一列设成文本再导出"
    received_at = _received(text("received"), at)
    if received_at is None:
        faults["received"] = f"看不出是什么时间：{_short(text('received'))}；写成 2026-10-09 10:30"
    due_on = _day(text("due"))
    if text("due") and due_on is None:
        faults["due"] = f"看不出是哪一天：{_short(text('due'))}；写成 2026-10-16"
    workdays = _count(text("workdays"))
    if text("workdays") and workdays is None:
        faults["workdays"] = f"看不出是几个工作日：{_short(text('workdays'))}；只写数字"
    words = text("words")
    title = text("title") or _title_from(words)
    line = Line(
        row=row.number,
        their_number=text("number"),
        title=title if len(title) <= policies.MOST_TITLE else title[: policies.MOST_TITLE - 1] + "…",
        words=words,
        received_at=received_at or at,
        is_received_told=bool(text("received")),
        due_on=due_on,
        workdays=None if due_on is not None else workdays,
        name=text("name"),
        phone=normal_phone(text("phone")),
        id_number=normal_id_number(text("id_number")),
        address=text("address")[:120],
    )
    has_days = faults.keys().isdisjoint(_DAYS)
    for key, reason in _wrong(line, at=at):
        # What couldn't be read is said once, and nothing is concluded from it.
        if has_days or key not in _DAYS:
            faults.setdefault(key, reason)
    return _bad(row, match, faults) if faults else line


def _bad(row: Row, match: Match, faults: Mapping[str, str]) -> BadRow:
    """One fault with its column; several each with its own."""
    if len(faults) == 1:
        ((key, reason),) = faults.items()
        return BadRow(row.number, match.heading(key), reason)
    words = (f"{heading}：{faults[key]}" if (heading := match.heading(key)) else faults[key] for key in faults)
    return BadRow(row.number, f"{len(faults)} 处", "。".join(words))


def _wrong(line: Line, *, at: datetime) -> Iterator[tuple[str, str]]:
    """What `take_in` would refuse, said here with its column."""
    today, received = local_date(at), local_date(line.received_at)
    if line.due_on is not None and not line.is_received_told:
        # Without a column for it, nobody said that it was received only now.
        received = min(received, line.due_on)
    if line.id_number and (problem := id_number_problem(line.id_number, today=today)):
        yield "id_number", f"{problem}；核对，或清空这一格"
    if line.phone and (problem := phone_problem(line.phone)):
        yield "phone", f"{problem}；核对，或清空这一格"
    if (line.phone or line.id_number) and not line.name:
        yield "name", "有电话没有姓名；补上，不知道的写“来电人”"
    checks: tuple[tuple[str, Refusal | None], ...] = (
        ("number", policies.told_in_full(their_number=line.their_number, title="-", words="-")),
        ("words", policies.told_in_full(their_number="", title=line.title or "-", words=line.words)),
        ("received", policies.received_in_time(line.received_at, at)),
        (
            "due" if line.due_on else "workdays",
            policies.limit_given(
                received=received,
                due_on=line.due_on,
                workdays=line.workdays,
                promised_on=None,
                # A day that is over is for the plan to judge: of a known task it does no harm.
                today=received,
            ),
        ),
    )
    for key, refusal in checks:
        if refusal is not None:
            yield key, "；".join(filter(None, (refusal.message, refusal.way_out)))


def _received(text: str, at: datetime) -> datetime | None:
    """When it came; a list without it came now. A day alone means nine o'clock of it, or now if that is today."""
    if not text:
        return at
    moment = moment_of(text)
    if moment is None:
        return None
    if moment.time() == time(0, 0):
        day = local(moment).date()
        return at if day == local_date(at) else instant(datetime.combine(day, time(9, 0)))
    return moment


def _day(text: str) -> date | None:
    moment = moment_of(text) if text else None
    return moment.date() if moment else None


def _count(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,3})\s*(个)?\s*(工作日|天|日)?", unicodedata.normalize("NFKC", text).strip())
    return int(found[1]) if found else None


def _title_from(words: str) -> str:
    """The first sentence of the words, when the list has no title; numbers of people are masked when it is taken in."""
    first = re.split(r"[。；;\n]", words.strip(), maxsplit=1)[0]
    return first if len(first) <= 40 else first[:39] + "…"


def _is_sum(row: Row) -> bool:
    """合计 below the list is no task."""
    filled = [cell for cell in row.cells if cell]
    return bool(filled) and filled[0].rstrip("：:") in ("合计", "总计", "小计", "共计")


def _short(text: str) -> str:
    """What stood there, unless it may be a number of somebody."""
    shown = re.sub(r"\d{5,}", "……", text) or "空的"
    return shown if len(shown) <= 20 else shown[:20] + "…"
