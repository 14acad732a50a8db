"""Where a number leads: 办 26-01873 is /cases/26-01873/. The kind's character stays off the address."""

from __future__ import annotations

from urllib.parse import quote

from shouwen.clocks.enums import ClockKind

_PLACES = {
    ClockKind.INQUIRY: "inquiries",
    ClockKind.HANDOVER: "inquiries",
    ClockKind.RULING: "rulings",
    ClockKind.CASE: "cases",
    ClockKind.PROMISE: "promises",
}


def serial_of(number: str) -> str:
    """26-01873 of 办 26-01873."""
    return number.rpartition(" ")[2]


def address_of(kind: ClockKind | str, number: str) -> str:
    """The page of what this number names. A hand-over is accepted on the page of its inquiry."""
    return f"/{_PLACES[ClockKind(kind)]}/{quote(serial_of(number))}/"
