"""What the 送达回证 says, from the paper that was delivered."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local, local_date
from shouwen.papers.enums import DeliveryMeans
from shouwen.papers.rendering import content
from shouwen.papers.rendering.content.notices import CaseNotice
from shouwen.people.actor import Actor
from shouwen.people.models import Staff
from shouwen.refusals import refuse

SIGNED_AS = {
    DeliveryMeans.IN_PERSON: "签收人",
    DeliveryMeans.MAIL: "收件人和邮件号",
    DeliveryMeans.LEFT: "见证人",
    DeliveryMeans.ELECTRONIC: "确认收到的人",
}


def delivery_content(
    delivered: content.Paper,
    *,
    means: DeliveryMeans,
    signed_by: str,
    delivered_at: datetime,
    number: str,
    by: Actor,
    at: datetime,
) -> content.DeliveryReceipt:
    """Which paper, to whom, how, when. Raises Refused for a paper that isn't addressed to an applicant."""
    if not isinstance(delivered, CaseNotice):
        raise refuse("not_delivered_formally", f"{delivered.title}不用送达回证")
    served_by = Staff.objects.get(pk=by.member_id)
    item = f"{delivered.item}（{delivered.situation}）" if delivered.situation else delivered.item
    return content.DeliveryReceipt(
        centre=delivered.centre,
        number=number,
        issued_on=local_date(at),
        reference=delivered.reference,
        recipient=delivered.applicant,
        item=item,
        paper_title=delivered.title,
        paper_number=delivered.number,
        means=means.label,
        signed_as=SIGNED_AS[means],
        signed_by=signed_by,
        delivered_at=local(delivered_at).replace(second=0, microsecond=0),
        served_by=content.Contact(served_by.name, served_by.phone),
        office=delivered.office,
    )
