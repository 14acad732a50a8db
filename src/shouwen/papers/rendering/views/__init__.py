"""From content to words: one function per kind and version. PDF and DOCX draw what these return, so both say the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shouwen.papers.rendering.content import KINDS, ContentError, Paper
from shouwen.papers.rendering.views import (
    case_notices,
    complaints,
    delivery,
    guidance,
    limits,
    measures,
    month_sheet,
    orders,
    promise_letter,
    tasks,
)
from shouwen.papers.rendering.views.blocks import clean

_SAME_WORDS: dict[str, Callable[[Any], Any]] = {
    "correction_notice": case_notices.correction_notice,
    "one_time_notice": guidance.one_time_notice,
    "acceptance_notice": case_notices.acceptance_notice,
    "handover_slip": guidance.handover_slip,
    "decline_notice": case_notices.decline_notice,
    "conclusion_notice": case_notices.conclusion_notice,
    "material_receipt": case_notices.material_receipt,
    "month_sheet": month_sheet.month_sheet,
}
"""Version 2 changed the measures and the copies of these, not a word."""

VIEWS: dict[tuple[str, int], Callable[[Any], Any]] = {
    **{(kind, version): view for kind, view in _SAME_WORDS.items() for version in (1, 2)},
    ("delivery_receipt", 2): delivery.delivery_receipt,
    ("promise_letter", 2): promise_letter.promise_letter,
    ("procedure_notice", 2): limits.procedure_notice,
    ("extension_notice", 2): limits.extension_notice,
    ("task_receipt", 2): tasks.task_receipt,
    ("supervision_order", 2): orders.supervision_order,
    ("rectify_notice", 2): measures.rectify_notice,
    ("measure_decision", 2): measures.measure_decision,
    ("complaint_answer", 2): complaints.complaint_answer,
}


def view_of(kind: str, content: Paper) -> dict[str, Any]:
    """The words of a paper, ready to draw. Raises ContentError if the content is of another kind than the register says."""
    expected = KINDS.get(kind)
    if expected is None:
        raise ContentError("kind", f"没有这种文书：{kind}")
    if type(content) is not expected:
        raise ContentError("kind", f"应是{expected.title}，内容却是{content.title}")
    if (kind, content.template_version) not in VIEWS:
        raise ContentError("template_version", f"第 {content.template_version} 版没有{expected.title}")
    view: dict[str, Any] = clean(VIEWS[kind, content.template_version](content))  # type: ignore[assignment]
    return view
