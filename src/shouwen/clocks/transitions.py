"""Legal moves of a clock."""

from shouwen.clocks.enums import ClockState

MOVES: dict[ClockState, frozenset[ClockState]] = {
    ClockState.RUNNING: frozenset({ClockState.PAUSED, ClockState.CLOSED}),
    ClockState.PAUSED: frozenset({ClockState.RUNNING, ClockState.CLOSED}),
    ClockState.CLOSED: frozenset(),
}


def sources(to: ClockState) -> frozenset[ClockState]:
    """The states from which a clock may come to `to`."""
    return frozenset(state for state, reached in MOVES.items() if to in reached)
