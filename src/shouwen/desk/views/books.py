"""登记簿和台账: each on a page, as XLSX and as PDF; with names and phones only for the management office, with a reason."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shouwen.civil_time import local_date
from shouwen.desk.answers import refused
from shouwen.desk.registers.book_asked import narrowed
from shouwen.desk.registers.book_files import AT_ONCE, MEDIA_TYPES, PDF, XLSX, BookFile, book_file, too_many
from shouwen.desk.registers.book_page import book_page
from shouwen.desk.registers.books import BOOKS, Book
from shouwen.desk.search_words import asked, searched
from shouwen.office_files import orders
from shouwen.office_files.enums import OrderState
from shouwen.office_files.waiting import KEPT_FOR
from shouwen.people.full_exports import may_take_out
from shouwen.refusals import Refusal, Refused, refuse_if

REASONS = ("上级抽查，调取登记簿", "核对台账，逐件回访", "处理投诉，核对经过")
LATE = timedelta(minutes=5)
"""After this an order that nobody has taken is said to wait for a worker that doesn't run."""


@login_required
@searched
@require_safe
def book(request: HttpRequest, key: str) -> HttpResponse:
    """One register: narrowed, searched, paged."""
    if refusal := _book(key).may_see(request.actor):  # type: ignore[attr-defined]
        return refused(request, refusal)
    page = book_page(_book(key), request.actor, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/registers/book.html", {"page": page})


@login_required
@require_safe
def file(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    """The register as it is narrowed, masked as on the screen, once the journal says who took it."""
    wanted, by = _book(key), request.actor  # type: ignore[attr-defined]
    if refusal := wanted.may_see(by):
        return refused(request, refusal)
    if form not in MEDIA_TYPES:
        raise Http404(f"no form {form}")
    try:
        return _given(request, wanted, form)
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)


@login_required
@require_http_methods(["GET", "POST"])
def full(request: HttpRequest, key: str) -> HttpResponseBase:
    """含姓名电话的一份: asks for the reason; POST gives the file, once the reason is in the journal."""
    wanted, by, at = _book(key), request.actor, request.at  # type: ignore[attr-defined]
    if refusal := may_take_out(by) or wanted.may_see(by):
        return refused(request, refusal)
    found = narrowed(wanted, asked(request))
    count = wanted.rows_for(found.asked, by=by, at=at).count()
    period = found.period(local_date(at))
    if request.method == "GET":
        return _question(request, wanted, count, period)
    reason = request.POST.get("other", "").strip() or request.POST.get("reason", "")
    form = PDF if request.POST.get("form") == PDF else XLSX
    try:
        return _given(request, wanted, form, reason=reason)
    except Refused as refusal_raised:
        return _question(request, wanted, count, period, refusal_raised.refusal)


def _given(request: HttpRequest, book: Book, form: str, *, reason: str | None = None) -> HttpResponseBase:
    """The file, in full if there is a reason; a long one is ordered, and the page says when it is there. Raises Refused."""
    by, at = request.actor, request.at  # type: ignore[attr-defined]
    words = asked(request)
    found = narrowed(book, words)
    count = book.rows_for(found.asked, by=by, at=at).count()
    refuse_if(too_many(form, count))
    wanted = orders.Wanted(book.key, form, count, found.period(local_date(at)), words, reason)
    if count > AT_ONCE[form]:
        return redirect("desk:book_order", orders.order_file(wanted=wanted, by=by, at=at).pk)
    orders.note_leaving(wanted=wanted, by=by, at=at)
    return _sent(book_file(book, found, form, in_full=reason is not None, by=by, at=at))


@never_cache
@login_required
@require_safe
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """正在做，做好了在这里下载. The page asks again by itself until it is there."""
    found = _order(request, order_id)
    at = request.at  # type: ignore[attr-defined]
    is_made = found.state == OrderState.READY
    until = found.ready_at + KEPT_FOR if found.ready_at else None
    page = {
        "book": _book(found.book),
        "order": found,
        "until": until,
        "is_gone": until is not None and until < at,
        "is_late": found.state == OrderState.WAITING and at > found.ordered_at + LATE,
        "at_once": AT_ONCE[found.form],
        "form_words": "打印稿" if found.form == PDF else "表格",
    }
    answer = render(request, "desk/registers/book_order.html", page)
    if not is_made and found.state != OrderState.FAILED:
        answer["Refresh"] = "5"
    return answer


@never_cache
@login_required
@require_safe
def made(request: HttpRequest, order_id: int) -> HttpResponseBase:
    """The file that was ordered, for who ordered it."""
    found = _order(request, order_id)
    try:
        name, data = orders.made_file(found, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    return _sent(BookFile(data, name, MEDIA_TYPES[found.form]))


def _order(request: HttpRequest, order_id: int) -> Any:
    found = orders.order_with(order_id, by=request.actor)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no order {order_id}")
    return found


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
