"""代班（AB岗）: whom one stands in for and what of theirs is due, the hand-over list, and who stands in for oneself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shouwen.civil_time import local_date
from shouwen.clocks import queries
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import DayBounds, DebtGroup
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.chinese_dates import clock_time, day_and_weekday
from shouwen.desk.today.rows import TodayRow, row_of, when_said
from shouwen.desk.today.words import waiting_of
from shouwen.inquiries.queries import handled_as_unresolved
from shouwen.people import queries as people
from shouwen.people.actor import Actor

MOST = 200
"""Rows of a hand-over list; who owes more has more than one list's worth of help coming."""


@dataclass(frozen=True, slots=True)
class CoverCard:
    """For whom, when, why, and how many of theirs are open, overdue and due today."""

    hours: str
    absent: str
    place: str
    reason: str
    count: int
    overdue: int
    due_today: int
    url: str


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """交接单: everything open of the absent colleague, to print."""

    absent: str
    by: str
    place: str
    hours: str
    reason: str
    rows: Sequence[TodayRow]
    more: int


def cover_cards(centre_id: int, covers: Sequence[Any], bounds: DayBounds, *, at: datetime) -> list[CoverCard]:
    """One card a cover in force; one query a cover, and one for the windows when there is any."""
    places = _places(centre_id, at) if covers else {}
    return [_card(cover, places, bounds, at) for cover in covers]


def _card(cover: Any, places: dict[int, str], bounds: DayBounds, at: datetime) -> CoverCard:
    once = handled_as_unresolved(cover.centre_id, {cover.absent_id})
    tallies = queries.debt_tallies(centre_id=cover.centre_id, staff_ids={cover.absent_id}, without=once)
    counts = queries.debt_counts(tallies, bounds=bounds)
    return CoverCard(
        hours=_hours(cover, at),
        absent=cover.absent.name,
        place=places.get(cover.absent_id, ""),
        reason=cover.reason.rstrip("。"),
        count=counts.total,
        overdue=counts.by_group[DebtGroup.OVERDUE],
        due_today=counts.by_group[DebtGroup.TODAY],
        url=f"/covers/{cover.pk}/",
    )


def _hours(cover: Any, at: datetime) -> str:
    """14:00–17:30 of today; with the days when it isn't one day."""
    begins, ends = local_date(cover.from_at), local_date(cover.to_at)
    if begins == ends == local_date(at):
        return f"{clock_time(cover.from_at)}–{clock_time(cover.to_at)}"
    return f"{day_and_weekday(cover.from_at)} {clock_time(cover.from_at)} 到 {day_and_weekday(cover.to_at)} {clock_time(cover.to_at)}"


def _places(centre_id: int, at: datetime) -> dict[int, str]:
    return {one.staff_id: one.window_label for one in people.colleagues(centre_id, on=local_date(at))}


def who_covers_me(actor: Actor, *, at: datetime) -> str:
    """你的B岗: who stands in for me now or next, else who did last; one query."""
    return people.stand_in_of(actor.staff_id, actor.centre_id, at=at) if actor.staff_id else ""


def cover_sheet(cover: Any, *, at: datetime) -> CoverSheet:
    """What the absent colleague owes, in order of its due time."""
    bounds_of = Yardstick.of(cover.centre_id)
    once = handled_as_unresolved(cover.centre_id, {cover.absent_id})
    debts = queries.debts_of(centre_id=cover.centre_id, staff_ids={cover.absent_id}, without=once)
    clocks = list(debts[: MOST + 1])
    standings = queries.standings(clocks, at=at, by=bounds_of)
    asked = [one.subject_id for one in clocks if one.kind == ClockKind.INQUIRY]
    waiting = waiting_of(cover.centre_id, asked, said_when=lambda moment: when_said(moment, at) if moment else "")
    rows = [
        row_of(
            one,
            standings[one.pk],
            at=at,
            me=cover.absent_id,
            covered=(),
            called=cover.absent.name,
            waiting=waiting.get(one.subject_id) if one.kind == ClockKind.INQUIRY else None,
        )
        for one in clocks[:MOST]
    ]
    return CoverSheet(
        absent=cover.absent.name,
        by=cover.by.name,
        place=_places(cover.centre_id, at).get(cover.absent_id, ""),
        hours=_hours(cover, at),
        reason=cover.reason,
        rows=rows,
        more=len(clocks) - len(rows),
    )
