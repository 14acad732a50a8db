"""The DOCX template of 月度考核表."""

from __future__ import annotations

from docx.document import Document

from docx_templates.frame import DATE_TO_FILL, add_foot, add_gap, add_masthead, add_tag, new_document
from docx_templates.parts import (
    CENTRE,
    LEFT,
    RIGHT,
    TITLE_FONT,
    add_boxed_run,
    add_run,
    make_table,
    repeat_as_header,
    set_height,
    set_spacing,
    write_cell,
    write_tag_row,
)
from shouwen.papers.rendering.views.blocks import TEXT_WIDTH_MM


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
