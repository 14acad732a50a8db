"""One door for files that are taken in: looked at, sealed, kept; and opened again as they came, to the byte."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from shouwen.files import shelf
from shouwen.files.checks import may_store, media_type_of, thumbnail
from shouwen.files.models import StoredFile
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if
from shouwen.sealing import SealBrokenError, key_ring

_ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that was looked at and lies sealed on the disk; no row names it yet."""

    centre_id: int
    key: str
    name: str
    media_type: str
    size: int
    sha256: str


def take_in(*, name: str, data: bytes, by: Actor) -> TakenIn:
    """收下一个文件: PDF, JPEG or PNG, at most 10 MB, checked by its content; kept to the byte, sealed. Raises Refused.

    Called before a change begins, so that nobody waits while a large scan is looked through. What then gets no row is swept away
    a day later."""
    refuse_if(may_store(data))
    kind, key = media_type_of(data), secrets.token_hex(32)
    shelf.put(key, key_ring().seal_bytes(data, place=_place(by.centre_id, key)))
    return TakenIn(by.centre_id, key, _clean_name(name, kind), kind, len(data), fingerprint(data))


@one_change
def store(file: TakenIn, *, by: Actor, at: datetime) -> StoredFile:
    """The row that names a file which was taken in.

    The owner's action journals it: what it is kept for says more than that it is kept."""
    return StoredFile.objects.create(
        centre_id=file.centre_id,
        key=file.key,
        name_sealed=key_ring().seal(file.name, place=_name_place(file.centre_id, file.key)),
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        stored_at=at,
        stored_by_id=by.staff_id,
    )


def name_of(file: StoredFile) -> str:
    """The name under which it came, cleaned, in clear: only for who may open the file. Raises SealBrokenError."""
    return key_ring().open(file.name_sealed, place=_name_place(file.centre_id, file.key))


def ending_of(file: StoredFile) -> str:
    """The ending of what it really is (.pdf); says nothing about whose it is."""
    return _ENDINGS[file.media_type]


def fingerprint(data: bytes) -> str:
    """What tells bytes from others (SHA-256, hexadecimal)."""
    return hashlib.sha256(data).hexdigest()


def open_file(file: StoredFile) -> bytes:
    """The bytes as they were taken in. Raises Refused if they are gone or were changed since."""
    try:
        data = key_ring().open_bytes(shelf.take(file.key), place=_place(file.centre_id, file.key))
    except FileNotFoundError as error:
        raise refuse("file_gone", "这个文件的存档找不到了，请报告管理办公室") from error
    except (SealBrokenError, IndexError) as error:
        raise refuse("file_damaged", "这个文件的存档被改动过，请报告管理办公室") from error
    if fingerprint(data) != file.sha256:
        raise refuse("file_damaged", "这个文件的存档对不上指纹，请报告管理办公室")
    return data


def small_picture(file: StoredFile) -> bytes:
    """A small JPEG of a stored picture, to tell one from another in a list. Raises Refused for what isn't a picture."""
    if not file.media_type.startswith("image/"):
        raise refuse("no_picture", "这个文件不是图片，没有缩略图")
    return thumbnail(open_file(file), file.media_type)


def _place(centre_id: int, key: str) -> str:
    return f"files_storedfile.data.{centre_id}/{key}"


def _name_place(centre_id: int, key: str) -> str:
    return f"files_storedfile.name.{centre_id}/{key}"


def _clean_name(name: str, kind: str) -> str:
    """What is shown: the last part of the name, without signs that act on a screen, with the ending of what it really is."""
    stem = PurePosixPath(
        re.sub(r"[\x00-\x1f\x7f<>:\"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", name).replace("\\", "/")
    ).name
    stem = re.sub(r"(\.(pdf|jpe?g|png))+$", "", stem, flags=re.IGNORECASE).strip(" .") or "文件"
    return stem[:100] + _ENDINGS[kind]
