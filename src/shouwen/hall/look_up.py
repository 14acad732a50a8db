"""查进度: the number on a paper or in a message, and the last four digits of the telephone left here. No log-in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shouwen import civil_time
from shouwen.applications.by_number import find_by_number
from shouwen.hall.ask import address_of
from shouwen.hall.places import town_of
from shouwen.people.queries import centre as centre_with
from shouwen.people.queries import centre_ids
from shouwen.refusals import Refused

_FIELD_OF = {"number_wrong": "number", "tail_wrong": "tail"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest, centre: str = "") -> HttpResponse:
    """Two fields; the right pair leads to the page of the matter."""
    town = town_of(request.POST.get("c", "") or centre)
    page: dict[str, Any] = {
        "town": town,
        "towns": [centre_with(centre_id) for centre_id in centre_ids()],
        "number": request.POST.get("number", "")[:30],
        "tail": request.POST.get("tail", "")[:10],
    }
    if request.method != "POST":
        return render(request, "hall/look_up.html", page)
    try:
        found = find_by_number(
            centre_id=town.pk,
            number=page["number"],
            tail=page["tail"],
            address=address_of(request),
            at=civil_time.now(),
        )
    except Refused as refused:
        wrong = refused.refusal
        page |= {"wrong": wrong, "wrong_at": _FIELD_OF.get(wrong.code, "")}
        return render(request, "hall/look_up.html", page, status=422)
    return redirect(found.path) if found.path else render(request, "hall/look_up.html", page | {"found": found})
