"""办件: the list of cases and the page of one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from shouwen.desk.cases.answers import actor_of, asked_case
from shouwen.desk.cases.listing import list_of
from shouwen.desk.cases.owed_by_day import owed_rows
from shouwen.desk.cases.page import page_of
from shouwen.desk.papers.case_papers import case_papers_of
from shouwen.desk.papers.lines import line_of
from shouwen.desk.search_words import asked, searched
from shouwen.papers.queries import papers_of


@login_required
@searched
@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases of the centre, newest first, searched and narrowed."""
    found = list_of(asked(request), by=actor_of(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/cases/list.html", {"list": found})


@login_required
@require_GET
def case_page(request: HttpRequest, serial: str) -> HttpResponse:
    """One case. `paper` in the address opens the paper that was just issued; `all` unfolds the settled materials."""
    case = asked_case(request, serial)
    by, unfold = actor_of(request), "all" in request.GET
    page = page_of(case, by=by, at=request.at, unfold=unfold)  # type: ignore[attr-defined]
    wanted = request.GET.get("paper", "")
    issued = papers_of(case.centre_id, "case", case.pk).filter(pk=wanted).first() if wanted.isdigit() else None
    opened = line_of(issued, by=by, at=request.at) if issued else None  # type: ignore[attr-defined]
    return render(request, "desk/cases/page.html", {"page": page, "opened": opened})


@login_required
@require_GET
def case_owed_by_day(request: HttpRequest, serial: str) -> HttpResponse:
    """每天归谁负责: in the page's dialog, or as a page."""
    case = asked_case(request, serial)
    name = "desk/cases/owed_by_day.html" if request.headers.get("HX-Request") else "desk/cases/owed_by_day_page.html"
    rows = owed_rows(case, at=request.at)  # type: ignore[attr-defined]
    return render(request, name, {"case": case, "serial": serial, "rows": rows})


@login_required
@require_GET
def case_papers(request: HttpRequest, serial: str) -> HttpResponse:
    """The papers of a case, and who took which file when: in the page's dialog, or as a page."""
    case = asked_case(request, serial)
    page = case_papers_of(case, serial, by=actor_of(request), at=request.at)  # type: ignore[attr-defined]
    name = "desk/cases/papers.html" if request.headers.get("HX-Request") else "desk/cases/papers_page.html"
    return render(request, name, {"case": case, "serial": serial, "page": page})
