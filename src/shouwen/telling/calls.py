"""要打的电话, made: the number is opened, the words read out; reached, or a try written down."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from shouwen.clocks import actions as clocks
from shouwen.clocks.apart import counted_apart
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.messages import actions as messages
from shouwen.people import actions as person_actions
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if
from shouwen.sealing import key_ring
from shouwen.telling import policies
from shouwen.telling.actions import words_of
from shouwen.telling.enums import CallState, ReachedBy
from shouwen.telling.models import CallToMake, TriedCall
from shouwen.telling.transitions import MOVES

TALK = timedelta(hours=2)
"""How long a number that was opened counts as one try."""
_OWN_LINK = re.compile(r"[!-~]*/c/[0-9a-f]{17,26}/")
_WITHOUT_LINK = "凭编号和查询码在网上看"


@one_change
def open_number(*, call: CallToMake, by: Actor, at: datetime) -> str:
    """打开号码: the number in clear, to be called now. Who opened it and when is journalled. Raises Refused."""
    refuse_if(policies.may_call(call, by=by))
    refuse_if(policies.has_a_phone(call.person))
    if _open_try(call, by, at) is None:
        TriedCall.objects.create(centre_id=call.centre_id, call=call, tried_at=at, tried_by_id=by.member_id)
    opened = person_actions.open_person(person_id=call.person_id, reason=f"打电话告知（{call.number}）", by=by, at=at)
    return opened.phone


def number_in_hand(call: CallToMake, *, by: Actor, at: datetime, within: timedelta = TALK) -> str:
    """The number that this person opened lately; empty for everybody else, and once the call is settled."""
    row = _open_try(call, by, at)
    if row is None or row.tried_at <= at - within or call.state != CallState.OWED:
        return ""
    return person_actions.opened(call.person).phone


@one_change
def note_not_reached(*, call: CallToMake, words: str, by: Actor, at: datetime) -> TriedCall:
    """这次没打通: the try with what came of it; the call is still owed. Raises Refused without a try."""
    refuse_if(policies.may_call(call, by=by))
    refuse_if(policies.result_said(words))
    row = _open_try(call, by, at)
    if row is None:
        raise refuse("number_not_opened", "先打开号码打一次，再记结果")
    row.result = words.strip()
    row.save(update_fields=["result"])
    _record(call, "call_to_make.tried", by=by, at=at, data={"words": Words(row.result)})
    return row


@one_change
def note_reached(*, call: CallToMake, means: ReachedBy, words: str, by: Actor, at: datetime) -> CallToMake:
    """告知到了 (限时办结制度 第三条): when, by whom, how, and what was said. A message that still waits doesn't go out. Raises Refused."""
    refuse_if(policies.may_note_reached(call, by=by))
    refuse_if(policies.told_in_words(words))
    _settle(call, CallState.REACHED, words=words, by=by, at=at, means=means)
    if call.message is not None:
        messages.replace(message=call.message, by=by, at=at)
    return call


@one_change
def give_up(*, call: CallToMake, words: str, by: Actor, at: datetime) -> CallToMake:
    """没有告知到: after enough tries, with words; it stays on the list of those not told. Raises Refused."""
    refuse_if(policies.may_give_up(call, tries=tries_counted(call), words=words, by=by))
    _settle(call, CallState.NOT_REACHED, words=words, by=by, at=at)
    return call


@one_change
def drop(*, call: CallToMake, words: str, by: Actor, at: datetime) -> CallToMake:
    """不用打了: what was to be said doesn't hold any more. `words`: why."""
    _settle(call, CallState.NOT_REACHED, words=words, by=by, at=at)
    return call


@one_change
def note_sent_after_all(*, call: CallToMake, by: Actor, at: datetime) -> CallToMake:
    """后来发出去了: the office had the message sent again, and it went out."""
    _settle(call, CallState.SENT, words="", by=by, at=at)
    return call


def tries_counted(call: CallToMake) -> int:
    """How many tries count, those made in one go once (`Centre.try_minutes`)."""
    tried = list(call.tries.exclude(result="").values_list("tried_at", flat=True))
    apart = people.centre(call.centre_id).try_minutes
    return counted_apart(tried, minutes=apart, by=Yardstick.of(call.centre_id))


def _settle(
    call: CallToMake, to: CallState, *, words: str, by: Actor, at: datetime, means: ReachedBy | str = ""
) -> None:
    before = CallState(call.state)
    sealed = key_ring().seal(words.strip(), place=said_place(call))
    changes = {"state": to, "settled_at": at, "settled_by_id": by.staff_id, "means": means, "said_sealed": sealed}
    rows = CallToMake.objects.filter(pk=call.pk, state=before)
    if to not in MOVES[before] or rows.update(**changes) != 1:
        raise refuse("call_settled", "这个电话别人刚刚处理了", clause=policies.ARTICLE, way_out="刷新看看")
    for name, value in changes.items():
        setattr(call, name, value)
    if before == CallState.OWED:
        clocks.close(centre_id=call.centre_id, kind=ClockKind.CALL, subject_id=call.pk, at=at)
    data: dict[str, object] = {"words": Words(words.strip()), "means": str(means)} if words else {}
    _record(call, f"call_to_make.{to.value}", by=by, at=at, data=data)


def words_of_call(call: CallToMake) -> str:
    """What is to be read out, in clear; without the link by which a complainant withdraws and rates, which is theirs alone."""
    if call.telling is not None:
        return _OWN_LINK.sub(_WITHOUT_LINK, words_of(call.telling))
    if call.message is None:
        raise LookupError(f"{call.number} has no words")
    return _OWN_LINK.sub(_WITHOUT_LINK, messages.words_of(call.message))


def said_of(call: CallToMake) -> str:
    """What was said to the person, or why nobody could be reached."""
    return key_ring().open(call.said_sealed, place=said_place(call))


def said_place(call: CallToMake) -> str:
    """The place for which it is sealed."""
    return f"call_to_make.said.{call.centre_id}.{call.number}"


def _open_try(call: CallToMake, by: Actor, at: datetime) -> TriedCall | None:
    """The try that this person began lately and that has no result yet."""
    rows = TriedCall.objects.filter(call=call, tried_by_id=by.staff_id, result="", tried_at__gt=at - TALK)
    return rows.order_by("-tried_at").first()


def _record(call: CallToMake, action: str, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind=call.subject_kind,
        subject_id=call.subject_id,
        data={"call": call.number, "number": call.subject_number, **data},
    )
