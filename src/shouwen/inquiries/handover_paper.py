"""转办单: the paper that the person carries to the responsible window or department (首问负责制度 第五条（二）)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import clock_for
from shouwen.inquiries import policies
from shouwen.inquiries.handovers import handover_code
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
from shouwen.people.models import Centre
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
    """Where to go, until when it is accepted, and who stays responsible. The code leads a window to its page of the inquiry,
    a department to the page where it accepts or refuses without log-in."""
    inquiry = handover.inquiry
    centre = people.centre(inquiry.centre_id)
    clock = clock_for(centre_id=inquiry.centre_id, kind=ClockKind.HANDOVER, subject_id=handover.pk)
    person = opened(inquiry.person) if inquiry.person else None
    to = _receiver(handover, centre)
    what = f"“{inquiry.item.name}”" if inquiry.item else "这件事"
    return content.HandoverSlip(
        centre=centre.name,
        number=number,
        issued_on=local_date(at),
        reference=inquiry.number,
        qr=to.qr,
        person=content.Applicant(
            name=person.name if person else "没有留名", phone=mask_phone(person.phone) if person else ""
        ),
        matter=inquiry.matter,
        from_window=inquiry.window.label if inquiry.window else centre.name,
        first_responder=content.Contact(inquiry.first_responder.name, inquiry.first_responder.phone),
        to_window=to.name,
        to_place=to.place,
        to_contact=to.contact,
        reason=f"{what}不归{inquiry.window.label if inquiry.window else centre.name}办",
        accept_by=local(clock.due_at if clock else handover.sent_at).replace(second=0, microsecond=0),
        supervision_phones=tuple(filter(None, (centre.supervision_phone, "12345"))),
    )


@dataclass(frozen=True, slots=True)
class _Receiver:
    name: str
    place: str
    contact: content.Contact | None
    qr: content.Qr


def _receiver(handover: Handover, centre: Centre) -> _Receiver:
    if handover.to_department is not None:
        department = handover.to_department
        contact = content.Contact(department.name, department.phone) if department.phone else None
        qr = content.Qr(f"{settings.PUBLIC_ADDRESS}/h/{handover_code(handover)}/", "扫码接收或退回")
        return _Receiver(department.name, department.place or department.name, contact, qr)
    window, staff = handover.to_window, handover.to_staff
    if window is None or staff is None:  # The database holds that a hand-over has a receiver.
        raise refuse("receiver_missing", "先选转给哪个窗口、哪一位", clause="首问负责制度 第五条（二）")
    serial = handover.inquiry.number.removeprefix("问 ")
    qr = content.Qr(f"{settings.PUBLIC_ADDRESS}/inquiries/{serial}/", "窗口扫码接收")
    return _Receiver(window.label, f"{centre.name}{window.label}", content.Contact(staff.name, staff.phone), qr)
