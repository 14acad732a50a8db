"""`rulebook.yaml`, `limits.yaml` and `readings.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

import yaml

from shouwen.rulebook.limits import LIMITS, Limit
from shouwen.rulebook.loading.mapped import Mapped
from shouwen.rulebook.loading.source import Source, line_of
from shouwen.rulebook.readings import SETTINGS, Reading

ID: Final = re.compile(r"(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


class Title(NamedTuple):
    """What `rulebook.yaml` says of the rulebook as a whole."""

    id: str
    name: str
    document: str
    issuer: str
    issued: date
    since: date
    until: date | None


def read_title(source: Source) -> Title | None:
    """The one mapping of `rulebook.yaml`; None if it can't be read at all."""
    root = source.root()
    if root is None:
        return None
    keys = Mapped(root, source, "规则")
    since, until = keys.span()
    title = Title(
        id=keys.text("id"),
        name=keys.text("name"),
        document=keys.text("document"),
        issuer=keys.text("issuer"),
        issued=keys.day("issued"),
        since=since,
        until=until,
    )
    if title.id and not ID.fullmatch(title.id):
        keys.report("id", "只能用小写字母、数字和横线，最多60个")
    keys.close()
    return title


def read_limits(source: Source) -> Iterator[tuple[Limit, Mapped]]:
    """Every limit of `limits.yaml`, with the mapping it was read from."""
    for keys in entries(source, "数额"):
        name = keys.choice("name", LIMITS)
        since, until = keys.span()
        limit = Limit(
            name=name,
            value=keys.number("value", *LIMITS.get(name, (0, 0))),
            unit=keys.text("unit"),
            clause=keys.text("clause"),
            words=keys.text("words"),
            since=since,
            until=until,
        )
        keys.close()
        yield limit, keys


def read_readings(source: Source) -> Iterator[tuple[Reading, Mapped]]:
    """Every reading of `readings.yaml`, with the mapping it was read from."""
    for keys in entries(source, "读法"):
        reading_id = keys.choice("id", SETTINGS)
        since, until = keys.span()
        allowed = _allowed(keys, reading_id)
        reading = Reading(
            id=reading_id,
            question=keys.text("question"),
            default=_setting(keys, "default", allowed),
            setting=_setting(keys, "setting", allowed),
            allowed=allowed,
            clauses=keys.texts("clauses"),
            remark=keys.text_or("remark", ""),
            since=since,
            until=until,
        )
        keys.close()
        yield reading, keys


def entries(source: Source, what: str) -> Iterator[Mapped]:
    """The mappings of a file that is a list of them; `what` is one of them, in words."""
    root = source.root()
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        source.report(line_of(root), f"应是{what}的列表")
        return
    for node in root.value:
        yield Mapped(node, source, what)


def _allowed(keys: Mapped, reading_id: str) -> dict[str, str]:
    """What each setting means; a setting that the engine doesn't know is refused, so that none is without effect."""
    inner = keys.mapped("allowed", "allowed")
    if inner is None:
        return {}
    known = SETTINGS.get(reading_id, ())
    allowed = {setting: inner.text(setting) for setting in known if inner.has(setting)}
    inner.close()
    if not allowed:
        keys.report("allowed", f"至少要有一个设定：{'、'.join(known)}")
    return allowed


def _setting(keys: Mapped, key: str, allowed: dict[str, str]) -> str:
    return keys.choice(key, allowed) if allowed else keys.text(key)
