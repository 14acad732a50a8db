"""差评和投诉（三（一）（5））: what each costs before the month's cap."""

from __future__ import annotations

from collections.abc import Iterable

from shouwen.rulebook.engine.lines import Entries, Line, Pending, Trace
from shouwen.rulebook.engine.scope import Scope, bad_ratings, flat
from shouwen.rulebook.month_facts import Complaint, Rating


def feedback_entries(ratings: Iterable[Rating], complaints: Iterable[Complaint], scope: Scope) -> Entries:
    """A line for each bad rating and each complaint of the month that is verified; the others wait."""
    entries = Entries([], [])
    for rating in ratings:
        day = rating.at.date()
        if scope.month.holds(day) and rating.level in bad_ratings(scope.rules(day)).levels:
            points = bad_ratings(scope.rules(day)).points
            _enter(entries, rating, "bad_rating", f"rating:{rating.id}", points, {"level": rating.level}, scope)
    for complaint in complaints:
        day = complaint.at.date()
        if scope.month.holds(day):
            points = flat(scope.rules(day), "complaint")
            _enter(entries, complaint, "complaint", f"complaint:{complaint.id}", points, {}, scope)
    return entries


def _enter(
    entries: Entries,
    one: Rating | Complaint,
    kind: str,
    fact: str,
    points: int,
    facts: dict[str, object],
    scope: Scope,
) -> None:
    day = one.at.date()
    clause = scope.rules(day).counting[kind]
    if clause.needs_verification and not one.verified:
        entries.pending.append(Pending(one.staff, clause.id, day, fact, "unverified", points))
        return
    words = "差评" if kind == "bad_rating" else "投诉"
    trace = Trace((), {"at": one.at.isoformat(), **facts}, (points,), f"{words}1件，计{points}分")
    entries.lines.append(Line(clause, kind, day, one.at, fact, points, trace))
