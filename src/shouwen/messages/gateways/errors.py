"""Why a gateway didn't take a message."""

from __future__ import annotations


class GatewayError(Exception):
    """In words for the management office. `is_final`: asking again won't help. `no_answer`: nobody answered at all, and the
    next message would wait for as long."""

    def __init__(self, words: str, *, is_final: bool = False, no_answer: bool = False) -> None:
        super().__init__(words)
        self.is_final = is_final
        self.no_answer = no_answer
