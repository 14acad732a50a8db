"""大字: pages for the people served in larger type. The choice is kept on the phone, so the next page is large too."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

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
            answer = redirect(request.path)
            answer.set_cookie(COOKIE, wanted, max_age=_A_YEAR, secure=request.is_secure(), samesite="Lax")
            return answer
        request.type_is_big = request.COOKIES.get(COOKIE) == "big"  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return page
