"""到期日怎么算出来的: the strip of any clock, day by day or minute by minute (限时办结制度 第四条)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shouwen.clocks.queries import clock_of
from shouwen.desk.clock_sight import may_see_clock
from shouwen.desk.due.page import page_of
from shouwen.people.actor import Actor


@login_required
@require_safe
def due(request: HttpRequest, clock_id: int) -> HttpResponse:
    """The page, or what the dialog shows of it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    clock = clock_of(actor.centre_id, clock_id)
    if clock is None or not may_see_clock(clock, by=actor, at=request.at):  # type: ignore[attr-defined]
        raise Http404("no such clock")
    name = "desk/due/dialog.html" if request.headers.get("HX-Request") else "desk/due/page.html"
    return render(request, name, {"page": page_of(clock, by=actor, at=request.at)})  # type: ignore[attr-defined]
