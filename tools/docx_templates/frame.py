"""What the DOCX templates share: page, fonts, head, foot."""

from __future__ import annotations

from datetime import datetime

import docx
from docx.document import Document
from docx.shared import Mm, Pt
from docx.table import _Cell

from docx_templates.measures import NOTICE, Measure
from docx_templates.parts import (
    CENTRE,
    LEFT,
    RIGHT,
    TITLE_FONT,
    add_boxed_run,
    add_field,
    add_run,
    element,
    make_table,
    set_border,
    set_fonts,
    set_spacing,
    write_cell,
)

BUILT = datetime(2026, 1, 1)  # noqa: DTZ001  (a fixed stamp, not a moment)
DATE_TO_FILL = "　　年　　月　　日"


def new_document(measure: Measure = NOTICE) -> Document:
    """An empty A4 document with the fonts, margins and properties of a paper."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(measure.top), Mm(measure.bottom)
    section.left_margin, section.right_margin = Mm(measure.left), Mm(measure.right)
    section.header_distance, section.footer_distance = Mm(6), Mm(measure.bottom / 2)
    normal = document.styles["Normal"]
    normal.font.size = Pt(measure.body)
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


def add_masthead(document: Document, measure: Measure = NOTICE) -> None:
    """Centre, number between reference and count, 文武线, title."""
    centre = document.add_paragraph()
    centre.alignment = CENTRE
    set_spacing(centre, after=4)
    add_run(centre, "{{ centre }}", size=18.5, font=TITLE_FONT)
    aligned = (LEFT, RIGHT) if measure.number_at_right else (LEFT, CENTRE, RIGHT)
    head = make_table(document, [measure.width / len(aligned)] * len(aligned), bordered=False)
    for index, align in enumerate(aligned):
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


def add_foot(document: Document, *, has_copies: bool, measure: Measure = NOTICE) -> None:
    """Copies with drawn boxes on the left, what the paper rests on and the pages on the right."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.style = document.styles["Normal"]  # the footer style has tab stops of its own
    properties = foot._p.get_or_add_pPr()
    set_border(properties, "top", eighths=6, space=4)
    tabs = element("tabs")
    tabs.append(element("tab", val="right", pos=round(measure.width / 25.4 * 1440)))
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
