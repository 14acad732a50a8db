"""What papers are about, as lists name it: by the clock of the matter, or (a case not accepted yet has none) by the case."""

from __future__ import annotations

from collections.abc import Iterable

from shouwen.cases.queries import names_of
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import Subject, subjects_of


def subjects_of_papers(centre_id: int, subjects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Subject]:
    """Number, masked person and matter by kind and id; two queries at most, however many."""
    wanted = set(subjects)
    found = subjects_of(centre_id, wanted)
    case = ClockKind.CASE.value
    unnamed = [pk for kind, pk in wanted - found.keys() if kind == case]
    for pk, words in names_of(centre_id, unnamed).items():
        found[case, pk] = Subject(*words)
    return found
