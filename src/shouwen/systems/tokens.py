"""令牌 of another system: shown once, kept as a hash. 256 random bits need no slow hash."""

from __future__ import annotations

import hashlib
import secrets

MARK = "sw_"
"""Begins every token, so that one that got into a file or a log is recognised."""


def new_token() -> str:
    """A token that nobody guesses."""
    return MARK + secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of it: SHA-256 in 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def hint_of(token: str) -> str:
    """By what the administrator tells two tokens apart: how it begins."""
    return token[:8]
