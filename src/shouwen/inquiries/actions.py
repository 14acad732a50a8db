"""One door for every change to an inquiry (首问负责制度). Hand-overs and rulings have their own files."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shouwen.catalogue.models import ItemVersion, ServiceItem, Situation
from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.inquiries import policies
from shouwen.inquiries.call_backs import settle_by_inquiry
from shouwen.inquiries.enums import Channel, InquiryState, Outcome, ToldBy
from shouwen.inquiries.models import Inquiry, OneTimeNotice, UnresolvedMatter
from shouwen.inquiries.telling_answers import tell_answer
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.models import Person
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import refuse, refuse_if
from shouwen.telling.passing_on import pass_on_calls


@one_change
def register(
    *,
    channel: Channel,
    matter: str,
    person: Person | None,
    by: Actor,
    at: datetime,
    item_id: int | None = None,
    received_at: datetime | None = None,
    taken_by: Actor | None = None,
) -> Inquiry:
    """登记首问（首问负责制度 第三条）: whoever takes it is the first responder, for good. Starts the answer clock.

    `received_at` is when the person came or called, if that was before the entry. `taken_by` is whose it is by rule when the
    system enters it: an online question that fell to the duty person. Raises Refused."""
    first = taken_by or by
    refuse_if(may_serve(first))
    if first.centre_id != by.centre_id:
        raise refuse("another_centre", "这是别的中心的人，不能记成首问负责人")
    refuse_if(policies.matter_written(matter))
    refuse_if(same_centre(person, by) if person else None)
    if item_id is not None and not ServiceItem.objects.filter(pk=item_id, centre_id=by.centre_id).exists():
        raise refuse("item_unknown", "没有这个事项，请重新选")
    came = min(received_at, at) if received_at else at
    inquiry = Inquiry.objects.create(
        centre_id=by.centre_id,
        number=next_number(by.centre_id, came),
        channel=channel,
        received_at=came,
        first_responder_id=first.member_id,
        window_id=first.window_id,
        holder_id=first.member_id,
        person=person,
        matter=matter.strip(),
        item_id=item_id,
    )
    unit, limit = answer_limit(by.centre_id, channel)
    clocks.start(
        kind=ClockKind.INQUIRY,
        subject_id=inquiry.pk,
        number=inquiry.number,
        matter=inquiry.matter,
        person_masked=person.name_masked if person else "",
        responsible_id=inquiry.first_responder_id,
        first_responder_id=inquiry.first_responder_id,
        unit=unit,
        promised_limit=limit,
        by=by,
        at=came,
    )
    record(inquiry, "inquiry.register", by=by, at=at, data={"channel": channel, "first_responder": first.name})
    settle_by_inquiry(inquiry, by=by, at=at)
    return inquiry


def answer_limit(centre_id: int, channel: Channel) -> tuple[LimitUnit, int]:
    """Who comes or calls is answered the same day; online, within the centre's working days."""
    if channel == Channel.ONLINE:
        return LimitUnit.WORKDAY, people.centre(centre_id).online_answer_workdays
    return LimitUnit.INSTANT, 0


def next_number(centre_id: int, at: datetime) -> str:
    """问 261009-12: the day and the serial of the day."""
    day = local_date(at)
    return f"问 {day:%y%m%d}-{serials.take(centre_id, f'inquiry/{day:%y%m%d}'):02d}"


@one_change
def answer(*, inquiry: Inquiry, words: str, means: ToldBy, by: Actor, at: datetime) -> Inquiry:
    """答复（首问负责制度 第五条（一））: the person has been told; the words are kept. `means` MESSAGE: the product tells them, or a
    call is owed; ONLINE: who asked online is sent the address of the answer. Raises Refused."""
    refuse_if(policies.may_be_messaged(inquiry.person, means))
    finish(inquiry=inquiry, outcome=Outcome.ANSWERED, words=words, means=means, by=by, at=at)
    tell_answer(inquiry, means=means, by=by, at=at)
    return inquiry


@one_change
def finish(*, inquiry: Inquiry, outcome: Outcome, words: str, means: ToldBy, by: Actor, at: datetime) -> Inquiry:
    """End an inquiry as answered, accepted as a case or declined, with the words told, by whom and how. Raises Refused."""
    state = InquiryState(outcome.value)
    refuse_if(policies.may_move(inquiry, state, by=by, at=at))
    refuse_if(policies.answer_checked(inquiry, outcome))
    refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
    was_promised = inquiry.state == InquiryState.PROMISED
    if was_promised and outcome != Outcome.TO_CASE:
        raise refuse("promise_is_open", "这件承诺过，办好了请在承诺那里兑现")
    if inquiry.state == InquiryState.UNRESOLVED:
        _settle_unresolved_by(inquiry, outcome, words=words, by=by, at=at)
    move(
        inquiry,
        state,
        at=at,
        outcome=outcome,
        words_told=words.strip(),
        told_by_means=means,
        told_at=at,
        told_by_id=by.staff_id,
        first_answer_at=inquiry.first_answer_at or at,
        closed_at=at,
    )
    if not was_promised:  # The promise was the answer; its own clock has run since.
        close_answer_clock(inquiry, at=at)
    record(inquiry, f"inquiry.{outcome.value}", by=by, at=at, data={"means": means, "words": Words(words.strip())})
    return inquiry


@one_change
def give_notice(
    *,
    inquiry: Inquiry,
    version: ItemVersion,
    situation: Situation | None,
    means: ToldBy,
    by: Actor,
    at: datetime,
    paper_id: int | None = None,
) -> OneTimeNotice:
    """一次性告知（一次性告知制度 第四条）: which version of the guide was told, for which situation, how. Raises Refused."""
    refuse_if(policies.may_give_notice(inquiry, is_reprint=is_reprint(inquiry, version, means), by=by, at=at))
    refuse_if(same_centre(version, by))
    if situation is not None and situation.version_id != version.pk:
        raise refuse("situation_of_another_version", "这个情形不是这一版指南的，请重新选")
    notice = OneTimeNotice.objects.create(
        centre_id=by.centre_id,
        inquiry=inquiry,
        version=version,
        situation=situation,
        means=means,
        told_at=at,
        told_by_id=by.member_id,
        paper_id=paper_id,
    )
    data = {"version": version.number, "item": version.item_id, "situation": situation.name if situation else ""}
    record(inquiry, "inquiry.notice", by=by, at=at, data={**data, "means": means})
    return notice


def is_reprint(inquiry: Inquiry, version: ItemVersion, means: ToldBy) -> bool:
    """Whether this is the same guide once more, on paper."""
    return means == ToldBy.PRINT and OneTimeNotice.objects.filter(inquiry=inquiry, version__item=version.item).exists()


def _settle_unresolved_by(inquiry: Inquiry, outcome: Outcome, *, words: str, by: Actor, at: datetime) -> None:
    """办不成事 that can be got done after all: accepting it as a case is its result. Any other result is written down first."""
    open_matter = UnresolvedMatter.objects.filter(inquiry=inquiry, settled_at=None)
    if outcome != Outcome.TO_CASE:
        if open_matter.exists():
            raise refuse("unresolved_is_open", "这件登记了办不成事，由管理办公室写明结果并告知本人")
        return
    result = f"已转为办件：{words.strip()}"[:500]
    if open_matter.update(result=result, was_resolved=True, settled_at=at, settled_by_id=by.member_id):
        matter = UnresolvedMatter.objects.get(inquiry=inquiry)
        clocks.close(centre_id=inquiry.centre_id, kind=ClockKind.UNRESOLVED, subject_id=matter.pk, at=at)


def move(inquiry: Inquiry, to: InquiryState, *, at: datetime, **changes: object) -> None:
    """Guarded move: only from the state that was read, so that of two at once one is refused.

    What a superior answered is told with the words of the step that follows it (一次性告知制度 第五条)."""
    changed = Inquiry.objects.filter(pk=inquiry.pk, state=inquiry.state).update(state=to, **changes)
    if not changed:
        raise refuse("inquiry_moved_on", "别人刚刚办了这件首问，刷新看看")
    if inquiry.state == InquiryState.CLARIFIED:
        inquiry.clarifications.filter(answered_at__isnull=False, told_at=None).update(told_at=at)
    inquiry.state = to
    for name, value in changes.items():
        setattr(inquiry, name, value)


def close_answer_clock(inquiry: Inquiry, *, at: datetime) -> None:
    """The answer is given: the clock of the inquiry ends."""
    clocks.close(centre_id=inquiry.centre_id, kind=ClockKind.INQUIRY, subject_id=inquiry.pk, at=at)


def pass_answer_on(inquiry: Inquiry, *, to_staff_id: int, by: Actor, at: datetime) -> None:
    """From today on somebody else owes the answer, and the calls that are still to be made about it."""
    clock = answer_clock(inquiry)
    if clock.responsible_id != to_staff_id:
        clocks.reassign(clock=clock, to_staff_id=to_staff_id, by=by, at=at)
    pass_on_calls(subject_kind="inquiry", subject_id=inquiry.pk, to_staff_id=to_staff_id, by=by, at=at)


def answer_clock(inquiry: Inquiry) -> Clock:
    """The clock of the answer owed."""
    return Clock.objects.get(centre_id=inquiry.centre_id, kind=ClockKind.INQUIRY, subject_id=inquiry.pk)


def record(
    inquiry: Inquiry,
    action: str,
    *,
    by: Actor,
    at: datetime,
    data: dict[str, object],
    whose: Collection[int | None] | None = None,
) -> None:
    """The journal entry of a change to an inquiry. `whose`: the people whose step it is, as a rule the first responder and
    the holder; `cover_for` names the one of them for whom somebody else stood in (AB岗). Steps of an office are nobody's: `()`."""
    theirs = (inquiry.first_responder_id, inquiry.holder_id) if whose is None else whose
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind="inquiry",
        subject_id=inquiry.pk,
        data={"number": inquiry.number, **data} | people.covering(by, theirs, at=at),
    )
