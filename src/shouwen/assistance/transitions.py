"""Legal moves of a call for help."""

from shouwen.assistance.enums import CallState

CALL_MOVES: dict[CallState, frozenset[CallState]] = {
    CallState.WAITING: frozenset({CallState.TAKEN, CallState.CANCELLED, CallState.LAPSED}),
    CallState.TAKEN: frozenset({CallState.ENDED, CallState.CANCELLED, CallState.WAITING}),
    CallState.ENDED: frozenset(),
    CallState.CANCELLED: frozenset(),
    CallState.LAPSED: frozenset(),
}
"""A helper who can't go after all gives the call back."""
OPEN_CALLS: frozenset[CallState] = frozenset({CallState.WAITING, CallState.TAKEN})
