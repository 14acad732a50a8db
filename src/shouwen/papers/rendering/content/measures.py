"""What a member of staff is served when a promise or a limit was broken (服务承诺制度 第四条)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from shouwen.papers.rendering.content.errors import ContentError
from shouwen.papers.rendering.content.parts import Contact, Office, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class RectifyNotice(Paper):
    """整改通知书: to whom, what happened, on which clause, within how many working days it is put right."""

    kind: ClassVar[str] = "rectify_notice"
    title: ClassVar[str] = "整改通知书"

    receiver: str
    place: str = ""
    capacity: str
    """当事人, 责任人 or 负责人."""
    facts: str
    evidence: str
    clause: str
    basis: str
    decision: str
    limit_workdays: int
    decided_by: Contact
    office: Office

    def check(self) -> None:
        for name in ("receiver", "facts", "evidence", "clause", "basis", "decision"):
            if not getattr(self, name).strip():
                raise ContentError(name, "整改通知书要写明，不能为空")
        if self.limit_workdays < 1:
            raise ContentError("limit_workdays", "整改期限至少1个工作日")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDecision(Paper):
    """问责决定书: to whom, what happened, on which clause, which measure."""

    kind: ClassVar[str] = "measure_decision"
    title: ClassVar[str] = "问责决定书"

    receiver: str
    place: str = ""
    capacity: str
    """当事人, 责任人 or 负责人."""
    facts: str
    evidence: str
    clause: str
    basis: str
    decision: str
    measure: str
    """通报批评, 取消当年评优资格（2026年度）…"""
    decided_by: Contact
    office: Office

    def check(self) -> None:
        for name in ("receiver", "facts", "evidence", "clause", "basis", "decision", "measure"):
            if not getattr(self, name).strip():
                raise ContentError(name, "问责决定书要写明，不能为空")
