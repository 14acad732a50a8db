"""What a message says of a reason: all of it, and the words that are kept as told."""

from __future__ import annotations


def in_full(reason: str, words: str) -> str:
    """The reason and the words that go with it, uncut, without a full stop at the end; each once where one holds the other."""
    reason, words = reason.strip().rstrip("。"), words.strip().rstrip("。")
    if reason in words:
        return words
    return reason if words in reason else f"{reason}。{words}"
