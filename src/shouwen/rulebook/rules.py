"""Rules in force on one day, and the rulebook they come from (dated versions of clauses, limits and readings)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from shouwen.rulebook.clauses import Clause
from shouwen.rulebook.limits import Limit
from shouwen.rulebook.promises import PublicPromise, ReasonCategory, ReasonUse
from shouwen.rulebook.readings import Reading

Dated = TypeVar("Dated", Clause, Limit, Reading, PublicPromise, ReasonCategory)


@dataclass(frozen=True)
class Rules:
    """What is in force on one day: clauses by id, limits by name, readings by id, the clause that counts a kind of fact,
    the promises made in public by their number, and the kinds of reasons why something can't be done now."""

    clauses: Mapping[str, Clause]
    limits: Mapping[str, Limit]
    readings: Mapping[str, Reading]
    counting: Mapping[str, Clause]
    promises: tuple[PublicPromise, ...] = ()
    reasons: tuple[ReasonCategory, ...] = ()

    def limit(self, name: str) -> int:
        """The value of a limit."""
        return self.limits[name].value

    def is_set(self, reading: str, setting: str) -> bool:
        """Whether the rulebook chose this setting of a reading."""
        return self.readings[reading].setting == setting

    def reasons_for(self, use: ReasonUse) -> tuple[ReasonCategory, ...]:
        """The kinds of reasons that may be given here, in the order of the rulebook."""
        return tuple(reason for reason in self.reasons if use in reason.uses)


@dataclass(frozen=True)
class Rulebook:
    """A regulation as data (规则). Immutable; `on` gives what is in force on a day."""

    id: str
    name: str
    document: str
    issuer: str
    issued: date
    since: date
    until: date | None
    clauses: tuple[Clause, ...]
    limits: tuple[Limit, ...]
    readings: tuple[Reading, ...]
    promises: tuple[PublicPromise, ...] = ()
    reasons: tuple[ReasonCategory, ...] = ()
    _rules: dict[int, Rules] = field(default_factory=dict, init=False, repr=False, compare=False)

    def on(self, day: date) -> Rules:
        """The rules of a day. A day before the rulebook's first day is judged by the first, one after its last by the last."""
        index = max(bisect_right(self._changes, day) - 1, 0)
        rules = self._rules.get(index)
        if rules is None:
            rules = self._rules[index] = self._at(self._changes[index])
        return rules

    def in_force(self, day: date) -> bool:
        """Whether the rulebook itself is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def clause(self, clause_id: str, day: date | None = None) -> Clause:
        """A clause as in force on `day`, or its latest version. Raises KeyError for an id that the rulebook doesn't have."""
        found = self.on(day).clauses.get(clause_id) if day is not None else None
        if found is None:
            found = max((one for one in self.clauses if one.id == clause_id), key=lambda one: one.since, default=None)
        if found is None:
            raise KeyError(clause_id)
        return found

    def assessment_year(self, day: date) -> tuple[date, date]:
        """First and last day of the assessment year (考核年度) that `day` lies in."""
        month = self.on(day).limit("year_first_month")
        first = date(day.year if day.month >= month else day.year - 1, month, 1)
        return first, date(first.year + 1, month, 1) - timedelta(days=1)

    def with_reading(self, reading_id: str, setting: str) -> Rulebook:
        """The same rulebook with another setting of a reading. Raises KeyError or ValueError for one that isn't allowed."""
        if not any(reading.id == reading_id for reading in self.readings):
            raise KeyError(reading_id)
        changed = []
        for reading in self.readings:
            if reading.id == reading_id and setting not in reading.allowed:
                raise ValueError(f"{reading_id}没有“{setting}”这个设定")
            changed.append(replace(reading, setting=setting) if reading.id == reading_id else reading)
        return replace(self, readings=tuple(changed))

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 over what the rulebook says, independent of the layout and comments of its files."""
        from shouwen.rulebook.fingerprint import fingerprint

        return fingerprint(self)

    @cached_property
    def _changes(self) -> list[date]:
        """The days inside the rulebook's time on which something begins or has just ended, the first day first."""
        days = {self.since}
        for version in self._versions():
            days.add(version.since)
            if version.until is not None:
                days.add(version.until + timedelta(days=1))
        return sorted(day for day in days if self.in_force(day))

    def _versions(self) -> Iterator[Clause | Limit | Reading | PublicPromise | ReasonCategory]:
        yield from self.clauses
        yield from self.limits
        yield from self.readings
        yield from self.promises
        yield from self.reasons

    def _at(self, day: date) -> Rules:
        clauses = {clause.id: clause for clause in in_force_on(day, self.clauses)}
        return Rules(
            clauses=clauses,
            limits={limit.name: limit for limit in in_force_on(day, self.limits)},
            readings={reading.id: reading for reading in in_force_on(day, self.readings)},
            counting={kind: clause for clause in clauses.values() for kind in clause.counts if kind != "finding"},
            promises=tuple(sorted(in_force_on(day, self.promises), key=lambda promise: promise.number)),
            reasons=tuple(in_force_on(day, self.reasons)),
        )


def in_force_on(day: date, versions: tuple[Dated, ...]) -> Iterator[Dated]:
    """Those of the dated versions that are in force on a day."""
    return (one for one in versions if one.since <= day and (one.until is None or day <= one.until))
