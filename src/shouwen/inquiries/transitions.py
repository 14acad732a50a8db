"""Legal moves of an inquiry and of a hand-over."""

from shouwen.inquiries.enums import HandoverState, InquiryState

_OUTCOMES = frozenset(
    {
        InquiryState.ANSWERED,
        InquiryState.TO_CASE,
        InquiryState.HANDED_OVER,
        InquiryState.RULING_ASKED,
        InquiryState.PROMISED,
    }
)

MOVES: dict[InquiryState, frozenset[InquiryState]] = {
    InquiryState.OPEN: _OUTCOMES,
    InquiryState.HANDED_OVER: frozenset({InquiryState.WITH_RECEIVER, InquiryState.OPEN}),
    InquiryState.WITH_RECEIVER: _OUTCOMES,
    InquiryState.RULING_ASKED: frozenset({InquiryState.RULED}),
    InquiryState.RULED: _OUTCOMES - {InquiryState.RULING_ASKED},
    InquiryState.PROMISED: frozenset({InquiryState.ANSWERED}),
    InquiryState.ANSWERED: frozenset(),
    InquiryState.TO_CASE: frozenset(),
}

HANDOVER_MOVES: dict[HandoverState, frozenset[HandoverState]] = {
    HandoverState.WAITING: frozenset({HandoverState.ACCEPTED, HandoverState.RETURNED}),
    HandoverState.ACCEPTED: frozenset(),
    HandoverState.RETURNED: frozenset(),
}

CLOSED: frozenset[InquiryState] = frozenset({InquiryState.ANSWERED, InquiryState.TO_CASE})
