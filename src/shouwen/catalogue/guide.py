"""What a new version of a guide says, before it is published. Pure values; the checks stand in `guide_checks.py`."""

from __future__ import annotations

from dataclasses import dataclass

from shouwen.catalogue.enums import ItemKind, LimitDays, MaterialForm
from shouwen.catalogue.questions import Question


@dataclass(frozen=True, slots=True)
class CommonFault:
    """常见的毛病 of a material: what is often wrong with it, and what it must be like instead."""

    reason: str
    requirement: str


@dataclass(frozen=True, slots=True)
class GuideMaterial:
    """One material; with a situation, it is needed in that situation only. `is_minor`: 容缺受理 is possible without it;
    `can_be_promised`: a signed promise takes its place (告知承诺)."""

    name: str
    form: MaterialForm
    source: str
    situation: str = ""
    copies: int = 1
    criterion: str = ""
    is_minor: bool = False
    can_be_promised: bool = False
    faults: tuple[CommonFault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """办事指南（一次性告知制度 第四条）: conditions, materials, procedure, fee and limits. Each limit is in working or calendar days;
    promised 0 = instant."""

    kind: ItemKind
    legal_limit: int
    promised_limit: int
    conditions: str
    steps: tuple[str, ...]
    materials: tuple[GuideMaterial, ...]
    legal_unit: LimitDays = LimitDays.WORKDAY
    promised_unit: LimitDays = LimitDays.WORKDAY
    legal_extension: int = 0
    """Working days that the law allows beyond its own limit, with `legal_extension_basis`."""
    legal_extension_basis: str = ""
    situations: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    """A few plain questions that choose the situation; without any, the situations themselves are the one question."""
    fee: str = "不收费"
    basis: str = ""
    place: str = ""
    """Where to go; empty means the window of the item."""
    special_procedures: tuple[str, ...] = ()
    publicity_days: int = 0
    notice_workdays: int = 5
    """Within so many working days after receipt a correction must be told (行政许可法 第三十二条)."""
    deemed_acceptance: bool = False
    """Without that notice in time the application counts as accepted from the day of receipt."""
