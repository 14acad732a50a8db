"""特殊情况（服务承诺制度 第三条）: told before the promised time is over; the promised day may be moved with it, once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.clocks.queries import clock_for
from shouwen.clocks.told_days import move_told_day
from shouwen.inquiries import actions as inquiries
from shouwen.inquiries import policies as inquiry_policies
from shouwen.inquiries.enums import InquiryState, ToldBy
from shouwen.inquiries.in_full import in_full
from shouwen.inquiries.models import Inquiry
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.promises import policies
from shouwen.promises.models import Circumstance, Promise
from shouwen.promises.telling_person import day_words, tell_of
from shouwen.refusals import Refused, refuse, refuse_if
from shouwen.telling.actions import tell


@one_change
def move_day(
    *,
    promise: Promise,
    to: date | None,
    category: str,
    reason: str,
    words: str,
    means: ToldBy,
    by: Actor,
    at: datetime,
) -> Circumstance:
    """承诺改期: once, to a later day, told before the day promised is over; its clock runs to the new day. Raises Refused."""
    clock = _clock(promise.centre_id, ClockKind.PROMISE, promise.pk)
    was_moved = Circumstance.objects.filter(promise=promise, moved_to__isnull=False).exists()
    refuse_if(policies.may_move_day(promise, clock=clock, was_moved=was_moved, by=by, at=at))
    refuse_if(policies.moved_day(to, promised_for=promise.promised_for, today=local_date(at)))
    if to is None:
        raise Refused(policies.DAY_MISSING)
    before, due_at = promise.promised_for, clock.due_at
    _explained(promise.inquiry, category, reason, words, means, by=by, at=at)
    move_told_day(clock=clock, to=to, by=by, at=at)
    changed = Promise.objects.filter(pk=promise.pk, promised_for=before, kept_at=None, given_up_at=None)
    if not changed.update(promised_for=to):
        raise refuse("promise_moved_on", "别人刚刚改了这件承诺，刷新看看")
    promise.promised_for = to
    values = {"before": day_words(before), "due": day_words(to), "reason": in_full(reason, words)}
    told = tell_of(promise, "promise_moved", values, means, by=by, at=at)
    row = _kept(
        Circumstance(
            centre_id=promise.centre_id,
            inquiry=promise.inquiry,
            promise=promise,
            category=category,
            reason=reason.strip(),
            words=words.strip(),
            means=means,
            channel=told.channel.value if told else "",
            told_at=at,
            told_by_id=by.member_id,
            due_at=due_at,
            moved_from=before,
            moved_to=to,
        )
    )
    data: dict[str, object] = {"promise": promise.number, "category": category, "means": means}
    data |= {"before": before.isoformat(), "until": to.isoformat()}
    data |= {"reason": Words(row.reason), "words": Words(row.words)}
    inquiries.record(promise.inquiry, "inquiry.promise_moved", by=by, at=at, data=data)
    return row


@one_change
def tell_circumstances(
    *, inquiry: Inquiry, category: str, reason: str, words: str, means: ToldBy, by: Actor, at: datetime
) -> Circumstance:
    """特殊情况告知: the person is told within the promised time why it takes longer than hoped; the time itself stays as it is.
    Raises Refused."""
    promise = Promise.objects.filter(inquiry=inquiry).first() if inquiry.state == InquiryState.PROMISED else None
    kind, subject_id = (ClockKind.PROMISE, promise.pk) if promise else (ClockKind.INQUIRY, inquiry.pk)
    clock = clock_for(centre_id=inquiry.centre_id, kind=kind, subject_id=subject_id)
    refuse_if(policies.may_tell_circumstances(inquiry, clock=clock, by=by, at=at))
    if clock is None:
        raise refuse("inquiry_closed", "这件已经了结，没有在走的时限")
    _explained(inquiry, category, reason, words, means, by=by, at=at)
    row = Circumstance(
        centre_id=inquiry.centre_id,
        inquiry=inquiry,
        promise=promise,
        category=category,
        reason=reason.strip(),
        words=words.strip(),
        means=means,
        told_at=at,
        told_by_id=by.member_id,
        due_at=clock.due_at,
    )
    row.save(force_insert=True)
    if means == ToldBy.MESSAGE and inquiry.person is not None:
        told = tell(
            person=inquiry.person,
            template="plain",
            values={"words": row.words.rstrip("。")},
            subject_kind="inquiry",
            subject_id=inquiry.pk,
            number=promise.number if promise else inquiry.number,
            purpose=f"circumstances/{row.pk}",
            responsible_id=inquiry.holder_id,
            by=by,
            at=at,
        )
        row.channel = told.channel.value
        row.save(update_fields=["channel"])
    data: dict[str, object] = {"category": category, "means": means}
    data |= {"reason": Words(row.reason), "words": Words(row.words)}
    inquiries.record(inquiry, "inquiry.circumstances", by=by, at=at, data=data)
    return row


def _explained(
    inquiry: Inquiry, category: str, reason: str, words: str, means: ToldBy, *, by: Actor, at: datetime
) -> None:
    refuse_if(policies.reason_category(category, "moved", centre_id=by.centre_id, on=local_date(at)))
    refuse_if(policies.promise_reason(reason))
    refuse_if(inquiry_policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
    refuse_if(inquiry_policies.may_be_messaged(inquiry.person, means))


def _clock(centre_id: int, kind: ClockKind, subject_id: int) -> Clock:
    return Clock.objects.get(centre_id=centre_id, kind=kind, subject_id=subject_id)


def _kept(row: Circumstance) -> Circumstance:
    """Of two at once the database takes one: a day is moved once."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise refuse("promise_moved_once", "这件刚刚改过期了，不能再改", clause=policies.ARTICLE) from error
    return row
