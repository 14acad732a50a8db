"""The order with which the office or a leader asks to hear how a matter goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from shouwen.papers.rendering.content.errors import ContentError
from shouwen.papers.rendering.content.parts import Contact, Office, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionOrder(Paper):
    """督办单（限时办结制度 第二条）: to whom, about which matter, how it stands, what is wanted, by when it is to be answered."""

    kind: ClassVar[str] = "supervision_order"
    title: ClassVar[str] = "督办单"

    receiver: str
    place: str = ""
    """The receiver's window; empty for who has none."""
    about: str = ""
    """Number of the matter; empty when the order isn't about a numbered one."""
    matter: str
    person: str = ""
    """Masked; empty when the matter concerns nobody."""
    due_on: date | None = None
    """The day on which the matter is due; None when it has none."""
    stands: str = ""
    """How it stood when the order was issued: 已超期 1 个工作日."""
    wanted: str
    answer_by: datetime
    issuer: Contact
    office: Office

    def check(self) -> None:
        for name in ("receiver", "matter", "wanted"):
            if not getattr(self, name).strip():
                raise ContentError(name, "督办单要写明，不能为空")
