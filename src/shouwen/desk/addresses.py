"""Where a number leads: 办 26-01873 is /cases/26-01873/. The kind's character stays off the address."""

from __future__ import annotations

import re

from django.urls import reverse

from shouwen.clocks.enums import ClockKind

_VIEWS = {
    ClockKind.INQUIRY: "desk:inquiry",
    ClockKind.HANDOVER: "desk:inquiry",
    ClockKind.RULING: "desk:ruling",
    ClockKind.CASE: "desk:case",
    ClockKind.PROMISE: "desk:promise",
    ClockKind.QUESTION: "desk:question",
    ClockKind.CALLBACK: "desk:call",
    ClockKind.DECLINE: "desk:inquiry",
    ClockKind.CLARIFICATION: "desk:clarification",
    ClockKind.UNRESOLVED: "desk:unresolved",
    ClockKind.REVIEW: "desk:case",
    ClockKind.OWED: "desk:case",
    ClockKind.TASK: "desk:task",
    ClockKind.APPROVAL: "desk:case",
    ClockKind.COMPLAINT: "desk:complaint",
    ClockKind.RECTIFY: "desk:measure",
    ClockKind.CALL: "desk:call_to_make",
    ClockKind.EXPLAIN: "desk:inquiry",
    ClockKind.POSSIBLE: "desk:inquiry",
    ClockKind.SUPERVISION: "desk:order",
    ClockKind.PREREVIEW: "desk:application",
    ClockKind.INSPECTION: "desk:inspection",
    ClockKind.FAULT: "desk:fault",
}


_READ_ALIKE = {
    "问": ClockKind.INQUIRY,
    "办": ClockKind.CASE,
    "诺": ClockKind.PROMISE,
}
"""Matters whose page is open to every colleague of the centre, by the mark of their numbers."""
_SERIAL = re.compile(r"[0-9]{2,6}-[0-9]{2,9}")


def serial_of(number: str) -> str:
    """26-01873 of 办 26-01873."""
    return number.rpartition(" ")[2]


def address_named(number: str) -> str:
    """The page that this number names by its mark; empty if its mark names none that colleagues read alike."""
    mark, _, serial = number.strip().partition(" ")
    kind = _READ_ALIKE.get(mark)
    return reverse(_VIEWS[kind], args=[serial]) if kind is not None and _SERIAL.fullmatch(serial) else ""


def address_of(kind: ClockKind | str, number: str) -> str:
    """The page of what this number names. A hand-over is accepted on the page of its inquiry."""
    return reverse(_VIEWS[ClockKind(kind)], args=[serial_of(number)])
