"""Legal moves of a call that somebody owes."""

from shouwen.telling.enums import CallState

MOVES: dict[CallState, frozenset[CallState]] = {
    CallState.OWED: frozenset({CallState.REACHED, CallState.SENT, CallState.NOT_REACHED}),
    CallState.REACHED: frozenset(),
    CallState.SENT: frozenset(),
    CallState.NOT_REACHED: frozenset({CallState.REACHED, CallState.SENT}),
}


def before(state: CallState) -> list[CallState]:
    """The states from which a call may come into this one."""
    return [one for one, following in MOVES.items() if state in following]
