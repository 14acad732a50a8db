"""Turns an uploaded table (CSV in the encodings met in offices, or a workbook) into rows of cells, row numbers kept."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Final

LARGEST_FILE: Final = 1 << 20
"""Bytes; a year has some forty rows, so that more is some other file."""
_LARGEST_UNPACKED: Final = 20 << 20

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BYTE_ORDER_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class UnreadableTableError(ValueError):
    """The bytes are no table; the message says so in words for the person who uploaded them."""


def read_table(content: bytes) -> list[list[object]]:
    """All rows of the first sheet, empty ones too, so that index + 1 is the row number people see."""
    if not content.strip():
        raise UnreadableTableError("文件是空的。")
    if len(content) > LARGEST_FILE:
        raise UnreadableTableError("文件超过1 MB，不像是一年的放假安排。")
    if content.startswith((_ZIP, _OLE)):
        return _workbook(content)
    return _csv(_decoded(content))


def _workbook(content: bytes) -> list[list[object]]:
    from zipfile import BadZipFile, ZipFile

    from python_calamine import CalamineError, CalamineWorkbook

    try:
        if content.startswith(_ZIP):
            with ZipFile(BytesIO(content)) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED:
                    raise UnreadableTableError("表格展开后太大，不像是一年的放假安排。")
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        sheet = workbook.get_sheet_by_index(0)
        return [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except (BadZipFile, CalamineError, NotImplementedError, OSError) as error:
        # zipfile raises NotImplementedError for a zip of a later version
        raise UnreadableTableError("表格打不开，请用 WPS 或 Excel 另存为 XLSX 再导入。") from error


def _decoded(content: bytes) -> str:
    """Text of a CSV: by its byte order mark, else UTF-8, else the GBK family that WPS and Excel write in China."""
    encodings = [name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableTableError("文字的编码认不出，请另存为 UTF-8 的 CSV 或 XLSX 再导入。")


def _csv(text: str) -> list[list[object]]:
    delimiter = max(",\t;", key=text.count)
    try:
        return [list(row) for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise UnreadableTableError("这不是 CSV 或 XLSX 表格。") from error
