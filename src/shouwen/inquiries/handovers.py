"""转交责任窗口（首问负责制度 第五条（二））: accepted in time, or back to the first responder."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.inquiries import policies
from shouwen.inquiries.actions import answer_clock, move, record
from shouwen.inquiries.enums import HandoverState, InquiryState, Outcome
from shouwen.inquiries.models import Handover, Inquiry
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.models import Window
from shouwen.refusals import Refused, refuse, refuse_if


@one_change
def hand_over(
    *, inquiry: Inquiry, to_window: Window, to_staff_id: int, words: str, by: Actor, at: datetime
) -> Handover:
    """转交: to a window and the person on it, with the words told to the person served. Raises Refused."""
    refuse_if(policies.may_move(inquiry, InquiryState.HANDED_OVER, by=by, at=at))
    refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
    if to_staff_id == by.staff_id:
        raise refuse("handover_to_self", "不能转给自己，请直接答复或受理")
    day = local_date(at)
    posted = to_window.postings.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day, staff__is_active=True)
    if not posted.filter(staff_id=to_staff_id).exists():
        raise refuse("not_on_that_window", "这个人不在所选的窗口，请重新选")
    move(inquiry, InquiryState.HANDED_OVER, outcome=Outcome.HANDED_OVER)
    handover = Handover.objects.create(
        centre_id=inquiry.centre_id,
        inquiry=inquiry,
        from_staff_id=by.member_id,
        to_window=to_window,
        to_staff_id=to_staff_id,
        words_told=words.strip(),
        sent_at=at,
    )
    clocks.start(
        kind=ClockKind.HANDOVER,
        subject_id=handover.pk,
        number=inquiry.number,
        matter=inquiry.matter,
        person_masked=inquiry.person.name_masked if inquiry.person else "",
        responsible_id=to_staff_id,
        unit=LimitUnit.OPEN_MINUTE,
        promised_limit=people.centre(inquiry.centre_id).handover_minutes,
        by=by,
        at=at,
    )
    record(inquiry, "inquiry.hand_over", by=by, at=at, data={"to": to_window.label, "words": Words(words.strip())})
    return handover


@one_change
def accept_handover(*, handover: Handover, by: Actor, at: datetime) -> Inquiry:
    """接收: from now on the receiver answers; the first responder stays on the inquiry. Raises Refused."""
    refuse_if(policies.may_settle_handover(handover, HandoverState.ACCEPTED, by=by, at=at))
    _settle(handover, HandoverState.ACCEPTED, at=at)
    inquiry = handover.inquiry
    move(inquiry, InquiryState.WITH_RECEIVER, holder_id=by.staff_id)
    if by.staff_id is not None:
        clocks.reassign(clock=answer_clock(inquiry), to_staff_id=by.staff_id, by=by, at=at)
    record(inquiry, "inquiry.accept_handover", by=by, at=at, data={"window": by.window_label})
    return inquiry


@one_change
def return_handover(*, handover: Handover, reason: str, by: Actor, at: datetime) -> Inquiry:
    """退回首问负责人, with a reason. Raises Refused."""
    refuse_if(policies.may_settle_handover(handover, HandoverState.RETURNED, by=by, at=at))
    refuse_if(policies.returning_explained(reason))
    return _give_back(handover, reason=reason.strip(), by=by, at=at)


def return_unaccepted(*, centre_id: int, at: datetime) -> int:
    """Every hand-over that nobody accepted in time falls back to its first responder. Returns how many."""
    expired = Clock.objects.filter(centre_id=centre_id, kind=ClockKind.HANDOVER, closed_at=None, due_at__lt=at)
    returned = 0
    for handover in Handover.objects.filter(
        centre_id=centre_id, pk__in=list(expired.values_list("subject_id", flat=True)), state=HandoverState.WAITING
    ).select_related("inquiry"):
        try:
            _give_back(handover, reason="规定时间内没有接收", by=Actor.system(centre_id), at=at)
        except Refused:  # Somebody settled it in this very second; the others still go back.
            continue
        returned += 1
    return returned


@one_change
def _give_back(handover: Handover, *, reason: str, by: Actor, at: datetime) -> Inquiry:
    _settle(handover, HandoverState.RETURNED, at=at, return_reason=reason)
    inquiry = handover.inquiry
    move(inquiry, InquiryState.OPEN, holder_id=inquiry.first_responder_id, outcome="")
    clock = answer_clock(inquiry)
    if clock.responsible_id != inquiry.first_responder_id:
        clocks.reassign(clock=clock, to_staff_id=inquiry.first_responder_id, by=by, at=at)
    record(inquiry, "inquiry.return_handover", by=by, at=at, data={"reason": Words(reason)})
    return inquiry


def _settle(handover: Handover, state: HandoverState, *, at: datetime, return_reason: str = "") -> None:
    waiting = Handover.objects.filter(pk=handover.pk, state=HandoverState.WAITING)
    if not waiting.update(state=state, settled_at=at, return_reason=return_reason):
        raise refuse("handover_settled", "这件转交别人刚刚处理了，刷新看看")
    handover.state = state
    clocks.close(centre_id=handover.centre_id, kind=ClockKind.HANDOVER, subject_id=handover.pk, at=at)
