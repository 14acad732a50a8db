"""One mapping of a rulebook's file, read key by key. Wrong, missing, double and unknown keys are noted, never guessed.

A reader that finds a mistake notes it and gives a stand-in value, so that all mistakes are found in one go; a rulebook
with a noted mistake is never handed out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

import yaml

from shouwen.rulebook.loading.source import Source, line_of

_TAG = "tag:yaml.org,2002:"
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
STAND_IN_DAY = date(1, 1, 1)


class Mapped:
    """The keys of one mapping. Call the readers, then `close`."""

    def __init__(self, node: yaml.Node, source: Source, what: str) -> None:
        self.source = source
        self.line = line_of(node)
        self._what = what
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        if not isinstance(node, yaml.MappingNode) or node.tag != _TAG + "map":
            source.report(self.line, f"{what}应是“键: 值”的形式")
            self._broken = True
            return
        self._broken = False
        for key_node, value in node.value:
            key = scalar(key_node)
            if key is None:
                source.report(line_of(key_node), f"{what}的键应是文字")
            elif key in self._nodes:
                source.report(line_of(key_node), f"{what}的键“{key}”写了两次")
            else:
                self._nodes[key] = value
                self._lines[key] = line_of(key_node)

    def has(self, key: str) -> bool:
        """Whether the key is there and still to be read."""
        return key in self._nodes

    def keys(self) -> list[str]:
        """The keys still to be read."""
        return list(self._nodes)

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping if it isn't there."""
        return self._lines.get(key, self.line)

    def report(self, key: str, words: str) -> None:
        """Note a mistake at a key."""
        self.source.report(self.line_of(key), f"{self._what}的“{key}”{words}")

    def take(self, key: str) -> yaml.Node | None:
        """The node of a required key."""
        node = self._nodes.pop(key, None)
        if node is None and not self._broken:
            self.source.report(self.line, f"{self._what}缺少“{key}”")
        return node

    def text(self, key: str) -> str:
        """A text that isn't empty."""
        node = self.take(key)
        if node is None:
            return ""
        value = scalar(node)
        if value is None or not value.strip():
            self.report(key, "应是文字，不能空")
            return ""
        return value.strip()

    def text_or(self, key: str, default: str) -> str:
        """A text, or the default if the key isn't there."""
        return self.text(key) if self.has(key) else default

    def text_or_none(self, key: str) -> str | None:
        """A text, or None if the key isn't there."""
        return self.text(key) if self.has(key) else None

    def number(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        node = self.take(key)
        value = None if node is None else whole_number(node)
        if node is not None and (value is None or not low <= value <= high):
            self.report(key, f"应是{low}到{high}的整数")
        return low if value is None else value

    def number_or_none(self, key: str, low: int, high: int) -> int | None:
        """A whole number, or None if the key isn't there."""
        return self.number(key, low, high) if self.has(key) else None

    def yes(self, key: str) -> bool:
        """true or false; false if the key isn't there."""
        if not self.has(key):
            return False
        node = self._nodes.pop(key)
        if isinstance(node, yaml.ScalarNode) and node.tag == _TAG + "bool" and node.value in {"true", "false"}:
            return bool(node.value == "true")
        self.report(key, "应是true或false")
        return False

    def day(self, key: str) -> date:
        """A date, written 2023-07-25."""
        node = self.take(key)
        found = STAND_IN_DAY if node is None else _day(node)
        if found is None:
            self.report(key, "应是日期，如2023-07-25")
            return STAND_IN_DAY
        return found

    def day_or_none(self, key: str) -> date | None:
        """A date, or None if the key isn't there or null."""
        node = self._nodes.get(key)
        if node is None or (isinstance(node, yaml.ScalarNode) and node.tag == _TAG + "null"):
            self._nodes.pop(key, None)
            return None
        return self.day(key)

    def span(self) -> tuple[date, date | None]:
        """The keys `from` and `to`: the first and last day in force."""
        since, until = self.day("from"), self.day_or_none("to")
        if until is not None and until < since:
            self.report("to", "早于“from”")
        return since, until

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """One of the allowed words."""
        value = self.text(key)
        if value and value not in allowed:
            self.report(key, f"只能是：{'、'.join(allowed)}")
        return value

    def items(self, key: str) -> list[yaml.Node]:
        """The nodes of a list; none if the key isn't there."""
        node = self._nodes.pop(key, None)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.report(key, "应是列表，不能空")
            return []
        return list(node.value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty if the key isn't there."""
        values = [scalar(node) for node in self.items(key)]
        if any(value is None or not value.strip() for value in values):
            self.report(key, "里的每一项都应是文字，不能空")
        texts = tuple(value for value in values if value)
        if len(set(texts)) < len(texts):
            self.report(key, "里有一项写了两次")
        return texts

    def mapped(self, key: str, what: str) -> Mapped | None:
        """A mapping inside this one."""
        node = self.take(key)
        return None if node is None else Mapped(node, self.source, what)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._nodes:
            self.source.report(self._lines[key], f"{self._what}不认识“{key}”这个键")


def scalar(node: yaml.Node) -> str | None:
    """The text of a node; None if it isn't a text (a number, a date and `no` aren't)."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) and node.tag == _TAG + "str" else None


def whole_number(node: yaml.Node) -> int | None:
    """The whole number of a node; None if it is something else, such as 012, 1_000, 1:30 or true."""
    if not isinstance(node, yaml.ScalarNode) or node.tag != _TAG + "int" or not _WHOLE_NUMBER.fullmatch(node.value):
        return None
    return None if node.value.lstrip("-").startswith("0") and len(node.value.lstrip("-")) > 1 else int(node.value)


def _day(node: yaml.Node) -> date | None:
    if not isinstance(node, yaml.ScalarNode) or not _DAY.fullmatch(node.value):
        return None
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        return None
