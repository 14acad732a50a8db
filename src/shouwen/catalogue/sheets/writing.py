"""导出事项清单: every item with the guide published last, so that importing the file again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from shouwen.catalogue import queries
from shouwen.catalogue.enums import ItemKind, LimitDays, MaterialForm
from shouwen.catalogue.guide import Guide
from shouwen.catalogue.models import ItemVersion
from shouwen.catalogue.sheets.columns import FAULTS, FIELDS, ITEMS, MATERIALS, NO, OFFERED, QUESTIONS, WITHDRAWN, YES
from shouwen.civil_time import local_date
from shouwen.office_files.writing import Column, Kind, Sheet, write_workbook

Row = tuple[object, ...]
_WIDTHS = {"name": 28, "conditions": 40, "steps": 40, "basis": 30, "situations": 20, "everyday": 20, "criterion": 30}
_WIDTHS |= {"source": 20, "reason": 30, "requirement": 40, "ask": 30, "say": 20, "withdrawn_reason": 24}
_NUMBERS = frozenset(
    {"window", "legal", "promised", "legal_extension", "publicity", "notice", "place", "copies", "number", "then"}
)


def write_catalogue(centre_id: int, *, at: datetime) -> bytes:
    """The whole catalogue of a centre as XLSX; `at` is written as the time at which it was made."""
    versions = queries.latest_versions(centre_id)
    guides = [(version, queries.guide_of(version)) for version in versions]
    rows: dict[str, list[Row]] = {
        ITEMS: [_item(version, guide) for version, guide in guides],
        MATERIALS: [row for version, guide in guides for row in _materials(version.item.code, guide)],
        FAULTS: [row for version, guide in guides for row in _faults(version.item.code, guide)],
        QUESTIONS: [row for version, guide in guides for row in _questions(version.item.code, guide)],
    }
    return write_workbook([Sheet(name, _columns(name), rows[name]) for name in FIELDS], at=at)


def _columns(sheet: str) -> Sequence[Column]:
    found = []
    for field in FIELDS[sheet]:
        number = field.key in _NUMBERS and not (sheet == ITEMS and field.key == "place")
        is_day = field.key in ("since", "withdrawn_on")
        kind = Kind.DAY if is_day else Kind.NUMBER if number else Kind.TEXT
        if sheet == MATERIALS and field.key == "promised":
            kind = Kind.TEXT
        found.append(Column(field.label, _WIDTHS.get(field.key, 12), kind))
    return found


def _item(version: ItemVersion, guide: Guide) -> Row:
    item = version.item
    return (
        item.code,
        item.name,
        item.domain,
        item.window.number,
        "\n".join(item.everyday_words),
        ItemKind(guide.kind).label,
        guide.legal_limit,
        guide.promised_limit,
        guide.conditions,
        "\n".join(guide.steps),
        "\n".join(guide.situations),
        guide.fee,
        guide.basis,
        guide.place,
        "\n".join(guide.special_procedures),
        guide.publicity_days,
        guide.notice_workdays,
        YES if guide.deemed_acceptance else NO,
        version.effective_from,
        WITHDRAWN if item.withdrawn_at else OFFERED,
        local_date(item.withdrawn_at) if item.withdrawn_at else None,
        item.withdrawn_reason,
        LimitDays(guide.legal_unit).label,
        LimitDays(guide.promised_unit).label,
        guide.legal_extension,
        guide.legal_extension_basis,
    )


def _materials(code: str, guide: Guide) -> Iterator[Row]:
    for place, one in enumerate(guide.materials, start=1):
        yield (
            code,
            place,
            one.name,
            MaterialForm(one.form).label,
            one.situation,
            one.copies,
            one.source,
            one.criterion,
            YES if one.is_minor else NO,
            YES if one.can_be_promised else NO,
        )


def _faults(code: str, guide: Guide) -> Iterator[Row]:
    for place, one in enumerate(guide.materials, start=1):
        yield from ((code, place, fault.reason, fault.requirement) for fault in one.faults)


def _questions(code: str, guide: Guide) -> Iterator[Row]:
    for number, one in enumerate(guide.questions, start=1):
        for answer in one.answers:
            yield (code, number, one.ask, answer.say, answer.situation, answer.then or None)
