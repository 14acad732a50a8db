"""投诉台账（服务承诺制度 第一、二条）: who looked into it, what was found, whether it was answered in time, how the answer was rated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.registers.books.book import Book, Entry, Field
from shouwen.desk.registers.books.person import Shown
from shouwen.feedback.enums import ComplaintState, RatingLevel, Verdict
from shouwen.feedback.involved import not_involving
from shouwen.feedback.policies import LOOK, may_see_register
from shouwen.feedback.queries import Wanted, clocks_of, complaints_wanted
from shouwen.feedback.transitions import ANSWERED
from shouwen.feedback.words import answer_of, mended_of, passed_to_of, words_of
from shouwen.inquiries.register_queries import Asked
from shouwen.office_files.writing import Kind
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.promises import eight

FIELDS = (
    Field("编号", 22, 13, screen="n"),
    Field("收到时间", 22, 17, Kind.MOMENT, under="编号"),
    Field("怎么来的", 0, 12, is_on_screen=False),
    Field("投诉人", 18, 14, screen="p"),
    Field("哪一条", 28, 22, screen="f"),
    Field("关于", 0, 20, under="哪一条"),
    Field("内容", 0, 50, is_on_screen=False),
    Field("谁在查", 20, 14, screen="f"),
    Field("到期", 22, 17, Kind.MOMENT, under="谁在查"),
    Field("到哪一步", 20, 14, screen="r"),
    Field("答复时间", 22, 17, Kind.MOMENT, under="到哪一步"),
    Field("查下来", 18, 12, screen="r"),
    Field("答复", 44, 40, screen="a"),
    Field("改了什么", 0, 30, is_on_screen=False),
    Field("评价", 16, 12, screen="r"),
)


def _write(centre_id: int, rows: Sequence[Any], shown: Shown) -> list[Entry]:
    clocks = clocks_of(centre_id, [row.pk for row in rows])
    names = {}
    if rows:
        on = local_date(max(row.at for row in rows))
        names = {one.number: one.complaint for one in eight.of_centre(centre_id, on=on)}
    # Who looks over them all may be complained of too: they don't learn by whom.
    today = people.colleagues(centre_id, on=local_date(rows[0].at)) if rows else []
    over_all = {one.staff_id for one in today if one.roles & set(LOOK)}
    return [_entry(row, clocks.get(row.pk), names, shown, is_named=row.staff_id not in over_all) for row in rows]


def _entry(row: Any, clock: Any, names: dict[int, str], shown: Shown, *, is_named: bool) -> Entry:
    """Words of complainants stand here in an export that was given its reason, and nowhere else."""
    is_answered = row.state in ANSWERED
    about = " ".join(filter(None, (row.window.label if row.window else "", row.case.number if row.case else "")))
    values = (
        row.number,
        row.at,
        row.get_channel_display(),
        _who(row, shown) if is_named else "不显示",
        names.get(row.promise or 0, "没有归类"),
        about or row.matter_number,
        words_of(row) if shown.in_full and is_named else "",
        row.handler.name if row.handler else (f"{row.office.name}（待交办）" if row.office else ""),
        clock.due_at if clock else None,
        ComplaintState(row.state).label,
        row.settled_at,
        Verdict(row.verdict).label if is_answered else "",
        answer_of(row) or passed_to_of(row),
        mended_of(row),
        RatingLevel(row.answer_rating).label if row.answer_rating else "",
    )
    return Entry(values, address_of(ClockKind.COMPLAINT, row.number))


def _who(row: Any, shown: Shown) -> str:
    return shown.person(row.person)[0] if row.person else "没有留名"


def _rows(centre_id: int, asked: Asked) -> QuerySet[Any]:
    wanted = Wanted(
        text=asked.text,
        sift=asked.state,
        window_id=asked.window_id,
        staff_id=asked.staff_id,
        first=asked.first,
        last=asked.last,
    )
    return complaints_wanted(centre_id, wanted)


def _keeps_from(rows: QuerySet[Any], by: Actor, at: datetime) -> QuerySet[Any]:
    """Nobody sees here what their own page of it refuses: neither that it is there, nor who asks when searched by name."""
    return not_involving(rows, by=by, at=at)


COMPLAINTS = Book(
    key="complaints",
    name="投诉台账",
    records="谁投诉了什么，谁查的，属不属实，答复了没有、满意不满意",
    clause="P2",
    clause_title="服务承诺制度 第二条",
    mark="诉",
    day_words="收到日期",
    staff_words="谁在查",
    window_words="投诉的窗口",
    placeholder="编号、办件编号、窗口，或姓名、手机后四位",
    fields=FIELDS,
    states=(
        ("", "全部"),
        ("open", "没答复的"),
        ("received", "待交办"),
        ("upheld", "属实的"),
        ("late", "答复晚了的"),
        ("bad", "对答复不满意的"),
        ("not_accepted", "不归中心的"),
        ("merged", "并入另一件的"),
        ("withdrawn", "撤回的"),
    ),
    may_see=may_see_register,
    rows=_rows,
    keeps_from=_keeps_from,
    write=_write,
)
