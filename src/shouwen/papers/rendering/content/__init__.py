"""What a paper says, as frozen values: one class per kind, stored as JSON, printed as PDF and DOCX with the same words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shouwen.papers.rendering.content.complaints import ComplaintAnswer
from shouwen.papers.rendering.content.delivery import DeliveryReceipt
from shouwen.papers.rendering.content.errors import ContentError
from shouwen.papers.rendering.content.guidance import HandoverSlip, OneTimeNotice, RequiredMaterial
from shouwen.papers.rendering.content.limits import ExtensionNotice, ProcedureNotice
from shouwen.papers.rendering.content.measures import MeasureDecision, RectifyNotice
from shouwen.papers.rendering.content.month_sheet import (
    MonthSheet,
    Reading,
    SheetLine,
    SheetPart,
    Signature,
    Trace,
    TraceFact,
)
from shouwen.papers.rendering.content.notices import (
    AcceptanceNotice,
    ConclusionNotice,
    CorrectionNotice,
    DeclineNotice,
    FaultyMaterial,
    MaterialCorrectedOnSpot,
    MaterialFault,
    MaterialReceipt,
    OwedMaterial,
    PromiseLetter,
    ReceivedMaterial,
    ResultDocument,
)
from shouwen.papers.rendering.content.orders import SupervisionOrder
from shouwen.papers.rendering.content.parts import (
    CURRENT_VERSION,
    Applicant,
    Contact,
    Office,
    Paper,
    Qr,
    Remedy,
)
from shouwen.papers.rendering.content.tasks import TaskReceipt

KINDS: dict[str, type[Paper]] = {
    paper.kind: paper
    for paper in (
        CorrectionNotice,
        OneTimeNotice,
        AcceptanceNotice,
        HandoverSlip,
        DeclineNotice,
        ConclusionNotice,
        MaterialReceipt,
        PromiseLetter,
        ProcedureNotice,
        ExtensionNotice,
        DeliveryReceipt,
        TaskReceipt,
        SupervisionOrder,
        RectifyNotice,
        MeasureDecision,
        ComplaintAnswer,
        MonthSheet,
    )
}
"""Every kind of paper by its identifier; `KINDS[kind].title` is what people call it."""


def content_from_dict(data: Mapping[str, Any]) -> Paper:
    """Read stored content of any kind. Raises ContentError with the JSON path of the fault."""
    paper = KINDS.get(str(data.get("kind")))
    if paper is None:
        raise ContentError("kind", f"没有这种文书：{data.get('kind')}")
    return paper.from_dict(data)


__all__ = [
    "CURRENT_VERSION",
    "KINDS",
    "AcceptanceNotice",
    "Applicant",
    "ComplaintAnswer",
    "ConclusionNotice",
    "Contact",
    "ContentError",
    "CorrectionNotice",
    "DeclineNotice",
    "DeliveryReceipt",
    "ExtensionNotice",
    "FaultyMaterial",
    "HandoverSlip",
    "MaterialCorrectedOnSpot",
    "MaterialFault",
    "MaterialReceipt",
    "MeasureDecision",
    "MonthSheet",
    "Office",
    "OneTimeNotice",
    "OwedMaterial",
    "Paper",
    "ProcedureNotice",
    "PromiseLetter",
    "Qr",
    "Reading",
    "ReceivedMaterial",
    "RectifyNotice",
    "Remedy",
    "RequiredMaterial",
    "ResultDocument",
    "SheetLine",
    "SheetPart",
    "Signature",
    "SupervisionOrder",
    "TaskReceipt",
    "Trace",
    "TraceFact",
    "content_from_dict",
]
