"""Whether a paper about a member of staff was served to them: the package that has it decided says so, `papers` only asks."""

from __future__ import annotations

from collections.abc import Callable

from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper

_ASKED: dict[PaperKind, Callable[[Paper], bool]] = {}


def served_as(kind: PaperKind, asked: Callable[[Paper], bool]) -> None:
    """From now on `asked` answers for papers of this kind."""
    _ASKED[kind] = asked


def is_served(paper: Paper) -> bool:
    """Whether it was; of a kind nobody answers for it wasn't."""
    asked = _ASKED.get(PaperKind(paper.kind))
    return asked is not None and asked(paper)
