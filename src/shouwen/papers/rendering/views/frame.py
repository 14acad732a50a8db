"""What stands around the body of every notice: head, facts, signatures, seal, copies, foot."""

from __future__ import annotations

from shouwen.papers.rendering.content import Paper
from shouwen.papers.rendering.views import words
from shouwen.papers.rendering.views.blocks import Block, NoticeView

FIRST_WITH_LETTERS = 2
"""Template version from which official letters have their own measures."""
_NUMERALS = "零一两三四五六七八九十"
_REFERENCES = {"办": "办件编号", "问": "首问编号"}


def frame(
    paper: Paper,
    *,
    right: str,
    info: list[list[str]],
    salutation: str,
    blocks: list[Block],
    signatures: list[str],
    is_sealed: bool,
    is_letter: bool = False,
) -> NoticeView:
    """Put a body into its frame. Facts without a value are left out; a sealed paper carries the centre's name over its date.

    A letter has the measures of GB/T 9704, from the second version on."""
    copies = list(paper.copies)
    return {
        "layout": "letter" if is_letter and paper.template_version >= FIRST_WITH_LETTERS else "notice",
        "title": paper.title,
        "centre": paper.centre,
        "head": [_reference(paper.reference), paper.number, right],
        "info": [row for row in info if row[1]],
        "salutation": salutation,
        "blocks": blocks,
        "signatures": signatures,
        "seal": [paper.centre, words.day(paper.issued_on)] if is_sealed else [],
        "seal_ring": is_sealed and not paper.has_electronic_seal,
        "copies_label": f"一式{_NUMERALS[len(copies)]}份" if copies else "",
        "copies": copies,
        "foot": f"办事指南第{paper.guide_version}版" if paper.guide_version else "",
        "language": "zh",
    }


def _reference(number: str) -> str:
    """The first character of a number says what it counts (问 办)."""
    return f"{_REFERENCES.get(number[0], '编号')}　{number}" if number else ""
