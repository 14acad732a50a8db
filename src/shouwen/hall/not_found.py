"""A wrong or cut-off code of a page for the people served: what to do instead, in their words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shouwen.hall.type_size import sized
from shouwen.people.queries import centre_by_code

PUBLIC = (
    *("/hall/", "/help-call/", "/p/", "/h/", "/q/", "/v/", "/ask/", "/g/", "/c/", "/complain/", "/public/"),
    *("/my/", "/apply/", "/kiosk/"),
)
"""The first steps of the addresses that somebody without a log-in opens."""

FIGURES = "/public/"
"""Where no code is asked for: published figures and regimes."""


@sized
def code_unknown(request: HttpRequest) -> HttpResponse:
    """404 of a public page: scan again or look from the first page, come to the window, or call. Says nothing of what there is."""
    return render(
        request,
        "hall/code_unknown.html",
        {"centre": centre_by_code(""), "is_figures": request.path.startswith(FIGURES)},
        status=404,
    )
