"""大字: pages for the people served in larger type. The choice is kept on the phone, so the next page is large too."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

COOKIE = "type"
_A_YEAR = 365 * 24 * 60 * 60
View = Callable[..., HttpResponse]


def sized(view: View) -> View:
    """`?type=big` or `?type=usual` keeps the choice and comes back to the page; `request.type_is_big` is what was chosen."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("type", "")
        if request.method == "GET" and wanted in {"big", "usual"}:
            answer = redirect(_address(request))
            answer.set_cookie(COOKIE, wanted, max_age=_A_YEAR, secure=request.is_secure(), samesite="Lax")
            return answer
        is_big = request.COOKIES.get(COOKIE) == "big"
        request.size_url = _address(request, type="usual" if is_big else "big")  # type: ignore[attr-defined]
        request.type_is_big = is_big  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return page


def _address(request: HttpRequest, **words: str) -> str:
    """The page with what was asked of it, so that words searched for and answers given stay."""
    kept = {**{key: value for key, value in request.GET.items() if key != "type"}, **words}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path
