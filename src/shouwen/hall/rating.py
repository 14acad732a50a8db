"""评一评: two short pages behind the link of a case that is done. A level first, then why and words; neither has to be said."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shouwen import civil_time
from shouwen.cases.progress import case_with
from shouwen.feedback.enums import RatingLevel
from shouwen.feedback.rating_reasons import REASONS
from shouwen.feedback.rating_window import rate_by_link, rating_standing
from shouwen.refusals import Refused

_LEVELS = {str(level.value): level for level in RatingLevel}
_MOST_TICKED = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The levels; with one chosen, its reasons; when sent, back to the progress."""
    case = case_with(number, code)
    if case is None:
        raise Http404
    at = civil_time.now()
    level = _LEVELS.get((request.POST or request.GET).get("level", ""))
    page: dict[str, Any] = {
        "case": case,
        "number": number,
        "code": code,
        "level": level,
        "levels": [(one.value, one.label, f"face{one.value}") for one in RatingLevel],
        "reasons": list(REASONS[level].items()) if level else [],
        "ticked": request.POST.getlist("reason"),
        "words": request.POST.get("words", ""),
    }
    if request.method == "POST" and level is not None:
        try:
            ticked = page["ticked"][:_MOST_TICKED]
            rate_by_link(case=case, level=level, reasons=ticked, comment=page["words"], at=at)
        except Refused as refused:
            page |= {"wrong": refused.refusal, "standing": rating_standing(case, at=at)}
            return render(request, "hall/rating.html", page, status=422)
        return redirect(reverse("hall:progress", args=[number, code]) + "#rating")
    return render(request, "hall/rating.html", page | {"standing": rating_standing(case, at=at)})
