"""Which kiosk this browser is, and which visit its page belongs to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from shouwen import civil_time
from shouwen.devices.pairing import paired_device
from shouwen.devices.visits import send_once, visit_of

COOKIE = "shouwen_kiosk"
A_YEAR = 365 * 24 * 60 * 60
VISIT, ONCE, GO = "X-Visit", "X-Once", "X-Go"
"""Headers: the visit, the key of one thing sent, and (in the answer) the page that follows."""
START_AGAIN = 409
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; frame-src blob:; connect-src 'self' http://127.0.0.1:*; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""As for every page; a kiosk also asks its own local program, and shows a PDF in a frame to print it."""
View = Callable[..., HttpResponse]


def of_kiosk(view: View) -> View:
    """For a paired kiosk alone: `request.device`. Everybody else is sent to where a kiosk is paired."""

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        device = paired_device(request.COOKIES.get(COOKIE, ""))
        if device is None:
            return HttpResponse(status=START_AGAIN) if request.method == "POST" else redirect("hall:kiosk")
        request.device = device  # type: ignore[attr-defined]
        return sealed(view(request, *args, **kwargs))

    return page


def in_visit(view: View) -> View:
    """For the page of a visit that lasts: `request.visit`. A page opened in any other way begins anew."""

    @of_kiosk
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if VISIT not in request.headers:
            return redirect("hall:kiosk")
        key = request.headers[VISIT]
        visit = visit_of(request.device, key, at=civil_time.now())  # type: ignore[attr-defined]
        if visit is None:
            return HttpResponse(status=START_AGAIN)
        request.visit = visit  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return page


def sent(request: HttpRequest, do: Callable[[], str]) -> HttpResponse:
    """What a page sends, done once under its key however often it comes; the answer says which page follows. Raises Refused."""
    key = request.headers.get(ONCE, "")[:40]
    path = send_once(request.visit, key, do) if key else do()  # type: ignore[attr-defined]
    return HttpResponse(status=204, headers={GO: path})


def sealed(answer: HttpResponse) -> HttpResponse:
    """Nothing of a kiosk's page is kept in the browser."""
    answer.headers["Cache-Control"] = "no-store, max-age=0"
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
