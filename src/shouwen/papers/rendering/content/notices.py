"""Notices on a case: acceptance, correction, refusal to accept, conclusion, and the receipt for materials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from shouwen.papers.rendering.content.errors import ContentError
from shouwen.papers.rendering.content.parts import Applicant, Contact, Office, Paper, Remedy


class MaterialFault(StrEnum):
    """What is wrong with a material after the review on the spot (一次性告知制度 第六条)."""

    MISSING = "missing"
    DEFECTIVE = "defective"


@dataclass(frozen=True, slots=True)
class FaultyMaterial:
    """One line of the list: `reason` and `requirement` are the words typed in the review."""

    name: str
    fault: MaterialFault
    reason: str
    requirement: str


@dataclass(frozen=True, slots=True)
class MaterialCorrectedOnSpot:
    """A material put right at the window; it need not be handed in again."""

    name: str
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNotice(Paper):
    """A notice to the applicant of a case (办件)."""

    applicant: Applicant
    item: str
    situation: str = ""
    handler: Contact
    first_responder: Contact
    office: Office
    basis: tuple[str, ...] = ()
    copies: tuple[str, ...] = ("申请人留存", "窗口存档")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNotice(CaseNotice):
    """补正材料一次性告知书（一次性告知制度 第六条，行政许可法 第三十二条）: everything that must be corrected, once."""

    kind: ClassVar[str] = "correction_notice"
    title: ClassVar[str] = "补正材料一次性告知书"

    submitted_on: date
    submitted_at: str
    materials: tuple[FaultyMaterial, ...]
    corrected_on_spot: tuple[MaterialCorrectedOnSpot, ...] = ()
    has_accepted_materials: bool = True
    other_ways: str = ""
    """Other ways to hand in, a clause that follows the place and hours (`也可扫码上传`)."""
    remaining_workdays: int | None = None
    """Working days left once everything is there; None for an instant item, done on the spot."""

    def check(self) -> None:
        if not self.materials:
            raise ContentError("materials", "没有要补正的材料，不能出补正告知书")


@dataclass(frozen=True, slots=True)
class OwedMaterial:
    """A minor material that may follow after acceptance (容缺受理)."""

    name: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceNotice(CaseNotice):
    """受理通知书: from when the clock runs and when it ends (限时办结制度 第四条)."""

    kind: ClassVar[str] = "acceptance_notice"
    title: ClassVar[str] = "受理通知书"

    applied_on: date
    accepted_on: date
    limit_workdays: int | None = None
    """Promised limit, in working days unless `limit_unit` says otherwise; None for an instant item."""
    limit_unit: str = ""
    """自然日; empty for working days."""
    due_on: date | None = None
    legal_limit: int | None = None
    legal_unit: str = ""
    legal_due_on: date | None = None
    special_procedures: tuple[str, ...] = ()
    """Steps whose time isn't counted, with the time they need (`现场踏勘，约3个工作日`)."""
    owed_materials: tuple[OwedMaterial, ...] = ()
    collection: str = ""
    extension_most: int = 5
    """Working days that an extension may have by the centre's rules."""
    is_deemed: bool = False
    """Nothing was told in time, so that the day of receipt is the day of acceptance (行政许可法 第三十二条)."""

    def check(self) -> None:
        if (self.limit_workdays is None) != (self.due_on is None):
            raise ContentError("due_on", "承诺时限和到期日要么都有，要么都没有")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineNotice(CaseNotice):
    """不予受理通知书（首问负责制度 第四条，行政许可法 第三十二条）: never without the reason and a way out."""

    kind: ClassVar[str] = "decline_notice"
    title: ClassVar[str] = "不予受理通知书"

    applied_on: date
    reason: str
    way_out: str
    """Where to turn instead, or what to change (`请向县自然资源局申请`)."""
    returned_materials: tuple[str, ...] = ()
    remedy: Remedy | None = None

    def check(self) -> None:
        for name in ("reason", "way_out"):
            if not getattr(self, name).strip():
                raise ContentError(name, "不予受理要写明，不能为空")


@dataclass(frozen=True, slots=True)
class ResultDocument:
    """A licence, certificate or reply that the case ended in."""

    name: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionNotice(CaseNotice):
    """办结通知书: the result, how long it took, how to get it."""

    kind: ClassVar[str] = "conclusion_notice"
    title: ClassVar[str] = "办结通知书"

    accepted_on: date
    concluded_on: date
    outcome: str
    explanation: str = ""
    used_workdays: int | None = None
    limit_workdays: int | None = None
    limit_unit: str = ""
    documents: tuple[ResultDocument, ...] = ()
    collection: str = ""
    remedy: Remedy | None = None

    def check(self) -> None:
        if not self.outcome.strip():
            raise ContentError("outcome", "办结要写明结果，不能为空")


@dataclass(frozen=True, slots=True)
class ReceivedMaterial:
    """A material taken in at the window; `form` is 原件, 复印件 or 表格."""

    name: str
    form: str
    copies: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialReceipt(CaseNotice):
    """材料接收凭证: what was handed in, by whom it was taken."""

    kind: ClassVar[str] = "material_receipt"
    title: ClassVar[str] = "材料接收凭证"

    received_on: date
    received_at: str
    materials: tuple[ReceivedMaterial, ...]
    completes_correction: bool = False
    """The materials answer a correction notice (补正); the clock runs on from the next working day."""

    def check(self) -> None:
        if not self.materials:
            raise ContentError("materials", "没有收到材料，不能出接收凭证")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLetter(CaseNotice):
    """告知承诺书: what the person promises in place of a material; with a day it is to follow (容缺受理), without one it never is."""

    kind: ClassVar[str] = "promise_letter"
    title: ClassVar[str] = "告知承诺书"

    material: str
    promise: str
    due_on: date | None = None

    def check(self) -> None:
        for name in ("material", "promise"):
            if not getattr(self, name).strip():
                raise ContentError(name, "承诺书要写明承诺什么，不能为空")
