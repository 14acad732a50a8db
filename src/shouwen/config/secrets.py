"""Secrets that live beside the database, never in it: made once, readable by the owner only."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path


def read_or_create(path: Path, make: str) -> str:
    """The text of a secret file; made with mode 600 and the given text if there is none yet (first writer wins)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(make + "\n")
    return make


def django_secret(path: Path) -> str:
    """Django's signing key."""
    return read_or_create(path, secrets.token_urlsafe(50))


def sealing_keys(path: Path) -> str:
    """The key ring of the sealed fields as JSON: an SM4 key by key number, and the key of the search hashes."""
    ring = {"current": 1, "keys": {"1": secrets.token_hex(16)}, "search": secrets.token_hex(32)}
    return read_or_create(path, json.dumps(ring))
