"""读事项清单: each item of a workbook with its guide, or what is wrong, row by row. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from shouwen.catalogue.enums import ItemKind, LimitDays, MaterialForm
from shouwen.catalogue.guide import CommonFault, Guide, GuideMaterial
from shouwen.catalogue.guide_checks import MOST_OF_FAULT, flaws
from shouwen.catalogue.guide_data import plain, plain_guide
from shouwen.catalogue.policies import item_flaws
from shouwen.catalogue.questions import Answer, Question
from shouwen.catalogue.sheets.bad_rows import MOST_BAD, BadRow, SheetReader, open_sheet
from shouwen.catalogue.sheets.columns import FAULTS, FIELDS, ITEMS, MATERIALS, NO, OFFERED, QUESTIONS, WITHDRAWN, YES
from shouwen.office_files.reading import Row

_KINDS = {kind.label: kind.value for kind in ItemKind}
_FORMS = {form.label: form.value for form in MaterialForm}
_UNITS = {unit.label: unit.value for unit in LimitDays} | {
    "天": LimitDays.CALENDAR_DAY.value,
    "日": LimitDays.CALENDAR_DAY.value,
}
_YES_NO = {YES: "1", NO: ""}
_COLUMN_OF = {
    "legal_limit": "legal",
    "promised_limit": "promised",
    "legal_extension_basis": "extension_basis",
    "special_procedures": "special",
    "publicity_days": "publicity",
    "notice_workdays": "notice",
}
"""Fields of a guide whose column is called otherwise."""
_RESTS_ON = {"promised_limit": ("kind", "legal", "promised", "legal_unit", "promised_unit")}
"""What a field is judged by: where one of these cells can't be read, nothing is said of it."""
UNREAD = -1
Listed = list[tuple[int, Row, GuideMaterial]]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the workbook. `window`: `UNREAD` if it can't be read; `since`: the day in the file; `withdrawn_on`, with a reason,
    where it is 停办."""

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
    """What a file holds: its items, and every mistake in the order of sheets and rows (at most `MOST_BAD`), each bad cell once.

    `headings`: the column of each field of 事项 as people see it, D 列“窗口号”."""

    items: Sequence[ItemRow]
    bad: Sequence[BadRow]
    headings: Mapping[str, str]


def read_workbook(content: bytes) -> Workbook:
    """The items of a workbook and its mistakes. Raises Refused for a file that is no workbook at all."""
    sheets = {
        name: open_sheet(content, name, FIELDS[name], must_be_there=name in (ITEMS, MATERIALS)) for name in FIELDS
    }
    headings = {field.key: sheets[ITEMS].match.heading(field.key) for field in FIELDS[ITEMS]}
    # Of a file in which a sheet or a column isn't there nothing else is said: all the rest would follow from it.
    if lacking := [one for sheet in sheets.values() for one in sheet.bad]:
        return Workbook((), lacking, headings)
    known = {sheets[ITEMS].one_line(row, "code") for row in sheets[ITEMS].rows} - {""}
    for name in (MATERIALS, FAULTS, QUESTIONS):
        _say_codes(sheets[name], known)
    faults = _faults(sheets[FAULTS])
    codes = Counter(sheets[ITEMS].one_line(row, "code") for row in sheets[ITEMS].rows)
    twice = {code for code, number in codes.items() if number > 1}
    materials = _materials(sheets[MATERIALS], faults, twice)
    _say_faults_of_nothing(sheets[FAULTS], sheets[MATERIALS], known, materials)
    questions = _questions(sheets[QUESTIONS])
    items = _items(sheets, materials, questions, twice)
    bad = [one for sheet in sheets.values() for one in sorted(sheet.bad, key=lambda one: one.row)]
    return Workbook(items, bad[:MOST_BAD], headings)


def _say_codes(sheet: SheetReader, known: set[str]) -> None:
    """Each row belongs to an item of the file. Without any item that can be read there is nothing to compare with."""
    for row in sheet.rows:
        code = sheet.one_line(row, "code")
        if not code:
            sheet.say(row, "code", "这里没有写事项编码", "补上编码，或删掉这一行")
        elif known and code not in known:
            sheet.say(row, "code", f"“事项”表里没有编码“{code}”", "补上事项，或删掉这一行")


def _say_faults_of_nothing(
    sheet: SheetReader, listed: SheetReader, known: set[str], materials: Mapping[str, Listed]
) -> None:
    for row in sheet.rows:
        code, place = sheet.one_line(row, "code"), sheet.number(row, "place")
        mine = materials.get(code, [])
        # A material whose own number can't be read may be the one that is meant.
        may_be_meant = any(listed.is_wrong(one, "place") or number == place for number, one, _ in mine)
        if code in known and not may_be_meant:
            sheet.say(row, "place", f"事项 {code} 没有第 {place} 份材料", "照“材料”表的序号写")


def _faults(sheet: SheetReader) -> Mapping[tuple[str, int], list[CommonFault]]:
    found: dict[tuple[str, int], list[CommonFault]] = {}
    for row in sheet.rows:
        key = (sheet.one_line(row, "code"), sheet.number(row, "place"))
        fault = CommonFault(sheet.one_line(row, "reason"), sheet.one_line(row, "requirement"))
        for name, said in (("reason", fault.reason), ("requirement", fault.requirement)):
            if not said:
                sheet.say(row, name, "这里没有写", "毛病和要求都要写，或删掉这一行")
            elif len(said) > MOST_OF_FAULT:
                sheet.say(row, name, f"太长了，最多 {MOST_OF_FAULT} 个字", "写短一些")
        found.setdefault(key, []).append(fault)
    return found


def _materials(
    sheet: SheetReader, faults: Mapping[tuple[str, int], list[CommonFault]], twice: Set[str]
) -> Mapping[str, Listed]:
    """`twice`: codes that stand on two rows of 事项; their materials are mixed, and none of them is to blame."""
    found: dict[str, Listed] = {}
    for row in sheet.rows:
        code, place = sheet.one_line(row, "code"), sheet.number(row, "place")
        mine = found.setdefault(code, [])
        if code not in twice and place in {number for number, one, _ in mine if not sheet.is_wrong(one, "place")}:
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
    first: dict[str, Row] = {}
    for row in sheet.rows:
        code, number, ask = sheet.one_line(row, "code"), sheet.number(row, "number"), sheet.one_line(row, "ask")
        first.setdefault(code, row)
        asked, answers = found.setdefault(code, {}).setdefault(number, (ask, []))
        if ask and ask != asked:
            sheet.say(row, "ask", f"第 {number} 句写了两种问法", "同一句的每个回答，“问什么”写成一样")
        then = sheet.number(row, "then", missing=0)
        answers.append(Answer(sheet.one_line(row, "say"), sheet.one_line(row, "situation"), then))
    for code, numbered in found.items():
        if sorted(numbered) != list(range(1, len(numbered) + 1)):
            sheet.say(first[code], "number", f"事项 {code} 的问题序号要从 1 起连着", "从 1 起挨个写，不要跳")
    return {
        code: tuple(Question(ask, tuple(answers)) for _, (ask, answers) in sorted(numbered.items()))
        for code, numbered in found.items()
    }


def _items(
    sheets: Mapping[str, SheetReader],
    materials: Mapping[str, Listed],
    questions: Mapping[str, tuple[Question, ...]],
    twice: Set[str],
) -> list[ItemRow]:
    found: list[ItemRow] = []
    seen: dict[str, int] = {}
    sheet = sheets[ITEMS]
    for row in sheet.rows:
        code, name, domain = (sheet.one_line(row, key) for key in ("code", "name", "domain"))
        for key, refusal in item_flaws(code, name, domain):
            sheet.say(row, key, refusal.message, refusal.way_out)
        if code and code in seen:
            sheet.say(row, "code", f"编码“{code}”和第 {seen[code]} 行重了", "一个事项只留一行")
        seen.setdefault(code, row.number)
        mine = materials.get(code, [])
        guide = _guide(sheet, row, mine, questions.get(code, ()))
        if code not in twice:
            _say_flaws(sheets, row, mine, guide)
        is_withdrawn = bool(sheet.choice(row, "status", {OFFERED: "", WITHDRAWN: "1"}, missing=OFFERED))
        withdrawn_on, reason = sheet.day(row, "withdrawn_on"), sheet.one_line(row, "withdrawn_reason")
        if is_withdrawn and withdrawn_on is None:
            sheet.say(row, "withdrawn_on", "停办要写停办日期", "写成 2026-12-01")
        if is_withdrawn and not 2 <= len(reason) <= 200:
            sheet.say(row, "withdrawn_reason", "停办要写原因，2 到 200 个字", "写清为什么停办，群众会问")
        number, everyday, since = sheet.number(row, "window"), sheet.lines(row, "everyday"), sheet.day(row, "since")
        window = UNREAD if sheet.is_wrong(row, "window") else number
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
            legal_unit=LimitDays(sheet.choice(row, "legal_unit", _UNITS, missing=LimitDays.WORKDAY.label)),
            promised_unit=LimitDays(sheet.choice(row, "promised_unit", _UNITS, missing=LimitDays.WORKDAY.label)),
            legal_extension=sheet.number(row, "legal_extension", missing=0),
            legal_extension_basis=sheet.one_line(row, "extension_basis"),
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


def _say_flaws(sheets: Mapping[str, SheetReader], row: Row, mine: Listed, guide: Guide) -> None:
    """What the guide lacks, at the row and column it comes from, unless a cell it rests on can't be read."""
    sheet, listed, asked = sheets[ITEMS], sheets[MATERIALS], sheets[QUESTIONS]
    code = sheet.one_line(row, "code")
    questions = [one for one in asked.rows if asked.one_line(one, "code") == code]
    for flaw in flaws(guide):
        refusal = flaw.refusal
        if flaw.field.startswith("materials."):
            _, place, field = flaw.field.split(".")
            # The faults of a material have a sheet of their own, and were looked at there.
            if field != "faults":
                listed.say(mine[int(place)][1], field, refusal.message, refusal.way_out)
        elif flaw.field == "questions":
            if questions and not any(asked.is_wrong(one) for one in questions):
                asked.say(questions[0], "ask", f"事项 {code}：{refusal.message}", refusal.way_out)
        elif not sheet.is_wrong(row, *_RESTS_ON.get(flaw.field, (_COLUMN_OF.get(flaw.field, flaw.field),))):
            sheet.say(row, _COLUMN_OF.get(flaw.field, flaw.field), refusal.message, refusal.way_out)
