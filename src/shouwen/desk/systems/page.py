"""外部系统 as their pages show them: who may do what, how often they asked, what they are told."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from shouwen.civil_time import local_date
from shouwen.people.actor import Actor
from shouwen.people.queries import Colleague, colleagues
from shouwen.systems import queries
from shouwen.systems.enums import HookEvent, Scope

DAYS = 7


@dataclass(frozen=True, slots=True)
class SystemRow:
    """One system in the list."""

    system: Any
    scopes: str
    acts_as: str
    calls: int
    refused: int
    told: str


@dataclass(frozen=True, slots=True)
class Tick:
    """One box to tick."""

    value: str
    words: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class SystemForm:
    """What the form of one system shows: as it stands, or as it was typed."""

    name: str
    rate: str
    acts_as: int | None
    scopes: list[Tick]
    people: list[Colleague]


@dataclass(frozen=True, slots=True)
class HookForm:
    """Where and of what it is told."""

    url: str
    is_inside: bool
    events: list[Tick]


def rows(by: Actor, *, at: datetime) -> list[SystemRow]:
    """The systems of the centre with their calls of the last days; two queries."""
    calls: dict[int, int] = {}
    refused: dict[int, int] = {}
    for one in queries.usage(by.centre_id, at=at, days=DAYS):
        calls[one.system_id] = calls.get(one.system_id, 0) + one.calls
        refused[one.system_id] = refused.get(one.system_id, 0) + one.refused
    return [
        SystemRow(
            system,
            "、".join(Scope(scope).label for scope in system.scopes if scope in Scope.values),
            system.acts_as.name if system.acts_as else "",
            calls.get(system.pk, 0),
            refused.get(system.pk, 0),
            f"{len(system.hook_events)} 种事" if system.hook_url else "",
        )
        for system in queries.systems(by.centre_id)
    ]


@dataclass(frozen=True, slots=True)
class UsageRow:
    """One operation: in the words of the permission that it needs, its code behind them."""

    words: str
    usage: queries.Usage


def usage_of(system: Any, *, at: datetime) -> list[UsageRow]:
    """调用记录 of one system, the most frequent first."""
    found = [one for one in queries.usage(system.centre_id, at=at, days=DAYS) if one.system_id == system.pk]
    return [UsageRow(_done(one.operation), one) for one in sorted(found, key=lambda one: -one.calls)]


def _done(operation: str) -> str:
    """`POST tasks` needs `tasks:write`; an operation of no permission keeps its code."""
    method, _, route = operation.partition(" ")
    scope = f"{re.split('[/{]', route)[0]}:{'read' if method in ('GET', 'HEAD') else 'write'}"
    return str(Scope(scope).label) if scope in Scope.values else operation


def form_of(system: Any | None, by: Actor, *, at: datetime) -> SystemForm:
    """The form as the system stands; a new one begins with a usual limit and nothing ticked."""
    people = colleagues(by.centre_id, on=local_date(at))
    if system is None:
        return SystemForm("", "120", None, _ticks(Scope.choices, ()), people)
    ticks = _ticks(Scope.choices, system.scopes)
    return SystemForm(system.name, str(system.requests_a_minute), system.acts_as_id, ticks, people)


def typed_form(posted: Mapping[str, str], scopes: Collection[str], by: Actor, *, at: datetime) -> SystemForm:
    """The form as it was typed."""
    people = colleagues(by.centre_id, on=local_date(at))
    acts_as = whole(posted.get("acts_as", ""))
    return SystemForm(posted.get("name", ""), posted.get("rate", ""), acts_as, _ticks(Scope.choices, scopes), people)


def hook_form(system: Any) -> HookForm:
    """Where and of what it is told, as it stands."""
    return HookForm(system.hook_url, system.hook_is_inside, _ticks(HookEvent.choices, system.hook_events))


def typed_hook(posted: Mapping[str, str], events: Collection[str]) -> HookForm:
    """The same as it was typed."""
    return HookForm(posted.get("url", ""), "inside" in posted, _ticks(HookEvent.choices, events))


def host_of(url: str) -> str:
    """Whose address it is, without the path, which may hold a key."""
    return urlsplit(url).hostname or ""


def whole(text: str) -> int | None:
    """A whole number as typed; None for anything else."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _ticks(choices: Collection[tuple[str, Any]], chosen: Collection[str]) -> list[Tick]:
    return [Tick(value, str(words), value in chosen) for value, words in choices]
