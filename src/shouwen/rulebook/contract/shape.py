"""Objects and lists of the contract: which keys they have, read one by one, every breach noted with its JSON path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shouwen.rulebook.contract.json_text import Doubled
from shouwen.rulebook.contract.values import Reader, WrongValueError, shown
from shouwen.rulebook.errors import FactProblem

Values = dict[str, Any]


class Breaches:
    """The breaches found in one file, in the order in which they are found."""

    def __init__(self) -> None:
        self.problems: list[FactProblem] = []

    def add(self, path: str, words: str) -> None:
        """Note a breach."""
        self.problems.append(FactProblem(path, words))

    def __len__(self) -> int:
        return len(self.problems)


class Shape:
    """The keys of one kind of object. `optional` keys may be missing, and stand as None then."""

    def __init__(self, required: Mapping[str, Reader[Any]], optional: Mapping[str, Reader[Any]] | None = None) -> None:
        self._required = dict(required)
        self._readers = self._required | dict(optional or {})

    def read(self, value: object, path: str, breaches: Breaches) -> Values:
        """The keys that could be read; compare with `is_whole`. `path` is empty for the file's own object."""
        found: Values = {}
        if not isinstance(value, dict):
            breaches.add(path or "$", "应是对象（{…}）")
            return found
        if isinstance(value, Doubled):
            for key in value.doubled:
                breaches.add(joined(path, key), "同一个键写了两次")
        readers = self._readers
        for key, item in value.items():
            reader = readers.get(key)
            if reader is None:
                breaches.add(joined(path, key), "约定里没有这个键")
                continue
            try:
                found[key] = reader(item)
            except WrongValueError as wrong:
                breaches.add(joined(path, key), str(wrong))
        if len(found) < len(readers):
            self._fill(value, found, path, breaches)
        return found

    def is_whole(self, values: Values) -> bool:
        """Whether every key could be read."""
        return len(values) == len(self._readers)

    def _fill(self, value: dict[str, object], found: Values, path: str, breaches: Breaches) -> None:
        for key in self._readers:
            if key in value:
                continue
            if key in self._required:
                breaches.add(joined(path, key), "缺少这个键")
            else:
                found[key] = None


def raw(value: object) -> object:
    """Takes a value as it is, for what is read further on."""
    return value


def rows(value: object, path: str, breaches: Breaches) -> Iterator[tuple[str, object]]:
    """The items of a list with their paths."""
    if not isinstance(value, list):
        breaches.add(path, "应是列表（[…]）")
        return
    for index, item in enumerate(value):
        yield f"{path}[{index}]", item


def joined(path: str, key: str) -> str:
    """The path of a key inside an object."""
    name = key if key.isprintable() and key and not set(key) & set(".[]: ") else f"[{shown(key)}]"
    return f"{path}.{name}" if path else name


class Ids:
    """The ids of one list, each at most once."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def check(self, values: Values, path: str, breaches: Breaches) -> None:
        """Note an id that was there before."""
        ident = values.get("id")
        if ident is None:
            return
        first = self._first.setdefault(ident, path)
        if first is not path:
            breaches.add(f"{path}.id", f"和{first}.id重复：{shown(ident)}")
