"""Papers that grow out of a first inquiry: the one-time notice of an item, and the hand-over slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from shouwen.papers.rendering.content.errors import ContentError
from shouwen.papers.rendering.content.parts import Applicant, Contact, Office, Paper


@dataclass(frozen=True, slots=True)
class RequiredMaterial:
    """A material of the guide: `form` as told (`原件1份`), `needed_when` empty when always needed, `source` how to get it."""

    name: str
    form: str
    source: str
    needed_when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeNotice(Paper):
    """一次性告知单（一次性告知制度 第四条）: conditions, materials, procedure and fee of an item, told at once."""

    kind: ClassVar[str] = "one_time_notice"
    title: ClassVar[str] = "一次性告知单"

    item: str
    item_code: str
    situation: str = ""
    person: str = ""
    """Name of the person told, empty when they didn't give it."""
    conditions: tuple[str, ...]
    materials: tuple[RequiredMaterial, ...]
    steps: tuple[str, ...]
    legal_workdays: int | None = None
    promised_workdays: int | None = None
    legal_unit: str = ""
    promised_unit: str = ""
    """自然日; empty for working days."""
    """Promised limit in working days; None or 0 for an instant item (即办件)."""
    special_procedures: tuple[str, ...] = ()
    fee: str
    free_samples: str
    """Where samples and forms are free (`窗口免费领，也可扫码下载`)."""
    office: Office
    first_responder: Contact
    told_by: Contact
    told_on: date

    def check(self) -> None:
        for name in ("item", "fee", "free_samples"):
            if not getattr(self, name).strip():
                raise ContentError(name, "一次性告知不能缺这一项")
        for name in ("conditions", "steps"):
            if not getattr(self, name):
                raise ContentError(name, "一次性告知不能缺这一项")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSlip(Paper):
    """转办单（首问负责制度 第五条（二））: the person carries it to the window that is responsible; the stub comes back."""

    kind: ClassVar[str] = "handover_slip"
    title: ClassVar[str] = "转办单"

    person: Applicant
    matter: str
    carried_materials: tuple[str, ...] = ()
    from_window: str
    first_responder: Contact
    to_window: str
    to_place: str
    to_contact: Contact | None = None
    reason: str
    accept_by: datetime
    """Local time by which the receiver accepts; after it the matter falls back to the first responder."""
    supervision_phones: tuple[str, ...] = ("12345",)

    def check(self) -> None:
        for name in ("matter", "to_window", "reason"):
            if not getattr(self, name).strip():
                raise ContentError(name, "转办要写明，不能为空")
