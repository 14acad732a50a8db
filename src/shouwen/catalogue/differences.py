"""指南改了什么（一次性告知制度 第三条）: what goes and what is new between two guides, in a line each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from shouwen.catalogue.enums import ItemKind
from shouwen.catalogue.guide import Guide, GuideMaterial
from shouwen.catalogue.questions import Answer, Question
from shouwen.catalogue.told_words import form_words, legal_words, promised_words, uncounted_words

_CLAUSES = re.compile(r"[^，。；、！？\n]*[，。；、！？\n]?")
_LEAST_KEPT = 0.3
"""Texts that have less in common than this are shown as gone and new, not mixed."""


class Fate(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text that was changed, with its fate."""

    words: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: about what, the words that go, the words that are new.

    `stretches`: for running text, both in one, so that what stayed isn't read twice. `is_wording`: nothing that people must
    bring, pay, wait for or fulfil may have changed by it, so that it can be published as a correction of words."""

    about: str
    gone: str = ""
    new: str = ""
    stretches: tuple[Stretch, ...] = ()
    is_wording: bool = False


def differences(before: Guide, after: Guide) -> list[Difference]:
    """What the later guide changed, in the order in which it is told."""
    return [*_facts(before, after), *_texts(before, after), *_situations(before, after), *_materials(before, after)]


def _facts(before: Guide, after: Guide) -> Iterator[Difference]:
    pairs = (
        ("类型", ItemKind(before.kind).label, ItemKind(after.kind).label),
        ("承诺时限", promised_words(before), promised_words(after)),
        ("法定时限", legal_words(before), legal_words(after)),
        ("另准延长的依据", before.legal_extension_basis, after.legal_extension_basis),
        ("收费", before.fee, after.fee),
        ("不算时限的", uncounted_words(before), uncounted_words(after)),
        ("告知补正期限", f"{before.notice_workdays} 个工作日", f"{after.notice_workdays} 个工作日"),
        ("逾期不告知就算受理", _yes(before.deemed_acceptance), _yes(after.deemed_acceptance)),
    )
    return (Difference(about, gone, new) for about, gone, new in pairs if gone != new)


def _texts(before: Guide, after: Guide) -> Iterator[Difference]:
    texts = (
        ("条件", before.conditions, after.conditions),
        ("流程", "；".join(before.steps), "；".join(after.steps)),
        ("在哪办", before.place, after.place),
        ("依据", before.basis, after.basis),
        ("怎么问情形", _asked(before.questions), _asked(after.questions)),
    )
    for about, gone, new in texts:
        if gone != new:
            yield Difference(about, gone, new, _stretches(gone, new), is_wording=True)


def _situations(before: Guide, after: Guide) -> Iterator[Difference]:
    for name in before.situations:
        if name not in after.situations:
            yield Difference("不再分情形", gone=name)
    for name in after.situations:
        if name not in before.situations:
            yield Difference("新分情形", new=name)
    if before.situations != after.situations and set(before.situations) == set(after.situations):
        yield Difference("情形的先后", "、".join(before.situations), "、".join(after.situations), is_wording=True)


def _materials(before: Guide, after: Guide) -> Iterator[Difference]:
    were, are = _keyed(before), _keyed(after)
    for key, old in were.items():
        if key not in are:
            yield Difference("少交", gone=_named(key))
        else:
            yield from _material(_named(key), old, are[key])
    for key in are:
        if key not in were:
            yield Difference("多交", new=_named(key))
    if list(were) != list(are) and set(were) == set(are):
        gone, new = ("、".join(map(_named, keys)) for keys in (were, are))
        yield Difference("材料的先后", gone, new, is_wording=True)


def _material(name: str, old: GuideMaterial, new: GuideMaterial) -> Iterator[Difference]:
    if old == new:
        return
    gone, said = _handed_in(old), _handed_in(new)
    if gone != said:
        same_form = form_words(old) == form_words(new)
        yield Difference(name, gone, said, is_wording=same_form)
    if (old.is_minor, old.can_be_promised) != (new.is_minor, new.can_be_promised):
        yield Difference(f"{name}能不能后补", _later(old), _later(new))
    if old.faults != new.faults:
        yield Difference(f"{name}常见的毛病", _faults(old), _faults(new), is_wording=True)


def _keyed(guide: Guide) -> Mapping[tuple[str, str], GuideMaterial]:
    return {(one.name, one.situation): one for one in guide.materials}


def _named(key: tuple[str, str]) -> str:
    name, situation = key
    return f"{name}（{situation}）" if situation else name


def _handed_in(one: GuideMaterial) -> str:
    return "，".join(filter(None, (form_words(one), one.source, one.criterion)))


def _later(one: GuideMaterial) -> str:
    words = [*(["可以容缺后补"] if one.is_minor else []), *(["可以书面承诺"] if one.can_be_promised else [])]
    return "，".join(words) or "当场交齐"


def _faults(one: GuideMaterial) -> str:
    return "；".join(fault.reason for fault in one.faults) or "没有写"


def _asked(questions: Sequence[Question]) -> str:
    return "；".join(
        f"{number}. {one.ask}{'／'.join(f'{said.say}→{_leads_to(said)}' for said in one.answers)}"
        for number, one in enumerate(questions, start=1)
    )


def _leads_to(said: Answer) -> str:
    return f"第 {said.then} 句" if said.then else said.situation


def _yes(holds: bool) -> str:
    return "是" if holds else "否"


def _stretches(gone: str, new: str) -> tuple[Stretch, ...]:
    """Both texts in one, clause by clause; empty where they have too little in common to be mixed."""
    old, now = _split(gone), _split(new)
    matcher = SequenceMatcher(None, old, now, autojunk=False)
    kept = sum(len("".join(old[block.a : block.a + block.size])) for block in matcher.get_matching_blocks())
    if not gone or not new or kept < _LEAST_KEPT * max(len(gone), len(new)):
        return ()
    found: list[Stretch] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append(Stretch("".join(old[a:b]), Fate.KEPT))
            continue
        if b > a:
            found.append(Stretch("".join(old[a:b]), Fate.GONE))
        if d > c:
            found.append(Stretch("".join(now[c:d]), Fate.NEW))
    return tuple(found)


def _split(text: str) -> list[str]:
    return [part for part in _CLAUSES.findall(text) if part]
