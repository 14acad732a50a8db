"""Arguments of the two JSON commands: one file (or -) and, at will, a rulebook. Read by hand: argparse costs a third of their time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class ArgumentError(Exception):
    """Arguments that make no sense; the text says what is wrong."""


class Arguments(NamedTuple):
    """The file to read (`-`: standard input) and the rulebook's path (None: the one that ships with the product)."""

    file: str
    rulebook: Path | None


def parse(words: Sequence[str]) -> Arguments:
    """The arguments after the command's name. Raises ArgumentError."""
    files: list[str] = []
    rulebooks: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            files += rest
        elif word == "--rulebook":
            rulebooks.append(next(rest, ""))
        elif word.startswith("--rulebook="):
            rulebooks.append(word.removeprefix("--rulebook="))
        elif word.startswith("-") and word != "-":
            raise ArgumentError(f"不认识的选项：{word}")
        else:
            files.append(word)
    if len(files) != 1:
        raise ArgumentError(
            "要写一个文件，或写 - 从标准输入读" if not files else f"一次只能读一个文件：{' '.join(files)}"
        )
    if len(rulebooks) > 1 or "" in rulebooks:
        raise ArgumentError("--rulebook 后面要写一个规则文件夹，或其中的 rulebook.yaml")
    return Arguments(files[0], Path(rulebooks[0]) if rulebooks else None)
