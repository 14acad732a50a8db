"""Where the sealed bytes lie: `<data folder>/files/ab/abcd…`. Written whole and down to the disk before a row names them."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings


def path_of(key: str) -> Path:
    """The file of a key."""
    return Path(settings.FILES_FOLDER) / key[:2] / key


def put(key: str, sealed: bytes) -> None:
    """Write a new file for good: after this a power cut takes neither the file nor its name away."""
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f".{key}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    for folder in (path.parent, path.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def take(key: str) -> bytes:
    """The sealed bytes of a key. Raises FileNotFoundError."""
    return path_of(key).read_bytes()
