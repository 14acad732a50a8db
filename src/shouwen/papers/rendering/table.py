"""登记簿的打印稿: a register as PDF, A4 landscape. No numbered paper: it says who printed it when, and may be printed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shouwen.papers.rendering.pdf import NoGlyphError, drawn
from shouwen.papers.rendering.views.words import printable

TEMPLATE = "v1/table.typ"
LONGEST_CELL = 260
"""Characters of a cell on paper; what is longer ends in …, and stands whole on the screen and in the workbook."""
NO_GLYPH = "〓"
"""Stands for a character that no font has, as in print of old; the remark says so."""


@dataclass(frozen=True, slots=True)
class PrintColumn:
    """A column; widths are shares of the page's width."""

    title: str
    width: int
    centred: bool = False


@dataclass(frozen=True, slots=True)
class PrintTable:
    """A register to print: the centre and title above, period and remark beside each other, rows of text, a line at the foot."""

    title: str
    centre: str
    period: str
    remark: str
    made: str
    columns: Sequence[PrintColumn]
    rows: Sequence[Sequence[str]]


def render_table(table: PrintTable, *, on: date) -> bytes:
    """Draw it as PDF/A-2a; rows are numbered and never cut, each page has the header and 第 x 页，共 y 页."""
    drawing = {
        "title": table.title,
        "centre": table.centre,
        "period": table.period,
        "remark": table.remark,
        "made": table.made,
        "columns": [{"title": one.title, "width": one.width, "centred": one.centred} for one in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }
    try:
        return drawn(TEMPLATE, drawing, on=on)
    except NoGlyphError as error:
        unknown = str.maketrans(dict.fromkeys(error.characters, NO_GLYPH))
        drawing["rows"] = [[cell.translate(unknown) for cell in row] for row in drawing["rows"]]
        drawing["remark"] = f"{table.remark}　{NO_GLYPH}处的字打印字体里没有"
        return drawn(TEMPLATE, drawing, on=on)


def _cell(text: str) -> str:
    text = printable(text).strip()
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
