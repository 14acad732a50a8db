"""读事项清单: each item of a workbook with its guide, or what is wrong, row by row. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shouwen.catalogue.enums import ItemKind, MaterialForm
from shouwen.catalogue.guide import CommonFault, Guide, GuideMaterial
from shouwen.catalogue.guide_checks import flaws
from shouwen.catalogue.guide_data import plain, plain_guide
from shouwen.catalogue.policies import item_named
from shouwen.catalogue.questions import Answer, Question
from shouwen.catalogue.sheets.bad_rows import MOST_BAD, BadRow, SheetReader, open_sheet
from shouwen.catalogue.sheets.columns import FAULTS, FIELDS, ITEMS, MATERIALS, NO, OFFERED, QUESTIONS, WITHDRAWN, YES
from shouwen.office_files.reading import Row

_KINDS = {kind.label: kind.value for kind in ItemKind}
_FORMS = {form.label: form.value for form in MaterialForm}
_YES_NO = {YES: "1", NO: ""}
_COLUMN_OF = {
    "legal_limit": "legal",
    "promised_limit": "promised",
    "special_procedures": "special",
    "publicity_days": "publicity",
    "notice_workdays": "notice",
}
"""Fields of a guide whose column is called otherwise."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the workbook. `since`: the day in the file; `withdrawn_on`, with a reason, where it is 停办."""

    row: int
    code: str
    name: str
    domain: str
    window: int
    everyday: tuple[str, ...]
    guide: Guide
    since: date | None
    is_withdrawn: bool
    withdrawn_on: date | None
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a file holds: its items, and every mistake in the order of sheets and rows (at most `MOST_BAD`)."""

    items: Sequence[ItemRow]
    bad: Sequence[BadRow]


def read_workbook(content: bytes) -> Workbook:
    """The items of a workbook and its mistakes. Raises Refused for a file that is no workbook at all."""
    sheets = {
        name: open_sheet(content, name, FIELDS[name], must_be_there=name in (ITEMS, MATERIALS)) for name in FIELDS
    }
    known = {sheets[ITEMS].one_line(row, "code") for row in sheets[ITEMS].rows}
    faults = _faults(sheets[FAULTS])
    materials = _materials(sheets[MATERIALS], faults)
    questions = _questions(sheets[QUESTIONS])
    for name in (MATERIALS, FAULTS, QUESTIONS):
        for row in sheets[name].rows:
            if (code := sheets[name].one_line(row, "code")) not in known:
                sheets[name].say(row, "code", f"“事项”表里没有编码“{code}”", "补上事项，或删掉这一行")
    items = _items(sheets[ITEMS], sheets[MATERIALS], materials, questions)
    for code, place in faults:
        if code in known and place not in {number for number, _, _ in materials.get(code, [])}:
            sheets[FAULTS].bad.append(BadRow(FAULTS, 0, "", f"事项 {code} 没有第 {place} 份材料"))
    bad = [one for sheet in sheets.values() for one in sorted(sheet.bad, key=lambda one: one.row)]
    return Workbook(items, bad[:MOST_BAD])


Listed = list[tuple[int, Row, GuideMaterial]]


def _faults(sheet: SheetReader) -> Mapping[tuple[str, int], list[CommonFault]]:
    found: dict[tuple[str, int], list[CommonFault]] = {}
    for row in sheet.rows:
        key = (sheet.one_line(row, "code"), sheet.number(row, "place"))
        fault = CommonFault(sheet.one_line(row, "reason"), sheet.one_line(row, "requirement"))
        found.setdefault(key, []).append(fault)
    return found


def _materials(sheet: SheetReader, faults: Mapping[tuple[str, int], list[CommonFault]]) -> Mapping[str, Listed]:
    found: dict[str, Listed] = {}
    for row in sheet.rows:
        code, place = sheet.one_line(row, "code"), sheet.number(row, "place")
        mine = found.setdefault(code, [])
        if place in {number for number, _, _ in mine}:
            sheet.say(row, "place", f"事项 {code} 有两份第 {place} 号材料", "序号从 1 起，不要重")
        material = GuideMaterial(
            sheet.one_line(row, "name"),
            MaterialForm(sheet.choice(row, "form", _FORMS)),
            sheet.one_line(row, "source"),
            sheet.one_line(row, "situation"),
            sheet.number(row, "copies", missing=1),
            sheet.one_line(row, "criterion"),
            bool(sheet.choice(row, "minor", _YES_NO, missing=NO)),
            bool(sheet.choice(row, "promised", _YES_NO, missing=NO)),
            tuple(faults.get((code, place), ())),
        )
        mine.append((place, row, material))
    return {code: sorted(mine, key=lambda one: one[0]) for code, mine in found.items()}


def _questions(sheet: SheetReader) -> Mapping[str, tuple[Question, ...]]:
    found: dict[str, dict[int, tuple[str, list[Answer]]]] = {}
    for row in sheet.rows:
        code, number, ask = sheet.one_line(row, "code"), sheet.number(row, "number"), sheet.one_line(row, "ask")
        asked, answers = found.setdefault(code, {}).setdefault(number, (ask, []))
        if ask and ask != asked:
            sheet.say(row, "ask", f"第 {number} 句写了两种问法", "同一句的每个回答，“问什么”写成一样")
        then = sheet.number(row, "then", missing=0)
        answers.append(Answer(sheet.one_line(row, "say"), sheet.one_line(row, "situation"), then))
    for code, numbered in found.items():
        if sorted(numbered) != list(range(1, len(numbered) + 1)):
            sheet.bad.append(BadRow(sheet.name, 0, "", f"事项 {code} 的问题序号要从 1 起连着"))
    return {
        code: tuple(Question(ask, tuple(answers)) for _, (ask, answers) in sorted(numbered.items()))
        for code, numbered in found.items()
    }


def _items(
    sheet: SheetReader,
    listed: SheetReader,
    materials: Mapping[str, Listed],
    questions: Mapping[str, tuple[Question, ...]],
) -> list[ItemRow]:
    found: list[ItemRow] = []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        code, name, domain = (sheet.one_line(row, key) for key in ("code", "name", "domain"))
        if refusal := item_named(code, name, domain):
            sheet.say(row, "code" if refusal.code == "code_wrong" else "name", refusal.message)
        if code in seen:
            sheet.say(row, "code", f"编码“{code}”和第 {seen[code]} 行重了", "一个事项只留一行")
        seen[code] = row.number
        mine = materials.get(code, [])
        guide = _guide(sheet, row, mine, questions.get(code, ()))
        _say_flaws(sheet, row, listed, mine, guide)
        is_withdrawn = bool(sheet.choice(row, "status", {OFFERED: "", WITHDRAWN: "1"}, missing=OFFERED))
        withdrawn_on, reason = sheet.day(row, "withdrawn_on"), sheet.one_line(row, "withdrawn_reason")
        if is_withdrawn and (withdrawn_on is None or not 2 <= len(reason) <= 200):
            sheet.say(row, "withdrawn_reason", "停办要写停办日期和原因（2 到 200 个字）")
        window, everyday, since = sheet.number(row, "window"), sheet.lines(row, "everyday"), sheet.day(row, "since")
        found.append(
            ItemRow(row.number, code, name, domain, window, everyday, guide, since, is_withdrawn, withdrawn_on, reason)
        )
    return found


def _guide(sheet: SheetReader, row: Row, mine: Listed, questions: tuple[Question, ...]) -> Guide:
    return plain_guide(
        Guide(
            kind=ItemKind(sheet.choice(row, "kind", _KINDS)),
            legal_limit=sheet.number(row, "legal"),
            promised_limit=sheet.number(row, "promised"),
            conditions=plain(sheet.text(row, "conditions")),
            steps=sheet.lines(row, "steps"),
            situations=sheet.lines(row, "situations"),
            questions=questions,
            fee=sheet.one_line(row, "fee"),
            basis=sheet.one_line(row, "basis"),
            place=sheet.one_line(row, "place"),
            special_procedures=sheet.lines(row, "special"),
            publicity_days=sheet.number(row, "publicity", missing=0),
            notice_workdays=sheet.number(row, "notice", missing=5),
            deemed_acceptance=bool(sheet.choice(row, "deemed", _YES_NO, missing=NO)),
            materials=tuple(material for _, _, material in mine),
        )
    )


def _say_flaws(sheet: SheetReader, row: Row, listed: SheetReader, mine: Listed, guide: Guide) -> None:
    """What the guide lacks, at the row and column it comes from."""
    for flaw in flaws(guide):
        refusal = flaw.refusal
        if flaw.field.startswith("materials."):
            _, place, field = flaw.field.split(".")
            listed.say(mine[int(place)][1], field, refusal.message, refusal.way_out)
        elif flaw.field == "questions":
            said = f"事项 {sheet.one_line(row, 'code')}：{refusal.message}"
            sheet.bad.append(BadRow(QUESTIONS, 0, "", said, refusal.way_out))
        else:
            sheet.say(row, _COLUMN_OF.get(flaw.field, flaw.field), refusal.message, refusal.way_out)
