"""The guide of one item by one of its versions（一次性告知制度 第三、四条）: what is told at once, and which version says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from shouwen.catalogue.differences import Difference, differences
from shouwen.catalogue.enums import ItemKind
from shouwen.catalogue.queries import guide_of
from shouwen.catalogue.told_words import legal_words, promised_words, uncounted_words
from shouwen.clocks.reckoning import last_day
from shouwen.desk.chinese_dates import full_day
from shouwen.desk.guides.materials import MaterialGroup, groups_of
from shouwen.desk.parts import Box, BoxTone, WayOut
from shouwen.workdays import Calendar, CalendarRangeError


class Standing(StrEnum):
    """How a version stands on a day."""

    IN_FORCE = "in_force"
    OLD = "old"
    COMING = "coming"

    @property
    def label(self) -> str:
        return {"in_force": "在用", "old": "旧版", "coming": "未生效"}[self]


@dataclass(frozen=True, slots=True)
class Situated:
    """One situation to choose, or all of them."""

    words: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list of versions: from when until when, how it stands, what it changed."""

    number: int
    since: date
    until: date | None
    standing: Standing
    published_by: str
    published_on: date
    changes: Sequence[Difference]
    wording_only: str
    is_shown: bool
    url: str


@dataclass(frozen=True, slots=True)
class Limit:
    """限时办结: the promised limit beside the legal one. `latest`: the last day if it is accepted today."""

    kind: str
    promised: str
    legal: str
    is_instant: bool
    latest: date | None
    is_provisional: bool
    uncounted: str


@dataclass(frozen=True, slots=True)
class GuidePage:
    """The whole page."""

    version: Any
    standing: Standing
    limit: Limit
    situations: Sequence[Situated]
    situation: str
    groups: Sequence[MaterialGroup]
    versions: Sequence[VersionRow]
    box: Box | None

    @property
    def is_in_force(self) -> bool:
        return self.standing is Standing.IN_FORCE


def guide_page(
    versions: Sequence[Any], *, number: int | None, situation: int | None, on: date, address: str, calendar: Calendar
) -> GuidePage | None:
    """The guide as version `number` has it, by default the one in force on the day, else the first to come.

    `situation`: position of the chosen one; None shows all. `versions` newest first. None: there is no such version."""
    in_force = next((version for version in versions if version.effective_from <= on), None)
    usual = in_force or (versions[-1] if versions else None)
    shown = usual if number is None else next((one for one in versions if one.number == number), None)
    if shown is None:
        return None
    standing = _standing(shown, in_force, on)
    place = f"{address}?version={shown.number}" if number is not None else address
    chosen = next((one for one in shown.situations.all() if one.position == situation), None)
    rows = _version_rows(versions, shown, in_force, on=on, address=address)
    return GuidePage(
        version=shown,
        standing=standing,
        limit=_limit(shown, calendar, on=on if standing is Standing.IN_FORCE else None),
        situations=_situations(shown, chosen, place),
        situation=chosen.name if chosen else "",
        groups=groups_of(shown, chosen),
        versions=rows,
        box=_box(next(row for row in rows if row.is_shown), in_force, address),
    )


def _standing(version: Any, in_force: Any, on: date) -> Standing:
    if version.effective_from > on:
        return Standing.COMING
    return Standing.IN_FORCE if version is in_force else Standing.OLD


def _limit(version: Any, calendar: Calendar, *, on: date | None) -> Limit:
    latest = None
    if on is not None and version.promised_limit:
        try:
            latest = last_day(
                unit=version.promised_unit, limit=version.promised_limit, accepted_on=on, calendar=calendar
            )
        except CalendarRangeError:
            latest = None
    return Limit(
        kind=ItemKind(version.kind).label,
        promised=promised_words(version),
        legal=legal_words(version),
        is_instant=not version.promised_limit,
        latest=latest,
        is_provisional=latest is not None and on is not None and calendar.provisional(on, latest),
        uncounted=uncounted_words(version),
    )


def _situations(version: Any, chosen: Any, place: str) -> list[Situated]:
    situations = list(version.situations.all())
    if not situations:
        return []
    join = "&" if "?" in place else "?"
    every = Situated("全部情形", place, chosen is None)
    return [
        every,
        *(Situated(one.name, f"{place}{join}situation={one.position}", one is chosen) for one in situations),
    ]


def _version_rows(versions: Sequence[Any], shown: Any, in_force: Any, *, on: date, address: str) -> list[VersionRow]:
    found = []
    for place, version in enumerate(versions):
        before = versions[place + 1] if place + 1 < len(versions) else None
        after = versions[place - 1] if place else None
        standing = _standing(version, in_force, on)
        found.append(
            VersionRow(
                number=version.number,
                since=version.effective_from,
                until=after.effective_from - timedelta(days=1) if after else None,
                standing=standing,
                published_by=version.published_by.name if version.published_by else "系统",
                published_on=version.published_at,
                changes=differences(guide_of(before), guide_of(version)) if before else (),
                wording_only=version.wording_only,
                is_shown=version is shown,
                url=address if standing is Standing.IN_FORCE else f"{address}?version={version.number}",
            )
        )
    return found


def _box(row: VersionRow, in_force: Any, address: str) -> Box | None:
    """What must be said before an old or coming version is read out."""
    ways = [WayOut(f"看在用的第 {in_force.number} 版", address)] if in_force else []
    if row.standing is Standing.OLD:
        until = f"，用到 {full_day(row.until)}" if row.until else ""
        return Box(
            f"这是旧版（第 {row.number} 版）{until}", "只供查以前是怎么告知的，今天不要照它说。", BoxTone.SOON, ways
        )
    if row.standing is Standing.COMING:
        why = f"在那以前照第 {in_force.number} 版办。" if in_force else "在那以前还不能受理这一项。"
        return Box(f"第 {row.number} 版还没生效，{full_day(row.since)}起用", why, BoxTone.SOON, ways)
    return None
