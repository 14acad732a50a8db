"""Legal moves of an inquiry, of a hand-over, of a proposed decline and of a call back owed."""

from shouwen.inquiries.enums import CallbackState, DeclineState, HandoverState, InquiryState

_OUTCOMES = frozenset(
    {
        InquiryState.ANSWERED,
        InquiryState.TO_CASE,
        InquiryState.HANDED_OVER,
        InquiryState.RULING_ASKED,
        InquiryState.PROMISED,
        InquiryState.CLARIFYING,
        InquiryState.DECLINE_ASKED,
        InquiryState.UNRESOLVED,
        InquiryState.NOT_POSSIBLE,
    }
)

MOVES: dict[InquiryState, frozenset[InquiryState]] = {
    InquiryState.OPEN: _OUTCOMES,
    InquiryState.HANDED_OVER: frozenset({InquiryState.WITH_RECEIVER, InquiryState.OPEN, InquiryState.RULING_ASKED}),
    InquiryState.WITH_RECEIVER: _OUTCOMES,
    InquiryState.RULING_ASKED: frozenset({InquiryState.RULED}),
    InquiryState.RULED: _OUTCOMES - {InquiryState.RULING_ASKED},
    InquiryState.PROMISED: frozenset({InquiryState.ANSWERED, InquiryState.TO_CASE, InquiryState.NOT_POSSIBLE}),
    InquiryState.CLARIFYING: frozenset({InquiryState.CLARIFIED}),
    InquiryState.CLARIFIED: _OUTCOMES,
    InquiryState.DECLINE_ASKED: frozenset({InquiryState.DECLINE_AGREED, InquiryState.OPEN}),
    InquiryState.DECLINE_AGREED: frozenset({InquiryState.DECLINED, InquiryState.OPEN}),
    InquiryState.UNRESOLVED: frozenset({InquiryState.ANSWERED, InquiryState.TO_CASE}),
    InquiryState.ANSWERED: frozenset(),
    InquiryState.TO_CASE: frozenset(),
    InquiryState.DECLINED: frozenset(),
    InquiryState.NOT_POSSIBLE: frozenset(),
}

HANDOVER_MOVES: dict[HandoverState, frozenset[HandoverState]] = {
    HandoverState.WAITING: frozenset({HandoverState.ACCEPTED, HandoverState.RETURNED}),
    HandoverState.ACCEPTED: frozenset(),
    HandoverState.RETURNED: frozenset(),
}

DECLINE_MOVES: dict[DeclineState, frozenset[DeclineState]] = {
    DeclineState.WAITING: frozenset({DeclineState.AGREED, DeclineState.SENT_BACK}),
    DeclineState.AGREED: frozenset({DeclineState.WITHDRAWN}),
    DeclineState.SENT_BACK: frozenset(),
    DeclineState.WITHDRAWN: frozenset(),
}

CALLBACK_MOVES: dict[CallbackState, frozenset[CallbackState]] = {
    CallbackState.OWED: frozenset({CallbackState.REACHED, CallbackState.CALLED_AGAIN, CallbackState.NOT_REACHED}),
    CallbackState.REACHED: frozenset(),
    CallbackState.CALLED_AGAIN: frozenset(),
    CallbackState.NOT_REACHED: frozenset({CallbackState.CALLED_AGAIN}),
}

CLOSED: frozenset[InquiryState] = frozenset(
    {InquiryState.ANSWERED, InquiryState.TO_CASE, InquiryState.DECLINED, InquiryState.NOT_POSSIBLE}
)
