"""Every request gets who acts (`request.actor`) and the present (`request.at`), read once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from shouwen import civil_time
from shouwen.people.actor import Actor
from shouwen.people.queries import actor_of


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
