"""服务承诺（服务承诺制度 第三条）: why not now, by when, and that the person was told."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.inquiries import actions as inquiries
from shouwen.inquiries import policies as inquiry_policies
from shouwen.inquiries.enums import InquiryState, Outcome, ToldBy
from shouwen.inquiries.in_full import in_full
from shouwen.inquiries.models import Inquiry, NotPossible
from shouwen.inquiries.not_possible import end_as_not_possible
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.promises.models import Promise
from shouwen.promises.policies import OTHER, may_give_up, promise_day, promise_reason, reason_category
from shouwen.promises.telling_person import day_words, tell_of
from shouwen.refusals import refuse, refuse_if


@one_change
def make_promise(
    *,
    inquiry: Inquiry,
    reason: str,
    promised_for: date,
    words: str,
    means: ToldBy,
    category: str = OTHER,
    by: Actor,
    at: datetime,
) -> Promise:
    """说明原因并承诺: the kind of reason, the reason in full and the date, told to the person; the promise has a clock like a case.
    Raises Refused."""
    refuse_if(inquiry_policies.may_move(inquiry, InquiryState.PROMISED, by=by, at=at))
    refuse_if(inquiry_policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
    refuse_if(inquiry_policies.may_be_messaged(inquiry.person, means))
    refuse_if(reason_category(category, "promise", centre_id=by.centre_id, on=local_date(at)))
    refuse_if(promise_reason(reason))
    refuse_if(promise_day(promised_for, today=local_date(at)))
    inquiries.move(
        inquiry,
        InquiryState.PROMISED,
        at=at,
        outcome=Outcome.PROMISED,
        words_told=words.strip(),
        told_by_means=means,
        told_at=at,
        told_by_id=by.staff_id,
        first_answer_at=inquiry.first_answer_at or at,
    )
    inquiries.close_answer_clock(inquiry, at=at)
    year = local_date(at).year % 100
    promise = Promise.objects.create(
        centre_id=inquiry.centre_id,
        number=f"诺 {year:02d}-{serials.take(inquiry.centre_id, f'promise/{year}'):04d}",
        inquiry=inquiry,
        category=category,
        reason=reason.strip(),
        promised_for=promised_for,
        made_by_id=by.member_id,
        made_at=at,
    )
    clocks.start(
        kind=ClockKind.PROMISE,
        subject_id=promise.pk,
        number=promise.number,
        matter=inquiry.matter,
        person_masked=inquiry.person.name_masked if inquiry.person else "",
        responsible_id=inquiry.holder_id,
        first_responder_id=inquiry.first_responder_id,
        unit=LimitUnit.CALENDAR_DAY,
        promised_limit=max((promised_for - local_date(at)).days, 0),
        due_on=promised_for,
        by=by,
        at=at,
    )
    values = {"due": day_words(promised_for), "reason": in_full(promise.reason, words)}
    tell_of(promise, "promise_made", values, means, by=by, at=at)
    data = {"promise": promise.number, "category": category, "until": promised_for.isoformat()}
    said: dict[str, object] = {"reason": Words(reason.strip()), "words": Words(words.strip())}
    inquiries.record(inquiry, "inquiry.promised", by=by, at=at, data=data | said)
    return promise


@one_change
def keep_promise(*, promise: Promise, words: str, means: ToldBy, by: Actor, at: datetime) -> Promise:
    """兑现承诺: the matter is done and the person told. Raises Refused."""
    inquiry = promise.inquiry
    refuse_if(inquiry_policies.may_move(inquiry, InquiryState.ANSWERED, by=by, at=at))
    refuse_if(inquiry_policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
    refuse_if(inquiry_policies.may_be_messaged(inquiry.person, means))
    _keep(promise, at=at)
    inquiries.move(
        inquiry,
        InquiryState.ANSWERED,
        at=at,
        words_told=words.strip(),
        told_by_means=means,
        told_at=at,
        told_by_id=by.staff_id,
        closed_at=at,
    )
    tell_of(promise, "promise_kept", {"result": words.strip().rstrip("。")}, means, by=by, at=at)
    data: dict[str, object] = {"promise": promise.number, "means": means, "words": Words(words.strip())}
    inquiries.record(inquiry, "inquiry.promise_kept", by=by, at=at, data=data)
    return promise


@one_change
def keep_by_case(*, promise: Promise, case_number: str, words: str, means: ToldBy, by: Actor, at: datetime) -> Promise:
    """兑现承诺 by accepting what the person now applies for; part of the change that makes the inquiry a case. Raises Refused."""
    _keep(promise, at=at)
    data: dict[str, object] = {
        "promise": promise.number,
        "case": case_number,
        "means": means,
        "words": Words(words.strip()),
    }
    inquiries.record(promise.inquiry, "inquiry.promise_kept", by=by, at=at, data=data)
    return promise


@one_change
def give_up_promise(
    *, promise: Promise, category: str, reason: str, words: str, means: ToldBy, by: Actor, at: datetime
) -> NotPossible:
    """承诺的事现在办不了: the promise ends without being kept, the inquiry as 现在办不了, the person is told why in full. What was
    late stays late. Raises Refused."""
    refuse_if(may_give_up(promise, by=by, at=at))
    row = end_as_not_possible(promise.inquiry, category, reason, words=words, means=means, by=by, at=at)
    if not Promise.objects.filter(pk=promise.pk, kept_at=None, given_up_at=None).update(given_up_at=at):
        raise refuse("promise_kept", "别人刚刚了结了这件承诺，刷新看看")
    promise.given_up_at = at
    clocks.close(centre_id=promise.centre_id, kind=ClockKind.PROMISE, subject_id=promise.pk, at=at)
    data: dict[str, object] = {"promise": promise.number, "until": promise.promised_for.isoformat()}
    inquiries.record(promise.inquiry, "inquiry.promise_given_up", by=by, at=at, data=data)
    return row


def _keep(promise: Promise, *, at: datetime) -> None:
    """Guarded: kept once. Its clock ends with it."""
    if not Promise.objects.filter(pk=promise.pk, kept_at=None, given_up_at=None).update(kept_at=at):
        raise refuse("promise_kept", "这件承诺已经兑现了")
    promise.kept_at = at
    clocks.close(centre_id=promise.centre_id, kind=ClockKind.PROMISE, subject_id=promise.pk, at=at)
