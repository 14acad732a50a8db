"""登记簿和台账: each on a page, as XLSX and as PDF; with names and phones only for the management office, with a reason."""

from __future__ import annotations

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from shouwen.civil_time import local_date
from shouwen.desk.answers import refused
from shouwen.desk.registers.book_asked import narrowed
from shouwen.desk.registers.book_files import MEDIA_TYPES, PDF, XLSX, BookFile, book_file, too_many
from shouwen.desk.registers.book_page import book_page
from shouwen.desk.registers.books import BOOKS, Book
from shouwen.desk.search_words import asked, searched
from shouwen.people.full_exports import may_take_out, take_out
from shouwen.people.registers import may_see_registers, note_masked_file
from shouwen.refusals import Refusal, Refused, refuse_if

REASONS = ("上级抽查，调取登记簿", "核对台账，逐件回访", "处理投诉，核对经过")


@login_required
@searched
@require_safe
def book(request: HttpRequest, key: str) -> HttpResponse:
    """One register: narrowed, searched, paged."""
    if refusal := may_see_registers(request.actor):  # type: ignore[attr-defined]
        return refused(request, refusal)
    page = book_page(_book(key), request.actor, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/registers/book.html", {"page": page})


@login_required
@require_safe
def file(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    """The register as it is narrowed, masked as on the screen, once the journal says who took it."""
    wanted, by, at = _book(key), request.actor, request.at  # type: ignore[attr-defined]
    if refusal := may_see_registers(by):
        return refused(request, refusal)
    found = narrowed(wanted, asked(request))
    if form not in MEDIA_TYPES:
        raise Http404(f"no form {form}")
    count = wanted.rows(by.centre_id, found.asked).count()
    period = found.period(local_date(at))
    try:
        refuse_if(too_many(form, count))
        note_masked_file(book=wanted.key, form=form, rows=count, period=period, by=by, at=at)
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    return _sent(book_file(wanted, found, form, in_full=False, by=by, at=at))


@login_required
@require_http_methods(["GET", "POST"])
def full(request: HttpRequest, key: str) -> HttpResponseBase:
    """含姓名电话的一份: asks for the reason; POST gives the file, once the reason is in the journal."""
    wanted, by, at = _book(key), request.actor, request.at  # type: ignore[attr-defined]
    if refusal := may_take_out(by):
        return refused(request, refusal)
    found = narrowed(wanted, asked(request))
    count = wanted.rows(by.centre_id, found.asked).count()
    period = found.period(local_date(at))
    if request.method == "GET":
        return _question(request, wanted, count, period)
    reason = request.POST.get("other", "").strip() or request.POST.get("reason", "")
    form = PDF if request.POST.get("form") == PDF else XLSX
    try:
        refuse_if(too_many(form, count))
        take_out(book=wanted.key, form=form, rows=count, period=period, reason=reason, by=by, at=at)
    except Refused as refusal_raised:
        return _question(request, wanted, count, period, refusal_raised.refusal)
    return _sent(book_file(wanted, found, form, in_full=True, by=by, at=at))


def _book(key: str) -> Book:
    try:
        return BOOKS[key]
    except KeyError:
        raise Http404(f"no register {key}") from None


def _question(
    request: HttpRequest, wanted: Book, count: int, period: str, refusal: Refusal | None = None
) -> HttpResponse:
    page = {"book": wanted, "count": count, "period": period, "reasons": REASONS, "refusal": refusal}
    return render(request, "desk/registers/book_full.html", page, status=422 if refusal else 200)


def _sent(made: BookFile) -> FileResponse:
    is_print = made.media_type == MEDIA_TYPES[PDF]
    answer = FileResponse(
        BytesIO(made.data), as_attachment=not is_print, filename=made.name, content_type=made.media_type
    )
    answer["Cache-Control"] = "no-store"
    return answer
