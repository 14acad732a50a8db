"""Every request gets who acts (`request.actor`) and the present (`request.at`), read once; every page a policy."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from shouwen import civil_time
from shouwen.people.actor import Actor
from shouwen.people.queries import actor_of

PAGE_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
"""Pages load what this server serves and nothing else; no inline script, no inline style."""


class PagePolicyMiddleware:
    """Sends the content security policy with every HTML page but Django's own error pages while developing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not (settings.DEBUG and response.status_code in (404, 500)):
            response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        return response


class ActorMiddleware:
    """Sets `request.at` and a lazy `request.actor` (only for a logged-in member of staff)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = civil_time.now()  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor | None:
    if not request.user.is_authenticated:
        return None
    return actor_of(request.user, on=civil_time.local_date(request.at))  # type: ignore[attr-defined, arg-type]
