"""到期日变了的: the runs of a reckoning anew, and the list of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.civil_time import local_date
from shouwen.clocks import moved_dues
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import ClockKind, LimitUnit, RecomputationState
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import clock_time, day_and_weekday, month_day
from shouwen.desk.clock_sight import hidden_clocks
from shouwen.people.actor import Actor

PER_PAGE = 50
SIFTS = {"": "全部", "tell": "要告诉本人", "mine": "我负责的"}


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One due date: from when to when, whose, and whether the person was told."""

    id: int
    number: str
    url: str
    kind: str
    matter: str
    person: str
    who: str
    before: str
    after: str
    tone: str
    words: str
    why_url: str
    told: str
    may_tell: bool


@dataclass(frozen=True, slots=True)
class MovesPage:
    """The list of one run."""

    run: Any
    is_done: bool
    sift: str
    sifts: Sequence[tuple[str, str, int]]
    rows: Sequence[MoveRow]
    pages: Page[Any]
    earlier: int
    untold: int


def moves_page(run: Any, *, sift: str, number: str | None, by: Actor, at: datetime) -> MovesPage:
    """The list, earlier ones first; a constant number of queries. What this person may not see on its own
    page stands here as little."""
    every = moved_dues.moves_of(run, without=hidden_clocks(by, at=at))
    chosen = {
        "": every,
        "tell": every.filter(must_tell=True, told_at=None, clock__closed_at=None),
        "mine": every.filter(clock__responsible_id=by.staff_id),
    }
    sift = sift if sift in chosen else ""
    pages = Paginator(chosen[sift], PER_PAGE).get_page(number)
    counts = {key: rows.count() for key, rows in chosen.items()}
    return MovesPage(
        run=run,
        is_done=run.state == RecomputationState.DONE,
        sift=sift,
        sifts=[(key, words, counts[key]) for key, words in SIFTS.items()],
        rows=[_row(move, by=by, at=at) for move in pages],
        pages=pages,
        earlier=moved_dues.earlier(run),
        untold=counts["tell"],
    )


def _row(move: Any, *, by: Actor, at: datetime) -> MoveRow:
    clock = move.clock
    tone, words = _moved(move)
    return MoveRow(
        id=move.pk,
        number=clock.number,
        url=address_of(clock.kind, clock.number),
        kind=ClockKind(clock.kind).label,
        matter=clock.matter,
        person=clock.person_masked,
        who=clock.responsible.name,
        before=_when(move.before, clock),
        after=_when(move.after, clock),
        tone=tone,
        words=words,
        why_url=reverse("desk:due", args=[clock.pk]),
        told=_told(move),
        may_tell=move.must_tell
        and move.told_at is None
        and clock.closed_at is None
        and not moved_dues.may_tell(move, by=by),
    )


def _moved(move: Any) -> tuple[str, str]:
    """Tone and words of a move: 提前 is what hurts. A limit of calendar days moves by those, every other one by working days."""
    if move.after == move.before:
        return "soon", "那天停办"
    tone, way = ("over", "提前") if move.after < move.before else ("ok", "推后")
    first, last = sorted((local_date(move.before), local_date(move.after)))
    if first == last:
        return tone, way
    # Where no working day lies between them, the plain days are all there is to say.
    is_plain = move.clock.unit == LimitUnit.CALENDAR_DAY
    workdays = 0 if is_plain else calendar_of(move.clock.centre_id).count(first, last)
    return tone, f"{way} {workdays} 个工作日" if workdays else f"{way} {(last - first).days} 个自然日"


def _when(at: datetime, clock: Any) -> str:
    words = day_and_weekday(at)
    return f"{words} {clock_time(at)}" if clock.unit == LimitUnit.OPEN_MINUTE else words


def _told(move: Any) -> str:
    if move.told_at is not None:
        return f"{month_day(move.told_at)} {move.told_by.name} 已告知"
    if not move.must_tell:
        return "不用告诉本人"
    return "已了结" if move.clock.closed_at is not None else ""
