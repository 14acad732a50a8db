"""Legal moves of a message."""

from shouwen.messages.enums import MessageState

MOVES: dict[MessageState, frozenset[MessageState]] = {
    MessageState.WAITING: frozenset({MessageState.SENDING, MessageState.REPLACED, MessageState.MOOT}),
    MessageState.SENDING: frozenset({MessageState.SENT, MessageState.WAITING, MessageState.FAILED}),
    MessageState.SENT: frozenset({MessageState.DELIVERED}),
    MessageState.FAILED: frozenset({MessageState.WAITING, MessageState.REPLACED, MessageState.MOOT}),
    MessageState.DELIVERED: frozenset(),
    MessageState.REPLACED: frozenset(),
    MessageState.MOOT: frozenset(),
}


def before(state: MessageState) -> list[MessageState]:
    """The states from which a message may come into this one."""
    return [one for one, following in MOVES.items() if state in following]
