"""What is wrong with a rulebook or with a file of facts: every problem at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a rulebook. `file` is relative to the rulebook's folder; `line` counts from 1 (0: the whole file)."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.words}"


class RulebookError(Exception):
    """A rulebook that can't be used. `problems` lists every mistake found, in the order of the files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line per problem: `clauses/K.yaml:12: …`."""
        return [str(problem) for problem in self.problems]


@dataclass(frozen=True, slots=True)
class FactProblem:
    """One breach of the contract in a file of facts. `path` is a JSON path such as `cases[3].accepted`, `$` for the whole."""

    path: str
    words: str

    def __str__(self) -> str:
        return f"{self.path}: {self.words}"


class FactsError(Exception):
    """A file of facts that breaks the contract. `problems` lists every breach in the order of the file."""

    def __init__(self, problems: Iterable[FactProblem]) -> None:
        self.problems: tuple[FactProblem, ...] = tuple(problems)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line per problem: `cases[3].accepted: …`."""
        return [str(problem) for problem in self.problems]
