"""A guide as plain data (drafts keep it so) and back; and its words made plain, so that every way in gives the same guide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from shouwen.catalogue import questions
from shouwen.catalogue.enums import ItemKind, LimitDays, MaterialForm
from shouwen.catalogue.guide import CommonFault, Guide, GuideMaterial

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")


def as_data(guide: Guide) -> dict[str, Any]:
    """The guide as JSON keeps it."""
    data = asdict(guide)
    data["questions"] = questions.as_data(guide.questions)
    data["materials"] = [{**one, "faults": list(one["faults"])} for one in data["materials"]]
    for name in ("steps", "situations", "special_procedures"):
        data[name] = list(data[name])
    return data


def from_data(data: Mapping[str, Any]) -> Guide:
    """The guide that `as_data` gave."""
    known = dict(data)
    known["kind"] = ItemKind(data["kind"])
    for name in ("legal_unit", "promised_unit"):  # drafts kept before limits had units lack them
        known[name] = LimitDays(data.get(name, LimitDays.WORKDAY))
    known["questions"] = questions.from_data(data["questions"])
    known["materials"] = tuple(_material(one) for one in data["materials"])
    for name in ("steps", "situations", "special_procedures"):
        known[name] = tuple(data[name])
    return Guide(**known)


def _material(data: Mapping[str, Any]) -> GuideMaterial:
    faults = tuple(CommonFault(**one) for one in data["faults"])
    return GuideMaterial(**{**data, "form": MaterialForm(data["form"]), "faults": faults})


def plain(text: str) -> str:
    """Text of several lines without signs that nobody sees, each line trimmed, no blank lines at the ends."""
    seen = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    return "\n".join(part.strip() for part in seen.split("\n")).strip()


def line(text: str) -> str:
    """The same as one line."""
    return " ".join(plain(text).split())


def plain_guide(guide: Guide) -> Guide:
    """Every word of a guide made plain; empty steps and situations fall away."""
    return replace(
        guide,
        conditions=plain(guide.conditions),
        steps=_lines(guide.steps),
        situations=_lines(guide.situations),
        special_procedures=_lines(guide.special_procedures),
        fee=line(guide.fee),
        basis=line(guide.basis),
        legal_extension_basis=line(guide.legal_extension_basis),
        place=line(guide.place),
        materials=tuple(
            replace(
                one,
                name=line(one.name),
                source=line(one.source),
                situation=line(one.situation),
                criterion=line(one.criterion),
                faults=tuple(CommonFault(line(fault.reason), line(fault.requirement)) for fault in one.faults),
            )
            for one in guide.materials
        ),
        questions=tuple(
            questions.Question(
                line(one.ask),
                tuple(questions.Answer(line(said.say), line(said.situation), said.then) for said in one.answers),
            )
            for one in guide.questions
        ),
    )


def _lines(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(said for said in map(line, words) if said)
