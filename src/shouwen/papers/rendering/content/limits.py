"""Papers on what moves the limit of a case: a special procedure that isn't counted, and the one extension."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from shouwen.papers.rendering.content.errors import ContentError
from shouwen.papers.rendering.content.notices import CaseNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureNotice(CaseNotice):
    """特别程序告知书（行政许可法 第四十五条）: what is done, from when, and how many working days it will take, which aren't counted."""

    kind: ClassVar[str] = "procedure_notice"
    title: ClassVar[str] = "特别程序告知书"

    accepted_on: date
    procedure: str
    purpose: str
    from_on: date
    planned_workdays: int
    planned_until: date
    left_workdays: int | None = None
    """Days of the limit that are left when it is over, in working days unless `left_unit` says otherwise; None for an instant
    item."""
    left_unit: str = ""
    """自然日; empty for working days."""

    def check(self) -> None:
        for name in ("procedure", "purpose"):
            if not getattr(self, name).strip():
                raise ContentError(name, "特别程序要写明做什么，不能为空")
        if self.planned_workdays < 1:
            raise ContentError("planned_workdays", "要写明大约几个工作日")
        if self.planned_until < self.from_on:
            raise ContentError("planned_until", "预计结束的日子早于开始的日子")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionNotice(CaseNotice):
    """延期办理告知书（限时办结制度 第三、五条）: why, by how many working days, until when."""

    kind: ClassVar[str] = "extension_notice"
    title: ClassVar[str] = "延期办理告知书"

    accepted_on: date
    original_due_on: date
    due_on: date
    workdays: int
    reason: str
    extension_most: int = 5
    """Working days that an extension may have by the centre's rules."""
    legal_due_on: date | None = None

    def check(self) -> None:
        if not self.reason.strip():
            raise ContentError("reason", "延期要写明理由，不能为空")
        if self.due_on <= self.original_due_on:
            raise ContentError("due_on", "延期后的到期日要晚于原到期日")
