"""转办单: the paper that the person carries to the responsible window (首问负责制度 第五条（二）)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import clock_for
from shouwen.inquiries import policies
from shouwen.inquiries.models import Handover
from shouwen.journal.change import one_change
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.rendering import content
from shouwen.people import queries as people
from shouwen.people.actions import opened
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_phone
from shouwen.refusals import refuse, refuse_if


@one_change
def issue_slip(*, handover: Handover, by: Actor, at: datetime) -> Paper:
    """出具转办单, once a hand-over; later prints are the same file. Raises Refused."""
    refuse_if(policies.may_issue_slip(handover, by=by))
    inquiry = handover.inquiry

    def build(number: str) -> content.Paper:
        return slip_content(handover, number=number, at=at)

    paper: Paper = papers.issue(
        kind=PaperKind.HANDOVER_SLIP, subject_kind="inquiry", subject_id=inquiry.pk, build=build, by=by, at=at
    )
    if not Handover.objects.filter(pk=handover.pk, slip=None).update(slip=paper):
        raise refuse("slip_issued", "这件的转办单别人刚刚出了，请直接再打一份")
    handover.slip = paper
    return paper


def slip_content(handover: Handover, *, number: str, at: datetime) -> content.HandoverSlip:
    """Where to go, until when it is accepted, and who stays responsible."""
    inquiry, window = handover.inquiry, handover.to_window
    centre = people.centre(inquiry.centre_id)
    clock = clock_for(centre_id=inquiry.centre_id, kind=ClockKind.HANDOVER, subject_id=handover.pk)
    person = opened(inquiry.person) if inquiry.person else None
    serial = inquiry.number.removeprefix("问 ")
    return content.HandoverSlip(
        centre=centre.name,
        number=number,
        issued_on=local_date(at),
        reference=inquiry.number,
        qr=content.Qr(f"{settings.PUBLIC_ADDRESS}/inquiries/{serial}/", "窗口扫码接收"),
        person=content.Applicant(
            name=person.name if person else "没有留名", phone=mask_phone(person.phone) if person else ""
        ),
        matter=inquiry.matter,
        from_window=inquiry.window.label if inquiry.window else centre.name,
        first_responder=content.Contact(inquiry.first_responder.name, inquiry.first_responder.phone),
        to_window=window.label,
        to_place=f"{centre.name}{window.label}",
        to_contact=content.Contact(handover.to_staff.name, handover.to_staff.phone),
        reason=_reason(handover),
        accept_by=local(clock.due_at if clock else handover.sent_at).replace(second=0, microsecond=0),
        supervision_phones=tuple(filter(None, (centre.supervision_phone, "12345"))),
    )


def _reason(handover: Handover) -> str:
    item = handover.inquiry.item
    return f"{f'“{item.name}”' if item else '这件事'}由{handover.to_window.label}办理"
