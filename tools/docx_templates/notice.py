"""The DOCX templates of every notice and slip, and of the official letters."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from docx_templates.frame import DATE_TO_FILL, add_foot, add_gap, add_masthead, add_tag, new_document
from docx_templates.measures import LETTER, NOTICE, Measure
from docx_templates.parts import (
    CENTRE,
    LEFT,
    TITLE_FONT,
    add_blank_line,
    add_run,
    add_spans,
    align_top,
    element,
    make_table,
    repeat_as_header,
    set_height,
    set_spacing,
    write_cell,
    write_tag_row,
)
from shouwen.papers.rendering.views.blocks import TABLES


def add_facts(document: Document, measure: Measure) -> None:
    """The facts on the left, the QR code on the right."""
    outer = make_table(document, [measure.width - 40, 40], bordered=False)
    left, right = outer.rows[0].cells
    align_top(left)
    align_top(right)
    label = 2 * measure.body
    facts = make_table(left, [label, measure.width - 44 - label], rows=3)
    write_tag_row(facts.rows[0], "{%tr for row in info %}")
    write_cell(facts.rows[1].cells[0], "{{ row[0] }}", size=measure.table, bold=True, align=CENTRE)
    write_cell(facts.rows[1].cells[1], "{{ row[1] }}", size=measure.table)
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


def add_body_paragraph(document: Document, measure: Measure) -> Paragraph:
    """A paragraph with an indent of two characters."""
    paragraph = document.add_paragraph()
    set_spacing(paragraph, after=4, exact=measure.line)
    indent = round(2 * measure.body * 20)
    paragraph._p.get_or_add_pPr().append(element("ind", firstLineChars=200, firstLine=indent))
    return paragraph


def add_listing(document: Document, name: str, measure: Measure) -> None:
    """The prototype of one table of TABLES."""
    columns = TABLES[name]
    table = make_table(document, measure.widths(columns), rows=4)
    repeat_as_header(table.rows[0])
    write_tag_row(table.rows[1], "{%tr for row in block.rows %}")
    write_tag_row(table.rows[3], "{%tr endfor %}")
    for index, column in enumerate(columns):
        write_cell(table.rows[0].cells[index], column["title"], size=measure.table, bold=True, align=CENTRE)
        align = CENTRE if column["centred"] else LEFT
        cell = table.rows[2].cells[index]
        write_cell(cell, f"{{{{ row[{index}] }}}}", size=measure.table, bold=column["bold"], align=align)
    add_gap(document, 6)


def add_entries(document: Document, measure: Measure) -> None:
    """Labels in bold with their lines beside them."""
    label_width = 2.25 * measure.body
    table = make_table(document, [label_width, measure.width - label_width], rows=3, bordered=False)
    write_tag_row(table.rows[0], "{%tr for item in block.entries %}")
    label, lines = table.rows[1].cells
    for cell in (label, lines):
        align_top(cell)
    exact = round(measure.body * 1.4)
    set_spacing(write_cell(label, "{{ item.label }}", size=measure.body, bold=True), after=1, exact=exact)
    lines.paragraphs[0].add_run("{%p for line in item.lines %}")
    line = lines.add_paragraph()
    set_spacing(line, after=1, exact=exact)
    add_spans(line, "line")
    add_tag(lines, "{%p endfor %}")
    write_tag_row(table.rows[2], "{%tr endfor %}")
    add_gap(document, 6)


def add_stub(document: Document, measure: Measure) -> None:
    """The part to cut off."""
    cut = document.add_paragraph()
    cut.alignment = CENTRE
    set_spacing(cut, before=12, after=6)
    add_run(cut, "－ － － － － － － － － － － － － 沿虚线剪下 － － － － － － － － － － － － －", size=9)
    title = document.add_paragraph()
    title.alignment = CENTRE
    set_spacing(title, after=6)
    add_run(title, "{{ block.title }}", size=16, font=TITLE_FONT)
    facts = make_table(document, [24, measure.width - 24], rows=3)
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


def add_blocks(document: Document, measure: Measure) -> None:
    """The body: every block in its shape. The stub comes after the signatures."""
    add_tag(document, "{%p for block in blocks if block.shape != 'stub' %}")
    add_tag(document, "{%p if block.shape == 'paragraph' %}")
    add_spans(add_body_paragraph(document, measure), "block.spans")
    add_tag(document, "{%p elif block.shape == 'heading' %}")
    heading = document.add_paragraph()
    set_spacing(heading, before=2, after=4)
    heading.paragraph_format.keep_with_next = True
    add_run(heading, "{{ block.title }}", bold=True)
    add_tag(document, "{%p elif block.shape == 'entries' %}")
    add_entries(document, measure)
    for name in TABLES:
        add_tag(document, f"{{%p elif block.shape == '{name}' %}}")
        add_listing(document, name, measure)
    add_tag(document, "{%p endif %}")
    add_tag(document, "{%p endfor %}")


def add_signatures(document: Document, measure: Measure) -> None:
    """Places to sign, and to their right the centre's name over its date where the seal goes."""
    add_tag(document, "{%p if seal %}")
    table = make_table(document, [measure.width - 63, 63], bordered=False)
    left, right = table.rows[0].cells
    set_height(table.rows[0], 38)
    left.paragraphs[0].add_run("{%p for label in signatures %}")
    line = left.add_paragraph()
    set_spacing(line, before=8, after=8, exact=20)
    add_run(line, "{{ label }}", size=12)
    add_blank_line(line, 7 if measure is NOTICE else 5).font.size = Pt(12)
    add_run(line, DATE_TO_FILL, size=12)
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


def notice(measure: Measure = NOTICE) -> Document:
    """The template of every notice and slip."""
    document = new_document(measure)
    add_masthead(document, measure)
    add_facts(document, measure)
    add_tag(document, "{%p if salutation %}")
    set_spacing(document.add_paragraph("{{ salutation }}"), exact=measure.line)
    add_tag(document, "{%p endif %}")
    add_blocks(document, measure)
    add_signatures(document, measure)
    add_tag(document, "{%p for block in blocks if block.shape == 'stub' %}")
    add_stub(document, measure)
    add_tag(document, "{%p endfor %}")
    add_foot(document, has_copies=True, measure=measure)
    return document


def letter() -> Document:
    """The template of the official letters (公文), in the measures of GB/T 9704."""
    return notice(LETTER)
