"""文书: the files of a paper. Each time one is taken out is logged; the bytes are the same every time."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from shouwen.desk.answers import refused as refused_page
from shouwen.papers.actions import open_file
from shouwen.papers.enums import PaperFormat
from shouwen.papers.queries import paper_of
from shouwen.people.enums import FRONT_DESK_ROLES
from shouwen.refusals import Refusal, Refused

REASONS_AT_THE_DESK = ("本人来补打", "替同事办理", "处理投诉")
REASONS = ("处理投诉", "检查核实", "了解办理情况")
NEEDS_REASON = frozenset({"paper_reason_missing", "reason_too_long"})


@login_required
@require_http_methods(["GET", "POST"])
def paper_file(request: HttpRequest, paper_id: int, form: str) -> HttpResponseBase:
    """The PDF and the slip open in the browser, the DOCX is kept as a file. Whose work it isn't is asked for a reason first; the
    reason comes by POST and so never stands in an address."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    paper = paper_of(actor.centre_id, paper_id)
    if paper is None or form not in PaperFormat.values:
        raise Http404(f"no paper {paper_id}.{form}")
    reason = request.POST.get("other", "").strip() or request.POST.get("reason", "")
    try:
        file = open_file(paper=paper, format=PaperFormat(form), by=actor, at=at, reason=reason)
    except Refused as refused:
        if refused.code in NEEDS_REASON:
            return _question(request, paper, refused.refusal)
        return refused_page(request, refused.refusal)
    answer = FileResponse(
        BytesIO(file.data), as_attachment=form == PaperFormat.DOCX, filename=file.name, content_type=file.media_type
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _question(request: HttpRequest, paper: Any, refusal: Refusal) -> HttpResponse:
    """Ask why. Asked for the first time it is a question, sent without a reason it is a refusal."""
    is_asked_again = request.method == "POST"
    at_desk = request.actor.has(*FRONT_DESK_ROLES)  # type: ignore[attr-defined]
    reasons = REASONS_AT_THE_DESK if at_desk else REASONS
    page = {
        "paper": paper,
        "reasons": reasons,
        "words": refusal.message,
        "refusal": refusal if is_asked_again else None,
    }
    return render(request, "desk/papers/reason.html", page, status=422 if is_asked_again else 200)
