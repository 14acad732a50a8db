"""Clocks in a file: cases of both commands, with their pauses and their extension."""

from __future__ import annotations

from typing import Any

from shouwen.rulebook.calendar import WorkdayCalendar
from shouwen.rulebook.clock_facts import ClockFacts, Extension, Pause
from shouwen.rulebook.contract.shape import Breaches, Shape, Values, raw, rows
from shouwen.rulebook.contract.values import (
    FIRST_YEAR,
    LAST_YEAR,
    Reader,
    day,
    ident,
    moment,
    nullable,
    text,
    whole,
    whole_from,
    word,
)
from shouwen.rulebook.deadline import due_only
from shouwen.rulebook.rules import Rulebook

CLOCK_REQUIRED: dict[str, Reader[Any]] = {
    "id": ident,
    "kind": word(("instant", "limited")),
    "accepted": moment,
}
CLOCK_OPTIONAL: dict[str, Reader[Any]] = {
    "workdays": nullable(whole_from(1)),
    "pauses": nullable(raw),
    "extension": nullable(raw),
    "closed": nullable(moment),
}
_PAUSE = Shape({"from": day, "to": day, "reason": text})
_EXTENSION = Shape({"workdays": whole, "asked": moment, "told": nullable(moment), "reason": text})


def read_clock(values: Values, path: str, breaches: Breaches) -> ClockFacts | None:
    """The clock of a case whose keys are read; None, with the breaches noted, if it isn't whole."""
    before = len(breaches)
    pauses = _pauses(values.get("pauses"), f"{path}.pauses", breaches)
    extension = _extension(values.get("extension"), f"{path}.extension", breaches)
    _check_workdays(values, path, breaches)
    accepted, closed = values.get("accepted"), values.get("closed")
    if accepted is not None and closed is not None and closed < accepted:
        breaches.add(f"{path}.closed", "早于accepted")
    if len(breaches) > before or accepted is None or "kind" not in values:
        return None
    return ClockFacts(values["kind"], accepted, values.get("workdays") or 0, pauses, extension, closed)


def check_reach(
    clock: ClockFacts, path: str, calendar: WorkdayCalendar, rulebook: Rulebook, breaches: Breaches
) -> None:
    """Note a limit so long that its due date lies beyond the calendar."""
    try:
        due_only(clock, calendar, rulebook.on(clock.accepted.date()))
    except (ValueError, OverflowError):
        breaches.add(f"{path}.workdays", f"算出的到期日超出了日历的范围（{FIRST_YEAR}年至{LAST_YEAR}年）")


def _check_workdays(values: Values, path: str, breaches: Breaches) -> None:
    """`workdays` stands with `limited` and only there. (A value that couldn't be read isn't in `values`.)"""
    if "kind" not in values or "workdays" not in values:
        return
    if values["kind"] == "limited" and values["workdays"] is None:
        breaches.add(f"{path}.workdays", "缺少这个键：limited要写明几个工作日")
    elif values["kind"] == "instant" and values["workdays"] is not None:
        breaches.add(f"{path}.workdays", "instant不能写这个键")


def _pauses(value: object, path: str, breaches: Breaches) -> tuple[Pause, ...]:
    if value is None:
        return ()
    pauses = []
    for place, item in rows(value, path, breaches):
        values = _PAUSE.read(item, place, breaches)
        if not _PAUSE.is_whole(values):
            continue
        if values["to"] < values["from"]:
            breaches.add(f"{place}.to", "早于from")
        pauses.append(Pause(values["from"], values["to"], values["reason"]))
    return tuple(pauses)


def _extension(value: object, path: str, breaches: Breaches) -> Extension | None:
    if value is None:
        return None
    values = _EXTENSION.read(value, path, breaches)
    if not _EXTENSION.is_whole(values):
        return None
    return Extension(values["workdays"], values["asked"], values["told"], values["reason"])
