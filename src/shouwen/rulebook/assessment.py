"""The month of a centre (月度考核): facts and a rulebook in, every person's lines and sums out, each number with its trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from shouwen.rulebook.calendar import WorkdayCalendar
from shouwen.rulebook.clauses import Part
from shouwen.rulebook.engine.attendance import attend
from shouwen.rulebook.engine.cap import capped
from shouwen.rulebook.engine.discipline import discipline_entries
from shouwen.rulebook.engine.feedback import feedback_entries
from shouwen.rulebook.engine.findings import finding_entries
from shouwen.rulebook.engine.late_work import consultation_clock, late_answer_entries, late_task_entries
from shouwen.rulebook.engine.lines import Line, Pending
from shouwen.rulebook.engine.overdue import needs_unpublished_year, overdue_lines
from shouwen.rulebook.engine.scope import Scope
from shouwen.rulebook.month_facts import Month, MonthFacts, StaffMember
from shouwen.rulebook.rules import Rulebook


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """One person's month. `days_due` are days with a shift that leave doesn't wholly excuse, `days_present` those of
    them with a punch. `base_score`: the score that points are taken from, None if the rules have none (R10)."""

    staff: StaffMember
    lines: tuple[Line, ...]
    days_due: int
    days_present: int
    base_score: int | None

    @property
    def business(self) -> int:
        """Points of 业务办理."""
        return self._sum("business")

    @property
    def discipline(self) -> int:
        """Points of 效能纪律."""
        return self._sum("discipline")

    @property
    def total(self) -> int:
        """All points lost."""
        return self.business + self.discipline

    @property
    def attendance_rate(self) -> float | None:
        """Days present / days due, to 4 decimals; None without a day due."""
        return round(self.days_present / self.days_due, 4) if self.days_due else None

    @property
    def awards_lost(self) -> bool:
        """Whether a verified breach of the month costs the year's awards (三（二）（9）)."""
        return any(line.clause.awards_lost for line in self.lines)

    @property
    def referrals(self) -> tuple[str, ...]:
        """Facts to be handed on, such as to 镇纪委 (三（二）（6）)."""
        return tuple(line.fact for line in self.lines if line.clause.referral is not None)

    def _sum(self, part: Part) -> int:
        return sum(line.points for line in self.lines if line.clause.part == part)


@dataclass(frozen=True, slots=True)
class AssessResult:
    """A month of a centre: its people in the order given, and what waits. `provisional`: a year without published
    calendar was needed."""

    month: Month
    people: tuple[PersonMonth, ...]
    pending: tuple[Pending, ...]
    provisional: bool


def assess(facts: MonthFacts, rulebook: Rulebook, calendar: WorkdayCalendar) -> AssessResult:
    """Assess a month by a rulebook. Raises ValueError beyond the range of the calendar."""
    scope = Scope(facts.month, facts.as_of, rulebook, calendar)
    of = _FactsByPerson(facts, scope)
    people: list[PersonMonth] = []
    pending: list[Pending] = []
    for member in facts.staff:
        person, waiting = _person(member, of, scope)
        people.append(person)
        pending += sorted(waiting, key=lambda one: (one.at, one.clause, one.fact))
    clocks = [case.clock for case in facts.cases] + [consultation_clock(one) for one in facts.consultations]
    provisional = any(needs_unpublished_year(clock, scope) for clock in clocks)
    return AssessResult(facts.month, tuple(people), tuple(pending), provisional)


def _person(member: StaffMember, of: _FactsByPerson, scope: Scope) -> tuple[PersonMonth, list[Pending]]:
    key = member.id
    attendance = attend(of.shifts.get(key, []), of.punches.get(key, []), of.leave.get(key, []), scope)
    parts = [
        discipline_entries(key, attendance.shifts, of.away.get(key, []), scope),
        late_answer_entries(of.consultations.get(key, []), scope),
        late_task_entries(of.tasks.get(key, []), scope),
        feedback_entries(of.ratings.get(key, []), of.complaints.get(key, []), scope),
        finding_entries(of.findings.get(key, []), scope),
    ]
    lines = of.overdue.get(key, []) + [line for part in parts for line in part.lines]
    ordered = sorted(capped(lines, scope), key=lambda line: (line.at, line.clause.id, line.fact))
    rules = scope.rules(scope.month.last)
    person = PersonMonth(
        staff=member,
        lines=tuple(ordered),
        days_due=attendance.days_due,
        days_present=attendance.days_present,
        base_score=rules.limit("base_score") if rules.is_set("R10", "base") else None,
    )
    return person, [one for part in parts for one in part.pending]


class _OfStaff(Protocol):
    @property
    def staff(self) -> str: ...


Fact = TypeVar("Fact", bound=_OfStaff)


class _FactsByPerson:
    """The facts of a month by person, each list gone through once."""

    def __init__(self, facts: MonthFacts, scope: Scope) -> None:
        self.shifts = _by_person(facts.shifts)
        self.punches = _by_person(facts.punches)
        self.leave = _by_person(facts.leave)
        self.away = _by_person(facts.away)
        self.consultations = _by_person(facts.consultations)
        self.tasks = _by_person(facts.tasks)
        self.ratings = _by_person(facts.ratings)
        self.complaints = _by_person(facts.complaints)
        self.findings = _by_person(facts.findings)
        self.overdue = overdue_lines(facts.cases, scope)


def _by_person(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.staff, []).append(fact)
    return found
