"""看完整信息: the full data of a person served, for a reason that is journalled, for a minute."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from shouwen.people import actions
from shouwen.refusals import Refusal, Refused

SHOWN_FOR = 60
"""Seconds after which the full data is masked again."""
REASONS = ("核对证件", "打电话联系本人", "填写文书", "处理投诉")


@login_required
@require_http_methods(["GET", "POST"])
def open_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Ask for the reason, then show. A refusal comes back with the question."""
    if request.method == "GET":
        return _question(request)
    reason = request.POST.get("other", "").strip() or request.POST.get("reason", "")
    try:
        person = actions.open_person(person_id=person_id, reason=reason, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return _question(request, refused.refusal)
    name = "desk/parts/person_open.html" if request.headers.get("HX-Request") else "desk/person_open.html"
    answer = render(request, name, {"person": person, "seconds": SHOWN_FOR})
    answer["Cache-Control"] = "no-store"
    if not request.headers.get("HX-Request"):
        answer["Refresh"] = f"{SHOWN_FOR}; url=/"
    return answer


def _question(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    name = "desk/parts/person_reason.html" if request.headers.get("HX-Request") else "desk/person_reason.html"
    page = {"open_url": request.path, "reasons": REASONS, "refusal": refusal}
    return render(request, name, page, status=422 if refusal else 200)
