"""回电: the number of a missed call is opened to call back; reached, the matter is registered; else each try is written down."""

from __future__ import annotations

from datetime import datetime, timedelta

from shouwen.civil_time import local_date, start_of
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries import incoming_policies as policies
from shouwen.inquiries.enums import CallbackState, Channel
from shouwen.inquiries.incoming_queries import owed_by_phone, tries_counted
from shouwen.inquiries.models import CallRecord, CallTry, Inquiry
from shouwen.inquiries.transitions import CALLBACK_MOVES
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if
from shouwen.sealing import key_ring

TALK = timedelta(hours=2)
"""How long after the number was opened a registered matter still counts as what the call back led to."""


@one_change
def call_back(*, call: CallRecord, by: Actor, at: datetime) -> str:
    """回电（首问负责制度 第五条（四））: the number in clear, to be called now. Who opened it and when is journalled. Raises Refused."""
    refuse_if(policies.may_call_back(call, by=by))
    if _open_try(call, by, at) is None:
        CallTry.objects.create(centre_id=call.centre_id, call=call, tried_at=at, tried_by_id=by.member_id)
    _record(call, "call.open", by=by, at=at, data={})
    return key_ring().open(call.phone_sealed, place=phone_place(call.phone_hash))


def number_in_hand(call: CallRecord, *, by: Actor, at: datetime, within: timedelta = TALK) -> str:
    """The number that this person opened lately and is talking to; empty for everybody else, and once the call is settled."""
    row = _open_try(call, by, at)
    if row is None or row.tried_at <= at - within or call.state != CallbackState.OWED:
        return ""
    return key_ring().open(call.phone_sealed, place=phone_place(call.phone_hash))


@one_change
def note_not_reached(*, call: CallRecord, words: str, by: Actor, at: datetime) -> CallTry:
    """这次没接通: the try with what came of it; the call back is still owed. Raises Refused without a try."""
    refuse_if(policies.may_call_back(call, by=by))
    refuse_if(policies.said(words))
    row = _open_try(call, by, at)
    if row is None:
        raise refuse("number_not_opened", "先打开号码打一次，再记结果")
    row.result = words.strip()
    row.save(update_fields=["result"])
    _record(call, "call.not_reached", by=by, at=at, data={"words": Words(row.result)})
    return row


@one_change
def give_up(*, call: CallRecord, words: str, by: Actor, at: datetime) -> CallRecord:
    """多次没有接通，不再回: after three tries, with words. Should the caller get through later, that is noted too. Raises Refused."""
    tries = tries_counted(call.centre_id, [call]).get(call.pk, 0)
    refuse_if(policies.may_give_up(call, tries=tries, words=words, by=by))
    settle(call, CallbackState.NOT_REACHED, words=words.strip(), when=at, by=by, at=at)
    return call


def settle_by_inquiry(inquiry: Inquiry, *, by: Actor, at: datetime) -> None:
    """登记了这个号码的事: what was owed to its caller is settled by itself. The newest debt carries the inquiry; it was reached
    if the number was opened to call back shortly before, else the person came or called again."""
    phone = inquiry.person.phone_hash if inquiry.person else ""
    if not phone:
        return
    owed = owed_by_phone(inquiry.centre_id, phone, by=inquiry.received_at)
    linked = False
    for debt in owed.order_by("-called_at", "-pk"):
        reached = (
            debt.state == CallbackState.OWED
            and inquiry.channel == Channel.PHONE
            and CallTry.objects.filter(call=debt, result="", tried_at__gt=at - TALK).exists()
        )
        state = CallbackState.REACHED if reached else CallbackState.CALLED_AGAIN
        words = f"登记为 {inquiry.number}"
        settle(debt, state, words=words, when=at, by=by, at=at, inquiry=None if linked else inquiry)
        linked = True
        journal.record(
            by=by,
            at=at,
            action="inquiry.settles_call",
            subject_kind="inquiry",
            subject_id=inquiry.pk,
            data={"number": inquiry.number, "call": debt.number, "reached": reached},
        )


def settle(
    debt: CallRecord,
    state: CallbackState,
    *,
    words: str,
    when: datetime,
    by: Actor,
    at: datetime,
    inquiry: Inquiry | None = None,
) -> None:
    """The debt of a number and day is settled, with the other calls of that day. `when` is when the caller got through."""
    before, when = CallbackState(debt.state), max(when, debt.called_at)
    if state not in CALLBACK_MOVES[before]:
        raise refuse(
            "call_settled", f"这个来电现在是“{before.label}”", clause=policies.CALL_ARTICLE, way_out="刷新看看"
        )
    changes = {"state": state, "settled_at": when, "settled_by_id": by.staff_id, "settled_words": words[:200]}
    mine = CallRecord.objects.filter(pk=debt.pk, state=before)
    if not mine.update(**changes, inquiry=inquiry or debt.inquiry):
        raise refuse("call_settled", "这个来电别人刚刚处理了", clause=policies.CALL_ARTICLE, way_out="刷新看看")
    day = start_of(local_date(debt.called_at))
    CallRecord.objects.filter(
        centre_id=debt.centre_id,
        phone_hash=debt.phone_hash,
        called_at__gte=day,
        called_at__lt=day + timedelta(days=1),
        state=before,
        number="",
    ).update(**changes)
    for name, value in changes.items():
        setattr(debt, name, value)
    debt.inquiry = inquiry or debt.inquiry
    if before == CallbackState.OWED:
        clocks.close(centre_id=debt.centre_id, kind=ClockKind.CALLBACK, subject_id=debt.pk, at=when)
    _record(debt, f"call.{state.value}", by=by, at=at, data={"inquiry": inquiry.number if inquiry else ""})


def phone_place(hashed: str) -> str:
    """The place for which the number of a call is sealed: rows of one number share it, no other row opens it."""
    return f"call.phone.{hashed}"


def _open_try(call: CallRecord, by: Actor, at: datetime) -> CallTry | None:
    """The try that this person began lately and that has no result yet."""
    rows = CallTry.objects.filter(call=call, tried_by_id=by.staff_id, result="", tried_at__gt=at - TALK)
    return rows.order_by("-tried_at").first()


def _record(call: CallRecord, action: str, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    """With the name of who owed the call back, when somebody stood in for them (AB岗). That a caller got through by themselves
    is nobody's step."""
    whose = () if action == f"call.{CallbackState.CALLED_AGAIN.value}" else _owing(call)
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind="call",
        subject_id=call.pk,
        data={"number": call.number, **data} | people.covering(by, whose, at=at),
    )


def _owing(call: CallRecord) -> list[int]:
    """Who owes the call back."""
    rows = Clock.objects.filter(centre_id=call.centre_id, kind=ClockKind.CALLBACK, subject_id=call.pk)
    return list(rows.values_list("responsible_id", flat=True))
