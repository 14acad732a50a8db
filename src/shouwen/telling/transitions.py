"""Legal moves of a call that somebody owes."""

from shouwen.telling.enums import CallState

MOVES: dict[CallState, frozenset[CallState]] = {
    CallState.OWED: frozenset({CallState.REACHED, CallState.SENT, CallState.NOT_REACHED}),
    CallState.REACHED: frozenset(),
    CallState.SENT: frozenset(),
    CallState.NOT_REACHED: frozenset({CallState.REACHED}),
}
