"""Build the DOCX templates of papers (src/shouwen/papers/templates_docx/) with python-docx.

An office may change the files in WPS afterwards; the tags in braces are docxtpl's. `--check` only compares.
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from docx_parts import (
    CENTRE,
    LEFT,
    RIGHT,
    TITLE_FONT,
    add_blank_line,
    add_boxed_run,
    add_field,
    add_run,
    add_spans,
    align_top,
    element,
    make_table,
    repeat_as_header,
    set_border,
    set_fonts,
    set_height,
    set_spacing,
    write_cell,
    write_tag_row,
)
from shouwen.papers.rendering.docx_package import with_fixed_times
from shouwen.papers.rendering.views.blocks import TABLES, TEXT_WIDTH_MM

PLACE = Path(__file__).resolve().parent.parent / "src/shouwen/papers/templates_docx/v1"
BUILT = datetime(2026, 1, 1)  # noqa: DTZ001  (a fixed stamp, not a moment)
DATE_TO_FILL = "　　年　　月　　日"


def new_document() -> Document:
    """An empty A4 document with the fonts, margins and properties of a paper."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(12), Mm(20)
    section.left_margin, section.right_margin = Mm(20), Mm(19)
    section.header_distance, section.footer_distance = Mm(6), Mm(10)
    normal = document.styles["Normal"]
    normal.font.size = Pt(12)
    properties = normal.element.get_or_add_rPr()
    set_fonts(properties)
    properties.append(element("lang", val="en-US", eastAsia="zh-CN"))
    normal.paragraph_format.space_after = Pt(0)
    core = document.core_properties
    core.title, core.author, core.comments = "", "", ""
    core.language, core.created, core.modified, core.revision = "zh-CN", BUILT, BUILT, 1
    return document


def add_tag(parent: Document | _Cell, tag: str) -> None:
    """A paragraph that only carries a `{%p … %}` tag; it vanishes when the template is filled."""
    parent.add_paragraph(tag)


def add_gap(parent: Document | _Cell, points: float = 4) -> None:
    """An empty line that low; two tables that touch would be joined into one."""
    set_spacing(parent.add_paragraph(), exact=points)


def add_masthead(document: Document) -> None:
    """Centre, number between reference and count, 文武线, title."""
    centre = document.add_paragraph()
    centre.alignment = CENTRE
    set_spacing(centre, after=4)
    add_run(centre, "{{ centre }}", size=18.5, font=TITLE_FONT)
    head = make_table(document, [TEXT_WIDTH_MM / 3] * 3, bordered=False)
    for index, align in enumerate((LEFT, CENTRE, RIGHT)):
        cell = head.rows[0].cells[index]
        write_cell(cell, f"{{{{ head[{index}] }}}}", size=12 if index == 1 else 11, align=align)
        set_border(cell._tc.get_or_add_tcPr(), "bottom", eighths=18)
    thin_rule = document.add_paragraph()
    set_spacing(thin_rule, exact=2.5)
    set_border(thin_rule._p.get_or_add_pPr(), "bottom", eighths=6)
    title = document.add_paragraph()
    title.alignment = CENTRE
    set_spacing(title, before=10, after=8)
    add_run(title, "{{ title }}", size=22, font=TITLE_FONT)


def add_facts(document: Document) -> None:
    """The facts on the left, the QR code on the right."""
    outer = make_table(document, [131, 40], bordered=False)
    left, right = outer.rows[0].cells
    align_top(left)
    align_top(right)
    facts = make_table(left, [24, 103], rows=3)
    write_tag_row(facts.rows[0], "{%tr for row in info %}")
    write_cell(facts.rows[1].cells[0], "{{ row[0] }}", bold=True, align=CENTRE)
    write_cell(facts.rows[1].cells[1], "{{ row[1] }}")
    set_height(facts.rows[1], 9)
    write_tag_row(facts.rows[2], "{%tr endfor %}")
    left._tc.remove(left.paragraphs[0]._p)
    set_spacing(left.paragraphs[-1], exact=1)  # python-docx puts an empty paragraph behind a nested table
    right.paragraphs[0].add_run("{%p if qr %}")
    picture = right.add_paragraph("{{ qr.picture }}")
    caption = right.add_paragraph()
    add_run(caption, "{{ qr.caption }}", size=10)
    set_spacing(caption, before=2, exact=13)
    for paragraph in (picture, caption):
        paragraph.alignment = CENTRE
    add_tag(right, "{%p endif %}")
    add_gap(right, 1)
    add_gap(document)


def add_body_paragraph(document: Document) -> Paragraph:
    """A paragraph with an indent of two characters."""
    paragraph = document.add_paragraph()
    set_spacing(paragraph, after=4, exact=20)
    paragraph._p.get_or_add_pPr().append(element("ind", firstLineChars=200, firstLine=480))
    return paragraph


def add_listing(document: Document, name: str) -> None:
    """The prototype of one table of TABLES."""
    columns = TABLES[name]
    table = make_table(document, [column["width_mm"] for column in columns], rows=4)
    repeat_as_header(table.rows[0])
    write_tag_row(table.rows[1], "{%tr for row in block.rows %}")
    write_tag_row(table.rows[3], "{%tr endfor %}")
    for index, column in enumerate(columns):
        write_cell(table.rows[0].cells[index], column["title"], bold=True, align=CENTRE)
        align = CENTRE if column["centred"] else LEFT
        write_cell(table.rows[2].cells[index], f"{{{{ row[{index}] }}}}", bold=column["bold"], align=align)
    add_gap(document, 6)


def add_entries(document: Document) -> None:
    """Labels in bold with their lines beside them."""
    table = make_table(document, [27, TEXT_WIDTH_MM - 27], rows=3, bordered=False)
    write_tag_row(table.rows[0], "{%tr for item in block.entries %}")
    label, lines = table.rows[1].cells
    for cell in (label, lines):
        align_top(cell)
    set_spacing(write_cell(label, "{{ item.label }}", size=12, bold=True), after=1, exact=17)
    lines.paragraphs[0].add_run("{%p for line in item.lines %}")
    line = lines.add_paragraph()
    set_spacing(line, after=1, exact=17)
    add_spans(line, "line")
    add_tag(lines, "{%p endfor %}")
    write_tag_row(table.rows[2], "{%tr endfor %}")
    add_gap(document, 6)


def add_stub(document: Document) -> None:
    """The part to cut off."""
    cut = document.add_paragraph()
    cut.alignment = CENTRE
    set_spacing(cut, before=12, after=6)
    add_run(cut, "－ － － － － － － － － － － － － 沿虚线剪下 － － － － － － － － － － － － －", size=9)
    title = document.add_paragraph()
    title.alignment = CENTRE
    set_spacing(title, after=6)
    add_run(title, "{{ block.title }}", size=16, font=TITLE_FONT)
    facts = make_table(document, [24, TEXT_WIDTH_MM - 24], rows=3)
    write_tag_row(facts.rows[0], "{%tr for row in block.rows %}")
    write_cell(facts.rows[1].cells[0], "{{ row[0] }}", bold=True, align=CENTRE)
    write_cell(facts.rows[1].cells[1], "{{ row[1] }}")
    write_tag_row(facts.rows[2], "{%tr endfor %}")
    sign = document.add_paragraph()
    set_spacing(sign, before=16, after=4)
    add_run(sign, "{{ block.lines[0] }}")
    add_blank_line(sign, 10)
    add_run(sign, f"{DATE_TO_FILL}　　时　　分")
    set_spacing(document.add_paragraph("{{ block.lines[1] }}"), exact=18)


def add_blocks(document: Document) -> None:
    """The body: every block in its shape. The stub comes after the signatures."""
    add_tag(document, "{%p for block in blocks if block.shape != 'stub' %}")
    add_tag(document, "{%p if block.shape == 'paragraph' %}")
    add_spans(add_body_paragraph(document), "block.spans")
    add_tag(document, "{%p elif block.shape == 'heading' %}")
    heading = document.add_paragraph()
    set_spacing(heading, before=2, after=4)
    heading.paragraph_format.keep_with_next = True
    add_run(heading, "{{ block.title }}", bold=True)
    add_tag(document, "{%p elif block.shape == 'entries' %}")
    add_entries(document)
    for name in TABLES:
        add_tag(document, f"{{%p elif block.shape == '{name}' %}}")
        add_listing(document, name)
    add_tag(document, "{%p endif %}")
    add_tag(document, "{%p endfor %}")


def add_signatures(document: Document) -> None:
    """Places to sign, and to their right the centre's name over its date where the seal goes."""
    add_tag(document, "{%p if seal %}")
    table = make_table(document, [108, 63], bordered=False)
    left, right = table.rows[0].cells
    set_height(table.rows[0], 38)
    left.paragraphs[0].add_run("{%p for label in signatures %}")
    line = left.add_paragraph()
    set_spacing(line, before=8, after=8, exact=20)
    add_run(line, "{{ label }}")
    add_blank_line(line, 7)
    add_run(line, DATE_TO_FILL)
    add_tag(left, "{%p endfor %}")
    right.paragraphs[0].add_run("{%p for line in seal %}")
    seal = right.add_paragraph("{{ line }}")
    add_tag(right, "{%p endfor %}")
    add_tag(right, "{%p if seal_ring %}")
    mark = right.add_paragraph("（盖章处）")
    add_tag(right, "{%p endif %}")
    for paragraph in (seal, mark):
        paragraph.alignment = CENTRE
        set_spacing(paragraph, exact=20)
    add_tag(document, "{%p else %}")
    row = document.add_paragraph()
    set_spacing(row, before=12, after=2, exact=20)
    add_run(row, "{%r for label in signatures %}")
    add_run(row, "{{ label }}")
    add_blank_line(row, 6)
    add_run(row, "　")
    add_run(row, "{%r endfor %}")
    add_run(row, DATE_TO_FILL)
    add_tag(document, "{%p endif %}")


def add_foot(document: Document, *, has_copies: bool) -> None:
    """Copies with drawn boxes on the left, what the paper rests on and the pages on the right."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.style = document.styles["Normal"]  # the footer style has tab stops of its own
    properties = foot._p.get_or_add_pPr()
    set_border(properties, "top", eighths=6, space=4)
    tabs = element("tabs")
    tabs.append(element("tab", val="right", pos=round(TEXT_WIDTH_MM / 25.4 * 1440)))
    properties.append(tabs)
    if has_copies:
        add_run(foot, "{{ copies_label }}", size=10)
        add_run(foot, "{%r for keeper in copies %}")
        add_run(foot, "　", size=10)
        add_run(foot, "{%r if loop.index == copy %}")
        add_boxed_run(foot, "√", size=9)
        add_run(foot, "{%r else %}")
        add_boxed_run(foot, "　", size=9)
        add_run(foot, "{%r endif %}")
        add_run(foot, " 第{{ loop.index }}份 {{ keeper }}", size=10)
        add_run(foot, "{%r endfor %}")
    add_run(foot, "\t{{ foot }}　第", size=10)
    add_field(foot, "PAGE", size=10)
    add_run(foot, "页，共", size=10)
    add_field(foot, "NUMPAGES", size=10)
    add_run(foot, "页", size=10)


def notice() -> Document:
    """The template of every notice and slip."""
    document = new_document()
    add_masthead(document)
    add_facts(document)
    add_tag(document, "{%p if salutation %}")
    set_spacing(document.add_paragraph("{{ salutation }}"), exact=20)
    add_tag(document, "{%p endif %}")
    add_blocks(document)
    add_signatures(document)
    add_tag(document, "{%p for block in blocks if block.shape == 'stub' %}")
    add_stub(document)
    add_tag(document, "{%p endfor %}")
    add_foot(document, has_copies=True)
    return document


def add_sheet_lines(document: Document) -> None:
    """条款, 事实, 状态, 扣分, grouped by part."""
    table = make_table(document, [31, TEXT_WIDTH_MM - 78, 23, 24], rows=10)
    rows = table.rows
    repeat_as_header(rows[0])
    for index, name in enumerate(("条款", "事实", "状态", "扣分")):
        write_cell(rows[0].cells[index], name, bold=True, align=CENTRE)
    write_tag_row(rows[1], "{%tr for group in groups %}")
    write_cell(rows[2].cells[0].merge(rows[2].cells[3]), "{{ group.name }}　{{ group.subtotal }}", bold=True)
    write_tag_row(rows[3], "{%tr for row in group.rows %}")
    clause, fact, state, points = rows[4].cells
    write_cell(clause, "{{ row.clause }}")
    words = write_cell(fact, "{{ row.fact }}")
    add_run(words, "{%r if row.mark %}")
    add_run(words, " ", size=9)
    add_boxed_run(words, "{{ row.mark }}", size=9)
    add_run(words, "{%r endif %}")
    set_spacing(fact.add_paragraph(), exact=13)
    add_run(fact.paragraphs[1], "{{ row.detail }}", size=9.5)
    write_cell(state, "{{ row.state }}", align=CENTRE)
    counted = points.paragraphs[0]
    counted.alignment = RIGHT
    set_spacing(counted, exact=15)
    add_run(counted, "{{ row.raw }}", size=11).font.strike = True
    add_run(counted, " {{ row.points }}", size=11, bold=True)
    write_tag_row(rows[5], "{%tr endfor %}")
    write_tag_row(rows[6], "{%tr if not group.rows %}")
    write_cell(rows[7].cells[0].merge(rows[7].cells[3]), "本月没有扣分", align=CENTRE)
    write_tag_row(rows[8], "{%tr endif %}")
    write_tag_row(rows[9], "{%tr endfor %}")


def add_sheet_signatures(document: Document) -> None:
    """A row for each who signs."""
    table = make_table(document, [40, 61, 70], rows=3)
    write_tag_row(table.rows[0], "{%tr for role, name, note in signatures %}")
    set_height(table.rows[1], 14)
    write_cell(table.rows[1].cells[0], "{{ role }} {{ name }}", bold=True)
    write_cell(table.rows[1].cells[1], "{{ note }}", size=10)
    write_cell(table.rows[1].cells[2], f"签名：　　　　{DATE_TO_FILL}")
    write_tag_row(table.rows[2], "{%tr endfor %}")


def add_traces(document: Document) -> None:
    """How each number came about, on the next page."""
    add_tag(document, "{%p if traces %}")
    title = document.add_paragraph()
    title.paragraph_format.page_break_before = True
    title.alignment = CENTRE
    set_spacing(title, after=8)
    add_run(title, "怎么算出来的", size=20, font=TITLE_FONT)
    add_tag(document, "{%p for trace in traces %}")
    heading = document.add_paragraph()
    heading.paragraph_format.keep_with_next = True
    set_spacing(heading, before=10, after=2)
    add_run(heading, "{{ trace.clause }}　{{ trace.title }}", bold=True)
    set_spacing(document.add_paragraph("条文：{{ trace.words }}"), exact=17)
    add_tag(document, "{%p for reading in trace.readings %}")
    set_spacing(document.add_paragraph("读法：{{ reading }}"), exact=17)
    add_tag(document, "{%p endfor %}")
    set_spacing(document.add_paragraph("事实：{{ trace.facts|length }}件"), after=2, exact=17)
    facts = make_table(document, [22, 36, TEXT_WIDTH_MM - 96, 22, 16], rows=4)
    repeat_as_header(facts.rows[0])
    for index, name in enumerate(("日期", "件", "什么事", "分", "累计")):
        write_cell(facts.rows[0].cells[index], name, size=10.5, bold=True, align=CENTRE)
        align = RIGHT if index >= 3 else LEFT
        write_cell(facts.rows[2].cells[index], f"{{{{ fact[{index}] }}}}", size=10.5, align=align)
    write_tag_row(facts.rows[1], "{%tr for fact in trace.facts %}")
    write_tag_row(facts.rows[3], "{%tr endfor %}")
    arithmetic = document.add_paragraph()
    set_spacing(arithmetic, before=2, exact=17)
    add_run(arithmetic, "算式：{{ trace.arithmetic }}", bold=True)
    add_tag(document, "{%p endfor %}")
    add_tag(document, "{%p endif %}")


def month_sheet() -> Document:
    """The template of 月度考核表."""
    document = new_document()
    add_masthead(document)
    info = make_table(document, [20, 65.5, 20, 65.5], rows=2)
    for line in range(2):
        for index in range(4):
            is_label = index % 2 == 0
            text = f"{{{{ info[{line}][{index}] }}}}"
            write_cell(info.rows[line].cells[index], text, bold=is_label, align=CENTRE if is_label else LEFT)
    add_gap(document, 6)
    add_sheet_lines(document)
    total = document.add_paragraph()
    set_spacing(total, before=6, after=4)
    add_run(total, "本月扣 ")
    add_run(total, "{{ total }}", size=18, bold=True)
    add_run(total, "　{{ sums }}　")
    add_run(total, "{{ undecided }}", bold=True)
    add_tag(document, "{%p for remark in remarks %}")
    set_spacing(document.add_paragraph("{{ remark }}"), after=2)
    add_tag(document, "{%p endfor %}")
    add_gap(document, 10)
    add_sheet_signatures(document)
    add_gap(document)
    add_traces(document)
    add_foot(document, has_copies=False)
    return document


def built() -> dict[str, bytes]:
    """Every template as bytes, by file name."""
    made = {}
    for name, document in (("notice.docx", notice()), ("month_sheet.docx", month_sheet())):
        target = io.BytesIO()
        document.save(target)
        made[name] = with_fixed_times(target.getvalue())
    return made


def parts(package: bytes) -> dict[str, bytes]:
    """The unpacked parts of a DOCX: two packers may compress differently."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main(arguments: list[str]) -> int:
    """Write the templates, or with `--check` return 1 and name those that differ from what would be written."""
    templates = built()
    if "--check" in arguments:
        stale = [
            name
            for name, package in templates.items()
            if not (PLACE / name).is_file() or parts((PLACE / name).read_bytes()) != parts(package)
        ]
        print("模板与生成脚本一致" if not stale else f"模板过期，请重新生成：{'、'.join(stale)}")
        return 1 if stale else 0
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, package in templates.items():
        (PLACE / name).write_bytes(package)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
