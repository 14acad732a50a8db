"""登录: and back to the page one was on, as far as it is a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.urls import Resolver404, resolve

from shouwen.desk.forms import LoginForm
from shouwen.desk.search_words import without_words

KNOWN = "desk"
"""A cookie of computers where staff log in: their first page is the log-in page, not the one for the people served. It says
nothing of who."""
_A_YEAR = 365 * 24 * 60 * 60


class LogIn(LoginView):
    """The log-in page. An address that only takes forms can't be opened: from there one comes home."""

    template_name = "desk/login.html"
    authentication_form = LoginForm

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Logged in; the computer is one of the staff's from now on."""
        answer = super().form_valid(form)
        answer.set_cookie(KNOWN, "1", max_age=_A_YEAR, secure=self.request.is_secure(), httponly=True, samesite="Lax")
        return answer

    def get_redirect_url(self, *args: Any, **named: Any) -> str:
        """Where `next` leads, without search words; empty for home."""
        address = without_words(super().get_redirect_url(*args, **named))
        return address if address and _opens(urlsplit(address).path) else ""


def _opens(path: str) -> bool:
    """Whether a page answers there when it is asked for; an unknown address says so itself."""
    try:
        view = resolve(path).func
    except Resolver404:
        return True
    methods = _methods_of(view)
    return methods is None or "GET" in methods


def _methods_of(view: Callable[..., Any] | None) -> list[str] | None:
    """The methods that Django's `require_…` decorators let through to a view; None where there is none of them."""
    while view is not None:
        names = getattr(getattr(view, "__code__", None), "co_freevars", ())
        cells = dict(zip(names, getattr(view, "__closure__", None) or (), strict=False))
        if "request_method_list" in cells:
            return list(cells["request_method_list"].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return None
