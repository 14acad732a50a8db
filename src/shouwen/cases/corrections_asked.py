"""What a correction notice still asks for: read by the progress page and by whoever hands it in from home."""

from __future__ import annotations

from shouwen.cases.enums import CaseState
from shouwen.cases.models import Case, CaseMaterial


def still_asked(case: Case) -> list[CaseMaterial]:
    """The materials of the open notice that haven't come since it was issued, in order; none if nothing is waited for."""
    notice = case.correction_notices.filter(settled_at=None).first()
    if notice is None or case.state != CaseState.CORRECTING:
        return []
    return [
        row
        for row in notice.materials.order_by("position")
        if row.received_at is None or row.received_at <= notice.issued_at
    ]
