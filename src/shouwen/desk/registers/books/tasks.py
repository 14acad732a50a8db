"""上级任务台账（限时办结制度 第二条）: what superior departments wanted by when, who did it, when it was submitted, what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.inquiries.register_queries import Asked
from shouwen.office_files.writing import Kind
from shouwen.people.masks import mask_words
from shouwen.tasks.enums import TaskState
from shouwen.tasks.queries import clocks_of_rounds, last_rounds, task_register
from shouwen.tasks.words import result_of, words_of

FIELDS = (
    Field("编号", 22, 13, screen="n"),
    Field("收到时间", 22, 17, Kind.MOMENT, under="编号"),
    Field("上级部门", 26, 18, screen="p"),
    Field("来件编号", 0, 18, under="上级部门"),
    Field("任务", 46, 36),
    Field("内容", 0, 50, is_on_screen=False),
    Field("涉及群众", 14, 12, is_on_screen=False),
    Field("谁在办", 24, 18, screen="f"),
    Field("要求办结", 22, 14, screen="d"),
    Field("到期", 0, 17, Kind.MOMENT, under="要求办结"),
    Field("到哪一步", 18, 12, screen="r"),
    Field("报送时间", 22, 17, Kind.MOMENT, under="到哪一步"),
    Field("办理结果", 44, 40, screen="a"),
    Field("上级回执", 20, 18, is_on_screen=False),
    Field("退回次数", 0, 10, is_on_screen=False, under="上级回执"),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    rounds = last_rounds(centre_id, [row.pk for row in rows])
    clocks = clocks_of_rounds(centre_id, [one.pk for one in rounds.values()])
    return [_entry(row, rounds[row.pk], clocks.get(rounds[row.pk].pk), shown) for row in rows]


def _entry(task: Any, last: Any, clock: Any, shown: Shown) -> Entry:
    """Words are masked as on the screen, in full only in an export that was given its reason."""
    words, result = words_of(task), result_of(last, task)
    receipt = "，".join(filter(None, (last.receipt_on.isoformat() if last.receipt_on else "", last.receipt_number)))
    values = (
        task.number,
        task.received_at,
        task.superior.name,
        task.their_number,
        task.title,
        words if shown.in_full else mask_words(words),
        shown.person(task.person)[0] if task.person else "",
        " ".join(filter(None, (task.window.label if task.window else "", task.assignee.name if task.assignee else "")))
        or f"管理办公室 {task.office.name}",
        last.their_due_on.isoformat(),
        clock.due_at if clock else None,
        TaskState(task.state).label,
        last.submitted_at,
        result if shown.in_full else mask_words(result),
        receipt,
        f"退回 {last.sequence - 1} 次" if last.sequence > 1 else "",
    )
    return Entry(values, address_of(ClockKind.TASK, task.number))


def _rows(centre_id: int, asked: Asked) -> QuerySet[Any]:
    return task_register(
        centre_id,
        first=asked.first,
        last=asked.last,
        state=asked.state,
        window_id=asked.window_id,
        staff_id=asked.staff_id,
        text=asked.text,
    )


TASKS = Book(
    key="tasks",
    name="上级任务台账",
    records="12345 工单、部门交办，谁在办、报没报、上级怎么说",
    clause="T1",
    clause_title="限时办结制度 第二条",
    mark="任",
    day_words="收到日期",
    staff_words="谁在办",
    window_words="承办窗口",
    placeholder="编号、来件编号、部门、标题里的字，或姓名",
    fields=FIELDS,
    states=(
        ("", "全部"),
        ("open", "没完的"),
        ("received", "待交办"),
        ("assigned", "在办"),
        ("submitted", "已报送"),
        ("receipted", "上级已收"),
        ("returned", "退回过的"),
        ("late", "报送晚了的"),
        ("withdrawn", "上级已撤回"),
    ),
    rows=_rows,
    write=_write,
)
