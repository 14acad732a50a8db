"""What the 《不予受理通知书》 says: the reason, the basis and where to turn, from the words of the decline."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks.opening_times import times_words
from shouwen.inquiries.models import Decline
from shouwen.papers.remedies import remedy_of
from shouwen.papers.rendering import content
from shouwen.people import queries as people
from shouwen.people.actions import opened
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_id_number, mask_phone
from shouwen.people.models import Staff
from shouwen.refusals import refuse


def decline_content(decline: Decline, *, number: str, by: Actor, at: datetime) -> content.DeclineNotice:
    """The notice of a decline that a second person agreed to. Raises Refused without an applicant."""
    inquiry = decline.inquiry
    if inquiry.person is None:
        raise refuse("person_missing", "不予受理要出通知书，先记下申请人姓名")
    centre, person = people.centre(inquiry.centre_id), opened(inquiry.person)
    handler = Staff.objects.get(pk=by.member_id)
    window = inquiry.window.label if inquiry.window else ""
    first = inquiry.first_responder
    return content.DeclineNotice(
        centre=centre.name,
        number=number,
        issued_on=local_date(at),
        reference=inquiry.number,
        applicant=content.Applicant(
            name=person.name, id_number=mask_id_number(person.id_number), phone=mask_phone(person.phone)
        ),
        item=inquiry.item.name if inquiry.item else inquiry.matter,
        handler=content.Contact(handler.name, handler.phone),
        first_responder=content.Contact(first.name, first.phone),
        office=content.Office(
            place=f"{centre.name}{window}",
            hours=times_words(centre.pk, local_date(at)),
            phone=centre.phone,
            supervision_phones=tuple(filter(None, (centre.supervision_phone, "12345"))),
        ),
        basis=(decline.basis,),
        applied_on=local_date(inquiry.received_at),
        reason=decline.reason,
        way_out=decline.way_out,
        remedy=remedy_of(centre),
    )
