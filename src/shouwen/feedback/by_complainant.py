"""What who complained may still do with link or code, or say on the telephone: add something, withdraw, rate the answer."""

from __future__ import annotations

from datetime import datetime

from shouwen.feedback import policies
from shouwen.feedback.actions import end_clock, hold, move, record, say
from shouwen.feedback.enums import ComplaintState, RatingLevel, SayingKind
from shouwen.feedback.models import Complaint, ComplaintSaying
from shouwen.feedback.notices import notify
from shouwen.feedback.promotion import promote_followers
from shouwen.feedback.words import seal_of
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if

MOST_RATING_WORDS = 300
BAD = frozenset({RatingLevel.DISSATISFIED, RatingLevel.VERY_DISSATISFIED})


@one_change
def add_words(*, complaint: Complaint, words: str, by: Actor, at: datetime) -> ComplaintSaying:
    """补充: what the complainant adds while an answer is owed; on the desk, what they said on the telephone. Raises Refused."""
    hold(complaint)
    if by.staff_id is not None:
        refuse_if(policies.may_see(complaint, by=by, at=at))
    refuse_if(policies.may_add(complaint) or policies.words_fit(words, "要补充的", policies.MOST_WORDS))
    saying = say(complaint, SayingKind.ADDED, words, by=by, at=at)
    notify(complaint, "投诉人补充了", staff_id=_whose(complaint), by=by, at=at)
    record(complaint, "complaint.supplement", by=by, at=at, data={"words": Words(words.strip())})
    return saying


@one_change
def withdraw(*, complaint: Complaint, reason: str = "", by: Actor, at: datetime) -> Complaint:
    """撤回, by who complained; on the desk it is noted by the office with what they said. Raises Refused."""
    hold(complaint)
    if by.staff_id is not None:
        refuse_if(policies.may_note_withdrawal(complaint, by=by, at=at))
        refuse_if(policies.words_fit(reason, "本人怎么说的", policies.MOST_REASON))
    refuse_if(policies.may_withdraw(complaint))
    whose = _whose(complaint)
    move(complaint, ComplaintState.WITHDRAWN, settled_at=at)
    end_clock(complaint, at=at)
    promote_followers(complaint, by=by, at=at)
    notify(complaint, "投诉人撤回了", staff_id=whose, by=by, at=at)
    record(complaint, "complaint.withdraw", by=by, at=at, data={"reason": Words(reason.strip())})
    return complaint


@one_change
def rate_answer(*, complaint: Complaint, level: RatingLevel, words: str = "", by: Actor, at: datetime) -> Complaint:
    """评价答复: five levels, once, free. A bad one is shown to the office. Raises Refused."""
    hold(complaint)
    refuse_if(policies.may_rate_answer(complaint))
    if words.strip():
        refuse_if(policies.words_fit(words, "想说的话", MOST_RATING_WORDS))
    move(
        complaint,
        ComplaintState.RATED,
        answer_rating=level,
        answer_rated_at=at,
        rating_words_sealed=seal_of(words, complaint, "rating"),
    )
    if level in BAD and complaint.office_id:
        notify(complaint, f"投诉人对答复{level.label}", staff_id=complaint.office_id, by=by, at=at)
    record(complaint, "complaint.rate", by=by, at=at, data={"level": int(level), "words": Words(words.strip())})
    return complaint


def _whose(complaint: Complaint) -> int:
    """Who has it now."""
    is_assigned = complaint.state == ComplaintState.ASSIGNED
    return (complaint.handler_id if is_assigned else complaint.office_id) or 0
