"""Reading papers: those of a subject, and who took which file when. What a paper says opens only with its file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from shouwen.papers.enums import ABOUT_STAFF, PaperKind
from shouwen.papers.models import DeliveryCorrection, Paper, Print

_BRACKETS = str.maketrans("[](){}【】（）", "〔〕〔〕〔〕〔〕〔〕")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search in the register of papers: `text` is a number or a part of one (补 41, 〔2026〕41号, 41), or the name of a
    kind; `subjects` are the pairs of kind and id that the text may name besides."""

    text: str = ""
    kind: PaperKind | None = None
    subjects: tuple[tuple[str, int], ...] = ()


def paper_of(centre_id: int, paper_id: int) -> Paper | None:
    """One paper of a centre."""
    return Paper.objects.filter(centre_id=centre_id, pk=paper_id).select_related("issued_by", "voided").first()


def papers_of(centre_id: int, subject_kind: str, subject_id: int) -> QuerySet[Paper]:
    """The papers issued on a subject, newest first, each with its prints (`paper.prints.all()`, oldest first); three queries at
    most.

    The sealed content stays in the database."""
    prints = Print.objects.select_related("by").order_by("at", "pk")
    rows = Paper.objects.filter(centre_id=centre_id, subject_kind=subject_kind, subject_id=subject_id)
    rows = rows.defer("content_sealed", "delivery__receipt__content_sealed")
    rows = rows.select_related("issued_by", "voided__by", "delivery__receipt")
    return rows.order_by("-issued_at", "-pk").prefetch_related(Prefetch("prints", prints), _corrections())


def paper_with_story(centre_id: int, paper_id: int) -> Paper | None:
    """One paper with its prints, its delivery and whether it was voided; three queries at most."""
    rows = Paper.objects.filter(centre_id=centre_id, pk=paper_id).defer("delivery__receipt__content_sealed")
    rows = rows.select_related("issued_by", "voided__by", "delivery__receipt")
    prints = Prefetch("prints", Print.objects.select_related("by").order_by("at", "pk"))
    return rows.prefetch_related(prints, _corrections()).first()


def _corrections() -> Prefetch[str]:
    rows = DeliveryCorrection.objects.select_related("corrected_by", "receipt").defer("receipt__content_sealed")
    return Prefetch("delivery__corrections", rows.order_by("pk"))


def papers_wanted(centre_id: int, wanted: Wanted) -> QuerySet[Paper]:
    """文书登记簿: the papers of a centre that fit, the newest first. The sealed content stays in the database."""
    rows = Paper.objects.filter(centre_id=centre_id).exclude(kind__in=ABOUT_STAFF)
    if wanted.kind is not None:
        rows = rows.filter(kind=wanted.kind)
    if text := wanted.text.strip():
        fits = _called(text)
        for subject_kind, subject_id in wanted.subjects:
            fits |= Q(subject_kind=subject_kind, subject_id=subject_id)
        rows = rows.filter(fits)
    return rows.defer("content_sealed").select_related("issued_by", "voided").order_by("-issued_at", "-pk")


def papers_in_force(centre_id: int, subject_kind: str, subject_id: int, kind: PaperKind) -> QuerySet[Paper]:
    """The papers of one kind on a subject that weren't voided, newest first."""
    rows = Paper.objects.filter(centre_id=centre_id, subject_kind=subject_kind, subject_id=subject_id, kind=kind)
    return rows.filter(voided=None).defer("content_sealed").order_by("-issued_at", "-pk")


def print_counts(paper_ids: Iterable[int]) -> dict[int, int]:
    """How often the files of these papers were taken out, the first time included; one query."""
    rows = Print.objects.filter(paper_id__in=list(paper_ids)).order_by().values_list("paper_id")
    return dict(rows.annotate(Count("pk")))


def _called(text: str) -> Q:
    """A serial alone (41, 41号) is that serial of every kind and year; else a part of the number as people type it."""
    if serial := re.fullmatch(r"(\d{1,6})\s*号?", text):
        return Q(serial=int(serial[1]))
    number = re.sub(r"\s+", "", text.translate(_BRACKETS))
    if short := re.fullmatch(r"(\D+?)第?(\d{1,6})号?", number):
        marks = [kind for kind in PaperKind if kind.mark == short[1] or short[1] in kind.label]
        if marks:
            return Q(kind__in=marks, serial=int(short[2]))
    kinds = [kind for kind in PaperKind if number in kind.label]
    return Q(number__icontains=number) | Q(kind__in=kinds)
