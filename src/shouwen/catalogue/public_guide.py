"""办事指南 as the person reads it（一次性告知制度 第四条）: what to bring in my situation, the way, the limit, the fee, the place.

Made from a published version, or from a draft that somebody wants to see as citizens will. No personal data is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from shouwen.catalogue.guide import Guide
from shouwen.catalogue.models import GuideFile, ServiceItem
from shouwen.catalogue.questions import Question, asked, follow
from shouwen.catalogue.told_words import form_words, later_words, legal_words, promised_words, uncounted_words
from shouwen.civil_time import local_date
from shouwen.people import queries as people
from shouwen.people.models import Centre, Window


class GuideStanding(StrEnum):
    """How the version shown stands on the day."""

    IN_FORCE = "in_force"
    OLD = "old"
    COMING = "coming"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to tap."""

    say: str
    url: str


@dataclass(frozen=True, slots=True)
class Said:
    """A question that was answered, and the way back to it."""

    ask: str
    say: str
    url: str


@dataclass(frozen=True, slots=True)
class Download:
    """A blank form or a sample."""

    words: str
    file_id: int


@dataclass(frozen=True, slots=True)
class Brought:
    """One material to bring. `only_when`: the situation that asks for it, while none is chosen."""

    name: str
    form: str
    source: str
    criterion: str
    only_when: str
    later: str
    downloads: Sequence[Download]


@dataclass(frozen=True, slots=True)
class PublicGuide:
    """The whole page."""

    centre: Centre
    name: str
    code: str
    window: str
    phone: str
    standing: GuideStanding
    number: int
    since: date
    in_force_number: int | None
    withdrawn_on: date | None
    is_withdrawn: bool
    withdrawn_reason: str
    conditions: Sequence[str]
    question: Question | None
    choices: Sequence[Choice]
    said: Sequence[Said]
    situation: str
    has_situations: bool
    is_complete: bool
    """Whether the materials shown are all: every question was answered, or there is only one situation."""
    again_url: str
    materials: Sequence[Brought]
    steps: Sequence[str]
    is_instant: bool
    promised: str
    legal: str
    uncounted: str
    fee: str
    place: str
    basis: str
    is_big: bool
    size_url: str
    files: int
    of_centre: str
    """What an address needs where several centres are on one installation: `?c=erping`, else nothing."""

    @property
    def is_draft(self) -> bool:
        return self.standing is GuideStanding.DRAFT


def guide_path(code: str, *, number: int | None = None, situation: int | None = None, centre: str = "") -> str:
    """The public address of a guide, of one version and situation (its position) where they are given."""
    query = {"v": number, "s": situation, "c": centre or None}
    words = urlencode({key: value for key, value in query.items() if value is not None})
    return f"/g/{code}/" + (f"?{words}" if words else "")


def centre_in_address(centre_id: int) -> str:
    """The code of a centre where several are on one installation, since codes of items may be the same there; else nothing."""
    return people.centre(centre_id).code if len(people.centre_ids()) > 1 else ""


def unpublished_item(code: str, name: str, window: Window) -> ServiceItem:
    """An item that isn't in the catalogue yet, to be looked at before it is published; never saved."""
    return ServiceItem(centre_id=window.centre_id, code=code, name=name, window=window)


def public_guide(
    item: ServiceItem,
    guide: Guide,
    *,
    centre: Centre,
    number: int,
    since: date,
    standing: GuideStanding,
    in_force_number: int | None,
    files: Sequence[GuideFile],
    address: str,
    query: Mapping[str, str],
    on: date,
) -> PublicGuide:
    """The page at `address` as the query asks for it: `a` answers by their places (0.1), `s` a situation by its position, `big`
    large type; `v` and `c` are kept."""
    kept = {key: query[key] for key in ("v", "c", "big") if query.get(key)}
    tree = asked(guide.questions, guide.situations)
    reached = follow(tree, _places(query.get("a", "")))
    straight = _position(query.get("s", ""), guide.situations)
    situation = straight or reached.situation

    def url(**changed: str) -> str:
        words = urlencode({key: value for key, value in {**kept, **changed}.items() if value})
        return f"{address}?{words}" if words else address

    taken = [str(place) for place in reached.taken]
    now = {"s": query.get("s", "") if straight else "", "a": "" if straight else ".".join(taken)}
    question = None if situation else reached.question
    by_material: dict[str, list[Download]] = {}
    for one in files:
        words = f"下载{one.get_kind_display()}"
        by_material.setdefault(one.material_name, []).append(Download(words, one.pk))
    withdrawn_on = local_date(item.withdrawn_at) if item.withdrawn_at else None
    return PublicGuide(
        centre=centre,
        name=item.name,
        code=item.code,
        window=item.window.label,
        phone=item.window.phone or centre.phone,
        standing=standing,
        number=number,
        since=since,
        in_force_number=in_force_number,
        withdrawn_on=withdrawn_on,
        is_withdrawn=not item.is_active or (withdrawn_on is not None and withdrawn_on <= on),
        withdrawn_reason=item.withdrawn_reason,
        conditions=[words for words in guide.conditions.split("\n") if words],
        question=question,
        choices=[
            Choice(answer.say, url(a=".".join([*taken, str(place)])) + "#bring")
            for place, answer in enumerate(question.answers)
        ]
        if question
        else [],
        said=[
            Said(ask, say, url(a=".".join(taken[:place])) + "#ask")
            for place, (ask, say) in enumerate(() if straight else reached.said)
        ],
        situation=situation,
        has_situations=bool(guide.situations),
        is_complete=not guide.situations or (bool(situation) and bool(guide.questions)),
        again_url=url() + "#ask",
        materials=_brought(guide, situation, by_material),
        steps=guide.steps,
        is_instant=not guide.promised_limit,
        promised=promised_words(guide),
        legal=legal_words(guide),
        uncounted=uncounted_words(guide),
        fee=guide.fee,
        place=guide.place or item.window.label,
        basis=guide.basis,
        is_big=query.get("big") == "1",
        size_url=url(**now, big="" if query.get("big") == "1" else "1"),
        files=len(files),
        of_centre=f"?{urlencode({'c': query['c']})}" if query.get("c") else "",
    )


def _brought(guide: Guide, situation: str, downloads: Mapping[str, Sequence[Download]]) -> list[Brought]:
    return [
        Brought(
            one.name,
            form_words(one),
            one.source,
            one.criterion,
            one.situation if one.situation and not situation else "",
            later_words(one),
            downloads.get(one.name, ()),
        )
        for one in guide.materials
        if not situation or one.situation in ("", situation)
    ]


def _places(text: str) -> list[int]:
    parts = text.split(".")[:16] if text else []
    return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 3]


def _position(text: str, situations: Sequence[str]) -> str:
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    return situations[place - 1] if 0 < place <= len(situations) else ""
