"""帮办 (一体机进驻服务 第四条): a call is taken by one, ends with a record, goes on to the office and the leaders when nobody comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from shouwen.assistance import policies
from shouwen.assistance.enums import CallState, Done, Wish
from shouwen.assistance.models import HelpCall
from shouwen.assistance.reach import leader_from, office_from, reach_at
from shouwen.assistance.recording import HELP_CALL, hold, moved, record
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.messages import actions as messages
from shouwen.messages.enums import MessageChannel
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.refusals import refuse_if

LAPSES_AFTER = timedelta(minutes=30)
"""Whoever stood there has gone: a call to come that nobody took so long is over. One to be rung stays until somebody rings."""
PHONE_KEPT = timedelta(days=7)


@one_change
def take(*, call: HelpCall, by: Actor, at: datetime) -> HelpCall:
    """去帮: one only; the second is told who goes. Raises Refused."""
    hold(call)
    refuse_if(policies.may_take(call, by=by, taken_by_name=call.taken_by.name if call.taken_by else ""))
    _note_reached(call, at=at)
    moved(call, CallState.TAKEN, taken_at=at, taken_by_id=by.member_id)
    record(call, "help.take", by=by, at=at, data={"seconds": int((at - call.called_at).total_seconds())})
    return call


@one_change
def give_back(*, call: HelpCall, by: Actor, at: datetime) -> HelpCall:
    """去不了: the call waits again, as long as it has waited. Raises Refused."""
    hold(call)
    refuse_if(policies.may_end(call, to=CallState.WAITING, by=by, at=at))
    moved(call, CallState.WAITING, taken_at=None, taken_by_id=None)
    record(call, "help.back", by=by, at=at)
    return call


@one_change
def end(*, call: HelpCall, done: Sequence[str], words: str = "", minutes: int, by: Actor, at: datetime) -> HelpCall:
    """帮完了: what was helped, and how many minutes it took. Raises Refused."""
    hold(call)
    refuse_if(policies.may_end(call, to=CallState.ENDED, by=by, at=at))
    refuse_if(policies.record_fits(done=done, words=words, minutes=minutes))
    kept = [one for one in Done.values if one in done]
    moved(
        call,
        CallState.ENDED,
        ended_at=at,
        done=kept,
        words=mask_words(words.strip())[: policies.MOST_WORDS],
        minutes=minutes,
    )
    data: dict[str, object] = {"done": kept, "minutes": minutes, "words": Words(words.strip())}
    record(call, "help.end", by=by, at=at, data=data)
    return call


@one_change
def escalate(*, call: HelpCall, by: Actor, at: datetime) -> HelpCall:
    """没有人去: the management office is told, later the leaders; each once. What they see on their desk needs no telling: it
    reaches them by the time that went by (`reach`); this puts it into their messages and into the record."""
    hold(call)
    if call.state != CallState.WAITING:
        return call
    reach = reach_at(call.centre_id, at=at)
    for level in _note_reached(call, at=at):
        told = reach.office if level == "office" else reach.leaders
        for staff_id in sorted(told):
            _tell(call, level, staff_id=staff_id, by=by, at=at)
        record(call, "help.escalate", by=by, at=at, data={"to_level": level, "told": sorted(told)})
    return call


@one_change
def lapse(*, call: HelpCall, by: Actor, at: datetime) -> HelpCall:
    """没人接: nobody came in half an hour; the record keeps it."""
    hold(call)
    if call.state == CallState.WAITING and call.wish == Wish.COME and call.called_at + LAPSES_AFTER <= at:
        _note_reached(call, at=at)
        moved(call, CallState.LAPSED, ended_at=at)
        record(call, "help.lapse", by=by, at=at)
    return call


def forget_phones(*, centre_id: int, at: datetime) -> int:
    """The numbers and addresses of calls that ended some days ago go; the record stays. Returns how many."""
    rows = HelpCall.objects.filter(centre_id=centre_id, ended_at__lt=at - PHONE_KEPT)
    return rows.exclude(phone_sealed=b"", asked_from="").update(phone_sealed=b"", asked_from="")


def minutes_since(call: HelpCall, *, at: datetime) -> int:
    """How many minutes the helper has been at it, begun ones counted, as the form proposes."""
    seconds = (at - call.taken_at).total_seconds() if call.taken_at else 0
    return max(1, min(policies.MOST_MINUTES, -int(-seconds // 60)))


def _note_reached(call: HelpCall, *, at: datetime) -> list[str]:
    """Which levels it reached by its time and that weren't noted yet; guarded, so each is told once."""
    found = []
    for level, field, moment in (
        ("office", "office_at", office_from(call)),
        ("leader", "leader_at", leader_from(call)),
    ):
        unnoted = HelpCall.objects.filter(pk=call.pk, **{f"{field}__isnull": True})
        if at >= moment and unnoted.update(**{field: moment}):
            setattr(call, field, moment)
            found.append(level)
    return found


def _tell(call: HelpCall, level: str, *, staff_id: int, by: Actor, at: datetime) -> None:
    seconds = int((at - call.called_at).total_seconds())
    where = call.place or f"请打电话 {call.phone_masked}"
    messages.write(
        purpose=f"help/{call.pk}/{level}/{staff_id}",
        channel=MessageChannel.DESK,
        words=f"{call.number} 请人帮忙，{seconds} 秒没有人去：{where}",
        subject_kind=HELP_CALL,
        subject_id=call.pk,
        number=call.number,
        staff_id=staff_id,
        by=by,
        at=at,
    )
