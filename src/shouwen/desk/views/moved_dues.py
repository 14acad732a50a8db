"""到期日变动: what a change of calendar or hours moved, and who was told (限时办结制度 第三条)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shouwen.clocks import moved_dues
from shouwen.clocks.enums import ToldMeans
from shouwen.desk.answers import refused
from shouwen.desk.calendar.moves import moves_page
from shouwen.desk.clock_sight import may_see_clock
from shouwen.people.actor import Actor
from shouwen.reception.moved_dues import tell_moved
from shouwen.refusals import Refused

PER_PAGE = 25


@login_required
@require_safe
def moves(request: HttpRequest) -> HttpResponse:
    """Every change of calendar or hours that had clocks reckoned anew, the newest first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    pages = Paginator(moved_dues.recomputations(actor.centre_id), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/calendar/moves.html", {"pages": pages})


@login_required
@require_safe
def moves_of(request: HttpRequest, run_id: int) -> HttpResponse:
    """The due dates that one change moved."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    run = moved_dues.recomputation(actor.centre_id, run_id)
    if run is None:
        raise Http404("no such recomputation")
    sift, number = request.GET.get("show", ""), request.GET.get("page")
    page = moves_page(run, sift=sift, number=number, by=actor, at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/calendar/moves_of.html", {"page": page})


@login_required
@require_POST
def told(request: HttpRequest, move_id: int) -> HttpResponse:
    """告知本人: by the channel the person wants (`does=send`), or noted as said on the phone or in person."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    move = moved_dues.move(actor.centre_id, move_id)
    if move is None or not may_see_clock(move.clock, by=actor, at=at):
        raise Http404("no such moved due date")
    try:
        if request.POST.get("does") == "send":
            messages.success(request, f"{move.clock.number}：{tell_moved(move=move, by=actor, at=at)}")
        else:
            means = ToldMeans.IN_PERSON if request.POST.get("does") == "in_person" else ToldMeans.PHONE
            moved_dues.note_told(row=move, means=means, by=actor, at=at)
            messages.success(request, f"{move.clock.number}：记下了，{means.label}")
    except Refused as raised:
        return refused(request, raised.refusal, lost_race=raised.refusal.code == "moved_due_told")
    query = request.POST.get("show", "")
    where = redirect("desk:moves_of", move.recomputation_id)
    if query in ("tell", "mine"):
        where["Location"] += f"?show={query}"
    return where
