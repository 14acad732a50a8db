"""What a version of a guide changed（一次性告知制度 第三条）: what goes and what is new, in a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shouwen.catalogue.enums import ItemKind
from shouwen.desk.guides.words import legal_words, promised_words, uncounted_words
from shouwen.inquiries.notice_paper import form_words


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: about what, the words that go, the words that are new."""

    about: str
    gone: str = ""
    new: str = ""


def changes_between(before: Any, after: Any) -> list[Change]:
    """What a later version changed; both loaded by `catalogue.queries.versions_of`."""
    return [*_facts(before, after), *_situations(before, after), *_materials(before, after)]


def _facts(before: Any, after: Any) -> Iterator[Change]:
    pairs = (
        ("类型", ItemKind(before.kind).label, ItemKind(after.kind).label),
        ("承诺时限", promised_words(before), promised_words(after)),
        ("法定时限", legal_words(before), legal_words(after)),
        ("条件", before.conditions, after.conditions),
        ("流程", "；".join(before.steps), "；".join(after.steps)),
        ("收费", before.fee, after.fee),
        ("在哪办", before.place, after.place),
        ("依据", before.basis, after.basis),
        ("不算时限的", uncounted_words(before), uncounted_words(after)),
    )
    return (Change(about, gone, new) for about, gone, new in pairs if gone != new)


def _situations(before: Any, after: Any) -> Iterator[Change]:
    were = [situation.name for situation in before.situations.all()]
    are = [situation.name for situation in after.situations.all()]
    for name in were:
        if name not in are:
            yield Change("不再分情形", gone=name)
    for name in are:
        if name not in were:
            yield Change("新分情形", new=name)


def _materials(before: Any, after: Any) -> Iterator[Change]:
    were, are = _asked(before), _asked(after)
    for key, words in were.items():
        if key not in are:
            yield Change("少交", gone=_named(key))
        elif are[key] != words:
            yield Change(_named(key), words, are[key])
    for key in are:
        if key not in were:
            yield Change("多交", new=_named(key))


def _asked(version: Any) -> Mapping[tuple[str, str], str]:
    """Each material in its situation, with how it is handed in and where it comes from."""
    return {
        (row.name, row.situation.name if row.situation else ""): "，".join(
            filter(None, (form_words(row), row.source, row.criterion))
        )
        for row in version.materials.all()
    }


def _named(key: tuple[str, str]) -> str:
    name, situation = key
    return f"{name}（{situation}）" if situation else name
