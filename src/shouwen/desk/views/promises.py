"""承诺（服务承诺制度 第三条）: the list, and keeping one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shouwen.desk.inquiries import page as pages
from shouwen.desk.inquiries.forms import KeepForm
from shouwen.desk.inquiries.promise_list import promise_list
from shouwen.desk.search_words import asked, searched
from shouwen.desk.views.inquiry_page import inquiry_or_404, shown
from shouwen.promises.actions import keep_promise
from shouwen.promises.queries import promise_numbered
from shouwen.refusals import Refused


@login_required
@searched
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """All of the centre, the open ones first by their date."""
    page = promise_list(request.actor, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/inquiries/promises.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, serial: str) -> HttpResponse:
    """A promise is shown and kept on the page of its inquiry."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = promise_numbered(actor.centre_id, serial)
    if found is None:
        raise Http404(f"no promise {serial}")
    inquiry = inquiry_or_404(request, found.inquiry.number.removeprefix("问 "))
    if request.method == "GET":
        return redirect(f"{pages.address(inquiry)}#promise")
    form = KeepForm(request.POST)
    if not form.is_valid():
        return shown(request, inquiry, form, status=422)
    try:
        keep_promise(promise=found, words=form.cleaned_data["words"], means=pages.means_of(inquiry), by=actor, at=at)
    except Refused as refusal_raised:
        form.refuse(refusal_raised.refusal)
        return shown(request, inquiry, form, refusal=refusal_raised.refusal, status=422)
    messages.success(request, f"{found.number} 已兑现，告知了本人")
    return redirect(pages.address(inquiry))
