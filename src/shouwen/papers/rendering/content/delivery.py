"""送达回证: the signed record that a paper reached the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from shouwen.papers.rendering.content.errors import ContentError
from shouwen.papers.rendering.content.parts import Applicant, Contact, Office, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReceipt(Paper):
    """送达回证: which paper, how and where it was delivered, when, and who signed for it."""

    kind: ClassVar[str] = "delivery_receipt"
    title: ClassVar[str] = "送达回证"

    recipient: Applicant
    item: str
    paper_title: str
    paper_number: str
    means: str
    """As people say it: 当面送达, 邮寄送达, 留置送达, 电子送达."""
    signed_as: str = "签收人"
    """What the one who signed is: 签收人, 见证人, 收件人 with the mail number, or who confirmed."""
    signed_by: str
    delivered_at: datetime
    """Local time."""
    served_by: Contact
    office: Office

    def check(self) -> None:
        for name in ("paper_title", "paper_number", "means", "signed_by"):
            if not getattr(self, name).strip():
                raise ContentError(name, "送达回证要写明，不能为空")
