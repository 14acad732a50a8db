"""Reading promises (服务承诺制度 第三条). Every answer is a constant number of queries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.register_queries import Asked, meant, within
from shouwen.people import queries as people
from shouwen.promises.measure_queries import barred_from_excellence
from shouwen.promises.models import Circumstance, Promise


def promises_wanted(
    centre_id: int, *, text: str = "", is_open: bool | None = None, holder_id: int | None = None
) -> QuerySet[Promise]:
    """承诺 of a centre, the open ones first by their date; `text` is a number, a person or words of matter or reason."""
    rows = Promise.objects.filter(centre_id=centre_id)
    if is_open is not None:
        rows = rows.filter(kept_at=None, given_up_at=None) if is_open else rows.filter(kept_at__isnull=False)
    if holder_id is not None:
        rows = rows.filter(inquiry__holder_id=holder_id)
    if text := text.strip():
        number = re.fullmatch(r"诺?\s*(\d\d)-(\d{1,4})", text)
        words = Q(inquiry__person_id__in=people.ids_matching(centre_id, text)) | Q(reason__icontains=text)
        words |= Q(inquiry__matter__icontains=text)
        rows = rows.filter(Q(number=f"诺 {number[1]}-{int(number[2]):04d}") if number else words)
    rows = rows.select_related("inquiry__person", "inquiry__holder", "inquiry__first_responder", "made_by")
    ended = Coalesce("kept_at", "given_up_at")
    return rows.order_by(ended.desc(nulls_first=True), "promised_for", "pk")


def promise_numbered(centre_id: int, serial: str) -> Promise | None:
    """The promise 诺 26-0112 by its serial 26-0112."""
    rows = Promise.objects.filter(centre_id=centre_id, number=f"诺 {serial}")
    rows = rows.select_related("inquiry__person", "inquiry__first_responder", "inquiry__holder", "made_by")
    return rows.select_related("inquiry__not_possible").first()


def open_promise_of(inquiry: Inquiry) -> Promise | None:
    """The promise given on this inquiry that isn't kept yet."""
    return Promise.objects.filter(inquiry=inquiry, kept_at=None, given_up_at=None).select_related("inquiry").first()


def promises_of(centre_id: int, inquiry_ids: Iterable[int]) -> dict[int, Promise]:
    """The promises made on these inquiries, by inquiry; one query."""
    rows = Promise.objects.filter(centre_id=centre_id, inquiry_id__in=list(inquiry_ids)).select_related("made_by")
    return {promise.inquiry_id: promise for promise in rows}


def circumstances_of(inquiry: Inquiry) -> list[Circumstance]:
    """What this person was told of special circumstances, in order."""
    return list(Circumstance.objects.filter(inquiry=inquiry).select_related("told_by").order_by("told_at", "pk"))


def moved_of(promise_ids: Iterable[int]) -> dict[int, Circumstance]:
    """The one move of each of these promises, by promise; one query."""
    rows = Circumstance.objects.filter(promise_id__in=list(promise_ids), moved_to__isnull=False)
    return {row.promise_id: row for row in rows if row.promise_id is not None}


def told_in_time(centre_id: int, *, since: datetime, until: datetime) -> dict[str, int]:
    """特殊情况的告知 by category, told from `since` up to `until`: counts alone, for figures (P3c)."""
    rows = Circumstance.objects.filter(centre_id=centre_id, told_at__gte=since, told_at__lt=until)
    return {row["category"]: row["n"] for row in rows.values("category").annotate(n=Count("pk")).order_by("category")}


def promise_register(centre_id: int, asked: Asked) -> QuerySet[Promise]:
    """承诺台账. States: open, moved, kept, given_up."""
    rows = Promise.objects.filter(within("made_at", asked), centre_id=centre_id)
    if asked.state == "open":
        rows = rows.filter(kept_at=None, given_up_at=None)
    elif asked.state == "moved":
        rows = rows.filter(pk__in=Circumstance.objects.filter(moved_to__isnull=False).values("promise_id"))
    elif asked.state in ("kept", "given_up"):
        rows = rows.filter(**{f"{asked.state}_at__isnull": False})
    if asked.window_id is not None:
        rows = rows.filter(inquiry__window_id=asked.window_id)
    if asked.staff_id is not None:
        rows = rows.filter(Q(made_by_id=asked.staff_id) | Q(inquiry__holder_id=asked.staff_id))
    if asked.text:
        words = Q(number__icontains=asked.text) | Q(reason__icontains=asked.text)
        words |= Q(inquiry__matter__icontains=asked.text)
        rows = rows.filter(words | meant(centre_id, asked.text, "inquiry__"))
    found = rows.select_related("inquiry__person", "inquiry__item", "inquiry__first_responder", "inquiry__holder")
    return found.select_related("made_by").order_by("-made_at", "-pk")


__all__ = [
    "barred_from_excellence",
    "circumstances_of",
    "moved_of",
    "open_promise_of",
    "promise_numbered",
    "promise_register",
    "promises_of",
    "promises_wanted",
    "told_in_time",
]
