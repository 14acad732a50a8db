"""One door for papers: issued once with a number, then only opened; every file taken out is logged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.civil_time import local_date
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.papers.enums import PaperFormat, PaperKind
from shouwen.papers.models import Paper, Print, Rendition
from shouwen.papers.rendering import content as contents
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.models import Centre
from shouwen.refusals import refuse
from shouwen.sealing import key_ring

MEDIA_TYPES = {
    PaperFormat.PDF: "application/pdf",
    PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The bytes of a paper, its file name and media type."""

    name: str
    media_type: str
    data: bytes


@one_change
def issue(
    *,
    kind: PaperKind,
    subject_kind: str,
    subject_id: int,
    build: Callable[[str], contents.Paper],
    by: Actor,
    at: datetime,
) -> Paper:
    """出具文书: takes the next number of its kind and year, and keeps the content `build(number)` gives, for good."""
    paper = prepare(kind=kind, subject_kind=subject_kind, subject_id=subject_id, build=build, by=by, at=at)
    paper.save(force_insert=True)
    journal.record(
        by=by,
        at=at,
        action="paper.issue",
        subject_kind=subject_kind,
        subject_id=subject_id,
        data={"paper": paper.number, "kind": kind, "hash": paper.content_hash},
    )
    return paper


def prepare(
    *,
    kind: PaperKind,
    subject_kind: str,
    subject_id: int,
    build: Callable[[str], contents.Paper],
    by: Actor,
    at: datetime,
) -> Paper:
    """An unsaved paper with its number (bulk loading saves many at once). Runs inside the caller's transaction."""
    year = local_date(at).year
    serial = serials.take(by.centre_id, f"paper/{kind}/{year}")
    mark = Centre.objects.values_list("paper_mark", flat=True).get(pk=by.centre_id)
    number = f"{mark}{kind.mark}〔{year}〕{serial}号"
    content = build(number)
    text = json.dumps(content.to_dict(), ensure_ascii=False, sort_keys=True)
    return Paper(
        centre_id=by.centre_id,
        kind=kind,
        year=year,
        serial=serial,
        number=number,
        subject_kind=subject_kind,
        subject_id=subject_id,
        content_sealed=key_ring().seal(text, place=_content_place(by.centre_id, number)),
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        template_version=content.template_version,
        issued_at=at,
        issued_by_id=by.staff_id,
    )


def content_of(paper: Paper) -> contents.Paper:
    """What a paper says."""
    text = key_ring().open(paper.content_sealed, place=_content_place(paper.centre_id, paper.number))
    return contents.content_from_dict(json.loads(text))


@one_change
def open_file(*, paper: Paper, format: PaperFormat, by: Actor, at: datetime) -> PaperFile:
    """打印或重印: the same bytes every time; who took which file when is logged and journalled. Raises Refused."""
    if paper.centre_id != by.centre_id:
        raise refuse("paper_unknown", "没有这份文书")
    rendition = Rendition.objects.filter(paper=paper, format=format).first() or _archive(paper, format)
    data = key_ring().open_bytes(rendition.sealed, place=_file_place(paper, format))
    if hashlib.sha256(data).hexdigest() != rendition.sha256:
        raise refuse("paper_damaged", f"{paper.number} 的存档对不上指纹，请报告管理办公室")
    reprint = _log_print(paper, format, by=by, at=at).reprint
    journal.record(
        by=by,
        at=at,
        action="paper.reprint" if reprint else "paper.print",
        subject_kind=paper.subject_kind,
        subject_id=paper.subject_id,
        data={"paper": paper.number, "format": format},
    )
    return PaperFile(f"{paper.number} {PaperKind(paper.kind).label}.{format}", MEDIA_TYPES[format], data)


def _log_print(paper: Paper, format: PaperFormat, *, by: Actor, at: datetime) -> Print:
    """The first print is the issue; of two first ones at once the database takes one, and the other is a reprint."""
    row = Print(centre_id=paper.centre_id, paper=paper, format=format, at=at, by_id=by.staff_id)
    row.reprint = Print.objects.filter(paper=paper, format=format).exists()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        row.reprint = True
        row.save(force_insert=True)
    return row


def _archive(paper: Paper, format: PaperFormat) -> Rendition:
    """Render once and keep the bytes; of two at once, the first one's are kept."""
    # The renderers load fonts and templates: only a process that prints pays for them.
    from shouwen.papers.rendering.docx import render_docx
    from shouwen.papers.rendering.pdf import render_pdf

    content = content_of(paper)
    data = (
        render_pdf(paper.kind, content, issued_on=content.issued_on)
        if format == PaperFormat.PDF
        else render_docx(paper.kind, content)
    )
    sealed = key_ring().seal_bytes(data, place=_file_place(paper, format))
    try:
        with transaction.atomic():
            return Rendition.objects.create(
                centre_id=paper.centre_id,
                paper=paper,
                format=format,
                sha256=hashlib.sha256(data).hexdigest(),
                sealed=sealed,
            )
    except IntegrityError:
        return Rendition.objects.get(paper=paper, format=format)


def _content_place(centre_id: int, number: str) -> str:
    return f"paper.content.{centre_id}/{number}"


def _file_place(paper: Paper, format: PaperFormat) -> str:
    return f"paper.file.{paper.pk}/{format}"
