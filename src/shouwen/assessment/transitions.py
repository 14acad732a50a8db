"""Legal moves of findings and month sheets."""

from shouwen.assessment.enums import FindingState, SheetState

FINDING_MOVES: dict[FindingState, frozenset[FindingState]] = {
    FindingState.CANDIDATE: frozenset({FindingState.PUT_TO_PERSON, FindingState.DISMISSED}),
    FindingState.PUT_TO_PERSON: frozenset({FindingState.VERIFIED, FindingState.DISMISSED}),
    FindingState.VERIFIED: frozenset(),
    FindingState.DISMISSED: frozenset(),
}

SHEET_MOVES: dict[SheetState, frozenset[SheetState]] = {
    SheetState.DRAFT: frozenset({SheetState.ANNOUNCED}),
    SheetState.ANNOUNCED: frozenset({SheetState.SEALED, SheetState.DRAFT}),
    SheetState.SEALED: frozenset(),
}
