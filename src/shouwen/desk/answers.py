"""Answers that several pages give: a refusal as a box, with the status that htmx swaps in."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shouwen.desk.parts import WayOut
from shouwen.refusals import Refusal


def refused(
    request: HttpRequest, refusal: Refusal, *, ways: Sequence[WayOut] = (), lost_race: bool = False
) -> HttpResponse:
    """The refusal box, status 422, or 409 when somebody else was faster. Pages without script get it as a page."""
    status = 409 if lost_race else 422
    name = "desk/parts/refusal.html" if request.headers.get("HX-Request") else "desk/refused.html"
    return render(request, name, {"refusal": refusal, "ways": ways}, status=status)
