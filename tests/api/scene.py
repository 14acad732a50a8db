"""What the tests of the API share: a town with a platform that may do everything, and a client that asks in its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.factories import Town, civil, make_staff, make_town

from shouwen.people.enums import Role
from shouwen.people.models import Staff
from shouwen.systems.actions import make_system
from shouwen.systems.enums import Scope
from shouwen.systems.models import System

NOW = civil(2026, 10, 9, 10, 47)
_keys = count(1)


@dataclass
class Platform:
    """A connected system and its token."""

    town: Town
    system: System
    token: str
    admin: Staff

    def get(self, path: str, *, token: str | None = None, **query: object) -> HttpResponse:
        """Ask for something."""
        headers = {"Authorization": f"Bearer {self.token if token is None else token}"}
        return Client().get(f"/api/v1/{path}", query_params=query, headers=headers)

    def post(self, path: str, body: object = None, *, key: str = "", token: str | None = None) -> HttpResponse:
        """Send something, under a key of its own."""
        headers = {
            "Authorization": f"Bearer {self.token if token is None else token}",
            "Idempotency-Key": key or f"key-{next(_keys):08d}",
        }
        data = b"" if body is None else body
        return Client().post(f"/api/v1/{path}", data, content_type="application/json", headers=headers)


def connect(
    town: Town,
    *,
    name: str = "区政务平台",
    scopes: Iterable[str] = tuple(Scope.values),
    acts_as: Staff | None = None,
    a_minute: int = 600,
    at: datetime = NOW,
) -> Platform:
    """The administrator connects a system; 何谷雨 answers for it."""
    admin = make_staff(town.centre, "雷管理", roles=[Role.ADMINISTRATOR])
    shown = make_system(
        name=name,
        scopes=list(scopes),
        requests_a_minute=a_minute,
        acts_as=acts_as or town.he,
        by=town.actor(admin),
        at=at,
    )
    return Platform(town, shown.system, shown.secret, admin)


def platform_of_a_town(**settings: Any) -> Platform:
    """A whole new town with its platform."""
    return connect(make_town(), **settings)


def problem(response: HttpResponse) -> tuple[int, str]:
    """How a request failed: status and code."""
    found: dict[str, Any] = response.json()  # type: ignore[attr-defined]
    assert sorted(found) == ["article", "code", "fields", "message", "way_out"]
    return response.status_code, found["code"]
