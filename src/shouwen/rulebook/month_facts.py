"""Facts of a month (考核事实): what happened, without a word on points."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from shouwen.rulebook.clauses import Level
from shouwen.rulebook.clock_facts import ClockFacts


class Month(NamedTuple):
    """A calendar month by its first and last day."""

    first: date
    last: date

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that a day lies in."""
        first = day.replace(day=1)
        return cls(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))

    def holds(self, day: date) -> bool:
        """Whether a day lies in the month."""
        return self.first <= day <= self.last

    @property
    def label(self) -> str:
        """2026-03."""
        return f"{self.first:%Y-%m}"


class StaffMember(NamedTuple):
    """工作人员."""

    id: str
    name: str


class Shift(NamedTuple):
    """班次."""

    staff: str
    start: datetime
    end: datetime


class Punch(NamedTuple):
    """打卡."""

    staff: str
    at: datetime


class Leave(NamedTuple):
    """请假, approved; `kind` quarantine stands for 隔离等管控 (R13)."""

    staff: str
    kind: str
    start: datetime
    end: datetime


class Responsible(NamedTuple):
    """承办人: who answers for a case from a day on, until the next one does (R7)."""

    staff: str
    since: date


class CaseFacts(NamedTuple):
    """办件: its clock and those who were responsible."""

    id: str
    clock: ClockFacts
    responsible: tuple[Responsible, ...]


class Consultation(NamedTuple):
    """网上咨询, to be answered within so many working days."""

    id: str
    staff: str
    asked: datetime
    workdays: int
    answered: datetime | None
    verified: bool


class Task(NamedTuple):
    """交办任务."""

    id: str
    staff: str
    due: date
    done: date | None
    verified: bool


class Rating(NamedTuple):
    """好差评: 5 very satisfied to 1 very dissatisfied."""

    id: str
    staff: str
    at: datetime
    level: int
    verified: bool


class Complaint(NamedTuple):
    """投诉."""

    id: str
    staff: str
    at: datetime
    verified: bool


class Finding(NamedTuple):
    """线索: a breach of a clause. `level` and `act` belong to clauses that count by level: who found it, and what it was about."""

    id: str
    staff: str
    clause: str
    at: datetime
    verified: bool
    level: Level | None = None
    act: str | None = None


class Away(NamedTuple):
    """脱岗: away from the post in working time, without cause or without leave procedure."""

    id: str
    staff: str
    start: datetime
    end: datetime
    cause: Literal["none", "no_procedure"]
    verified: bool


class MonthFacts(NamedTuple):
    """All facts of a month. Facts of other months may stand among them; only those of the month count."""

    month: Month
    as_of: datetime
    staff: tuple[StaffMember, ...] = ()
    shifts: tuple[Shift, ...] = ()
    punches: tuple[Punch, ...] = ()
    leave: tuple[Leave, ...] = ()
    cases: tuple[CaseFacts, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    tasks: tuple[Task, ...] = ()
    ratings: tuple[Rating, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    findings: tuple[Finding, ...] = ()
    away: tuple[Away, ...] = ()
