"""现在办不了（服务承诺制度 第三条）: an inquiry that ends because policy, money or plan don't allow it, and what follows from it."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.inquiries import policies
from shouwen.inquiries.actions import close_answer_clock, move, record
from shouwen.inquiries.enums import InquiryState, Outcome, ToldBy
from shouwen.inquiries.in_full import in_full
from shouwen.inquiries.models import Inquiry, NotPossible
from shouwen.inquiries.policies import not_possible as rules
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.messages import actions as messages
from shouwen.messages.enums import MessageChannel
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if
from shouwen.telling.actions import tell

TELL_WITHIN = 2
"""Working days for 补讲 and 回告, beginning with the next one (docs/promises.md)."""


@one_change
def note_not_possible(
    *, inquiry: Inquiry, category: str, reason: str, words: str, means: ToldBy, by: Actor, at: datetime
) -> NotPossible:
    """现在办不了: the inquiry ends, the person was told why in full. `category` is one of the rulebook's. One that was promised
    is given up by `promises.give_up_promise`. Raises Refused."""
    if inquiry.state == InquiryState.PROMISED:
        raise refuse("promise_is_open", "这件承诺过，办不了请在承诺那里写明")
    return end_as_not_possible(inquiry, category, reason, words=words, means=means, by=by, at=at)


def end_as_not_possible(
    inquiry: Inquiry, category: str, reason: str, *, words: str, means: ToldBy, by: Actor, at: datetime
) -> NotPossible:
    """Inside the caller's change, for an inquiry with a promise too: its own clock is the caller's. Raises Refused."""
    refuse_if(policies.may_move(inquiry, InquiryState.NOT_POSSIBLE, by=by, at=at))
    refuse_if(policies.answer_checked(inquiry, Outcome.NOT_POSSIBLE))
    refuse_if(rules.not_possible_category(category, centre_id=by.centre_id, on=local_date(at)))
    refuse_if(rules.not_possible_reason(reason))
    refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
    refuse_if(policies.may_be_messaged(inquiry.person, means))
    was_promised = inquiry.state == InquiryState.PROMISED
    move(
        inquiry,
        InquiryState.NOT_POSSIBLE,
        at=at,
        outcome=Outcome.NOT_POSSIBLE,
        words_told=words.strip(),
        told_by_means=means,
        told_at=at,
        told_by_id=by.staff_id,
        first_answer_at=inquiry.first_answer_at or at,
        closed_at=at,
    )
    if not was_promised:  # The promise was the answer; its own clock has run since.
        close_answer_clock(inquiry, at=at)
    row = NotPossible.objects.create(
        centre_id=inquiry.centre_id,
        inquiry=inquiry,
        category=category,
        reason=reason.strip(),
        noted_by_id=by.member_id,
        noted_at=at,
    )
    _tell(row, "not_possible", {"reason": in_full(row.reason, words)}, means, by=by, at=at)
    data: dict[str, object] = {"category": category, "reason": Words(row.reason), "means": means}
    record(inquiry, "inquiry.not_possible", by=by, at=at, data={**data, "words": Words(words.strip())})
    return row


@one_change
def check_reason(*, row: NotPossible, is_clear: bool, words: str = "", by: Actor, at: datetime) -> NotPossible:
    """核理由: afterwards, by somebody else: explained in full, or not, and then who gave it is asked to explain again.
    Raises Refused."""
    refuse_if(rules.may_check_reason(row, is_clear=is_clear, words=words, by=by))
    _set(row, "checked_at", is_clear=is_clear, check_words=words.strip(), checked_by_id=by.member_id, checked_at=at)
    if not is_clear:
        _owe(row, ClockKind.EXPLAIN, by=by, at=at)
        said = f"理由没讲透：{row.check_words.rstrip('。')}。请补讲给本人"
        _notify(row, "not-clear", said, by=by, at=at)
    data: dict[str, object] = {"is_clear": is_clear, "comment": Words(row.check_words)}
    record(row.inquiry, "inquiry.not_possible_checked", by=by, at=at, data=data, whose=())
    return row


@one_change
def explain_again(*, row: NotPossible, reason: str, words: str, means: ToldBy, by: Actor, at: datetime) -> NotPossible:
    """补讲: the reason once more, in full, and told to the person. Raises Refused."""
    refuse_if(rules.may_explain_again(row, reason=reason, words=words, by=by, at=at))
    refuse_if(policies.may_be_messaged(row.inquiry.person, means))
    _set(row, "clearer_at", clearer=reason.strip(), clearer_at=at)
    _done(row, ClockKind.EXPLAIN, at=at)
    _tell(row, "not_possible", {"reason": in_full(row.clearer, words)}, means, again=True, by=by, at=at)
    data: dict[str, object] = {"reason": Words(row.clearer), "means": means, "words": Words(words.strip())}
    record(row.inquiry, "inquiry.explained_again", by=by, at=at, data=data)
    return row


@one_change
def mark_possible(*, row: NotPossible, words: str, by: Actor, at: datetime) -> NotPossible:
    """现在能办了: from now on it stands on the list of people to be told. Raises Refused."""
    refuse_if(rules.may_mark_possible(row, words=words, by=by))
    _set(row, "possible_at", possible_words=words.strip(), possible_by_id=by.member_id, possible_at=at)
    _owe(row, ClockKind.POSSIBLE, by=by, at=at)
    said = f"现在能办了：{row.possible_words.rstrip('。')}。请回告本人"
    _notify(row, "possible", said, by=by, at=at)
    record(row.inquiry, "inquiry.possible_now", by=by, at=at, data={"reason": Words(row.possible_words)}, whose=())
    return row


@one_change
def tell_possible(*, row: NotPossible, means: ToldBy, by: Actor, at: datetime) -> NotPossible:
    """回告本人 that it can be done now: said, or by message (then a call is owed where no machine carries it). Raises Refused."""
    refuse_if(rules.may_tell_again(row, by=by, at=at))
    refuse_if(policies.may_be_messaged(row.inquiry.person, means))
    _set(row, "told_again_at", told_again_at=at, told_again_by_id=by.member_id)
    _done(row, ClockKind.POSSIBLE, at=at)
    matter = row.inquiry.matter.rstrip("。")[:60]
    said = f"您问过的“{matter}”，现在能办了：{row.possible_words.rstrip('。')}。请来窗口办"
    _tell(row, "plain", {"words": said}, means, again=True, by=by, at=at)
    record(row.inquiry, "inquiry.told_possible", by=by, at=at, data={"means": means})
    return row


def _owe(row: NotPossible, kind: ClockKind, *, by: Actor, at: datetime) -> None:
    """From now on whoever holds the inquiry owes the person the words; of somebody who left, who found out that they are owed."""
    inquiry = row.inquiry
    here = {one.staff_id for one in people.colleagues(row.centre_id, on=local_date(at))}
    clocks.start(
        kind=kind,
        subject_id=row.pk,
        number=inquiry.number,
        matter=inquiry.matter,
        person_masked=inquiry.person.name_masked if inquiry.person else "",
        responsible_id=inquiry.holder_id if inquiry.holder_id in here else by.member_id,
        unit=LimitUnit.WORKDAY,
        promised_limit=TELL_WITHIN,
        by=by,
        at=at,
    )


def _done(row: NotPossible, kind: ClockKind, *, at: datetime) -> None:
    """What became owed before these steps had a time has no clock."""
    if Clock.objects.filter(centre_id=row.centre_id, kind=kind, subject_id=row.pk).exists():
        clocks.close(centre_id=row.centre_id, kind=kind, subject_id=row.pk, at=at)


def _set(row: NotPossible, moment: str, **changes: object) -> None:
    """Guarded: each step once, of two at once one is refused."""
    if not NotPossible.objects.filter(pk=row.pk, **{moment: None}).update(**changes):
        raise refuse("inquiry_moved_on", "别人刚刚办了这一步，刷新看看")
    for name, value in changes.items():
        setattr(row, name, value)


def _tell(
    row: NotPossible,
    template: str,
    values: dict[str, str],
    means: ToldBy,
    *,
    again: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    inquiry = row.inquiry
    if means != ToldBy.MESSAGE or inquiry.person is None:
        return
    tell(
        person=inquiry.person,
        template=template,
        values=values,
        subject_kind="inquiry",
        subject_id=inquiry.pk,
        number=inquiry.number,
        purpose=f"not-possible/{row.pk}/{template}{'/again' if again else ''}",
        responsible_id=inquiry.holder_id,
        by=by,
        at=at,
    )


def _notify(row: NotPossible, why: str, words: str, *, by: Actor, at: datetime) -> None:
    if row.noted_by_id == by.staff_id:
        return
    messages.write(
        purpose=f"not-possible/{row.pk}/{why}",
        channel=MessageChannel.DESK,
        words=words[:300],
        subject_kind="inquiry",
        subject_id=row.inquiry_id,
        number=row.inquiry.number,
        staff_id=row.noted_by_id,
        by=by,
        at=at,
    )
