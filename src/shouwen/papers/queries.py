"""Reading papers: those of a subject, and who took which file when. What a paper says opens only with its file."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from shouwen.papers.models import Paper, Print


def paper_of(centre_id: int, paper_id: int) -> Paper | None:
    """One paper of a centre."""
    return Paper.objects.filter(centre_id=centre_id, pk=paper_id).select_related("issued_by").first()


def papers_of(centre_id: int, subject_kind: str, subject_id: int) -> QuerySet[Paper]:
    """The papers issued on a subject, newest first, each with its prints (`paper.prints.all()`, oldest first); two queries.

    The sealed content stays in the database."""
    prints = Print.objects.select_related("by").order_by("at", "pk")
    rows = Paper.objects.filter(centre_id=centre_id, subject_kind=subject_kind, subject_id=subject_id)
    rows = rows.defer("content_sealed").select_related("issued_by").order_by("-issued_at", "-pk")
    return rows.prefetch_related(Prefetch("prints", prints))
