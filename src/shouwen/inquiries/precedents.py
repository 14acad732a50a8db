"""照以前的裁定答复（首问负责制度 第五条（三））: which earlier ruling was the answer, noted so that it can be looked up."""

from __future__ import annotations

from datetime import datetime

from shouwen.inquiries import policies
from shouwen.inquiries.actions import record
from shouwen.inquiries.models import Inquiry, Ruling
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if


@one_change
def note_ruling_used(*, inquiry: Inquiry, ruling_number: str, by: Actor, at: datetime) -> Ruling:
    """Note on an inquiry which ruling its answer was taken from. Raises Refused for one that isn't given or isn't suggested
    any more: who relied on it asks again."""
    refuse_if(policies.may_work_on(inquiry, by=by, at=at))
    ruling = Ruling.objects.filter(
        centre_id=inquiry.centre_id, number=ruling_number, answered_at__isnull=False, suggested_until=None
    ).first()
    if ruling is None:
        raise refuse(
            "ruling_retired",
            f"{ruling_number} 这件裁定已经不再用了",
            clause="首问负责制度 第五条（三）",
            way_out="拿不准就再请示一次",
        )
    data: dict[str, object] = {"ruling": ruling.number, "from": ruling.inquiry.number}
    record(inquiry, "inquiry.ruling_used", by=by, at=at, data=data)
    return ruling
