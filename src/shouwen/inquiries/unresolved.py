"""办不成事: what a person came for and could not get done; the management office looks into it and tells them the result."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.inquiries import answer_times, policies
from shouwen.inquiries.actions import finish, move, pass_answer_on, record
from shouwen.inquiries.enums import InquiryState, Outcome, ToldBy
from shouwen.inquiries.models import Inquiry, UnresolvedMatter
from shouwen.inquiries.office import office_member
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if


@one_change
def note_unresolved(*, inquiry: Inquiry, obstacle: str, words: str, by: Actor, at: datetime) -> UnresolvedMatter:
    """登记办不成事: what stands in the way; from now on the office answers for it, the first responder stays. Raises Refused."""
    refuse_if(policies.may_move(inquiry, InquiryState.UNRESOLVED, by=by, at=at))
    refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
    refuse_if(policies.obstacle_written(obstacle))
    if UnresolvedMatter.objects.filter(inquiry=inquiry).exists():
        raise refuse("unresolved_already", "这件已经登记过办不成事")
    handler = office_member(inquiry.centre_id, not_by=(), at=at)
    whose = (inquiry.first_responder_id, inquiry.holder_id)
    move(inquiry, InquiryState.UNRESOLVED, at=at, outcome=Outcome.UNRESOLVED, holder_id=handler)
    year = local_date(at).year % 100
    matter = UnresolvedMatter.objects.create(
        centre_id=inquiry.centre_id,
        inquiry=inquiry,
        number=f"难 {year:02d}-{serials.take(inquiry.centre_id, f'unresolved/{year}'):04d}",
        obstacle=obstacle.strip(),
        noted_by_id=by.member_id,
        noted_at=at,
        handler_id=handler,
    )
    clock = clocks.start(
        kind=ClockKind.UNRESOLVED,
        subject_id=matter.pk,
        number=matter.number,
        matter=matter.obstacle,
        person_masked=inquiry.person.name_masked if inquiry.person else "",
        responsible_id=handler,
        unit=LimitUnit.WORKDAY,
        promised_limit=people.centre(inquiry.centre_id).unresolved_workdays,
        by=by,
        at=at,
    )
    pass_answer_on(inquiry, to_staff_id=handler, by=by, at=at)
    answer_times.tell_by(inquiry, local_date(clock.due_at), by=by, at=at)
    data: dict[str, object] = {"unresolved": matter.number, "matter": Words(matter.obstacle)}
    record(inquiry, "inquiry.unresolved", by=by, at=at, data={**data, "words": Words(words.strip())}, whose=whose)
    return matter


@one_change
def settle_unresolved(
    *,
    matter: UnresolvedMatter,
    result: str,
    was_resolved: bool,
    words: str,
    means: ToldBy,
    by: Actor,
    at: datetime,
) -> UnresolvedMatter:
    """办不成事的结果, told to the person in the same step: got done or not, and why. The inquiry ends. Raises Refused."""
    refuse_if(policies.may_settle_unresolved(matter, result=result, by=by))
    changes = {"result": result.strip(), "was_resolved": was_resolved, "settled_at": at, "settled_by_id": by.member_id}
    if not UnresolvedMatter.objects.filter(pk=matter.pk, settled_at=None).update(**changes):
        raise refuse("unresolved_settled", "这件别人刚刚写了结果，刷新看看")
    for name, value in changes.items():
        setattr(matter, name, value)
    clocks.close(centre_id=matter.centre_id, kind=ClockKind.UNRESOLVED, subject_id=matter.pk, at=at)
    data: dict[str, object] = {
        "unresolved": matter.number,
        "was_resolved": was_resolved,
        "result": Words(matter.result),
    }
    record(matter.inquiry, "inquiry.unresolved_settled", by=by, at=at, data=data, whose=())
    finish(inquiry=matter.inquiry, outcome=Outcome.ANSWERED, words=words, means=means, by=by, at=at)
    return matter
