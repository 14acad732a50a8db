"""What a new version of a guide says, before it is published. Pure values; the checks stand in `policies.py`."""

from __future__ import annotations

from dataclasses import dataclass

from shouwen.catalogue.enums import ItemKind, MaterialForm


@dataclass(frozen=True, slots=True)
class GuideMaterial:
    """One material; with a situation, it is needed in that situation only."""

    name: str
    form: MaterialForm
    source: str
    situation: str = ""
    copies: int = 1
    criterion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """办事指南（一次性告知制度 第四条）: conditions, materials, procedure, fee and limits. Limits in working days, 0 = instant."""

    kind: ItemKind
    legal_limit: int
    promised_limit: int
    conditions: str
    steps: tuple[str, ...]
    materials: tuple[GuideMaterial, ...]
    situations: tuple[str, ...] = ()
    fee: str = "不收费"
    basis: str = ""
    place: str = ""
    """Where to go; empty means the window of the item."""
    special_procedures: tuple[str, ...] = ()
    publicity_days: int = 0
