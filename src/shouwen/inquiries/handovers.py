"""转交责任窗口或外部门（首问负责制度 第五条（二））: accepted in time, or back to the first responder.

Who refuses says why. The second refusal of one matter asks the management office whose it is (`rulings.ask_whose_it_is`)."""

from __future__ import annotations

import hmac
import re
from datetime import datetime

from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries import policies, rulings, sending
from shouwen.inquiries.actions import move, pass_answer_on, record
from shouwen.inquiries.enums import AnswerCheck, HandoverState, InquiryState
from shouwen.inquiries.models import Handover, Inquiry
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.people.models import Department, Window
from shouwen.people.policies import same_centre
from shouwen.refusals import Refused, refuse, refuse_if
from shouwen.sealing import key_ring

UNACCEPTED = "规定时间内没有接收"


@one_change
def hand_over(
    *, inquiry: Inquiry, to_window: Window, to_staff_id: int, words: str, by: Actor, at: datetime
) -> Handover:
    """转交: to a window and the person on it, with the words told to the person served. Raises Refused."""
    _refuse_unless_sendable(inquiry, words, by=by, at=at)
    refuse_if(same_centre(to_window, by))
    if to_staff_id == by.staff_id:
        raise refuse("handover_to_self", "不能转给自己，请直接答复或受理")
    if not sending.is_posted(to_window, to_staff_id, at=at):
        raise refuse("not_on_that_window", "这个人不在所选的窗口，请重新选")
    return sending.send_to_window(inquiry, to_window, to_staff_id=to_staff_id, words=words.strip(), by=by, at=at)


@one_change
def hand_over_outside(*, inquiry: Inquiry, to_department: Department, words: str, by: Actor, at: datetime) -> Handover:
    """转交外部门, with the words told to the person served. The slip's code lets somebody there answer. Raises Refused."""
    _refuse_unless_sendable(inquiry, words, by=by, at=at)
    refuse_if(same_centre(to_department, by))
    return sending.send_outside(inquiry, to_department, words=words.strip(), by=by, at=at)


def _refuse_unless_sendable(inquiry: Inquiry, words: str, *, by: Actor, at: datetime) -> None:
    refuse_if(policies.may_move(inquiry, InquiryState.HANDED_OVER, by=by, at=at))
    refuse_if(policies.may_hand_on(inquiry, by=by))
    refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))


@one_change
def accept_handover(*, handover: Handover, by: Actor, at: datetime) -> Inquiry:
    """接收: from now on the receiver answers; the first responder stays on the inquiry. Raises Refused."""
    refuse_if(policies.may_settle_handover(handover, HandoverState.ACCEPTED, by=by, at=at))
    _settle(handover, HandoverState.ACCEPTED, name=by.name, at=at)
    inquiry = handover.inquiry
    move(inquiry, InquiryState.WITH_RECEIVER, at=at, holder_id=by.member_id)
    pass_answer_on(inquiry, to_staff_id=by.member_id, by=by, at=at)
    whose = (handover.to_staff_id,)
    record(inquiry, "inquiry.accept_handover", by=by, at=at, data={"window": by.window_label}, whose=whose)
    return inquiry


@one_change
def accept_outside(*, handover: Handover, name: str, by: Actor, at: datetime) -> Inquiry:
    """外部门接收: `name` is whoever took it there. The first responder still tells the person. Raises Refused.

    `by` is `at_department(handover)` on the public page, whose answer is to be checked by a call (`answer_checks`), or who notes
    it after a call."""
    refuse_if(policies.may_settle_outside(handover, HandoverState.ACCEPTED, name=name, by=by, at=at))
    _settle(handover, HandoverState.ACCEPTED, name=name.strip(), at=at, answer_check=_check_of(by))
    inquiry = handover.inquiry
    move(inquiry, InquiryState.WITH_RECEIVER, at=at)
    record(inquiry, "inquiry.accept_outside", by=by, at=at, data=_there(handover, name, by))
    return inquiry


@one_change
def refuse_handover(*, handover: Handover, reason: str, by: Actor, at: datetime) -> Inquiry:
    """退回, with a reason: to the first responder, or (the second refusal) to the management office. Raises Refused."""
    refuse_if(policies.may_settle_handover(handover, HandoverState.RETURNED, by=by, at=at))
    refuse_if(policies.refusal_explained(reason))
    whose = (handover.to_staff_id,)
    return _refuse(
        handover, reason.strip(), name=by.name, data={"reason": Words(reason.strip())}, whose=whose, by=by, at=at
    )


@one_change
def refuse_outside(*, handover: Handover, name: str, reason: str, by: Actor, at: datetime) -> Inquiry:
    """外部门退回, with the name of whoever refused there, and why; with the code of the slip it counts as a refusal only once
    the department was called (`answer_checks`). Raises Refused."""
    refuse_if(policies.may_settle_outside(handover, HandoverState.RETURNED, name=name, by=by, at=at))
    refuse_if(policies.refusal_explained(reason))
    data = {**_there(handover, name, by), "reason": Words(reason.strip())}
    whose = (handover.inquiry.first_responder_id, handover.inquiry.holder_id)
    return _refuse(
        handover, reason.strip(), name=name.strip(), data=data, whose=whose, by=by, at=at, check=_check_of(by)
    )


def return_unaccepted(*, centre_id: int, at: datetime) -> int:
    """Every hand-over that nobody accepted in time falls back to its first responder. Returns how many."""
    expired = Clock.objects.filter(centre_id=centre_id, kind=ClockKind.HANDOVER, closed_at=None, due_at__lt=at)
    returned = 0
    for handover in Handover.objects.filter(
        centre_id=centre_id, pk__in=list(expired.values_list("subject_id", flat=True)), state=HandoverState.WAITING
    ).select_related("inquiry"):
        try:
            _fall_back(handover, by=Actor.system(centre_id), at=at)
        except Refused:  # Somebody settled it in this very second; the others still go back.
            continue
        returned += 1
    return returned


@one_change
def _fall_back(handover: Handover, *, by: Actor, at: datetime) -> None:
    _settle(handover, HandoverState.RETURNED, at=at, return_reason=UNACCEPTED)
    _give_back(handover.inquiry, {"reason": Words(UNACCEPTED)}, whose=(), by=by, at=at)


def _refuse(
    handover: Handover,
    reason: str,
    *,
    name: str,
    data: dict[str, object],
    whose: tuple[int | None, ...],
    by: Actor,
    at: datetime,
    check: str = "",
) -> Inquiry:
    _settle(handover, HandoverState.RETURNED, name=name, at=at, return_reason=reason, refused=True, answer_check=check)
    inquiry = handover.inquiry
    refusals = refusals_that_count(inquiry)
    if check or len(refusals) < rulings.REFUSALS_UNTIL_ASKED:
        _give_back(inquiry, data, whose=whose, by=by, at=at)
        return inquiry
    record(inquiry, "inquiry.return_handover", by=by, at=at, data=data, whose=whose)
    rulings.ask_whose_it_is(inquiry, refusals, by=by, at=at)
    return inquiry


def refusals_that_count(inquiry: Inquiry) -> list[Handover]:
    """The refusals of a matter in order, without those that nobody has checked yet or that the department denies."""
    rows = Handover.objects.filter(inquiry=inquiry, refused=True, answer_check__in=["", AnswerCheck.CONFIRMED])
    return list(rows.order_by("settled_at", "pk"))


def _check_of(by: Actor) -> str:
    """Whoever answers without an account may be anybody who holds the slip."""
    return AnswerCheck.WAITING if by.staff_id is None else ""


def _give_back(
    inquiry: Inquiry, data: dict[str, object], *, whose: tuple[int | None, ...], by: Actor, at: datetime
) -> None:
    move(inquiry, InquiryState.OPEN, at=at, holder_id=inquiry.first_responder_id, outcome="")
    pass_answer_on(inquiry, to_staff_id=inquiry.first_responder_id, by=by, at=at)
    record(inquiry, "inquiry.return_handover", by=by, at=at, data=data, whose=whose)


def _settle(handover: Handover, state: HandoverState, *, at: datetime, name: str = "", **why: object) -> None:
    """Guarded: of two who settle the same hand-over at once, one is refused."""
    waiting = Handover.objects.filter(pk=handover.pk, state=HandoverState.WAITING)
    if not waiting.update(state=state, settled_at=at, settled_by=name, **why):
        raise refuse("handover_settled", "这件转交别人刚刚处理了，刷新看看")
    handover.state = state
    handover.settled_at, handover.settled_by = at, name
    for field, value in why.items():
        setattr(handover, field, value)
    clocks.close(centre_id=handover.centre_id, kind=ClockKind.HANDOVER, subject_id=handover.pk, at=at)


def _there(handover: Handover, name: str, by: Actor) -> dict[str, object]:
    """Who it was at the department, and whether a colleague noted it after a call."""
    department = handover.to_department.name if handover.to_department else ""
    return {"department": department, "name": Words(name.strip()), "by_phone": by.staff_id is not None}


def at_department(handover: Handover) -> Actor:
    """Whoever holds the slip: no account, no roles. Nobody has checked who it is, so the name typed is no actor's."""
    department = handover.to_department.name if handover.to_department else ""
    return Actor(centre_id=handover.centre_id, staff_id=None, name=f"持转办单的人（{department}）"[:60])


def handover_code(handover: Handover) -> str:
    """What the slip's QR carries after /h/: ten digits that can't be tried out, then which hand-over it is."""
    return f"{_keyed(handover.centre_id, handover.pk)}{handover.pk:x}"


def find_handover(code: str) -> Handover | None:
    """The hand-over to a department with this code, settled or not, with what its public page shows; one query."""
    parts = re.fullmatch(r"([0-9a-f]{10})([0-9a-f]{1,12})", code)
    if parts is None:
        return None
    rows = Handover.objects.filter(pk=int(parts[2], 16), to_department__isnull=False).select_related(
        "centre", "inquiry__person", "inquiry__item", "inquiry__first_responder", "from_staff", "to_department", "slip"
    )
    found = rows.first()
    if found is None or not hmac.compare_digest(_keyed(found.centre_id, found.pk), parts[1]):
        return None
    return found


def _keyed(centre_id: int, handover_id: int) -> str:
    return key_ring().search_hash(str(handover_id), field="handover", centre_id=centre_id)[:10]
