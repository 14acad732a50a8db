"""Clocks of a contract file, played through the actions of the product in the order in which things happened."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from tests.factories import Town

from shouwen.civil_time import instant, local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks import extensions
from shouwen.clocks.enums import ClockKind, LimitUnit, PauseKind, ToldMeans
from shouwen.clocks.models import Clock
from shouwen.people.queries import actor_of
from shouwen.refusals import Refusal, Refused

MORNING, NIGHT = time(8), time(23, 58)
Span = tuple[date, date]


def play(town: Town, case: dict[str, Any], *, subject: int) -> tuple[Clock, Refusal | None]:
    """The clock as it stands after everything, and why its extension was refused, if it was.

    Pauses that overlap or touch are one: a clock that stands isn't stopped again. What begins before the acceptance begins with it."""
    by = actor_of(town.he, on=date(2026, 10, 9))
    accepted = datetime.fromisoformat(case["accepted"])
    limited = case["kind"] == "limited"
    clock = clocks.start(
        kind=ClockKind.CASE,
        subject_id=subject,
        number=f"办 26-{subject:05d}",
        matter="事",
        responsible_id=town.he.pk,
        unit=LimitUnit.WORKDAY if limited else LimitUnit.INSTANT,
        promised_limit=case["workdays"] if limited else 0,
        by=by,
        at=instant(accepted),
    )
    refusal: Refusal | None = None
    for at, step, told in _in_order(case, accepted):
        if step == "pause":
            clocks.pause(
                clock=clock, kind=PauseKind.CORRECTION, reason="等补材料", from_on=local_date(at), by=by, at=at
            )
        elif step == "resume":
            clocks.resume(clock=clock, last_paused_on=local_date(at), by=by, at=at)
        elif step == "close":
            clocks.close(centre_id=clock.centre_id, kind=ClockKind.CASE, subject_id=subject, at=at)
        else:
            refusal = _extended(clock, told, by=by, at=at)
    return Clock.objects.prefetch_related("pauses").select_related("extension").get(pk=clock.pk), refusal


def _extended(clock: Clock, asked: dict[str, Any], *, by: Any, at: datetime) -> Refusal | None:
    words = {"workdays": asked["workdays"], "reason": asked.get("reason") or "等回函", "category": "other"}
    try:
        request = extensions.ask_extension(clock=clock, **words, by=by, at=at)
        if asked["told"] is not None:
            told_at = instant(datetime.fromisoformat(asked["told"]))
            means, noted = ToldMeans.IN_PERSON, max(at, told_at)
            extensions.tell_extension(request=request, told_at=told_at, means=means, by=by, at=noted)
    except Refused as refused:
        return refused.refusal
    return None


def _in_order(case: dict[str, Any], accepted: datetime) -> list[tuple[datetime, str, dict[str, Any]]]:
    """Everything that happened, oldest first; of what happened on one day, a pause begins in the morning and ends at night."""
    closed = datetime.fromisoformat(case["closed"]) if case.get("closed") else None
    happened: list[tuple[datetime, int, str, dict[str, Any]]] = []
    for first, last in _merged(case.get("pauses") or [], accepted.date()):
        begun = max(datetime.combine(first, MORNING), accepted)
        if closed is not None and begun > closed:
            continue
        happened.append((begun, 0, "pause", {}))
        if closed is None or datetime.combine(last, NIGHT) < closed:
            happened.append((datetime.combine(last, NIGHT), 1, "resume", {}))
    if case.get("extension"):
        asked = datetime.fromisoformat(case["extension"]["asked"])
        if closed is None or asked <= closed:
            happened.append((asked, 2, "extend", case["extension"]))
    if closed is not None:
        happened.append((closed, 3, "close", {}))
    return [(instant(at), step, told) for at, _, step, told in sorted(happened, key=lambda one: one[:2])]


def _merged(pauses: list[dict[str, Any]], accepted_on: date) -> list[Span]:
    found: list[Span] = []
    for row in sorted(pauses, key=lambda one: one["from"]):
        first, last = max(date.fromisoformat(row["from"]), accepted_on), date.fromisoformat(row["to"])
        if last < first:
            continue
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found
