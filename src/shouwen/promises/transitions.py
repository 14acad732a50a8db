"""Legal moves of a measure (问责)."""

from shouwen.promises.enums import MeasureState

MEASURE_MOVES: dict[MeasureState, frozenset[MeasureState]] = {
    MeasureState.PROPOSED: frozenset({MeasureState.DECIDED, MeasureState.REJECTED}),
    MeasureState.REJECTED: frozenset(),
    MeasureState.DECIDED: frozenset({MeasureState.RECTIFYING, MeasureState.IN_FORCE, MeasureState.REVOKED}),
    MeasureState.RECTIFYING: frozenset({MeasureState.REPORTED, MeasureState.REVOKED}),
    MeasureState.REPORTED: frozenset({MeasureState.DONE, MeasureState.RECTIFYING, MeasureState.REVOKED}),
    MeasureState.DONE: frozenset({MeasureState.REVOKED}),
    MeasureState.IN_FORCE: frozenset({MeasureState.REVOKED}),
    MeasureState.REVOKED: frozenset(),
}
