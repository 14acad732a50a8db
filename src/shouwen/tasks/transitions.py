"""Legal moves of a task from a superior department."""

from shouwen.tasks.enums import TaskState

MOVES: dict[TaskState, frozenset[TaskState]] = {
    TaskState.RECEIVED: frozenset({TaskState.ASSIGNED, TaskState.WITHDRAWN}),
    TaskState.ASSIGNED: frozenset(
        # Onto itself: given to somebody else.
        {TaskState.ASSIGNED, TaskState.RECEIVED, TaskState.SUBMITTED, TaskState.WITHDRAWN}
    ),
    TaskState.SUBMITTED: frozenset({TaskState.RECEIPTED, TaskState.ASSIGNED}),
    # The superior may send it back though they took it: a person who was asked again wasn't satisfied.
    TaskState.RECEIPTED: frozenset({TaskState.ASSIGNED}),
    TaskState.WITHDRAWN: frozenset(),
}

OPEN: frozenset[TaskState] = frozenset({TaskState.RECEIVED, TaskState.ASSIGNED})
"""Somebody here owes it by a time."""
