"""A PDF that is taken in shows pages and does nothing: no script, no program to start, no file inside, nothing on opening.

It is looked at twice: its bytes (names can be written as #4aavaScript), and its objects as a reader resolves them, so that what
hides in a compressed object is found too. What can't be looked into (a password) isn't taken."""

from __future__ import annotations

import logging
import re
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from shouwen.refusals import Refusal

MOST_OBJECTS = 20_000
"""A scan has a few objects a page; a PDF with more takes too long to look through while somebody waits."""
_ACTIVE = frozenset(
    {
        "/JavaScript",
        "/JS",
        "/Launch",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/RichMedia",
        "/XFA",
        "/AA",
        "/SubmitForm",
        "/ImportData",
    }
)
_NAME = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]+")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"\bstream\r?\n")
_STREAM_END = re.compile(rb"\bendstream\b")

_BROKEN = Refusal("file_broken", "这个 PDF 打不开，可能没传完或已损坏", way_out="重新扫描，或另存为 PDF 后再传")
_LOCKED = Refusal("pdf_locked", "这个 PDF 加了密码，打不开就不能收", way_out="去掉密码后再传，或打印出来扫描")
_WITH_ACTIVE = Refusal(
    "pdf_active", "这个 PDF 里带有脚本、附件或会自动运行的内容，不能收", way_out="打印出来扫描，或另存为普通 PDF"
)
_TOO_MANY = Refusal("pdf_too_complex", "这个 PDF 太复杂，来不及检查", way_out="打印出来扫描，或分成几个文件")


def pdf_fault(data: bytes) -> Refusal | None:
    """Why these bytes can't be kept as a PDF; None if it is a whole one that only shows pages."""
    if b"%%EOF" not in data[-2048:]:
        return _BROKEN
    if _names(_without_streams(data)) & _ACTIVE:
        return _WITH_ACTIVE
    quiet = logging.getLogger("pypdf")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)
    try:
        return _objects_fault(PdfReader(BytesIO(data), strict=False))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return _BROKEN
    finally:
        quiet.setLevel(level)


def _without_streams(data: bytes) -> bytes:
    """The bytes between the streams. Each byte is looked at once: where no end follows, nothing further on can have one either,
    and a file of nothing but beginnings doesn't hold the machine."""
    outside, here = [], 0
    while (begin := _STREAM.search(data, here)) and (end := _STREAM_END.search(data, begin.end())):
        outside.append(data[here : begin.start()])
        here = end.end()
    outside.append(data[here:])
    return b"".join(outside)


def _names(data: bytes) -> set[str]:
    return {
        _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), name).decode("latin-1") for name in _NAME.findall(data)
    }


def _objects_fault(reader: PdfReader) -> Refusal | None:
    if reader.is_encrypted:
        return _LOCKED
    numbers = {(generation, number) for generation, rows in reader.xref.items() for number in rows}
    numbers |= {(0, number) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        return _TOO_MANY
    if _is_active(reader.root_object) or _acts_on_opening(reader.root_object):
        return _WITH_ACTIVE
    for generation, number in numbers:
        if number and _is_active(reader.get_object(IndirectObject(number, generation, reader))):
            return _WITH_ACTIVE
    return None if len(reader.pages) else _BROKEN


def _is_active(found: Any, depth: int = 0) -> bool:
    """Whether an object, with what stands directly in it, holds a name of active content. References are looked at on their own."""
    if depth > 40:
        return True
    if isinstance(found, DictionaryObject):
        if isinstance(found, StreamObject) and found.get("/Type") == "/ObjStm":
            return False
        return any(str(name) in _ACTIVE or _is_active(value, depth + 1) for name, value in found.items())
    if isinstance(found, ArrayObject):
        return any(_is_active(value, depth + 1) for value in found)
    return isinstance(found, NameObject) and str(found) in _ACTIVE


def _acts_on_opening(catalog: DictionaryObject) -> bool:
    """/OpenAction may say at which page to open (a list, as office programs write it); anything else is an action."""
    action = catalog.get("/OpenAction")
    return action is not None and not isinstance(action.get_object(), ArrayObject)
