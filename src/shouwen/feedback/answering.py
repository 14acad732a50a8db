"""答复、不归中心、并入: each ends what was owed, and the complainant is told in the same change."""

from __future__ import annotations

from datetime import datetime

from shouwen.feedback import policies
from shouwen.feedback.actions import end_clock, hold, move, record
from shouwen.feedback.answer_paper import issue_answer
from shouwen.feedback.enums import ComplaintState, Verdict
from shouwen.feedback.models import Complaint
from shouwen.feedback.notices import notify
from shouwen.feedback.telling import tell_answer
from shouwen.feedback.words import seal_of
from shouwen.inquiries.enums import ToldBy
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if

ON_THEIR_PAGE = "page"
"""How somebody is told who left no number, or wants to see for themselves: `told_means` beside those of `ToldBy` and `ToldChannel`."""


@one_change
def answer(
    *,
    complaint: Complaint,
    verdict: Verdict,
    reason: str,
    answer: str,
    mended: str = "",
    staff_cleared: bool = False,
    told_means: ToldBy | None = None,
    by: Actor,
    at: datetime,
) -> Complaint:
    """答复 (服务承诺制度 第二条): 属实, 部分属实 or 不属实 with the reason, what was put right, the words for the complainant, and
    《投诉答复书》. Who complained is told now by their way, or was (`told_means`). What counts against somebody was put to them
    before; `staff_cleared`: true, but not their doing. Raises Refused."""
    hold(complaint)
    refuse_if(policies.may_work_on(complaint, ComplaintState.ANSWERED, by=by, at=at))
    refuse_if(policies.answer_written(verdict=verdict, reason=reason, answer=answer, mended=mended))
    refuse_if(policies.was_heard(complaint, cleared=staff_cleared, verdict=verdict, at=at))
    whose = (complaint.handler_id,)
    move(
        complaint,
        ComplaintState.ANSWERED,
        verdict=verdict,
        reason_sealed=seal_of(reason, complaint, "reason"),
        verified_by_id=by.member_id,
        verified_at=at,
        staff_cleared=staff_cleared and verdict != Verdict.DISMISSED,
        answer_sealed=seal_of(answer, complaint, "answer"),
        mended_sealed=seal_of(mended, complaint, "mended"),
        settled_at=at,
    )
    end_clock(complaint, at=at)
    complaint.paper = issue_answer(complaint, by=by, at=at)
    complaint.save(update_fields=["paper"])
    means = _tell(complaint, answer, told_means, by=by, at=at)
    for follower in _followers(complaint):
        _tell(follower, answer, None, by=by, at=at)
    data: dict[str, object] = {"verdict": verdict, "reason": Words(reason.strip()), "means": means}
    data |= {"paper": complaint.paper.number, "words": Words(answer.strip()), "cleared": complaint.staff_cleared}
    record(complaint, "complaint.answer", by=by, at=at, data=data, whose=whose)
    if complaint.staff_id is not None:
        notify(complaint, f"投诉查完了：{verdict.label}", staff_id=complaint.staff_id, by=by, at=at)
    return complaint


@one_change
def not_accept(*, complaint: Complaint, passed_to: str, reason: str, by: Actor, at: datetime) -> Complaint:
    """不归中心: discipline matters, disputes of others, other offices'. Who is competent and why is told. Raises Refused."""
    hold(complaint)
    refuse_if(policies.may_not_accept(complaint, passed_to=passed_to, reason=reason, by=by, at=at))
    words = f"这件不归中心管，归{passed_to.strip()}：{reason.strip()}"
    move(
        complaint,
        ComplaintState.NOT_ACCEPTED,
        passed_to_sealed=seal_of(passed_to, complaint, "passed_to"),
        answer_sealed=seal_of(reason, complaint, "answer"),
        settled_at=at,
    )
    end_clock(complaint, at=at)
    for one in (complaint, *_followers(complaint)):
        _tell(one, words, None, by=by, at=at)
    data: dict[str, object] = {"passed_to": Words(passed_to.strip()), "reason": Words(reason.strip())}
    record(complaint, "complaint.not_accept", by=by, at=at, data=data)
    return complaint


@one_change
def merge(*, complaint: Complaint, into: Complaint, by: Actor, at: datetime) -> Complaint:
    """并入另一件: the same matter told twice. The other leads; this complainant is told its answer too. Raises Refused."""
    hold(into)
    hold(complaint)
    refuse_if(policies.may_merge(complaint, into, by=by, at=at))
    move(complaint, ComplaintState.MERGED, merged_into_id=into.pk, settled_at=at)
    end_clock(complaint, at=at)
    record(complaint, "complaint.merge", by=by, at=at, data={"into": into.number})
    record(into, "complaint.lead", by=by, at=at, data={"follower": complaint.number})
    return complaint


def _tell(complaint: Complaint, words: str, said: ToldBy | None, *, by: Actor, at: datetime) -> str:
    """How: by somebody who said so, by message, by a call that is owed now, or on their page. One that was answered moves on to
    told once it is known."""
    told = None if said else tell_answer(complaint, words.strip(), responsible_id=by.member_id, by=by, at=at)
    complaint.told_means = told.channel.value if told else (said or ON_THEIR_PAGE)
    complaint.told_at = None if told else at
    complaint.save(update_fields=["told_means", "told_at"])
    if complaint.state == ComplaintState.ANSWERED and told is None:
        move(complaint, ComplaintState.TOLD)
    return complaint.told_means


def _followers(complaint: Complaint) -> list[Complaint]:
    return list(Complaint.objects.filter(merged_into=complaint).select_related("person").order_by("pk"))
