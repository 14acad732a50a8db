"""The four jobs as requests: what a browser sends that has the page open, with the clerk's session and the page's tokens."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from load import rows
from load.clerks import Errand
from load.server import Server
from load.town import Load
from run_centre import HOST
from shouwen.cases.models import Case
from shouwen.civil_time import now
from shouwen.desk.inquiries.started import new_start, sealed
from shouwen.people.actor import Actor
from shouwen.people.models import Staff

SENDS_A_SESSION = 4
"""Sends of one session before the next one is taken: the lines about what was done wait for a page that nobody opens here."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A clerk with sessions of their own, and the token of the page that stands open."""

    clerk: Actor
    sessions: tuple[str, ...]
    secret: str
    token: str

    def cookies(self, number: int) -> str:
        """What the browser sends with its `number`th errand."""
        session = self.sessions[number // SENDS_A_SESSION % len(self.sessions)]
        return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={self.secret}"


def open_desk(server: Server, clerk: Actor, *, sessions: int) -> Desk:
    """Log a clerk in, by rows in the session store, and open the register page once."""
    staff = Staff.objects.get(pk=clerk.staff_id)
    keys = []
    for _ in range(sessions):
        store = SessionStore()
        store[SESSION_KEY] = str(staff.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = staff.get_session_auth_hash()
        store.save()
        keys.append(str(store.session_key))
    page = HTTPConnection(HOST, server.port, timeout=10)
    page.request("GET", "/inquiries/new/", headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={keys[0]}"})
    answer = page.getresponse()
    cookie = SimpleCookie(answer.headers["Set-Cookie"])[settings.CSRF_COOKIE_NAME].value
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    page.close()
    assert answer.status == 200 and token is not None, answer.status
    return Desk(clerk, tuple(keys), cookie, token[1])


def empty(count: int) -> list[Errand]:
    """The page that answers `ok`."""
    return [Errand(_get("/healthz"), 200, b"ok")] * count


def my_day(desk: Desk, count: int) -> list[Errand]:
    """My day's first page, 25 rows."""
    errand = Errand(_get("/", desk.cookies(0)), 200, b"<tr data-row", 25)
    return [errand] * count


def open_case(desk: Desk, count: int) -> list[Errand]:
    """Cases of the clerk, any of them."""
    dice = random.Random(desk.clerk.staff_id)
    numbers = list(Case.objects.filter(handler_id=desk.clerk.staff_id).values_list("number", flat=True))
    chosen = [dice.choice(numbers).removeprefix("办 ") for _ in range(count)]
    return [Errand(_get(f"/cases/{serial}/", desk.cookies(0)), 200, b"<h1>") for serial in chosen]


def create(load: Load, desk: Desk, count: int, first: int) -> list[Errand]:
    """A person comes for the first time; the register page ends in 受理办件."""
    return [
        Errand(
            _post("/inquiries/new/", desk, number, _came(load, desk, first + number)), 302, leads_to=r"/cases/26-\d+/"
        )
        for number in range(count)
    ]


def _came(load: Load, desk: Desk, person: int) -> dict[str, object]:
    return {
        "started": sealed(new_start(desk.clerk, at=now()), desk.clerk),
        "back": "/",
        "channel": "on_site",
        "name": rows.name_of(person),
        "phone": rows.phone_of(person),
        "id_number": rows.id_number(person),
        "matter": "来办事，想知道要带什么材料",
        "item": load.item_id,
        "outcome": "to_case",
        "words": rows.WORDS,
        "told": "on",
    }


def conclude(desk: Desk, count: int, serials: Iterator[str]) -> list[Errand]:
    """Open cases whose materials are all in order."""
    values: dict[str, object] = {"result": "granted", "words": rows.DONE, "means": "in_person"}
    chosen = [next(serials) for _ in range(count)]
    return [
        Errand(_post(f"/cases/{serial}/conclude/", desk, number, values), 302, leads_to=f"/cases/{serial}/")
        for number, serial in enumerate(chosen)
    ]


def ready_to_conclude(desk: Desk) -> Iterator[str]:
    """The clerk's open cases of the loaded record, the oldest first."""
    cases = Case.objects.filter(handler_id=desk.clerk.staff_id, closed_at=None).order_by("pk")
    return iter([number.removeprefix("办 ") for number in cases.values_list("number", flat=True)])


def _get(path: str, cookies: str = "") -> bytes:
    cookie = f"Cookie: {cookies}\r\n" if cookies else ""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}\r\n".encode()


def _post(path: str, desk: Desk, number: int, values: dict[str, object]) -> bytes:
    body = urlencode({"csrfmiddlewaretoken": desk.token, **values})
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {desk.cookies(number)}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
