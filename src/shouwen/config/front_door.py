"""The address of the installation: staff come to their day, everybody else to the page for the people served."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shouwen.desk.views.log_in import KNOWN
from shouwen.desk.views.today import today


def front_door(request: HttpRequest) -> HttpResponse:
    """`/`: 今日 for whoever is logged in, the log-in page on a computer where staff log in, else the hall's first page."""
    is_staff = request.user.is_authenticated or KNOWN in request.COOKIES or "HX-Request" in request.headers
    return today(request) if is_staff else redirect("hall:home")
