"""From a file to numbered lines: plain text in the encodings Chinese offices use, or DOCX."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from shouwen.regulations.parsing.document import SourceLine, UnreadableRegulationError
from shouwen.regulations.parsing.docx_lines import read_docx_lines

MAX_BYTES = 5 * 1024 * 1024

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_REFUSED_BEGINNINGS = (
    (b"%PDF", "这是 PDF 文件，读不出条文。请用原来的 Word 文件另存为 .docx，或另存为纯文本"),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Word 文件（.doc）。请用 Word 或 WPS 另存为 .docx"),
    (b"{\\rtf", "这是 RTF 文件。请用 Word 或 WPS 另存为 .docx"),
)


@dataclass(frozen=True, slots=True)
class SourceText:
    """The lines of a file, the fingerprint of its bytes (SHA-256, hex), and how they were encoded."""

    lines: list[SourceLine]
    sha256: str
    encoding: str


def read_source(path: Path) -> SourceText:
    """The lines of the file at `path`. Raises UnreadableRegulationError if it is missing, empty, too long or not a text."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableRegulationError(f"文件太大（{size // 1024} KB），制度文件不超过 {MAX_BYTES // 1024} KB")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableRegulationError(f"打不开文件 {path.name}：{_os_reason(error)}") from error
    return read_bytes(data)


def read_bytes(data: bytes) -> SourceText:
    """The same for bytes that were uploaded rather than stored."""
    if not data.strip():
        raise UnreadableRegulationError("文件是空的")
    for beginning, reason in _REFUSED_BEGINNINGS:
        if data.startswith(beginning):
            raise UnreadableRegulationError(reason)
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(b"PK\x03\x04"):
        return SourceText(read_docx_lines(data), sha256, "docx")
    text, encoding = _decode(data)
    _require_text(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return SourceText([SourceLine(n, line) for n, line in enumerate(lines, start=1)], sha256, encoding)


def _decode(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise UnreadableRegulationError("文件的文字编码已损坏，请另存为 UTF-8 纯文本") from error
    if b"\x00" in data:
        raise UnreadableRegulationError("这不是文本文件，也不是 .docx")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), "gbk" if encoding == "gb18030" else encoding
        except UnicodeDecodeError:
            continue
    raise UnreadableRegulationError("认不出文件的文字编码，请另存为 UTF-8 纯文本")


def _require_text(text: str) -> None:
    """Refuse bytes that happen to decode: control characters, code points nobody assigned, or no Chinese at all."""
    odd = sum(1 for ch in text if unicodedata.category(ch) in {"Cc", "Cn", "Co"} and ch not in "\t\r\n\f\v")
    if odd:
        raise UnreadableRegulationError("这不是文本文件，也不是 .docx")
    if not any("\u4e00" <= ch <= "\u9fff" for ch in text):
        raise UnreadableRegulationError("文件里没有中文，认不出条文")


def _os_reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    if isinstance(error, PermissionError):
        return "没有读取权限"
    return "读取出错"
