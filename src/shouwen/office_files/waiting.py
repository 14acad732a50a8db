"""等核对的文件: an uploaded table waits, sealed, between the dry run and the import. One a person and purpose, for two hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from shouwen.civil_time import local
from shouwen.people.actor import Actor
from shouwen.refusals import refuse
from shouwen.sealing import key_ring

KEPT_FOR = timedelta(hours=2)
_STAMP = "%Y%m%d%H%M%S"


def keep(content: bytes, *, name: str, purpose: str, by: Actor, at: datetime) -> str:
    """Keep an upload until it is imported; an earlier one of the same person and purpose goes. Returns its token."""
    token = token_hex(16)
    remove_expired(at=at)
    for path in _files():
        if f"-{by.centre_id}-{by.member_id}-{purpose}-" in path.name:
            path.unlink(missing_ok=True)
    _folder().mkdir(parents=True, exist_ok=True)
    target = _folder() / f"{_stamp(at)}-{by.centre_id}-{by.member_id}-{purpose}-{token}"
    target.write_bytes(key_ring().seal_bytes(name[-120:].encode() + b"\0" + content, place=_place(token)))
    return token


def kept(token: str, *, purpose: str, by: Actor, at: datetime) -> tuple[str, bytes]:
    """Name and content of the file that this person uploaded. Raises Refused if it is gone, too old or somebody else's."""
    path = _path(token, purpose, by)
    if path is None or _is_expired(path, at):
        raise refuse("file_gone", "上传的文件已经过期", way_out="重新选一次文件")
    name, _, content = key_ring().open_bytes(path.read_bytes(), place=_place(token)).partition(b"\0")
    return name.decode(), content


def let_go(token: str, *, purpose: str, by: Actor) -> None:
    """The file was imported, or isn't wanted any more."""
    if path := _path(token, purpose, by):
        path.unlink(missing_ok=True)


def remove_expired(*, at: datetime) -> int:
    """Take away what nobody imported within the time it is kept for. Returns how many files."""
    expired = [path for path in _files() if _is_expired(path, at)]
    for path in expired:
        path.unlink(missing_ok=True)
    return len(expired)


def _is_expired(path: Path, at: datetime) -> bool:
    return path.name < _stamp(at - KEPT_FOR)


def _stamp(at: datetime) -> str:
    return local(at).strftime(_STAMP)


def _path(token: str, purpose: str, by: Actor) -> Path | None:
    if not re.fullmatch(r"[0-9a-f]{32}", token):
        return None
    ending = f"-{by.centre_id}-{by.member_id}-{purpose}-{token}"
    return next((path for path in _files() if path.name.endswith(ending)), None)


def _files() -> Iterator[Path]:
    folder = _folder()
    return iter(sorted(folder.iterdir())) if folder.is_dir() else iter(())


def _folder() -> Path:
    return Path(settings.DATA) / "waiting"


def _place(token: str) -> str:
    return f"waiting.{token}"
