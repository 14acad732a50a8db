"""Shifts and absence from the post (三（二）（1）（2）（3）): lines for being late, leaving early and being away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from shouwen.rulebook.clauses import Clause
from shouwen.rulebook.engine.absences import Absence, absence_lines
from shouwen.rulebook.engine.attendance import Attended
from shouwen.rulebook.engine.lines import Entries, Line, Pending, Trace
from shouwen.rulebook.engine.scope import Scope, bands, flat
from shouwen.rulebook.engine.shift_reach import ShiftReach, minute_of, time_of
from shouwen.rulebook.month_facts import Away
from shouwen.rulebook.rules import Rules

_WORDS: Final = {"late": "迟到", "early": "早退"}


def discipline_entries(staff: str, attended: Iterable[Attended], away: Iterable[Away], scope: Scope) -> Entries:
    """The lines of one person's shifts and absences from the post; a day's one absence is shared by both."""
    lines: list[Line] = []
    pending: list[Pending] = []
    absences: list[Absence] = []
    for one in attended:
        if one.verdict == "missing_punch":
            start = one.reach.shift.start
            clause = scope.rules(start.date()).counting["late"]
            pending.append(Pending(staff, clause.id, start.date(), fact_of(one.reach), "missing_punch"))
        elif one.verdict == "absent":
            absences.append(Absence(one.reach.shift.start, fact_of(one.reach), "整班没有打卡，算旷工", _facts(one)))
        elif one.late or one.early:
            _punctuality(one, lines, absences, scope)
    for one_away in away:
        if scope.month.holds(one_away.start.date()):
            _away(one_away, lines, pending, absences, scope)
    return Entries(lines + absence_lines(absences, scope), pending)


def fact_of(reach: ShiftReach) -> str:
    """`shift:2026-03-02T09:00`."""
    return f"shift:{time_of(minute_of(reach.shift.start)).isoformat(timespec='minutes')}"


def _punctuality(one: Attended, lines: list[Line], absences: list[Absence], scope: Scope) -> None:
    """Late and early are two events of one shift, each with its own points."""
    start = one.reach.shift.start
    rules = scope.rules(start.date())
    kinds: tuple[tuple[Literal["late", "early"], int], ...] = (("late", one.late), ("early", one.early))
    for kind, minutes in kinds:
        if not minutes:
            continue
        words = f"{_WORDS[kind]}{minutes}分钟"
        points = _band_points(rules, kind, minutes)
        if points is None:
            last = bands(rules, kind).last
            absences.append(Absence(start, fact_of(one.reach), f"{words}，按旷工", _facts(one), instead_of=last))
        else:
            readings = ("R4",) if minutes <= bands(rules, kind).bands[-1][0] else ("R3", "R4")
            trace = Trace(readings, _facts(one), (points,), f"{words}，计{points}分")
            lines.append(Line(rules.counting[kind], kind, start.date(), start, fact_of(one.reach), points, trace))


def _band_points(rules: Rules, kind: str, minutes: int) -> int | None:
    """Points of the band that the minutes fall in; None: an absence (R3, R4)."""
    tariff = bands(rules, kind)
    points = tariff.points(minutes, inclusive=rules.is_set("R4", "inclusive"))
    if points is None and kind in _WORDS and rules.is_set("R3", "late"):
        return tariff.last
    return points


def _away(away: Away, lines: list[Line], pending: list[Pending], absences: list[Absence], scope: Scope) -> None:
    rules = scope.rules(away.start.date())
    kind = "away_without_cause" if away.cause == "none" else "away_without_procedure"
    clause = rules.counting[kind]
    minutes = minute_of(away.end) - minute_of(away.start)
    if kind == "away_without_cause" and not minutes:
        return
    points = flat(rules, kind) if kind == "away_without_procedure" else _band_points(rules, kind, minutes)
    if clause.needs_verification and not away.verified:
        most = flat(rules, "absence") if points is None else points
        pending.append(Pending(away.staff, clause.id, away.start.date(), f"away:{away.id}", "unverified", most))
        return
    facts = {"from": _clock(minute_of(away.start)), "to": _clock(minute_of(away.end)), "minutes": minutes}
    words = f"无故离岗{minutes}分钟" if kind == "away_without_cause" else "没办请假手续离岗"
    if points is None:
        absences.append(Absence(away.start, f"away:{away.id}", f"{words}，算旷工", facts))
        return
    readings = ("R4",) if kind == "away_without_cause" else ()
    lines.append(_away_line(away, kind, clause, points, Trace(readings, facts, (points,), f"{words}，计{points}分")))


def _away_line(away: Away, kind: str, clause: Clause, points: int, trace: Trace) -> Line:
    return Line(clause, kind, away.start.date(), away.start, f"away:{away.id}", points, trace)


def _facts(one: Attended) -> dict[str, object]:
    """What a shift's line rests on, times as the clock shows them."""
    return {
        "start": _clock(minute_of(one.reach.shift.start)),
        "end": _clock(minute_of(one.reach.shift.end)),
        "effective_start": _clock(one.reach.start),
        "effective_end": _clock(one.reach.end),
        "arrival": None if one.arrival is None else _clock(one.arrival),
        "departure": None if one.departure is None else _clock(one.departure),
        "late": one.late,
        "early": one.early,
    }


def _clock(minute: int) -> str:
    return time_of(minute).isoformat(timespec="minutes")
