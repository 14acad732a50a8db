"""Legal moves of an online application."""

from shouwen.applications.enums import ApplicationState

MOVES: dict[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.DRAFT: frozenset({ApplicationState.SUBMITTED}),
    ApplicationState.SUBMITTED: frozenset(
        {ApplicationState.IN_CASE, ApplicationState.DECLINING, ApplicationState.WITHDRAWN}
    ),
    # Sent back by whoever checks the decline, it may be taken after all.
    ApplicationState.DECLINING: frozenset({ApplicationState.IN_CASE}),
    ApplicationState.IN_CASE: frozenset(),
    ApplicationState.WITHDRAWN: frozenset(),
}
