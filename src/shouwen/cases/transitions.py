"""Legal moves of a case."""

from shouwen.cases.enums import CaseState

MOVES: dict[CaseState, frozenset[CaseState]] = {
    CaseState.RECEIVED: frozenset({CaseState.ACCEPTED, CaseState.CORRECTING, CaseState.WITHDRAWN}),
    CaseState.ACCEPTED: frozenset({CaseState.CORRECTING, CaseState.CONCLUDED, CaseState.WITHDRAWN}),
    CaseState.CORRECTING: frozenset({CaseState.ACCEPTED, CaseState.RECEIVED, CaseState.CONCLUDED, CaseState.WITHDRAWN}),
    CaseState.CONCLUDED: frozenset(),
    CaseState.WITHDRAWN: frozenset(),
}

CLOSED: frozenset[CaseState] = frozenset({CaseState.CONCLUDED, CaseState.WITHDRAWN})
