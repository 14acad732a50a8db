"""查询码, said once more: number and code are the complainant's own, to withdraw or to rate. Nobody who looks into it has them."""

from __future__ import annotations

from datetime import datetime

from shouwen.feedback import policies
from shouwen.feedback.actions import hold, record
from shouwen.feedback.codes import receipt_code
from shouwen.feedback.enums import ComplaintChannel
from shouwen.feedback.models import Complaint
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, refuse_if

SPOKEN = (ComplaintChannel.PHONE, ComplaintChannel.COUNTER)
"""Where the complainant was told the code by word of mouth; over the web they have it on their page."""


@one_change
def say_code(*, complaint: Complaint, by: Actor, at: datetime) -> str:
    """再念一次查询码: the code, for who took the complaint in by telephone or at the counter; journalled. Raises Refused."""
    hold(complaint)
    refuse_if(may_say_code(complaint, by=by, at=at))
    record(complaint, "complaint.code_said", by=by, at=at, data={})
    return receipt_code(complaint)


def may_say_code(complaint: Complaint, *, by: Actor, at: datetime) -> Refusal | None:
    """Who took it in from the complainant's own mouth, and neither looks nor looked into it; nobody it is about."""
    if refusal := policies.may_see(complaint, by=by, at=at):
        return refusal
    if complaint.channel not in SPOKEN or by.staff_id is None or by.staff_id != complaint.taken_by_id:
        return Refusal("code_not_yours", "查询码是投诉人自己的，只有当面、电话收下这件的人能再念一次", policies.ARTICLE)
    if by.staff_id in (complaint.handler_id, complaint.verified_by_id):
        return Refusal(
            "code_not_for_handler", "查的人不看查询码：凭它能撤回、能评价", policies.ARTICLE, "请投诉人打监督电话"
        )
    return None
