"""Reads the worked examples that lie beside the rules, and compares an answer with what an example expects."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from shouwen.rulebook.shipped import DEFAULT, FOLDER

EXAMPLES = FOLDER / DEFAULT / "examples"
KEYS = {"id", "title", "clauses", "readings", "command", "settings", "given", "expect", "because"}
OPTIONAL = {"readings", "settings"}
# Keys that an answer carries only when there is something to say; an example says true or false.
FLAGS = {"extension_error", "provisional"}


class PlainLoader(yaml.SafeLoader):
    """YAML with dates and times left as they are written, as the contract's JSON has them, and no key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"key twice: {', '.join(twice)}", node.start_mark)
        return super().construct_mapping(node, deep)


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Example:
    """One worked example and the file it stands in."""

    id: str
    title: str
    clauses: list[str]
    readings: list[str]
    command: str
    settings: dict[str, str]
    given: dict[str, Any]
    expect: dict[str, Any]
    because: str
    file: str


def read_examples(folder: Path = EXAMPLES) -> list[Example]:
    """Every example of the shipped rulebook, in the order of the files. Unknown or missing keys are an error."""
    examples = []
    for path in sorted(folder.glob("*.yaml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), PlainLoader):  # noqa: S506  (a safe loader)
            wrong = sorted((set(entry) - KEYS) | (KEYS - OPTIONAL - set(entry)))
            if wrong:
                raise ValueError(f"{path.name}: {entry.get('id')}: {', '.join(wrong)}")
            examples.append(Example(**{"readings": [], "settings": {}} | entry, file=path.name))
    return examples


def differences(expected: Any, answer: Any, path: str = "") -> list[str]:
    """Where `answer` isn't what was expected. Keys that aren't expected may be there; lists must match one by one."""
    if isinstance(expected, dict):
        found = []
        for key, value in expected.items():
            place = f"{path}.{key}".lstrip(".")
            if key in FLAGS:
                if bool(answer.get(key)) is not value:
                    found.append(f"{place}: expected {value}, got {answer.get(key)!r}")
            elif key not in answer:
                found.append(f"{place}: missing")
            else:
                found += differences(value, answer[key], place)
        return found
    if isinstance(expected, list):
        if not isinstance(answer, list) or len(expected) != len(answer):
            return [f"{path}: expected {expected!r}, got {answer!r}"]
        return [
            difference
            for place, (one, other) in enumerate(zip(expected, answer, strict=True))
            for difference in differences(one, other, f"{path}[{place}]")
        ]
    same = expected == answer and type(expected) is type(answer)
    return [] if same else [f"{path}: expected {expected!r}, got {answer!r}"]
