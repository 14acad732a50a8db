"""Small pieces of WordprocessingML that python-docx has no words for, used to build the DOCX templates."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BODY_FONT = "仿宋_GB2312"
TITLE_FONT = "方正小标宋简体"
LATIN_FONT = "Times New Roman"
# The schema fixes the order of properties; Word calls a file damaged that has another. Only what the templates use is listed.
SCHEMA_ORDER = {
    "pPr": ["pStyle", "keepNext", "pageBreakBefore", "pBdr", "tabs", "spacing", "ind", "jc", "rPr"],
    "rPr": ["rFonts", "b", "strike", "sz", "szCs", "u", "bdr", "lang"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
    "tcPr": ["tcW", "gridSpan", "tcBorders", "vAlign"],
}
CENTRE, RIGHT, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT


def element(tag: str, **attributes: object) -> Any:
    """Make an element of the `w` namespace with attributes of the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def set_fonts(properties: Any, east_asian: str = BODY_FONT) -> None:
    """Name the fonts for all scripts; without `eastAsia` Word and WPS take their own for Chinese."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("rFonts", ascii=LATIN_FONT, hAnsi=LATIN_FONT, eastAsia=east_asian, cs=LATIN_FONT))


def add_run(paragraph: Paragraph, text: str, *, size: float = 0, bold: bool = False, font: str = "") -> Run:
    """Add text in one run."""
    run = paragraph.add_run(text)
    if size:
        run.font.size = Pt(size)
    if bold:
        run.bold = True
    if font:
        set_fonts(run._r.get_or_add_rPr(), font)
    return run


def add_boxed_run(paragraph: Paragraph, text: str, *, size: float = 0) -> Run:
    """Add text in a drawn frame: a box to tick that needs no special font."""
    run = add_run(paragraph, text, size=size)
    run._r.get_or_add_rPr().append(element("bdr", val="single", sz=6, space=0, color="000000"))
    return run


def add_blank_line(paragraph: Paragraph, characters: int) -> Run:
    """Add an underlined space of so many Chinese characters, to sign on."""
    run = add_run(paragraph, "　" * characters)
    run.underline = True
    return run


def add_field(paragraph: Paragraph, code: str, *, size: float) -> None:
    """Add a field such as PAGE."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = add_run(paragraph, "1" if kind == "shown" else "", size=size)
        if kind == "code":
            instruction = element("instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind != "shown":
            run._r.append(element("fldChar", fldCharType=kind))


def add_spans(paragraph: Paragraph, source: str) -> None:
    """Add the runs of a list of spans, bold where the span is."""
    for tag in (f"{{%r for span in {source} %}}", "{%r if span.bold %}"):
        add_run(paragraph, tag)
    add_run(paragraph, "{{ span.text }}", bold=True)
    add_run(paragraph, "{%r else %}")
    add_run(paragraph, "{{ span.text }}")
    for tag in ("{%r endif %}", "{%r endfor %}"):
        add_run(paragraph, tag)


def set_spacing(paragraph: Paragraph, *, before: float = 0, after: float = 0, exact: float = 0) -> None:
    """Set the space around a paragraph, and its line height exactly, in points: lines are as high in every font."""
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    if exact:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(exact)


def write_cell(cell: _Cell, text: str, *, size: float = 11, bold: bool = False, align: Any = LEFT) -> Paragraph:
    """Put text into the first paragraph of a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    set_spacing(paragraph, exact=round(size * 1.35))
    add_run(paragraph, text, size=size, bold=bold)
    return paragraph


def make_table(parent: Document | _Cell, widths_mm: list[float], *, rows: int = 1, bordered: bool = True) -> Table:
    """Add a table with fixed column widths."""
    table = parent.add_table(rows, len(widths_mm))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    properties = table._tbl.tblPr
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single" if bordered else "nil", sz=6, space=0, color="000000"))
    properties.append(borders)
    margins = element("tblCellMar")
    for side, inset in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85)):
        margins.append(element(side, w=inset if bordered else 0, type="dxa"))
    properties.append(margins)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        keep_whole(row)
        for cell in row.cells:
            cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))
    return table


def keep_whole(row: _Row) -> None:
    """Don't break a row across pages."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def repeat_as_header(row: _Row) -> None:
    """Print this row again on each further page."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def align_top(cell: _Cell) -> None:
    """Start a cell's text at its upper edge; cells are centred otherwise."""
    cell._tc.get_or_add_tcPr().find(qn("w:vAlign")).set(qn("w:val"), "top")


def set_border(properties: Any, side: str, *, eighths: int, space: int = 0) -> None:
    """Draw a black line at one side of a paragraph (pPr) or a cell (tcPr), in eighths of a point."""
    borders = element("pBdr" if properties.tag == qn("w:pPr") else "tcBorders")
    borders.append(element(side, val="single", sz=eighths, space=space, color="000000"))
    properties.append(borders)


def set_height(row: _Row, height_mm: float) -> None:
    """Give a row a least height."""
    row.height = Mm(height_mm)
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST


def write_tag_row(row: _Row, tag: str) -> None:
    """A row that only carries a `{%tr … %}` tag; it vanishes when the template is filled."""
    row.cells[0].paragraphs[0].add_run(tag)


def put_in_schema_order(root: Any) -> None:
    """Sort the properties of paragraphs, runs, tables and cells under an element as the schema wants them."""
    for name, order in SCHEMA_ORDER.items():
        ranks = {qn(f"w:{tag}"): rank for rank, tag in enumerate(order)}
        for properties in root.iter(qn(f"w:{name}")):
            properties[:] = sorted(properties, key=lambda child: ranks[child.tag])
