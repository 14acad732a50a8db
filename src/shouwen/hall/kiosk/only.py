"""A kiosk can do only kiosk things: with its cookie there is no desk, no log-in, no API, no other page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shouwen.hall.kiosk.paired import COOKIE

MAY = ("/kiosk/", "/static/", "/healthz")


class KioskOnlyMiddleware:
    """Sends a browser with a kiosk's cookie back to the kiosk's first page, whatever else it asks for. A pairing that was taken back
    counts too, until that page has taken the cookie away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if COOKIE not in request.COOKIES or request.path.startswith(MAY):
            return self.get_response(request)
        if request.method in ("GET", "HEAD"):
            return redirect("hall:kiosk")
        return HttpResponse("这是自助终端，只能办自助终端的事", status=403, content_type="text/plain; charset=utf-8")
