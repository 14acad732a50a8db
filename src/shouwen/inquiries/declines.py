"""不予受理（首问负责制度 第四条，行政许可法 第三十二条）: proposed with its legal basis, checked by a second person, told on paper."""

from __future__ import annotations

from datetime import datetime

from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.inquiries import answer_times, policies
from shouwen.inquiries.actions import finish, move, record
from shouwen.inquiries.decline_paper import decline_content
from shouwen.inquiries.enums import DeclineGround, DeclineState, InquiryState, Outcome, ToldBy
from shouwen.inquiries.models import Decline, Inquiry
from shouwen.inquiries.office import office_member
from shouwen.inquiries.policies.outcomes import CHECKERS
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if


@one_change
def propose_decline(
    *,
    inquiry: Inquiry,
    ground: DeclineGround,
    reason: str,
    basis: str,
    way_out: str,
    words: str,
    by: Actor,
    at: datetime,
) -> Decline:
    """拟不予受理: with reason, basis and way out; the person is told that it is being checked. Raises Refused."""
    refuse_if(policies.may_move(inquiry, InquiryState.DECLINE_ASKED, by=by, at=at))
    refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
    refuse_if(policies.decline_explained(reason=reason, basis=basis, way_out=way_out))
    if inquiry.person is None:
        raise refuse("person_missing", "不予受理要出通知书，先记下申请人姓名")
    checker = office_member(inquiry.centre_id, not_by=(by.staff_id,), at=at, roles=CHECKERS)
    move(inquiry, InquiryState.DECLINE_ASKED, at=at, outcome=Outcome.DECLINED)
    decline = Decline.objects.create(
        centre_id=inquiry.centre_id,
        inquiry=inquiry,
        ground=ground,
        reason=reason.strip(),
        basis=basis.strip(),
        way_out=way_out.strip(),
        proposed_by_id=by.member_id,
        proposed_at=at,
    )
    unit, limit = answer_times.office_limit(inquiry.centre_id)
    clock = clocks.start(
        kind=ClockKind.DECLINE,
        subject_id=decline.pk,
        number=inquiry.number,
        matter=inquiry.matter,
        person_masked=inquiry.person.name_masked,
        responsible_id=checker,
        unit=unit,
        promised_limit=limit,
        by=by,
        at=at,
    )
    answer_times.tell_after(inquiry, clock, by=by, at=at)
    data: dict[str, object] = {"ground": ground, "reason": Words(decline.reason), "basis": decline.basis}
    record(inquiry, "inquiry.propose_decline", by=by, at=at, data={**data, "words": Words(words.strip())})
    return decline


@one_change
def agree_decline(*, decline: Decline, by: Actor, at: datetime, words: str = "") -> Decline:
    """复核同意: a second person agrees; who proposed it then tells the person. Raises Refused."""
    _decide(decline, DeclineState.AGREED, words=words, by=by, at=at)
    move(decline.inquiry, InquiryState.DECLINE_AGREED, at=at)
    data: dict[str, object] = {"comment": Words(words.strip())}
    record(decline.inquiry, "inquiry.decline_agreed", by=by, at=at, data=data, whose=())
    return decline


@one_change
def send_back_decline(*, decline: Decline, words: str, by: Actor, at: datetime) -> Decline:
    """不同意，退回接着办: with the reason; the answer is owed as before. Raises Refused."""
    _decide(decline, DeclineState.SENT_BACK, words=words, by=by, at=at)
    move(decline.inquiry, InquiryState.OPEN, at=at, outcome="")
    data: dict[str, object] = {"reason": Words(words.strip())}
    record(decline.inquiry, "inquiry.decline_sent_back", by=by, at=at, data=data, whose=())
    return decline


@one_change
def take_back_decline(*, decline: Decline, words: str, by: Actor, at: datetime) -> Decline:
    """收回: something new has come up before the person was told; the answer is owed as before. Raises Refused."""
    refuse_if(policies.may_take_back_decline(decline, words=words, by=by))
    changes = {
        "state": DeclineState.WITHDRAWN,
        "withdrawn_by_id": by.member_id,
        "withdrawn_at": at,
        "withdrawn_words": words.strip(),
    }
    if not Decline.objects.filter(pk=decline.pk, state=DeclineState.AGREED, paper=None).update(**changes):
        raise refuse("decline_decided", "这件别人刚刚办了，刷新看看")
    for name, value in changes.items():
        setattr(decline, name, value)
    move(decline.inquiry, InquiryState.OPEN, at=at, outcome="")
    data: dict[str, object] = {"reason": Words(words.strip())}
    record(decline.inquiry, "inquiry.decline_withdrawn", by=by, at=at, data=data, whose=(decline.proposed_by_id,))
    return decline


def _decide(decline: Decline, to: DeclineState, *, words: str, by: Actor, at: datetime) -> None:
    refuse_if(policies.may_check_decline(decline, to, words=words, by=by))
    changes = {"state": to, "decided_by_id": by.member_id, "decided_at": at, "decision_words": words.strip()}
    if not Decline.objects.filter(pk=decline.pk, state=DeclineState.WAITING).update(**changes):
        raise refuse("decline_decided", "这件别人刚刚复核了，刷新看看")
    for name, value in changes.items():
        setattr(decline, name, value)
    clocks.close(centre_id=decline.centre_id, kind=ClockKind.DECLINE, subject_id=decline.pk, at=at)


@one_change
def tell_decline(*, decline: Decline, words: str, means: ToldBy, by: Actor, at: datetime) -> Decline:
    """告知不予受理: the words told and the numbered 《不予受理通知书》, in one. The inquiry ends. Raises Refused."""
    inquiry = decline.inquiry
    finish(inquiry=inquiry, outcome=Outcome.DECLINED, words=words, means=means, by=by, at=at)
    paper = papers.issue(
        kind=PaperKind.DECLINE_NOTICE,
        subject_kind="inquiry",
        subject_id=inquiry.pk,
        build=lambda number: decline_content(decline, number=number, by=by, at=at),
        by=by,
        at=at,
    )
    if not Decline.objects.filter(pk=decline.pk, state=DeclineState.AGREED, paper=None).update(paper=paper):
        raise refuse("decline_told", "这件的通知书别人刚刚出了，刷新看看")
    decline.paper = paper
    return decline
