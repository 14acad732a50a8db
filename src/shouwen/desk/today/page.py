"""The page of *my day*: groups of rows, counts, whom one covers, the calendar of due days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator

from shouwen.cases.queries import deemed_if_untold
from shouwen.clocks import queries
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.live_requests import to_be_told
from shouwen.clocks.queries import DayBounds, DebtCounts, DebtGroup
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.chinese_dates import WEEKDAYS, day_and_weekday
from shouwen.desk.today.covers import CoverCard, cover_cards, who_covers_me
from shouwen.desk.today.rows import TodayRow, row_of, when_said
from shouwen.desk.today.words import EXTENSION_TO_TELL, waiting_of
from shouwen.inquiries.queries import handled_as_unresolved
from shouwen.people.actor import Actor
from shouwen.people.queries import covers_of
from shouwen.workdays import Calendar

PAGE = 25
FILTERS = (
    (
        "inquiry",
        "首问",
        (
            ClockKind.INQUIRY,
            ClockKind.CLARIFICATION,
            ClockKind.QUESTION,
            ClockKind.CALLBACK,
            ClockKind.CALL,
            ClockKind.EXPLAIN,
            ClockKind.POSSIBLE,
        ),
    ),
    ("case", "办件", (ClockKind.CASE, ClockKind.REVIEW, ClockKind.PREREVIEW, ClockKind.OWED, ClockKind.APPROVAL)),
    ("task", "任务", (ClockKind.TASK, ClockKind.COMPLAINT, ClockKind.INSPECTION, ClockKind.FAULT)),
    ("handover", "待我接收", (ClockKind.HANDOVER,)),
    ("ruling", "承诺请示", (ClockKind.PROMISE, ClockKind.RULING, ClockKind.DECLINE, ClockKind.UNRESOLVED)),
)
"""Filters of the list: word in the address, word on the page, kinds of clocks."""


@dataclass(frozen=True, slots=True)
class TodayFilter:
    """One choice above the list."""

    words: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class TodayGroup:
    """Rows of one day or of one state, with the words of its heading."""

    title: str
    remark: str
    rows: Sequence[TodayRow]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One column of the calendar of due days: `blocks` small squares, and how many don't fit."""

    weekday: str
    day: int
    blocks: Sequence[int]
    more: int
    is_today: bool
    is_off: bool
    is_makeup: bool
    label: str


@dataclass(frozen=True, slots=True)
class MyDay:
    """Everything the page shows."""

    groups: Sequence[TodayGroup]
    filters: Sequence[TodayFilter]
    counts: DebtCounts
    overdue: int
    due_today: int
    shown_total: int
    pages: Any
    covers: Sequence[CoverCard]
    my_cover: str
    calendar: Sequence[CalendarDay]


def counted_pages(rows: Any, total: int) -> Any:
    """Pages of rows that have been counted already, so that nothing counts them again."""
    pages: Any = Paginator(rows, PAGE)
    pages.count = total
    return pages


def my_day(actor: Actor, at: datetime, *, chosen: str = "", page: str | None = None) -> MyDay:
    """What `actor` owes at `at`, also for those they cover. The same number of queries for 1 row and for 25."""
    me = actor.staff_id or 0
    covers = list(covers_of(me, actor.centre_id, at=at))
    covered = {cover.absent_id for cover in covers}
    people, yardstick = {me, *covered}, Yardstick.of(actor.centre_id)
    bounds = queries.bounds_of(at, yardstick)
    kinds = next((kinds for word, _, kinds in FILTERS if word == chosen), ())
    once = handled_as_unresolved(actor.centre_id, people)
    tallies = queries.debt_tallies(centre_id=actor.centre_id, staff_ids=people, without=once)
    counts = queries.debt_counts(tallies, bounds=bounds, kinds=kinds)
    total = sum(counts.by_group.values())
    rows = queries.debts_of(centre_id=actor.centre_id, staff_ids=people, kinds=kinds, without=once)
    pages = counted_pages(rows, total).get_page(page)
    today, last = bounds.today, bounds.today + timedelta(days=7)
    due = queries.due_days(tallies, first=today, last=last)
    return MyDay(
        groups=_groups(actor.centre_id, list(pages), bounds, yardstick, at=at, me=me, covered=covered),
        filters=_filters(counts, chosen),
        counts=counts,
        overdue=counts.by_group[DebtGroup.OVERDUE],
        due_today=counts.by_group[DebtGroup.TODAY],
        shown_total=total,
        pages=pages,
        covers=cover_cards(actor.centre_id, covers, bounds, at=at),
        my_cover=who_covers_me(actor, at=at),
        calendar=[_calendar_day(yardstick.calendar, today + timedelta(days=n), today, due) for n in range(8)],
    )


def _groups(
    centre_id: int, clocks: Sequence[Any], bounds: DayBounds, by: Yardstick, *, at: datetime, me: int, covered: set[int]
) -> list[TodayGroup]:
    standings = queries.standings(clocks, at=at, by=by)
    asked = [clock.subject_id for clock in clocks if clock.kind == ClockKind.INQUIRY]
    waiting = waiting_of(centre_id, asked, said_when=lambda moment: when_said(moment, at) if moment else "")
    reviewed = [clock.subject_id for clock in clocks if clock.kind == ClockKind.REVIEW]
    deemed = deemed_if_untold(centre_id, reviewed) if reviewed else set()
    untold = to_be_told([clock.pk for clock in clocks if clock.kind == ClockKind.CASE])
    rows: dict[DebtGroup, list[TodayRow]] = {}
    for clock in clocks:
        stands = waiting.get(clock.subject_id) if clock.kind == ClockKind.INQUIRY else None
        if clock.pk in untold:
            stands = EXTENSION_TO_TELL
        row = row_of(
            clock,
            standings[clock.pk],
            at=at,
            me=me,
            covered=covered,
            waiting=stands,
            deemed=deemed,
            calendar=by.calendar,
        )
        rows.setdefault(queries.group_of(clock, bounds), []).append(row)
    return [TodayGroup(*_heading(group, bounds, by.calendar), rows[group]) for group in DebtGroup if group in rows]


def _heading(group: DebtGroup, bounds: DayBounds, calendar: Calendar) -> tuple[str, str]:
    if group == DebtGroup.TODAY:
        return "今天", day_and_weekday(bounds.today)
    if group == DebtGroup.NEXT_DAY:
        day = bounds.next_workday
        title = "明天" if day == bounds.today + timedelta(days=1) else "下个工作日"
        makeup = f"，{calendar.name(day)}调休上班，照常计时" if day.weekday() >= 5 else ""
        return title, day_and_weekday(day) + makeup
    return {DebtGroup.OVERDUE: "已过期限", DebtGroup.LATER: "以后", DebtGroup.PAUSED: "暂停计时"}[group], ""


def _filters(counts: DebtCounts, chosen: str) -> list[TodayFilter]:
    found = [TodayFilter("全部", counts.total, "/", not chosen)]
    for word, words, kinds in FILTERS:
        count = sum(counts.by_kind.get(kind, 0) for kind in kinds)
        if count or word == chosen:
            found.append(TodayFilter(words, count, f"/?kind={word}", word == chosen))
    return found


BLOCKS = 5
"""Squares that fit into one column of the calendar."""


def _calendar_day(calendar: Calendar, on: date, today: date, due: dict[date, int]) -> CalendarDay:
    count, works = due.get(on, 0), calendar.is_workday(on)
    makeup = works and on.weekday() >= 5
    state = "，调休上班" if makeup else "" if works else "，休"
    return CalendarDay(
        weekday=WEEKDAYS[on.weekday()],
        day=on.day,
        blocks=range(min(count, BLOCKS)),
        more=max(count - BLOCKS, 0),
        is_today=on == today,
        is_off=not works,
        is_makeup=makeup,
        label=f"{day_and_weekday(on)}{state}，到期 {count} 件",
    )
