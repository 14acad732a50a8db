"""A strip of opening minutes (转交、来电等按分钟算的): each session with the minutes that count in it, and what lies between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from shouwen.desk.chinese_dates import clock_time, day_and_weekday
from shouwen.workdays import Calendar, Hours

MOST_DAYS = 6
"""Days drawn; of more, those between the first and the last few are told in one line."""
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class MinutePiece:
    """A stretch of a day. `look`: cnt, fut, over, off or out. `width`: 1 to 12 shares of the line. `why` says it in words."""

    look: str
    width: int
    span: str
    text: str
    why: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class MinuteDay:
    """One day: its name and its stretches, or why none of it counts."""

    name: str
    pieces: tuple[MinutePiece, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class MinuteStrip:
    """What `{% minutes %}` draws."""

    days: tuple[MinuteDay, ...]
    summary: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MinuteClock:
    """A limit in opening minutes, in civil time."""

    started: datetime
    limit: int
    due: datetime
    now: datetime
    closed: datetime | None = None
    start_word: str = "转来"
    end_word: str = "接收"

    @property
    def end(self) -> datetime:
        """Where the line ends: the due moment, or later when it was done late or is still open."""
        return max(self.due, self.closed or self.now) if self.closed is None or self.closed > self.due else self.due


def minute_strip(clock: MinuteClock, *, hours: Hours, calendar: Calendar) -> MinuteStrip:
    """Lay out every day from the start to the end."""
    first, last = clock.started.date(), clock.end.date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if len(days) > MOST_DAYS:
        days = [*days[:3], *days[-3:]]
    drawn = tuple(_day(day, clock, hours, calendar) for day in days)
    late = hours.open_minutes_between(clock.due, clock.end, calendar) if clock.end > clock.due else 0
    words = tuple(f"{day.name}，{said}" for day in drawn for said in ([piece.why for piece in day.pieces] or [day.why]))
    return MinuteStrip(drawn, _summary(clock, late, hours, calendar), words)


def _day(day: date, clock: MinuteClock, hours: Hours, calendar: Calendar) -> MinuteDay:
    name = day_and_weekday(day)
    if not calendar.is_workday(day):
        holiday = calendar.name(day)
        kind = calendar.kind(day)
        why = f"{holiday}停办" if kind.is_local else f"{holiday}放假" if holiday else "休息日"
        return MinuteDay(name, (), f"{why}，不计")
    return MinuteDay(name, tuple(_pieces(day, clock, hours)))


def _pieces(day: date, clock: MinuteClock, hours: Hours) -> Iterator[MinutePiece]:
    before: datetime | None = None
    for opens, closes in hours.on(day).sessions:
        start, stop = datetime.combine(day, opens), datetime.combine(day, closes)
        if before is not None:
            noon = "午休" if before.time() <= time(13) else "休息"
            yield MinutePiece(
                "off", _width(before, start), _span(before, start), noon, f"{_span(before, start)}{noon}，不计"
            )
        edges = sorted(
            {start, stop, *(at for at in (clock.started, clock.due, clock.now, clock.end) if start < at < stop)}
        )
        for since, until in pairwise(edges):
            yield _piece(since, until, clock)
        before = stop


def _piece(since: datetime, until: datetime, clock: MinuteClock) -> MinutePiece:
    minutes = (until - since) // _MINUTE
    span, width = _span(since, until), _width(since, until)
    if since < clock.started or since >= clock.end:
        return MinutePiece("out", width, span, "", f"{span}不在期限内")
    mark = clock.start_word if since == clock.started else ""
    ends = [clock.end_word] * (until == clock.closed) + ["到期"] * (until == clock.due)
    said = "".join(f"，{word}" for word in ends)
    if since >= clock.due:
        return MinutePiece("over", width, span, f"超 {minutes} 分", f"{span}超了 {minutes} 分{said}", "、".join(ends))
    is_past = until <= min(clock.now, clock.closed or clock.now)
    if clock.closed is not None and since >= clock.closed:
        return MinutePiece("out", width, span, "", f"{span}已经{clock.end_word}{said}", "、".join(ends))
    text, told = (f"计 {minutes} 分", "计了") if is_past else (f"还有 {minutes} 分", "还有")
    begun = f"{mark}，" if mark else ""
    return MinutePiece(
        "cnt" if is_past else "fut",
        width,
        span,
        text,
        f"{span}{begun}{told} {minutes} 分{said}",
        "、".join([mark, *ends]).strip("、"),
    )


def _span(since: datetime, until: datetime) -> str:
    return f"{clock_time(since)}—{clock_time(until)}"


def _width(since: datetime, until: datetime) -> int:
    return max(1, min(12, round((until - since) / timedelta(minutes=20))))


def _summary(clock: MinuteClock, late: int, hours: Hours, calendar: Calendar) -> str:
    lead = f"{day_and_weekday(clock.started)} {clock_time(clock.started)}{clock.start_word}起，{clock.limit} 分钟，只算办公时间，"
    lead += f"{day_and_weekday(clock.due)} {clock_time(clock.due)} 到期。"
    if clock.closed is not None:
        ending = f"，超了 {late} 分钟" if late else "，没有超时"
        return f"{lead}{day_and_weekday(clock.closed)} {clock_time(clock.closed)} {clock.end_word}{ending}。"
    if late:
        return f"{lead}已经超了 {late} 分钟。"
    left = hours.open_minutes_between(clock.now, clock.due, calendar) if clock.now < clock.due else 0
    return f"{lead}还剩 {left} 分钟。" if left else lead
