"""The bytes of a paper in one of its forms, drawn from what it says. Nothing is read from or written to the database."""

from __future__ import annotations

from dataclasses import dataclass

from shouwen.civil_time import local_date
from shouwen.papers.enums import PaperFormat, PaperKind
from shouwen.papers.models import Paper, VoidedPaper
from shouwen.papers.rendering import content as contents

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {PaperFormat.PDF: "application/pdf", PaperFormat.DOCX: _DOCX, PaperFormat.SLIP: "application/pdf"}
_ENDINGS = {PaperFormat.PDF: ".pdf", PaperFormat.DOCX: ".docx", PaperFormat.SLIP: " 小票.pdf"}


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The bytes of a paper, its file name and media type."""

    name: str
    media_type: str
    data: bytes


def draw(paper: Paper, content: contents.Paper, form: PaperFormat, *, voided: VoidedPaper | None = None) -> bytes:
    """Draw a form of a paper; one that was voided carries 作废 across the page, the day and who did it. Raises Refused
    (`no_glyph`) when no font has a character."""
    # The renderers load fonts and templates: only a process that prints pays for them.
    from shouwen.papers.rendering.docx import render_docx
    from shouwen.papers.rendering.pdf import render_pdf, render_slip

    void = _void_words(voided) if voided else ""
    if form == PaperFormat.DOCX:
        return render_docx(paper.kind, content)
    if form == PaperFormat.SLIP:
        return render_slip(paper.kind, content, void=void)
    return render_pdf(paper.kind, content, issued_on=content.issued_on, void=void)


def file_of(paper: Paper, form: PaperFormat, data: bytes, *, is_voided: bool) -> PaperFile:
    """The file as it is handed to a browser."""
    mark = "（作废）" if is_voided else ""
    return PaperFile(f"{paper.number} {PaperKind(paper.kind).label}{mark}{_ENDINGS[form]}", MEDIA_TYPES[form], data)


def _void_words(voided: VoidedPaper) -> str:
    day = local_date(voided.at)
    return f"{day.year}年{day.month}月{day.day}日{voided.by.name}作废"
