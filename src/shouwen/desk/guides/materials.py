"""申请材料 of a guide: exactly what one situation needs, or everything, told apart by situation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from shouwen.catalogue.told_words import form_words


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One material: `form` as told (原件1份), where it comes from, and what it must be like."""

    place: int
    name: str
    form: str
    source: str
    criterion: str
    is_situational: bool
    later: str = ""
    """容缺受理, 告知承诺: what can be done while it isn't there."""


@dataclass(frozen=True, slots=True)
class MaterialGroup:
    """Materials under one heading; the places count on from group to group where all of them are handed in."""

    title: str
    note: str
    rows: Sequence[MaterialRow]


def groups_of(version: Any, chosen: Any) -> list[MaterialGroup]:
    """With a situation chosen: one group, what exactly is needed. Without: what all need, then what each needs besides."""
    materials = sorted(version.materials.all(), key=lambda material: material.position)
    always = [material for material in materials if material.situation_id is None]
    if chosen is not None:
        needed = [material for material in materials if material.situation_id in (None, chosen.pk)]
        return [MaterialGroup(f"{chosen.name}，带这 {len(needed)} 样", "", _rows(needed))]
    situations = list(version.situations.all())
    if not situations:
        return [MaterialGroup(f"带这 {len(always)} 样" if always else "不用交材料", "", _rows(always))]
    title = f"都要带的 {len(always)} 样" if always else "没有都要带的"
    groups = [MaterialGroup(title, "", _rows(always))]
    without = ""
    for situation in situations:
        own = [material for material in materials if material.situation_id == situation.pk]
        if own:
            groups.append(MaterialGroup(situation.name, f"另加 {len(own)} 样", _rows(own, after=len(always))))
        elif not without:
            idle = (one.name for one in situations if not any(row.situation_id == one.pk for row in materials))
            without = "、".join(idle)
            groups.append(MaterialGroup(without, "不用另加", ()))
    return groups


def _rows(materials: Iterable[Any], *, after: int = 0) -> list[MaterialRow]:
    return [
        MaterialRow(
            place,
            one.name,
            form_words(one),
            one.source,
            one.criterion,
            is_situational=one.situation_id is not None,
            later=_later(one),
        )
        for place, one in enumerate(materials, start=after + 1)
    ]


def _later(one: Any) -> str:
    words = [*(["可以容缺后补"] if one.is_minor else []), *(["可以书面承诺"] if one.can_be_promised else [])]
    return "，".join(words)
