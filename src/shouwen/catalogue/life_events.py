"""人生大事: what people come for by what happens to them (生孩子、看病、身后事 …). Which items belong stands in life_events.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from shouwen.rulebook.errors import Problem
from shouwen.rulebook.loading.mapped import Mapped, scalar
from shouwen.rulebook.loading.source import Source

FILE = Path(__file__).parent / "life_events.yaml"


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One thing that happens to people, and the words that names of items have which belong to it."""

    key: str
    name: str
    words: tuple[str, ...]
    without: tuple[str, ...] = ()

    def has(self, item_name: str) -> bool:
        """Whether an item of this name belongs."""
        return any(word in item_name for word in self.words) and not any(word in item_name for word in self.without)


class LifeEventsError(Exception):
    """A file that can't be used; one line per problem."""


@cache
def life_events() -> tuple[LifeEvent, ...]:
    """In the order of the file."""
    return read_life_events(FILE)


def life_event(key: str) -> LifeEvent | None:
    """The one with this key."""
    return next((event for event in life_events() if event.key == key), None)


def read_life_events(path: Path) -> tuple[LifeEvent, ...]:
    """The life events of a file. Raises LifeEventsError for an unknown or double key, or one without words."""
    problems: list[Problem] = []
    source = Source(path, path.name, problems)
    root = source.root()
    found: list[LifeEvent] = []
    for node in root.value if isinstance(root, yaml.SequenceNode) else []:
        event = Mapped(node, source, "人生大事")
        found.append(LifeEvent(event.text("key"), event.text("name"), _words(event, "words"), _words(event, "not")))
        event.close()
    keys = [event.key for event in found]
    lines = [str(problem) for problem in problems]
    lines += [f"{path.name}: “{key}”写了两次" for key in sorted({key for key in keys if keys.count(key) > 1})]
    lines += [f"{path.name}: “{event.key}”缺名称或词" for event in found if not event.name or not event.words]
    if lines or not found:
        raise LifeEventsError("\n".join(lines or [f"{path.name}: 一件也没有"]))
    return tuple(found)


def _words(event: Mapped, key: str) -> tuple[str, ...]:
    return tuple(word for node in event.items(key) if (word := scalar(node))) if event.has(key) else ()
