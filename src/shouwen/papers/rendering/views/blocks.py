"""The shapes a paper is drawn from. A view is plain data; typst and DOCX templates draw the same view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NotRequired, TypedDict

from shouwen.papers.rendering.views.words import printable

TEXT_WIDTH_MM = 171
"""Width of the text on A4 (210 mm less margins of 20 and 19 mm)."""


class Span(TypedDict):
    """A run of text; `bold` for what the reader must not miss."""

    text: str
    bold: bool


class Entry(TypedDict):
    """A label with its lines (依据, 交到哪里)."""

    label: str
    lines: list[list[Span]]


class Column(TypedDict):
    """A column of a table; the widths of a table add up to TEXT_WIDTH_MM."""

    title: str
    width_mm: int
    centred: bool
    bold: bool


class Block(TypedDict):
    """One part of the body. `shape` says which of the other keys is there."""

    shape: str
    spans: NotRequired[list[Span]]
    entries: NotRequired[list[Entry]]
    rows: NotRequired[list[list[str]]]
    columns: NotRequired[list[Column]]
    lines: NotRequired[list[str]]
    title: NotRequired[str]


class NoticeView(TypedDict):
    """Everything the notice templates draw, in reading order."""

    layout: str
    title: str
    centre: str
    head: list[str]
    info: list[list[str]]
    salutation: str
    blocks: list[Block]
    signatures: list[str]
    seal: list[str]
    seal_ring: bool
    copies_label: str
    copies: list[str]
    foot: str
    language: str


def _column(title: str, width_mm: int, *, centred: bool = False, bold: bool = False) -> Column:
    return {"title": title, "width_mm": width_mm, "centred": centred, "bold": bold}


TABLES: dict[str, list[Column]] = {
    "correction": [
        _column("序号", 12, centred=True),
        _column("材料名称", 44),
        _column("情况", 17, centred=True, bold=True),
        _column("原因", 44),
        _column("补正要求", 54),
    ],
    "guide": [
        _column("序号", 12, centred=True),
        _column("材料名称", 60),
        _column("形式", 24, centred=True),
        _column("什么时候要", 32),
        _column("怎么取得", 43),
    ],
    "received": [
        _column("序号", 12, centred=True),
        _column("材料名称", 75),
        _column("形式", 24, centred=True),
        _column("份数", 16, centred=True),
        _column("备注", 44),
    ],
    "documents": [_column("序号", 12, centred=True), _column("结果文书", 90), _column("文号或证号", 69)],
    "owed": [_column("序号", 12, centred=True), _column("容缺的材料", 105), _column("最迟补交", 54, centred=True)],
}
"""Every table a notice can carry. The DOCX template holds one prototype of each."""


def plain(text: str) -> Span:
    """Ordinary text."""
    return {"text": text, "bold": False}


def strong(text: str) -> Span:
    """Bold text."""
    return {"text": text, "bold": True}


def paragraph(*spans: Span) -> Block:
    """A paragraph with an indent of two characters."""
    return {"shape": "paragraph", "spans": list(spans)}


def entry(label: str, *lines: Span | list[Span] | str) -> Entry:
    """A labelled entry; a line is text, a span or several spans."""
    return {"label": label, "lines": [_line(line) for line in lines]}


def entries(*items: Entry) -> Block:
    """Labelled entries one under the other; entries without a word are left out."""
    return {
        "shape": "entries",
        "entries": [item for item in items if any(span["text"] for line in item["lines"] for span in line)],
    }


def table(name: str, rows: Iterable[tuple[str, ...]]) -> Block:
    """A table of TABLES whose rows are numbered from 1."""
    numbered = [[str(index), *row] for index, row in enumerate(rows, start=1)]
    return {"shape": name, "columns": TABLES[name], "rows": numbered}


def heading(title: str) -> Block:
    """A line in bold above a table."""
    return {"shape": "heading", "title": title}


def stub(title: str, rows: list[list[str]], lines: list[str]) -> Block:
    """A part to cut off along a dashed line, with its own facts and places to sign."""
    return {"shape": "stub", "title": title, "rows": rows, "lines": lines}


def clean(value: object) -> object:
    """A copy of a view in which every text can be printed (see `printable`)."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    return value


def _line(line: Span | list[Span] | str) -> list[Span]:
    if isinstance(line, str):
        return [plain(line)]
    return line if isinstance(line, list) else [line]
