"""群众的登录 in the browser: one cookie of its own, beside that of staff, gone with the browser."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shouwen import civil_time
from shouwen.applications import queries, sessions

COOKIE = "shouwen_my"
_SALT = "hall.apply"
_LASTS = 12 * 60 * 60


def session_in(request: HttpRequest) -> Any:
    """The session of this browser; None if there is none, or it ended."""
    return sessions.session_of(request.COOKIES.get(COOKIE, ""), at=civil_time.now())


def let_in(answer: HttpResponse, request: HttpRequest, key: str) -> HttpResponse:
    """The key goes to the browser until it is closed; scripts can't read it."""
    sessions.end(request.COOKIES.get(COOKIE, ""))
    answer.set_cookie(COOKIE, key, secure=request.is_secure(), httponly=True, samesite="Lax")
    return answer


def let_out(answer: HttpResponse, request: HttpRequest) -> HttpResponse:
    """退出: nothing stays here or in the browser."""
    sessions.end(request.COOKIES.get(COOKIE, ""))
    answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def opened(request: HttpRequest, mark: str) -> Any:
    """The application of this address, for who may open it; to everybody else there is none. None without a session."""
    session = session_in(request)
    if session is None:
        return None
    found = queries.marked(mark)
    if found is None or not sessions.may_open(session, found):
        raise Http404("no such application")
    return found


def again(mark: str = "") -> HttpResponse:
    """To the page on which one is let in."""
    return redirect(f"{reverse('hall:my')}?out=1" + (f"&to={mark}" if mark else ""))


def page_token(mark: str) -> str:
    """What a page of an application carries, so that what was typed on it is kept though the session ended meanwhile."""
    return signing.dumps(mark, salt=_SALT)


def mark_in(token: str) -> str:
    """Of which application this page was; empty for anything else."""
    try:
        return str(signing.loads(token, salt=_SALT, max_age=_LASTS))
    except signing.BadSignature:
        return ""
