"""心跳口令 of a device: 43 characters by chance, of which only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A fresh one."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What the register keeps (SHA-256, hexadecimal): long and by chance, it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
