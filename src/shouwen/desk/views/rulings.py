"""请示与裁定（首问负责制度 第五条（三））: the list of the management office, and the page where it answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused
from shouwen.desk.inquiries.panel_forms import RulingForm
from shouwen.desk.inquiries.ruling_page import ruled, ruling_list, ruling_page
from shouwen.desk.search_words import asked, searched
from shouwen.inquiries.enums import RulingKind
from shouwen.inquiries.queries import ruling_numbered
from shouwen.inquiries.rulings import give_ruling, stop_suggesting
from shouwen.refusals import Refused


@login_required
@searched
@require_safe
def rulings(request: HttpRequest) -> HttpResponse:
    """All of the centre, the open ones first."""
    page = ruling_list(request.actor, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/inquiries/rulings.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def ruling(request: HttpRequest, serial: str) -> HttpResponse:
    """One ruling; POST answers it, with the reason."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = ruling_numbered(actor.centre_id, serial)
    if found is None:
        raise Http404(f"no ruling {serial}")
    if request.method == "GET":
        return render(request, "desk/inquiries/ruling.html", {"page": ruling_page(found, actor, at=at)})
    form = RulingForm(request.POST, names_one=found.kind == RulingKind.RESPONSIBILITY)
    refusal = None
    if form.is_valid():
        try:
            give_ruling(ruling=found, by=actor, at=at, **ruled(form.cleaned_data, found))
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
            form.refuse(refusal)
    if form.errors:
        page = ruling_page(ruling_numbered(actor.centre_id, serial), actor, at=at, refusal=refusal, form=form)
        return render(request, "desk/inquiries/ruling.html", {"page": page}, status=422)
    messages.success(request, _said(found))
    return redirect("desk:rulings")


def _said(ruling: Any) -> str:
    first = ruling.inquiry.first_responder.name
    if ruling.kind == RulingKind.RESPONSIBILITY:
        return f"{ruling.number} 已裁定归谁办，首问负责人还是 {first}"
    return f"{ruling.number} 已答复，请 {first} 告知本人"


@login_required
@require_POST
def stop(request: HttpRequest, serial: str) -> HttpResponse:
    """不再提示: the policy behind the ruling has changed. It stays where it can be looked up."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = ruling_numbered(actor.centre_id, serial)
    if found is None:
        raise Http404(f"no ruling {serial}")
    try:
        stop_suggesting(ruling=found, by=actor, at=at)
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    messages.success(request, f"{found.number} 不再提示了，还能查到")
    return redirect(address_of(ClockKind.RULING, found.number))
