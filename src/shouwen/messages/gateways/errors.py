"""Why a gateway didn't take a message."""

from __future__ import annotations


class GatewayError(Exception):
    """In words for the management office. `is_final`: asking again won't help."""

    def __init__(self, words: str, *, is_final: bool = False) -> None:
        super().__init__(words)
        self.is_final = is_final
