"""编号和查询码: what lets a complainant see their complaint without a name. Derived from the keys of this installation, never stored."""

from __future__ import annotations

import hmac
import re

from django.db.models import QuerySet

from shouwen.feedback.models import Complaint
from shouwen.sealing import key_ring

_LINK = re.compile(r"([0-9a-f]{16})([0-9a-f]{1,10})")
DIGITS = 12
"""Of the code that is read out or typed; with it the number is asked, so that trying out leads nowhere."""


def complaint_path(complaint: Complaint) -> str:
    """The path of the complainant's page, as link and QR carry it."""
    return f"/c/{_link(complaint)}{complaint.pk:x}/"


def receipt_code(complaint: Complaint) -> str:
    """查询码: twelve digits, 4821 0937 1506, to be typed with the number."""
    digits = f"{int(_hash(complaint, 'complaint.code'), 16) % 10**DIGITS:0{DIGITS}d}"
    return " ".join(digits[place : place + 4] for place in range(0, DIGITS, 4))


def complaint_with_link(code: str) -> Complaint | None:
    """The complaint of this link; None for any other text."""
    parts = _LINK.fullmatch(code)
    if parts is None:
        return None
    row = _rows().filter(pk=int(parts[2], 16)).first()
    return row if row is not None and hmac.compare_digest(_link(row), parts[1]) else None


def complaint_with_code(centre_id: int, number: str, code: str) -> Complaint | None:
    """The complaint with this number and code, however they were typed: 诉26-0009, 26-9, with blanks or without."""
    serial = re.search(r"(\d\d)-?0*(\d{1,7})$", re.sub(r"\s+", "", number))
    digits = re.sub(r"\D", "", code)
    if serial is None or len(digits) != DIGITS:
        return None
    row = _rows().filter(centre_id=centre_id, number=f"诉 {serial[1]}-{int(serial[2]):04d}").first()
    if row is None or not hmac.compare_digest(receipt_code(row).replace(" ", ""), digits):
        return None
    return row


def _rows() -> QuerySet[Complaint]:
    return Complaint.objects.select_related("centre", "person", "case__item", "window", "merged_into", "paper")


def _link(complaint: Complaint) -> str:
    return _hash(complaint, "complaint.link")[:16]


def _hash(complaint: Complaint, field: str) -> str:
    return key_ring().search_hash(complaint.number, field=field, centre_id=complaint.centre_id)
