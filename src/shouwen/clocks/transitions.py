"""Legal moves of a clock, and of a request to extend it."""

from shouwen.clocks.enums import ClockState, ExtensionState

MOVES: dict[ClockState, frozenset[ClockState]] = {
    ClockState.RUNNING: frozenset({ClockState.PAUSED, ClockState.CLOSED}),
    ClockState.PAUSED: frozenset({ClockState.RUNNING, ClockState.CLOSED}),
    # Only begun anew (`begun_anew`): what was settled with another matter is owed by itself again.
    ClockState.CLOSED: frozenset({ClockState.RUNNING}),
}

REQUEST_MOVES: dict[ExtensionState, frozenset[ExtensionState]] = {
    ExtensionState.ASKED: frozenset({ExtensionState.APPROVED, ExtensionState.REFUSED, ExtensionState.LAPSED}),
    ExtensionState.APPROVED: frozenset({ExtensionState.TOLD, ExtensionState.LAPSED}),
    ExtensionState.REFUSED: frozenset(),
    ExtensionState.TOLD: frozenset(),
    ExtensionState.LAPSED: frozenset(),
}
"""延期申请. Told, it is an extension; unanswered or untold by the original due date, it lapses."""


def sources(to: ClockState) -> frozenset[ClockState]:
    """The states from which a clock may come to `to`."""
    return frozenset(state for state, reached in MOVES.items() if to in reached)
