"""Public pages: to be read by anybody, without log-in. What is sent depends on nobody, so that it can be kept and sent again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import is_valid_path, reverse
from django.views.decorators.http import require_safe

from shouwen import civil_time
from shouwen.civil_time import local, local_date
from shouwen.clocks.opening_times import times_words
from shouwen.indicators import queries
from shouwen.oversight import open_data
from shouwen.oversight.duty import office_of, on_duty
from shouwen.oversight.kept import kept
from shouwen.oversight.page import supervision as supervision_of
from shouwen.oversight.period import Period, chosen
from shouwen.oversight.queries import regimes
from shouwen.people.queries import centre, centre_by_code, centre_ids

HTML, CSV, JSON = "text/html; charset=utf-8", "text/csv; charset=utf-8", "application/json; charset=utf-8"
COMPLAIN = "/complain/"
"""The public complaint form; with the code of a centre behind it where there are several."""


def _centre(code: str) -> Any:
    found = centre_by_code(code)
    if found is None:
        raise Http404
    return found


def _state(code: str, at: datetime) -> Callable[[], str]:
    """Changes with the figures, and every minute because somebody may have come or gone."""

    def state() -> str:
        town = _centre(code)
        return f"{town.pk}/{queries.stamp(town.pk)}/{local(at):%Y-%m-%dT%H:%M}"

    return state


def addresses(code: str) -> dict[str, str]:
    """Where the public pages of one centre lie: with its code where the address that was opened has it."""
    names = ("supervision", "regimes", "screen", "figures_csv", "figures_json", "dictionary_json", "dictionary_csv")
    found = {
        name: reverse(f"oversight:{f'centre_{name}' if code else name}", args=[code] if code else []) for name in names
    }
    ask = reverse("hall:ask_of", args=[code]) if code else reverse("hall:ask")
    forms = (f"{COMPLAIN}{code}/", COMPLAIN) if code else (COMPLAIN,)
    return {**found, "ask": ask, "complain": next((form for form in forms if is_valid_path(form)), "")}


def _period(centre_id: int, request: HttpRequest, at: datetime) -> tuple[list[Any], Period | None]:
    months = queries.months_of(centre_id)
    month, year = request.GET.get("month", ""), request.GET.get("year", "")
    shown = chosen(months, month=month, year=year, today=local_date(at))
    if shown is None and (month or year):
        raise Http404
    return months, shown


def _asked(request: HttpRequest) -> str:
    """What of the address decides the period, as `chosen` reads it: a free word beside it makes no other page."""
    return request.GET.get("month", "")[:8] or request.GET.get("year", "")[:8]


@require_safe
def supervision(request: HttpRequest, code: str = "") -> HttpResponse:
    """社会监督（服务承诺制度 第一、二条）: promises, measured figures, who is on duty, how to complain.

    Without a code where there are several centres: which of them."""
    try:
        return _figures_page(request, code, "oversight/supervision.html")
    except Http404:
        several = [] if code else centre_ids()
        if len(several) < 2:
            raise
    return HttpResponse(render_to_string("oversight/centres.html", {"centres": [centre(one) for one in several]}))


@require_safe
def screen(request: HttpRequest, code: str = "") -> HttpResponse:
    """大厅屏: the same in large, for the wall of the hall."""
    return _figures_page(request, code, "oversight/screen.html")


def _figures_page(request: HttpRequest, code: str, template: str) -> HttpResponse:
    at = civil_time.now()

    def make() -> bytes:
        town = _centre(code)
        months, shown = _period(town.pk, request, at)
        page = {
            "centre": town,
            "at": local(at),
            "go": addresses(code),
            "place": "supervision",
            "duty": on_duty(town.pk, at=at),
            "office": office_of(town.pk, at=at),
            "hours": times_words(town.pk, local_date(at)),
            "shown": None,
        }
        if shown is not None:
            page |= supervision_of(town.pk, months, shown, at=at)
        return render_to_string(template, page).encode()

    name = f"{template}?{code}&{_asked(request)}"
    return kept(request, name, state=_state(code, at), make=make, media_type=HTML)


@require_safe
def figures(request: HttpRequest, form: str, code: str = "") -> HttpResponse:
    """开放数据: all months, of one year (`?year=2026`) or one month (`?month=2026-09`), as table or as JSON."""
    at = civil_time.now()

    def make() -> bytes:
        town = _centre(code)
        months = queries.months_of(town.pk)
        asked = bool(request.GET.get("month") or request.GET.get("year"))
        shown = _period(town.pk, request, at)[1] if asked else None
        wanted = [
            first
            for first in months
            if shown is None or (first == shown.month if shown.month else first.year == shown.year)
        ]
        found = queries.published_months(town.pk, first=wanted[0], last=wanted[-1]) if wanted else []
        rows = open_data.rows(found, centre=town.name)
        if form == "csv":
            return open_data.as_csv(rows, list(open_data.COLUMNS))
        return open_data.as_json(rows, centre=town.name, dictionary=addresses(code)["dictionary_json"])

    name = f"figures.{form}?{code}&{_asked(request)}"
    answer = kept(request, name, state=_state(code, at), make=make, media_type=CSV if form == "csv" else JSON)
    return _as_file(answer, f"figures.{form}", form)


@require_safe
def dictionary(request: HttpRequest, form: str, code: str = "") -> HttpResponse:
    """数据字典: what every figure and every column of the open data means."""

    def make() -> bytes:
        if form == "csv":
            return open_data.dictionary_as_csv()
        return json.dumps(open_data.dictionary(), ensure_ascii=False, indent=1).encode()

    answer = kept(request, f"dictionary.{form}", state=lambda: "", make=make, media_type=CSV if form == "csv" else JSON)
    return _as_file(answer, f"dictionary.{form}", form)


def _as_file(answer: HttpResponse, name: str, form: str) -> HttpResponse:
    """A table is kept as a file; JSON is read by programs of other sites too."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    if form == "csv" and answer.status_code == 200:
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def regime_page(request: HttpRequest, code: str = "") -> HttpResponse:
    """制度公开（服务承诺制度 第一条）: the six regimes, open to everybody."""
    town = _centre(code)
    page = {"centre": town, "regimes": regimes(town.pk), "go": addresses(code), "place": "regimes"}
    return HttpResponse(render_to_string("oversight/regimes.html", page))
