"""Legal moves of a complaint."""

from shouwen.feedback.enums import ComplaintState

MOVES: dict[ComplaintState, frozenset[ComplaintState]] = {
    ComplaintState.RECEIVED: frozenset(
        {ComplaintState.ASSIGNED, ComplaintState.NOT_ACCEPTED, ComplaintState.MERGED, ComplaintState.WITHDRAWN}
    ),
    ComplaintState.ASSIGNED: frozenset(
        # Onto itself: given to somebody else.
        {
            ComplaintState.ASSIGNED,
            ComplaintState.ANSWERED,
            ComplaintState.NOT_ACCEPTED,
            ComplaintState.MERGED,
            ComplaintState.WITHDRAWN,
        }
    ),
    # Rated before the call reached anybody: they read the answer on their page.
    ComplaintState.ANSWERED: frozenset({ComplaintState.TOLD, ComplaintState.RATED, ComplaintState.CLOSED}),
    ComplaintState.TOLD: frozenset({ComplaintState.RATED, ComplaintState.CLOSED}),
    ComplaintState.RATED: frozenset(),
    ComplaintState.CLOSED: frozenset(),
    ComplaintState.NOT_ACCEPTED: frozenset(),
    # The complaint it followed was withdrawn: it is owed by itself again.
    ComplaintState.MERGED: frozenset({ComplaintState.RECEIVED}),
    ComplaintState.WITHDRAWN: frozenset(),
}

OPEN: frozenset[ComplaintState] = frozenset({ComplaintState.RECEIVED, ComplaintState.ASSIGNED})
"""An answer is owed."""

ANSWERED: frozenset[ComplaintState] = frozenset(
    {ComplaintState.ANSWERED, ComplaintState.TOLD, ComplaintState.RATED, ComplaintState.CLOSED}
)
"""It has its verdict and its answer."""

GONE: frozenset[ComplaintState] = frozenset(
    {ComplaintState.NOT_ACCEPTED, ComplaintState.MERGED, ComplaintState.WITHDRAWN}
)
"""It ended without a verdict."""
