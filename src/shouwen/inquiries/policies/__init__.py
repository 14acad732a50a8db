"""May this be done to an inquiry, by this person, now? (首问负责制度, 一次性告知制度)"""

from shouwen.inquiries.policies.moves import (
    MOST_WORDS,
    PHONE_ARTICLE,
    matter_written,
    may_give_notice,
    may_move,
    may_work_on,
    words_told,
)
from shouwen.inquiries.policies.outcomes import (
    clarification_fits,
    decline_explained,
    may_answer_clarification,
    may_check_decline,
    may_settle_unresolved,
    obstacle_written,
    result_written,
)
from shouwen.inquiries.policies.referral import (
    MOST_REASON,
    MOST_RULING,
    may_hand_on,
    may_issue_slip,
    may_rule,
    may_settle_handover,
    may_settle_outside,
    may_stop_suggesting,
    question_written,
    refusal_explained,
)

__all__ = [
    "MOST_REASON",
    "MOST_RULING",
    "MOST_WORDS",
    "PHONE_ARTICLE",
    "clarification_fits",
    "decline_explained",
    "matter_written",
    "may_answer_clarification",
    "may_check_decline",
    "may_give_notice",
    "may_hand_on",
    "may_issue_slip",
    "may_move",
    "may_rule",
    "may_settle_handover",
    "may_settle_outside",
    "may_settle_unresolved",
    "may_stop_suggesting",
    "may_work_on",
    "obstacle_written",
    "question_written",
    "refusal_explained",
    "result_written",
    "words_told",
]
