"""The rulebooks that ship with the product."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from shouwen.rulebook.errors import Problem, RulebookError
from shouwen.rulebook.loading.folder import load
from shouwen.rulebook.rules import Rulebook

FOLDER = Path(__file__).resolve().parent.parent / "rulebooks"
DEFAULT = "erping-2023-87"


@cache
def shipped(rulebook_id: str = DEFAULT) -> Rulebook:
    """The shipped rulebook with this id, the same object every time. Raises RulebookError for an id that isn't there."""
    if rulebook_id not in ids():
        raise RulebookError([Problem(rulebook_id, 0, f"随软件附带的规则里没有它，有：{'、'.join(ids())}")])
    return load(FOLDER / rulebook_id)


def ids() -> list[str]:
    """The ids of the shipped rulebooks, in order."""
    return sorted(entry.name for entry in FOLDER.iterdir() if (entry / "rulebook.yaml").is_file())
