"""Public pages: to be read by anybody, without log-in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shouwen.oversight.queries import regimes
from shouwen.people.queries import centre_by_code


def regime_page(request: HttpRequest, code: str = "") -> HttpResponse:
    """制度公开（服务承诺制度 第一条）: the six regimes, open to everybody."""
    centre = centre_by_code(code)
    if centre is None:
        raise Http404
    return render(request, "oversight/regimes.html", {"centre": centre, "regimes": regimes(centre.pk)})
