"""令牌: who asks is told by the bearer token, counted, and held to its scope before anything is read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from shouwen.api.problems import TooManyCalls
from shouwen.civil_time import local_date
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if
from shouwen.systems.acting import actor_for
from shouwen.systems.counting import count_call
from shouwen.systems.enums import Scope
from shouwen.systems.policies import in_scope
from shouwen.systems.queries import system_with_token


class Bearer(HttpBearer):
    """The token of one system, for an operation of one scope. Counts the call in any case: a refused one too is a call."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        system = system_with_token(token.strip()) if token.isascii() else None
        if system is None or not system.is_active:
            return None
        at, operation = request.at, operation_of(request)  # type: ignore[attr-defined]
        allowance = count_call(system=system, operation=operation, at=at)
        request.call = (system, operation, at)  # type: ignore[attr-defined]
        if allowance.is_used_up:
            raise TooManyCalls(system.requests_a_minute, allowance.seconds)
        refuse_if(in_scope(system, self.scope))
        return system


def needs(scope: Scope) -> dict[str, Any]:
    """An operation that a token of this scope may call; the description of the API names the scope."""
    return {"auth": Bearer(scope), "openapi_extra": {"x-scope": scope.value}}


def operation_of(request: HttpRequest) -> str:
    """`POST cases/{serial}/conclude`: which operation, not of which matter."""
    match = request.resolver_match
    route = match.route if match else ""
    short = route.removeprefix("api/v1/").replace("<", "{").replace(">", "}")
    return f"{request.method} {short}"[:40]


def acting(request: HttpRequest) -> Actor:
    """Who acts: whoever answers for the system, through it. Raises Refused."""
    return actor_for(request.auth, on=local_date(request.at))  # type: ignore[attr-defined]


def centre_of(request: HttpRequest) -> int:
    """The centre that the token belongs to: nothing of another one is ever reached."""
    centre_id: int = request.auth.centre_id  # type: ignore[attr-defined]
    return centre_id
