"""Where the sealed bytes lie: `<data folder>/files/ab/abcd…`. Written whole and down to the disk before a row names them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

_OURS = re.compile(r"\.?[0-9a-f]{64}")
"""A file of the shelf, finished or (with a dot) not. Anything else that somebody put there isn't ours."""


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


def lying() -> Iterator[tuple[Path, float]]:
    """Every file of the shelf, the unfinished ones too, and when it was written (seconds of the machine's clock); in no order."""
    for path in Path(settings.FILES_FOLDER).glob("*/*"):
        if _OURS.fullmatch(path.name) and path.parent.name == path.name.removeprefix(".")[:2]:
            with suppress(FileNotFoundError):  # Finished, and so renamed, in this very moment.
                yield path, path.stat().st_mtime
