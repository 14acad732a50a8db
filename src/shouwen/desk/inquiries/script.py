"""像是这件事、可以照着念: the items that fit the words, and the four facets of the guide in force, in short sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.catalogue import queries, search
from shouwen.catalogue.enums import ItemKind, MaterialForm
from shouwen.catalogue.public_guide import centre_in_address
from shouwen.catalogue.questions import Reached, follow, from_data
from shouwen.catalogue.told_words import address_words, promised_words, special_procedures, told_words
from shouwen.civil_time import instant, local_date
from shouwen.clocks.calendars import calendar_of, hours_of
from shouwen.clocks.reckoning import last_day
from shouwen.desk.chinese_dates import month_day
from shouwen.desk.inquiries.words import limit_words
from shouwen.inquiries.notice_message import why_no_message
from shouwen.inquiries.notice_paper import guide_address
from shouwen.people.queries import centre
from shouwen.workdays import CalendarRangeError


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One item that may be meant."""

    item_id: int
    pieces: Sequence[search.Piece]
    detail: str


@dataclass(frozen=True, slots=True)
class ScriptMaterial:
    """A material as it is read aloud. `only_when`: the situation that asks for it, while none is chosen. `forms`: blank forms and
    samples to take (words, address)."""

    name: str
    detail: str
    only_when: str = ""
    forms: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ScriptSituation:
    """One situation to choose."""

    id: int
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ScriptQuestion:
    """What to ask next so that the situation is known; `answers` are (words, the answers so far with this one)."""

    ask: str
    answers: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Script:
    """What is read to the person. `limit_say` finishes the sentence of an acceptance."""

    item_id: int
    name: str
    version: int
    since: str
    window_id: int
    window: str
    conditions: Sequence[str]
    materials: Sequence[ScriptMaterial]
    steps: str
    limit: str
    limit_say: str
    fee: str
    situations: Sequence[ScriptSituation]
    version_id: int
    address: str
    question: ScriptQuestion | None
    said: Sequence[tuple[str, str]]
    has_tree: bool
    why_no_message: str
    has_forms: bool

    @property
    def chosen(self) -> ScriptSituation | None:
        """The situation that is chosen."""
        return next((one for one in self.situations if one.is_chosen), None)

    def as_text(self) -> str:
        """The same as plain text, small enough for a QR code that needs no network."""
        materials = "\n".join(
            f"{number}. {one.name}（{one.detail}{f'，{one.only_when}才要' if one.only_when else ''}）"
            for number, one in enumerate(self.materials, start=1)
        )
        conditions = "；".join(self.conditions)
        lines = [f"《{self.name}》", f"条件：{conditions}", "材料：", materials or "不用交材料"]
        return "\n".join([*lines, f"怎么走：{self.steps}", f"时限：{self.limit}", f"收费：{self.fee}"])


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What fits, and the words of the text that carried it, to underline."""

    rows: Sequence[Suggestion]
    words: Sequence[str]


def suggestions(centre_id: int, matter: str, *, at: datetime) -> Suggestions:
    """The items that these words may mean."""
    hits = search.find_items(centre_id, matter[:500], on=local_date(at))
    rows = [Suggestion(hit.item.pk, hit.pieces, _detail(hit)) for hit in hits]
    said = {word for hit in hits[:1] for word in hit.words if word in matter}
    return Suggestions(rows, sorted(said, key=lambda word: (-len(word), word)))


def _detail(hit: search.Hit) -> str:
    limit = "当场办" if hit.version.kind == ItemKind.INSTANT else f"限时 {promised_words(hit.version)}"
    return f"{hit.window.label} · {limit} · {'免费' if hit.version.fee == '不收费' else hit.version.fee}"


def script_of(
    centre_id: int, item_id: int, *, situation_id: int | None, at: datetime, asked: str = ""
) -> Script | None:
    """The guide of an item in force now; None if the centre has none. `asked`: answers so far (0.1), where questions choose the
    situation; a situation that was chosen wins."""
    version = queries.versions_in_force(centre_id, on=local_date(at), items=[item_id]).get(item_id)
    if version is None:
        return None
    situations = list(queries.situations(version.pk))
    tree = from_data(version.questions)
    reached = follow(tree, [int(part) for part in asked.split(".") if part.isdecimal() and len(part) < 3][:16])
    chosen = next((one for one in situations if one.pk == situation_id), None)
    if chosen is None and reached.situation:
        chosen = next((one for one in situations if one.name == reached.situation), None)
    several = centre_in_address(centre_id)
    of_centre = f"?c={several}" if several else ""
    forms: dict[str, list[tuple[str, str]]] = {}
    for one in queries.files_of(item_id):
        address = reverse("hall:guide_file", args=[version.item.code, one.pk]) + of_centre
        forms.setdefault(one.material_name, []).append((one.get_kind_display(), address))
    everything = version.materials.select_related("situation").order_by("position")
    needed = queries.materials_for(version.pk, chosen.pk) if chosen else everything
    window = version.item.window
    return Script(
        item_id=item_id,
        name=version.item.name,
        version=version.number,
        since=month_day(version.effective_from),
        window_id=window.pk,
        window=window.label,
        conditions=[line for line in version.conditions.splitlines() if line.strip()] or ["没有特别条件"],
        materials=[
            ScriptMaterial(
                one.name,
                f"{MaterialForm(one.form).label}{f' {one.copies} 份' if one.copies > 1 else ''}，{told_words(one)}",
                one.situation.name if one.situation and not chosen else "",
                forms.get(one.name, ()),
            )
            for one in needed
        ],
        steps=f"到{address_words(centre(centre_id).address, version.place or window.label)}，{' → '.join(version.steps) or '当场办'}",
        limit=_limit(version),
        limit_say=limit_words(promised_words(version), _due(centre_id, version, at)),
        fee=version.fee,
        situations=[ScriptSituation(one.pk, one.name, one == chosen) for one in situations],
        version_id=version.pk,
        address=guide_address(version, chosen),
        question=_question(reached) if tree and chosen is None else None,
        said=reached.said if chosen is None or reached.situation == chosen.name else (),
        has_tree=bool(tree),
        why_no_message=why_no_message(),
        has_forms=bool(forms),
    )


def _question(reached: Reached) -> ScriptQuestion | None:
    if reached.question is None:
        return None
    so_far = [str(place) for place in reached.taken]
    answers = [(one.say, ".".join([*so_far, str(place)])) for place, one in enumerate(reached.question.answers)]
    return ScriptQuestion(reached.question.ask, answers)


def _limit(version: Any) -> str:
    if version.kind == ItemKind.INSTANT:
        return "材料齐全，当场办好"
    apart = special_procedures(version)
    uncounted = f"；{'、'.join(apart)}不算在内" if apart else ""
    return f"{promised_words(version)}，受理当天不算{uncounted}"


def _due(centre_id: int, version: Any, at: datetime) -> datetime | None:
    limit, calendar = version.promised_limit, calendar_of(centre_id)
    if not limit:
        return None
    try:
        day = last_day(unit=version.promised_unit, limit=limit, accepted_on=local_date(at), calendar=calendar)
    except CalendarRangeError:
        return None
    return instant(hours_of(centre_id).close_of_business(day))
