"""Reading inquiries: one with everything its page shows, the registers to search. Every answer is a constant number of queries."""

from shouwen.inquiries.queries.one import (
    inquiry_numbered,
    open_clarification,
    open_decline,
    open_unresolved,
    states_of,
    unchecked_answer,
    waiting_handover,
)
from shouwen.inquiries.queries.outcomes import (
    clarification_numbered,
    clarifications_to_tell,
    clarifications_wanted,
    decline_of,
    declines_to_tell,
    declines_wanted,
    handled_as_unresolved,
    unresolved_numbered,
    unresolved_wanted,
)
from shouwen.inquiries.queries.referrals import (
    answers_to_check,
    departments,
    handovers_to,
    handovers_wanted,
    ruling_numbered,
    rulings_to_tell,
    rulings_wanted,
)
from shouwen.inquiries.queries.register import (
    Sift,
    Wanted,
    clocks_of,
    inquiries_wanted,
    last_asked_by_phone,
)

__all__ = [
    "Sift",
    "Wanted",
    "answers_to_check",
    "clarification_numbered",
    "clarifications_to_tell",
    "clarifications_wanted",
    "clocks_of",
    "decline_of",
    "declines_to_tell",
    "declines_wanted",
    "departments",
    "handled_as_unresolved",
    "handovers_to",
    "handovers_wanted",
    "inquiries_wanted",
    "inquiry_numbered",
    "last_asked_by_phone",
    "open_clarification",
    "open_decline",
    "open_unresolved",
    "ruling_numbered",
    "rulings_to_tell",
    "rulings_wanted",
    "states_of",
    "unchecked_answer",
    "unresolved_numbered",
    "unresolved_wanted",
    "waiting_handover",
]
