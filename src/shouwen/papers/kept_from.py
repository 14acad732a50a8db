"""Whom a paper is kept from because its matter is about them (回避): the package that issued it knows, `papers` only asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.people.actor import Actor

Asked = Callable[[Paper, Actor, datetime], bool]
_ASKED: dict[PaperKind, Asked] = {}


def kept_as(kind: PaperKind, asked: Asked) -> None:
    """From now on `asked` says of papers of this kind whether one is kept from this person at this moment."""
    _ASKED[kind] = asked


def is_kept_from(paper: Paper, *, by: Actor, at: datetime) -> bool:
    """Whether it is; a kind of which nobody says so is kept from nobody."""
    asked = _ASKED.get(PaperKind(paper.kind))
    return asked is not None and asked(paper, by, at)
