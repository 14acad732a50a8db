"""Every request gets who acts (`request.actor`) and the present (`request.at`), read once; every page a policy."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.functional import SimpleLazyObject

from shouwen import civil_time
from shouwen.desk.search_words import without_words
from shouwen.once import one_piece_of_work
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


class LogInAgainMiddleware:
    """Once a session has ended: the whole page goes to the log-in page, and from there back to the page one was on.

    A part of a page (`HX-Request`) is answered with 401 and where to go, so that the log-in page is never drawn inside
    another; what was sent by POST can't be asked for again, so one comes back to the page it was sent from.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        log_in = resolve_url(settings.LOGIN_URL)
        if not response.headers.get("Location", "").startswith(f"{log_in}?next="):
            return response
        is_part = "HX-Request" in request.headers
        if not is_part and request.method == "GET":
            page = urlsplit(request.get_full_path())
        else:
            page = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
        back = without_words(page._replace(scheme="", netloc="").geturl()) or "/"
        url = f"{log_in}?{urlencode({'next': back}, safe='/')}"
        return HttpResponse(status=401, headers={"HX-Redirect": url}) if is_part else redirect(url)


class NotThisWayMiddleware:
    """A page that was asked for in a way it isn't made for (405) is the desk's own page, with the way out, not a blank one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content or "HX-Request" in request.headers:
            return response
        page = render(request, "desk/405.html", status=405)
        page.headers["Allow"] = response.headers.get("Allow", "")
        return page


class ActorMiddleware:
    """Sets `request.at` and a lazy `request.actor` (only for a logged-in member of staff). A request is one piece of work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = civil_time.now()  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        with one_piece_of_work():
            return self.get_response(request)


def _actor(request: HttpRequest) -> Actor | None:
    if not request.user.is_authenticated:
        return None
    return actor_of(request.user, on=civil_time.local_date(request.at))  # type: ignore[attr-defined, arg-type]
