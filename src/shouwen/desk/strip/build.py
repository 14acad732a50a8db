"""Puts a strip together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from shouwen.desk.chinese_dates import WEEKDAYS, day_and_weekday, month_day
from shouwen.desk.strip.braces import braces_of
from shouwen.desk.strip.parts import Counted, DayKind, Strip, StripCell, StripClock, StripDay, StripFlag
from shouwen.desk.strip.pieces import NUMBERED, Piece, pieces_of
from shouwen.desk.strip.sentence import sentence_of

COLUMNS = 35
"""Five weeks: what 1366 pixels hold at 35 px a day."""


def build_strip(clock: StripClock, days: Sequence[StripDay], *, columns: int = COLUMNS) -> Strip:
    """Lay out `days`: ascending, without gaps, from before acceptance to after the last day that matters.

    Raises ValueError for no days or a gap: a strip with a day missing would lie.
    """
    if not days:
        raise ValueError("a strip needs at least one day")
    for before, after in pairwise(days):
        if (after.on - before.on).days != 1:
            raise ValueError(f"days of a strip must be consecutive, not {before.on} then {after.on}")
    pieces = pieces_of(clock, days, columns)
    braces, is_deep = braces_of(clock, days, pieces)
    lead, total, tail = sentence_of(clock, days)
    return Strip(
        cells=tuple(_cell(clock, piece, pieces[-1].last_column) for piece in pieces),
        flags=tuple(_flags(clock, pieces)),
        braces=braces,
        lead=lead,
        total=total,
        tail=tail,
        days=tuple(f"{day_and_weekday(day.on)}，{_why(clock, day)}" for day in days if day.kind != DayKind.OUTSIDE),
        css="strip deep" if is_deep else "strip" if braces else "strip plain",
    )


def _cell(clock: StripClock, piece: Piece, width: int) -> StripCell:
    edge = "lf" if piece.column <= 3 else "rt" if piece.last_column > width - 3 else ""
    if piece.is_folded:
        return _folded_cell(clock, piece, edge)
    day = piece.days[0]
    look = " ".join(word for word in (_look(clock, day), f"k{piece.column}", edge) if word)
    return StripCell(
        css=look,
        column_css=f"k{piece.column}",
        date_text=_date_text(day, is_first=piece.column == 1),
        text=_text(clock, day),
        why=f"{day_and_weekday(day.on)}，{_why(clock, day)}",
        weekday=WEEKDAYS[day.on.weekday()],
        is_weekend=day.on.weekday() >= 5,
        is_makeup=day.is_makeup,
        is_paused=day.kind == DayKind.PAUSED,
    )


def _folded_cell(clock: StripClock, piece: Piece, edge: str) -> StripCell:
    first, last = piece.days[0].on, piece.days[-1].on
    counts = {kind: sum(1 for day in piece.days if day.kind == kind) for kind in DayKind}
    counted = counts[DayKind.COUNTED] + counts[DayKind.EXTENSION]
    said = [f"计 {counted} 天"] * bool(counted) + [f"逾期 {counts[DayKind.OVERDUE]} 天"] * bool(counts[DayKind.OVERDUE])
    said += [f"暂停 {counts[DayKind.PAUSED]} 天"] * bool(counts[DayKind.PAUSED])
    closed = sum(1 for day in piece.days if day.kind == DayKind.OFF and day.is_local)
    said += [f"放假 {counts[DayKind.OFF] - closed} 天"] * (counts[DayKind.OFF] > closed) + [f"停办 {closed} 天"] * bool(
        closed
    )
    if counts[DayKind.OVERDUE]:
        look, text = "over", f"逾 {counts[DayKind.OVERDUE]} 天"
    elif counted:
        look, text = ("fut" if first > clock.today else "cnt"), f"{counted} 天"
    else:
        look, text = ("pz", "") if counts[DayKind.PAUSED] else ("off", "休")
    short_last = f"{last.day}" if first.month == last.month else f"{last.month}/{last.day}"
    css = " ".join(word for word in (f"d fold {look} k{piece.column} x{piece.span}", edge) if word)
    return StripCell(
        css=css,
        column_css=f"k{piece.column} x{piece.span}",
        date_text=f"{first.month}/{first.day}–{short_last}",
        text=text,
        why=f"{month_day(first)}至{month_day(last)}：{'，'.join(said)}",
        is_paused=look == "pz",
    )


def _look(clock: StripClock, day: StripDay) -> str:
    is_past = day.on <= clock.today
    looks = {
        DayKind.OUTSIDE: "out off" if day.is_off else "out",
        DayKind.ACCEPTED: "acc",
        DayKind.COUNTED: "cnt" if is_past else "fut",
        DayKind.EXTENSION: "ext past" if is_past else "ext",
        DayKind.OFF: "off",
        DayKind.PAUSED: "pz",
        DayKind.OVERDUE: "over",
        DayKind.AGREED: "cnt" if is_past else "fut",
        DayKind.CARRIED: "cnt" if is_past else "fut",
    }
    words = ["d", looks[day.kind]]
    if day.on == clock.due:
        words.append("due-cell")
    if day.on == clock.today and clock.closed is None:
        words.append("today")
    if day.on == clock.closed:
        words.append("done")
    if day.is_guess and day.kind != DayKind.OUTSIDE:
        words.append("guess")
    return " ".join(words)


def _text(clock: StripClock, day: StripDay) -> str:
    if day.kind == DayKind.PAUSED:
        return ""
    if day.kind == DayKind.ACCEPTED:
        return clock.start_word[0]
    if day.kind == DayKind.OFF or (day.kind == DayKind.OUTSIDE and day.is_off):
        return "休"
    if day.kind == DayKind.CARRIED:
        return "顺"
    signs = {DayKind.COUNTED: "", DayKind.EXTENSION: "+", DayKind.OVERDUE: "逾"}
    return f"{signs[day.kind]}{day.number}" if day.kind in signs else ""


def _date_text(day: StripDay, *, is_first: bool) -> str:
    return f"{day.on.month}/{day.on.day}" if day.on.day == 1 or (is_first and day.on.day > 28) else f"{day.on.day}"


def _why(clock: StripClock, day: StripDay) -> str:
    """Why a day counts or doesn't, in words."""
    off = f"{day.name}停办，不计" if day.is_local else f"{day.name}放假，不计" if day.name else "休息日，不计"
    unit = "天" if clock.counted == Counted.CALENDAR_DAY else "个工作日"
    words = {
        DayKind.OUTSIDE: "休息日" if day.is_off else "不在期限内",
        DayKind.ACCEPTED: f"{clock.start_word}，当天不计"
        if clock.limit or clock.counted == Counted.TOLD_DAY
        else f"{clock.start_word}，当天办结",
        DayKind.COUNTED: f"第 {day.number} {unit}",
        DayKind.EXTENSION: f"延期第 {day.number} 天",
        DayKind.OFF: off,
        DayKind.PAUSED: f"暂停（{day.name}），不计" if day.name else "暂停，不计",
        DayKind.OVERDUE: f"逾期第 {day.number} 天",
        DayKind.AGREED: "约定期内",
        DayKind.CARRIED: "最后一天赶上休息日，顺延到这天",
    }[day.kind]
    worked = {DayKind.OVERDUE, DayKind.AGREED}
    if clock.counted == Counted.WORKDAY:
        worked |= NUMBERED | {DayKind.PAUSED}
    is_worked = day.is_makeup and day.kind in worked
    extras = [f"{day.name}，加班办理" if day.is_local else "调休上班"] * is_worked
    extras += ["放假安排没公布，暂算"] * (day.is_guess and day.kind != DayKind.OUTSIDE)
    extras += ["到期"] * (day.on == clock.due) + [clock.end_word] * (day.on == clock.closed)
    extras += ["今天"] * (day.on == clock.today and clock.closed is None)
    return "，".join([words, *extras])


def _flags(clock: StripClock, pieces: Sequence[Piece]) -> Iterator[StripFlag]:
    named = [(clock.accepted, "a", clock.start_word), (clock.due, "due", "到期"), (clock.closed, "t", clock.end_word)]
    if clock.closed is None:
        named.append((clock.today, "t", "今天"))
    by_column: dict[int, list[tuple[str, str]]] = {}
    for on, css, text in named:
        column = next((piece.column for piece in pieces if piece.holds(on)), None)
        if column is not None:
            by_column.setdefault(column, []).append((css, text))
    for column, words in sorted(by_column.items()):
        css = next((css for css in ("t", "due", "a") if any(word[0] == css for word in words)), "a")
        tight = " tight" if {column - 1, column + 1} & by_column.keys() else ""
        yield StripFlag(f"fl {css} k{column}{tight}", "".join(_in_speech_order(words)))


def _in_speech_order(words: Sequence[tuple[str, str]]) -> list[str]:
    """今天到期, 受理办结: the order in which a clerk says them."""
    order = {"今天": 0, "受理": 1, "到期": 2}
    return [text for _, text in sorted(words, key=lambda word: order.get(word[1], 3))]
