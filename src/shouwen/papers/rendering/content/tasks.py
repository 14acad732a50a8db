"""The receipt with which a finished task goes to the superior department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from shouwen.papers.rendering.content.errors import ContentError
from shouwen.papers.rendering.content.parts import Contact, Office, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReceipt(Paper):
    """任务办理回执（限时办结制度 第二条）: to whom, which of their numbers, by when it was wanted, what was done, whether the person was told."""

    kind: ClassVar[str] = "task_receipt"
    title: ClassVar[str] = "任务办理回执"

    superior: str
    their_number: str = ""
    task: str
    received_on: date
    due_on: date
    done_on: date
    result: str
    round: int = 1
    """How many times the superior had it worked on, this one included."""
    person: str = ""
    """Masked; empty when the task concerns nobody."""
    told: str = ""
    """How the person was told: 电话里说了."""
    extended: str = ""
    """Who agreed to a later day and by how much; empty without an extension."""
    attachments: int = 0
    handler: Contact
    office: Office

    def check(self) -> None:
        for name in ("superior", "task", "result"):
            if not getattr(self, name).strip():
                raise ContentError(name, "任务办理回执要写明，不能为空")
