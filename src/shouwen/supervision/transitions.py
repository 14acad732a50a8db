"""Legal moves of a supervision order."""

from shouwen.supervision.enums import OrderState

MOVES: dict[OrderState, frozenset[OrderState]] = {
    OrderState.ISSUED: frozenset({OrderState.ANSWERED, OrderState.WITHDRAWN}),
    OrderState.ANSWERED: frozenset({OrderState.CLOSED, OrderState.RETURNED}),
    # Sent back once: the second answer is accepted, with what remains to be said.
    OrderState.RETURNED: frozenset({OrderState.ANSWERED, OrderState.WITHDRAWN}),
    OrderState.CLOSED: frozenset(),
    OrderState.WITHDRAWN: frozenset(),
}

OPEN: frozenset[OrderState] = frozenset({OrderState.ISSUED, OrderState.ANSWERED, OrderState.RETURNED})
"""Not settled: somebody has to answer it, or to judge the answer."""
OWED: frozenset[OrderState] = frozenset({OrderState.ISSUED, OrderState.RETURNED})
"""An answer is owed by a time."""
