"""What a register is narrowed to, read from the address: days, state, window, member of staff, channel. Words come by their key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shouwen.desk.chinese_dates import full_day
from shouwen.desk.registers.books import Book
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.register_queries import Asked

LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The question to the database, and the address's own words for it (without the page)."""

    asked: Asked
    query: Mapping[str, str]

    @property
    def is_narrowed(self) -> bool:
        return self.asked != Asked()

    def period(self, today: date) -> str:
        """The days in words: 2026年10月1日至2026年10月31日."""
        first, last = self.asked.first, self.asked.last
        if first is None:
            return f"截至{full_day(last or today)}"
        return f"{full_day(first)}至{full_day(last or today)}"


def narrowed(book: Book, words: Mapping[str, str]) -> Narrowed:
    """What the address asks for (`from`, `to`, `state`, `window`, `staff`, `channel`, `q`); what means nothing narrows nothing."""
    first, last = _day(words.get("from", "")), _day(words.get("to", ""))
    if first and last and first > last:
        first, last = last, first
    state = words.get("state", "") if words.get("state") in dict(book.states) else ""
    channel = words.get("channel", "") if book.has_channel and words.get("channel") in Channel.values else ""
    asked = Asked(
        first=first,
        last=last,
        state=state,
        window_id=_number(words.get("window", "")),
        staff_id=_number(words.get("staff", "")),
        channel=Channel(channel) if channel else None,
        text=words.get("q", "").strip()[:LONGEST_TEXT],
    )
    query = {
        "from": first.isoformat() if first else "",
        "to": last.isoformat() if last else "",
        "state": state,
        "window": str(asked.window_id or ""),
        "staff": str(asked.staff_id or ""),
        "channel": channel,
        "s": words.get("s", ""),
    }
    return Narrowed(asked, {name: value for name, value in query.items() if value})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
