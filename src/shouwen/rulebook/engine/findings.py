"""线索（三（一）（1）（4）, 三（二）（2）（4）至（9））: breaches that somebody found and another verified."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shouwen.rulebook.clauses import ByLevel, Clause, Flat
from shouwen.rulebook.engine.lines import Entries, Line, Pending, Trace
from shouwen.rulebook.engine.scope import Scope
from shouwen.rulebook.month_facts import Finding

HIGHEST_ONLY = "同一行为取最高"


def finding_entries(findings: Iterable[Finding], scope: Scope) -> Entries:
    """The lines of one person's findings. Findings of other months only tell what an act has cost before."""
    entries = Entries([], [])
    acts: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        clause = clause_of(finding, scope)
        if clause is None:
            continue
        if clause.needs_verification and not finding.verified:
            if scope.month.holds(finding.at.date()):
                entries.pending.append(_pending(finding, clause, _points(finding, scope)))
            continue
        counting = clause.counts["finding"]
        if isinstance(counting, ByLevel):
            key = (clause.id, "act", finding.act) if finding.act else (clause.id, "alone", finding.id)
            acts.setdefault(key, []).append(finding)
        elif isinstance(counting, Flat) and scope.month.holds(finding.at.date()):
            trace = Trace((), {"at": finding.at.isoformat()}, (counting.points,), f"1次，计{counting.points}分")
            entries.lines.append(_line(finding, clause, counting.points, trace))
    for act in acts.values():
        entries.lines.extend(_act_lines(act, scope))
    return entries


def clause_of(finding: Finding, scope: Scope) -> Clause | None:
    """The clause that a finding falls under on its day, if it counts findings."""
    clause = scope.rules(finding.at.date()).clauses.get(finding.clause)
    return clause if clause is not None and "finding" in clause.counts else None


def _act_lines(act: Sequence[Finding], scope: Scope) -> list[Line]:
    """三（二）（9）: this month costs what the highest level rose by; the line stands at the finding that raised it."""
    month = scope.month
    before = max((_points(one, scope) for one in act if one.at.date() < month.first), default=0)
    of_month = sorted((one for one in act if month.holds(one.at.date())), key=lambda one: (one.at, one.id))
    highest = max((_points(one, scope) for one in of_month), default=0)
    raising = next((one for one in of_month if _points(one, scope) == highest > before), None)
    return [_act_line(one, one is raising, before, highest, len(act) > 1, scope) for one in of_month]


def _act_line(finding: Finding, raises: bool, before: int, highest: int, has_others: bool, scope: Scope) -> Line:
    rules = scope.rules(finding.at.date())
    clause = rules.clauses[finding.clause]
    own = _points(finding, scope)
    points = highest - before if raises else 0
    if raises and before:
        words = f"本级{own}分，这件事以前已计{before}分，计{own}－{before}＝{points}分"
    elif raises:
        words = f"本级{own}分" + ("，是这件事的最高一级" if has_others else "") + f"，计{points}分"
    else:
        words = f"本级{own}分，同一件事已按最高一级{max(before, highest)}分计，计0分"
    trace = Trace(
        readings=("R2",),
        facts={
            "level": finding.level,
            "act": finding.act,
            "level_points": own,
            "highest_before_month": before,
            "highest_in_month": highest,
        },
        raw=(own,),
        arithmetic=words,
        mark=None if points == own else HIGHEST_ONLY,
    )
    return _line(finding, clause, points, trace)


def _points(finding: Finding, scope: Scope) -> int:
    """Points of a finding by itself; of the level that found the breach, as the rules of its day read the text (R2)."""
    rules = scope.rules(finding.at.date())
    counting = rules.clauses[finding.clause].counts["finding"]
    if isinstance(counting, ByLevel) and finding.level is not None:
        return counting.points(finding.level, as_text=rules.is_set("R2", "district"))
    return counting.points if isinstance(counting, Flat) else 0


def _line(finding: Finding, clause: Clause, points: int, trace: Trace) -> Line:
    return Line(clause, "finding", finding.at.date(), finding.at, f"finding:{finding.id}", points, trace)


def _pending(finding: Finding, clause: Clause, points: int) -> Pending:
    return Pending(finding.staff, clause.id, finding.at.date(), f"finding:{finding.id}", "unverified", points)
