"""The letter with which a complaint is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from shouwen.papers.rendering.content.errors import ContentError
from shouwen.papers.rendering.content.parts import Contact, Office, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswer(Paper):
    """投诉答复书（服务承诺制度 第二条）: what was found, what was put right, the answer. Whom it is about isn't named."""

    kind: ClassVar[str] = "complaint_answer"
    title: ClassVar[str] = "投诉答复书"

    person: str = ""
    """Who complained; empty when they left no name."""
    received_on: date
    about: str = ""
    """The window, empty when none was named."""
    matter_number: str = ""
    verdict: str
    answer: str
    mended: str = ""
    code: str = ""
    """查询码, for who left no name."""
    handler: Contact
    office: Office

    def check(self) -> None:
        for name in ("verdict", "answer"):
            if not getattr(self, name).strip():
                raise ContentError(name, "投诉答复书要写明，不能为空")
