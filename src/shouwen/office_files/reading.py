"""读表格: a CSV or a workbook from an office becomes rows of text with the row numbers that people see in WPS."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from shouwen.office_files.cells import is_damaged, text_of
from shouwen.refusals import Refusal, Refused, refuse

MOST_BYTES = 20 << 20
TOO_LARGE = Refusal("file_too_large", f"文件超过 {MOST_BYTES >> 20} MB", way_out="按月分成几个文件再导入")
MOST_ROWS = 100_000
MOST_COLUMNS = 200
_MOST_UNPACKED = 400 << 20

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OTHER_FILES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"MZ", "程序"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"{\\rtf", "文档"),
)
SAVE_AS = "用 WPS 或 Excel 打开，另存为 XLSX 或 CSV 再导入"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as WPS shows it, and its cells as text. A cell in `damaged` lost digits when it became a number."""

    number: int
    cells: tuple[str, ...]
    damaged: frozenset[int] = frozenset()

    def cell(self, column: int | None) -> str:
        """The text of a column (from 0); empty where the row is shorter, or for no column."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file that hold anything, in order; `sheet` is the name of the sheet they come from."""

    rows: tuple[Row, ...]
    sheet: str = ""


def read_table(content: bytes, *, sheet: str = "", called: str = "") -> Table:
    """Rows of a CSV (UTF-8 or GBK; comma, semicolon or tab) or of a workbook: the named sheet, else the first with rows.

    By what the bytes are; only text that is `called` .xlsx or .ods (the name of the file) is no CSV.
    Raises Refused: empty, too large, no table, locked, no such sheet."""
    if not content.strip():
        raise refuse("file_empty", "文件是空的", way_out="看看选的是不是这个文件")
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    for mark, name in _OTHER_FILES:
        if content.startswith(mark):
            raise refuse("file_no_table", f"这是{name}，不是表格", way_out="选 CSV 或 XLSX 文件")
    if content.startswith((_ZIP, _OLE)):
        return _workbook(content, sheet)
    if called.lower().endswith((".xlsx", ".ods")):
        kind = called.rpartition(".")[2].upper()
        raise refuse("file_no_table", f"文件名是 {kind}，里面不是 {kind} 表格，或者坏了", way_out=SAVE_AS)
    return Table(_rows(_csv_rows(_decoded(content))))


def _workbook(content: bytes, wanted: str) -> Table:
    try:
        if content.startswith(_ZIP):
            with ZipFile(BytesIO(content)) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                    raise refuse("file_too_large", "表格展开后太大", way_out="按月分成几个文件再导入")
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            if wanted and wanted not in book.sheet_names:
                raise refuse("sheet_unknown", f"文件里没有叫“{wanted}”的工作表")
            for name in [wanted] if wanted else book.sheet_names:
                found = book.get_sheet_by_name(name)
                if found.total_height > MOST_ROWS:
                    raise _too_many_rows()
                rows = _rows(found.to_python(skip_empty_area=False))
                if rows or wanted:
                    return Table(rows, name)
    except PasswordError as error:
        raise refuse("file_locked", "表格加了密码，打不开", way_out="去掉密码另存一份再导入") from error
    except (BadZipFile, CalamineError, NotImplementedError, OSError, ValueError) as error:
        # zipfile raises NotImplementedError for a zip of a later version.
        raise refuse("file_no_table", "这个文件不是表格，或者坏了", way_out=SAVE_AS) from error
    raise refuse("file_empty", "表格里没有内容", way_out="看看选的是不是这个文件")


def _decoded(content: bytes) -> str:
    """Text of a CSV: by its byte order mark, else UTF-8, else the GBK family that WPS and Excel write in China."""
    encodings = [name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if text.lstrip()[:9].lower().startswith(("<!doctype", "<html", "<table", "<?xml")):
            raise refuse("file_no_table", "这是网页格式的表格，改了扩展名也认不出", way_out=SAVE_AS)
        return text
    raise refuse("file_no_table", "这个文件不是表格，或者文字的编码认不出", way_out=SAVE_AS)


def _csv_rows(text: str) -> Iterable[list[str]]:
    head = text[:65536]
    delimiter = max(",\t;", key=head.count)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise refuse("file_no_table", "这个文件不是表格，或者坏了", way_out=SAVE_AS) from error


def _rows(raw: Iterable[Sequence[object]]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for number, values in enumerate(raw, start=1):
        if number > MOST_ROWS:
            raise _too_many_rows()
        if len(values) > MOST_COLUMNS and any(text_of(value) for value in values[MOST_COLUMNS:]):
            raise refuse("too_many_columns", f"第 {number} 行超过 {MOST_COLUMNS} 列，不像是这种表格")
        values = values[:MOST_COLUMNS]
        cells = tuple(text_of(value) for value in values)
        if any(cells):
            damaged = frozenset(place for place, value in enumerate(values) if is_damaged(value))
            rows.append(Row(number, cells, damaged))
    return tuple(rows)


def _too_many_rows() -> Exception:
    return refuse("too_many_rows", f"表格超过 {MOST_ROWS:,} 行", way_out="按月分成几个文件再导入")
