"""请示与裁定（首问负责制度 第五条（三））: the list of the management office, and the page where it answers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shouwen.desk.inquiries.ruling_page import ruling_list, ruling_page
from shouwen.desk.search_words import asked, searched
from shouwen.inquiries.queries import ruling_numbered
from shouwen.inquiries.rulings import give_ruling
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
    answer, reason = request.POST.get("answer", "")[:4000], request.POST.get("reason", "")[:4000]
    if request.method == "GET":
        return render(request, "desk/inquiries/ruling.html", {"page": ruling_page(found, actor, at=at)})
    try:
        give_ruling(ruling=found, answer=answer, reason=reason, by=actor, at=at)
    except Refused as refusal_raised:
        now = ruling_numbered(actor.centre_id, serial)
        page = ruling_page(now, actor, at=at, refusal=refusal_raised.refusal, answer=answer, reason=reason)
        return render(request, "desk/inquiries/ruling.html", {"page": page}, status=422)
    messages.success(request, f"{found.number} 已答复，请 {found.inquiry.first_responder.name} 告知本人")
    return redirect("desk:rulings")
