"""Checks across files: versions that overlap or leave a gap, clauses that don't exist, facts that nobody counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from shouwen.rulebook.clauses import FACT_KINDS, Clause
from shouwen.rulebook.limits import LIMITS, Limit
from shouwen.rulebook.loading.mapped import Mapped
from shouwen.rulebook.loading.setting_files import Title
from shouwen.rulebook.loading.source import Source
from shouwen.rulebook.promises import PublicPromise, ReasonCategory
from shouwen.rulebook.readings import SETTINGS, Reading

Dated = TypeVar("Dated", Clause, Limit, Reading, PublicPromise, ReasonCategory)


class Placed(NamedTuple, Generic[Dated]):
    """A dated version, its key, and the mapping it was read from."""

    key: str
    version: Dated
    keys: Mapped


def check_overlaps(placed: Sequence[Placed[Dated]]) -> None:
    """No two versions of the same thing are in force on one day."""
    by_key: dict[str, list[Placed[Dated]]] = {}
    for one in placed:
        by_key.setdefault(one.key, []).append(one)
    for key, versions in by_key.items():
        for earlier, later in _neighbours(versions):
            if earlier.version.until is None or later.version.since <= earlier.version.until:
                place = f"{earlier.keys.source.name}:{earlier.keys.line}"
                later.keys.source.report(later.keys.line, f"{key}的起止日期与{place}重叠")


def check_gaps(placed: Sequence[Placed[Dated]], wanted: Iterable[str], title: Title, source: Source) -> None:
    """Everything that the engine asks for has a version on every day of the rulebook."""
    for key in wanted:
        versions = sorted((one.version for one in placed if one.key == key), key=lambda version: version.since)
        gap = _first_gap([(version.since, version.until) for version in versions], title)
        if gap is not None:
            when = "" if not versions else f"在{gap}这一天"
            source.report(0, f"{when}缺少“{key}”")


def check_counted(placed: Sequence[Placed[Clause]], title: Title, source: Source) -> None:
    """Every kind of fact (findings apart) is counted by exactly one clause on every day of the rulebook."""
    for kind in (kind for kind in FACT_KINDS if kind != "finding"):
        counting = [Placed(kind, one.version, one.keys) for one in placed if kind in one.version.counts]
        for earlier, later in _neighbours(counting):
            same = earlier.version.id == later.version.id
            if not same and (earlier.version.until is None or later.version.since <= earlier.version.until):
                later.keys.source.report(
                    later.keys.line, f"“{kind}”已由{earlier.version.id}计分，不能再由{later.version.id}计"
                )
        gap = (
            _first_gap(sorted((one.version.since, one.version.until) for one in counting), title)
            if counting
            else title.since
        )
        if gap is not None:
            source.report(0, f"{gap}起没有条款计“{kind}”")


def check_references(known: set[str], keys: Mapped, field: str, wanted: Iterable[str]) -> None:
    """Every clause named elsewhere exists."""
    for clause_id in wanted:
        if clause_id and clause_id not in known:
            keys.report(field, f"提到的条款{clause_id}不存在")


def wanted_limits() -> Iterable[str]:
    """The limits that the engine asks for."""
    return LIMITS


def wanted_readings() -> Iterable[str]:
    """The readings that the engine asks for."""
    return SETTINGS


def _neighbours(versions: list[Placed[Dated]]) -> Iterable[tuple[Placed[Dated], Placed[Dated]]]:
    ordered = sorted(versions, key=lambda one: (one.version.since, one.keys.line))
    return pairwise(ordered)


def _first_gap(spans: list[tuple[date, date | None]], title: Title) -> date | None:
    """The first day of the rulebook that none of the ordered spans holds."""
    day = title.since
    for since, until in spans:
        if since > day:
            return day
        if until is None:
            return None
        day = max(day, until + timedelta(days=1))
    return day if title.until is None or day <= title.until else None
