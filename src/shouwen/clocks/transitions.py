"""Legal moves of a clock."""

from shouwen.clocks.enums import ClockState

MOVES: dict[ClockState, frozenset[ClockState]] = {
    ClockState.RUNNING: frozenset({ClockState.PAUSED, ClockState.CLOSED}),
    ClockState.PAUSED: frozenset({ClockState.RUNNING, ClockState.CLOSED}),
    ClockState.CLOSED: frozenset(),
}
