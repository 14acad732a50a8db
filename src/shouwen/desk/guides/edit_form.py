"""The form of a draft: each field of a guide as text, back into a guide, and every mistake at its field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from shouwen.catalogue.enums import ItemKind, LimitDays, MaterialForm
from shouwen.catalogue.guide import CommonFault, Guide, GuideMaterial
from shouwen.catalogue.guide_checks import flaws
from shouwen.catalogue.guide_data import line, plain, plain_guide
from shouwen.catalogue.questions import MOST_QUESTIONS as MOST_QUESTIONS
from shouwen.catalogue.questions import Answer, Question

MORE_ROWS = 2
"""Empty rows offered for further materials."""
MOST_ROWS = 60
_NUMBERS = ("legal_limit", "promised_limit", "legal_extension", "publicity_days", "notice_workdays")
_UNITS = ("legal_unit", "promised_unit")
_LINES = ("steps", "situations", "special_procedures")
_TEXTS = ("conditions", "fee", "basis", "place", "legal_extension_basis")
_ARROW = re.compile(r"\s*(?:→|->)\s*")
_GOES_ON = re.compile(r"第\s*(\d{1,2})\s*句")


@dataclass(slots=True)
class MaterialFields:
    """One row of the table of materials, as typed."""

    place: int
    name: str = ""
    form: str = MaterialForm.ORIGINAL.value
    copies: str = "1"
    situation: str = ""
    source: str = ""
    criterion: str = ""
    is_minor: bool = False
    can_be_promised: bool = False
    faults: str = ""
    errors: list[str] = field(default_factory=list)
    wrong: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        return not any((self.name.strip(), self.source.strip(), self.criterion.strip(), self.faults.strip()))


@dataclass(slots=True)
class QuestionFields:
    """One question and its answers, a line each: 回答 → 情形, or 回答 → 第 2 句."""

    number: int
    ask: str = ""
    answers: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.ask.strip() and not self.answers.strip()


@dataclass(slots=True)
class GuideForm:
    """Everything as typed. `unreadable`: there is a number or a day that can't be read, so that it can't be kept."""

    fields: dict[str, str]
    deemed_acceptance: bool
    materials: list[MaterialFields]
    questions: list[QuestionFields]
    effective_from: str = ""
    errors: dict[str, list[str]] = field(default_factory=dict)
    unreadable: bool = False

    @property
    def situations(self) -> list[str]:
        return [words for words in map(line, self.fields["situations"].split("\n")) if words]

    @property
    def first_wrong(self) -> str:
        """The first field with an error; the focus goes there."""
        if self.errors:
            return next(iter(self.errors))
        return next((f"m-{one.place}-{next(iter(one.wrong))}" for one in self.materials if one.wrong), "")

    @property
    def count_wrong(self) -> int:
        return sum(map(len, self.errors.values())) + sum(len(one.errors) for one in self.materials)

    def guide(self) -> Guide:
        """The guide as typed; what can't be read stands as 0 and is an error at its field."""
        numbers = {name: self._number(name) for name in _NUMBERS}
        kind = self.fields["kind"] if self.fields["kind"] in ItemKind.values else ItemKind.PROMISED.value
        return plain_guide(
            Guide(
                kind=ItemKind(kind),
                legal_limit=numbers["legal_limit"],
                promised_limit=numbers["promised_limit"],
                legal_unit=self._unit("legal_unit"),
                promised_unit=self._unit("promised_unit"),
                legal_extension=numbers["legal_extension"],
                legal_extension_basis=self.fields["legal_extension_basis"],
                publicity_days=numbers["publicity_days"],
                notice_workdays=numbers["notice_workdays"],
                conditions=self.fields["conditions"],
                fee=self.fields["fee"],
                basis=self.fields["basis"],
                place=self.fields["place"],
                steps=tuple(self.fields["steps"].split("\n")),
                situations=tuple(self.fields["situations"].split("\n")),
                special_procedures=tuple(self.fields["special_procedures"].split("\n")),
                deemed_acceptance=self.deemed_acceptance,
                materials=tuple(self._material(one) for one in self.materials if not one.is_empty),
                questions=tuple(_question(one) for one in self.questions if not one.is_empty),
            )
        )

    def day(self) -> date | None:
        """The day from which it holds; None while none is chosen."""
        if not self.effective_from:
            return None
        try:
            return date.fromisoformat(self.effective_from)
        except ValueError:
            self.unreadable = True
            self.errors.setdefault("effective_from", []).append("日期认不出，请重新选")
            return None

    def say_flaws(self, guide: Guide) -> None:
        """Put everything that keeps the guide from being published at its fields."""
        kept = [one for one in self.materials if not one.is_empty]
        unread = set(self.errors)
        for flaw in flaws(guide):
            words = flaw.refusal.message
            if flaw.field in unread or (flaw.field == "promised_limit" and "legal_limit" in unread):
                continue  # It was judged by a number that can't be read.
            if flaw.field.startswith("materials."):
                _, place, name = flaw.field.split(".")
                if int(place) < len(kept):
                    kept[int(place)].errors.append(words)
                    kept[int(place)].wrong.add(name)
            elif words not in self.errors.setdefault(flaw.field, []):
                self.errors[flaw.field].append(words)

    def _number(self, name: str) -> int:
        text = line(self.fields[name])
        if text.isdecimal() and len(text) < 5:
            return int(text)
        self.unreadable = True
        self.errors.setdefault(name, []).append("这里要写整数")
        return 0

    def _unit(self, name: str) -> LimitDays:
        said = self.fields[name]
        return LimitDays(said) if said in LimitDays.values else LimitDays.WORKDAY

    def _material(self, one: MaterialFields) -> GuideMaterial:
        copies = line(one.copies)
        if not (copies.isdecimal() and len(copies) < 3):
            self.unreadable = True
            one.errors.append("份数要写整数")
            one.wrong.add("copies")
        return GuideMaterial(
            one.name,
            MaterialForm(one.form) if one.form in MaterialForm.values else MaterialForm.ORIGINAL,
            one.source,
            one.situation,
            int(copies) if copies.isdecimal() and len(copies) < 3 else 1,
            one.criterion,
            one.is_minor,
            one.can_be_promised,
            tuple(_fault(words) for words in one.faults.split("\n") if words.strip()),
        )


def form_of(guide: Guide, *, effective_from: date | None) -> GuideForm:
    """A guide as the form shows it, with a few empty rows."""
    fields = {name: getattr(guide, name) for name in _TEXTS}
    fields |= {name: str(getattr(guide, name)) for name in _NUMBERS}
    fields |= {name: "\n".join(getattr(guide, name)) for name in _LINES}
    fields["kind"] = guide.kind.value
    fields |= {name: str(getattr(guide, name)) for name in _UNITS}
    materials = [
        MaterialFields(
            place,
            one.name,
            one.form.value,
            str(one.copies),
            one.situation,
            one.source,
            one.criterion,
            one.is_minor,
            one.can_be_promised,
            "\n".join(f"{fault.reason} → {fault.requirement}" for fault in one.faults),
        )
        for place, one in enumerate(guide.materials)
    ]
    questions = [
        QuestionFields(number, one.ask, "\n".join(f"{said.say} → {_leads_to(said)}" for said in one.answers))
        for number, one in enumerate(guide.questions, start=1)
    ]
    form = GuideForm(fields, guide.deemed_acceptance, materials, questions)
    form.effective_from = effective_from.isoformat() if effective_from else ""
    with_room(form)
    return form


def form_from(sent: Mapping[str, str]) -> GuideForm:
    """The form as it was sent."""
    rows = min(int(sent["materials"]), MOST_ROWS) if sent.get("materials", "").isdecimal() else 0
    fields = {name: plain(sent.get(name, "")) for name in (*_TEXTS, *_LINES, *_NUMBERS, *_UNITS, "kind")}
    fields["legal_extension"] = fields["legal_extension"] or "0"  # left empty: the law allows nothing beyond
    materials = [_row(sent, place) for place in range(rows) if not sent.get(f"m-{place}-gone")]
    materials.sort(key=lambda one: _order(sent.get(f"m-{one.place}-order", ""), one.place))
    for place, one in enumerate(materials):
        one.place = place
    questions = [
        QuestionFields(number, sent.get(f"q-{number}-ask", ""), plain(sent.get(f"q-{number}-answers", "")))
        for number in range(1, MOST_QUESTIONS + 1)
    ]
    kept = [one for one in questions if not one.is_empty]
    form = GuideForm(fields, bool(sent.get("deemed_acceptance")), [one for one in materials if not one.is_empty], kept)
    form.effective_from = sent.get("effective_from", "")
    with_room(form)
    return form


def with_room(form: GuideForm) -> None:
    """Empty rows for one more question and a few more materials."""
    start = len(form.materials)
    for place, one in enumerate(form.materials):
        one.place = place
    form.materials += [MaterialFields(start + more) for more in range(MORE_ROWS)]
    for number, asked in enumerate(form.questions, start=1):
        asked.number = number
    if len(form.questions) < MOST_QUESTIONS:
        form.questions.append(QuestionFields(len(form.questions) + 1))


def _row(sent: Mapping[str, str], place: int) -> MaterialFields:
    def said(name: str) -> str:
        return sent.get(f"m-{place}-{name}", "")

    return MaterialFields(
        place,
        said("name"),
        said("form"),
        said("copies") or "1",
        said("situation"),
        said("source"),
        said("criterion"),
        bool(said("minor")),
        bool(said("promised")),
        plain(said("faults")),
    )


def _order(text: str, place: int) -> tuple[int, int]:
    return (int(text) if text.strip().isdecimal() and len(text.strip()) < 4 else place + 1, place)


def _fault(words: str) -> CommonFault:
    reason, *requirement = _ARROW.split(words, maxsplit=1)
    return CommonFault(reason, requirement[0] if requirement else "")


def _question(one: QuestionFields) -> Question:
    return Question(one.ask, tuple(_answer(words) for words in one.answers.split("\n") if words.strip()))


def _answer(words: str) -> Answer:
    say, *leads = _ARROW.split(words, maxsplit=1)
    to = leads[0] if leads else ""
    if goes_on := _GOES_ON.fullmatch(to):
        return Answer(say, then=int(goes_on[1]))
    return Answer(say, situation=to)


def _leads_to(said: Answer) -> str:
    return f"第 {said.then} 句" if said.then else said.situation


def names_of(people: Sequence[str]) -> str:
    """何谷雨、杨惊蛰, and how many more."""
    shown = "、".join(people[:8])
    return f"{shown} 等 {len(people)} 人" if len(people) > 8 else shown
