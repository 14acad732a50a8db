"""Pages for what went wrong, in the words of a person at a window."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shouwen.desk.chinese_dates import clock_time, month_day


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "desk/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "desk/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500. Says the time, by which the log is found."""
    at = getattr(request, "at", None)
    return render(request, "desk/500.html", {"at": at and f"{month_day(at)} {clock_time(at)}"}, status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old or came from elsewhere: what was typed is still on the page before."""
    return render(request, "desk/csrf.html", status=403)
