"""文书登记簿: every numbered paper, what it is about, who issued it when, and how often its files were taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.cases import queries as cases
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import Subject
from shouwen.desk.addresses import address_of
from shouwen.desk.papers.subjects import subjects_of_papers
from shouwen.inquiries import queries as inquiries
from shouwen.papers import queries
from shouwen.papers.enums import PaperKind
from shouwen.people.masks import mask_words

PER_PAGE = 25
LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in the register. The subject is masked; a paper about a month has none."""

    number: str
    kind: str
    mark: str
    subject: str
    person: str
    matter: str
    url: str
    issued_by: str
    issued_at: datetime
    prints: int
    paper_url: str
    is_void: bool
    is_month_sheet: bool


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind of paper to narrow the register to."""

    words: str
    value: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PaperRegister:
    """The whole page."""

    text: str
    rows: Sequence[PaperRow]
    pages: Page[Any]
    kinds: Sequence[KindChoice]
    kind: str


def paper_register(centre_id: int, query: Mapping[str, str], *, at: datetime) -> PaperRegister:
    """The page that a query (q, kind, page) asks for; seven queries at most, however many rows."""
    text = query.get("q", "").strip()[:LONGEST_TEXT]
    kind = PaperKind(query["kind"]) if query.get("kind") in PaperKind.values else None
    wanted = queries.Wanted(text=text, kind=kind, subjects=_named(centre_id, text, at=at))
    pages: Page[Any] = Paginator(queries.papers_wanted(centre_id, wanted), PER_PAGE).get_page(query.get("page"))
    papers = list(pages)
    prints = queries.print_counts(paper.pk for paper in papers)
    subjects = subjects_of_papers(centre_id, ((paper.subject_kind, paper.subject_id) for paper in papers))
    return PaperRegister(
        text=text,
        rows=[_row(paper, prints.get(paper.pk, 0), subjects) for paper in papers],
        pages=pages,
        kinds=[KindChoice(one.label, one.value, one is kind) for one in PaperKind],
        kind=kind.value if kind else "",
    )


def _row(paper: Any, prints: int, subjects: Mapping[tuple[str, int], Subject]) -> PaperRow:
    kind = PaperKind(paper.kind)
    subject = subjects.get((paper.subject_kind, paper.subject_id))
    return PaperRow(
        number=paper.number,
        kind=kind.label,
        mark=subject.number[:1] if subject else "",
        subject=subject.number if subject else "",
        person=subject.person_masked if subject else "",
        matter=mask_words(subject.matter) if subject else "",
        url=address_of(paper.subject_kind, subject.number) if subject else "",
        issued_by=paper.issued_by.name if paper.issued_by else "系统",
        issued_at=paper.issued_at,
        prints=prints,
        paper_url=reverse("desk:paper", args=[paper.pk]),
        is_void=hasattr(paper, "voided"),
        is_month_sheet=kind is PaperKind.MONTH_SHEET,
    )


def _named(centre_id: int, text: str, *, at: datetime) -> tuple[tuple[str, int], ...]:
    """The case or inquiry whose number was typed: its papers are wanted."""
    if re.fullmatch(r"办?\s*\d\d-\d{1,5}", text):
        found = cases.cases_wanted(centre_id, cases.Wanted(text=text), at=at)
        return tuple((ClockKind.CASE.value, pk) for pk in found.values_list("pk", flat=True))
    if re.fullmatch(r"问?\s*\d{6}-\d{1,4}", text):
        asked = inquiries.inquiries_wanted(centre_id, inquiries.Wanted(text=text), at=at)
        return tuple((ClockKind.INQUIRY.value, pk) for pk in asked.values_list("pk", flat=True))
    return ()
