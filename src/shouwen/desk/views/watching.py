"""预警, and the explanation of what went over its time (优化营商环境条例 第三十六条)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shouwen.clocks.queries import clock_of
from shouwen.desk.answers import refused
from shouwen.desk.clock_sight import may_see_clock
from shouwen.desk.due.page import page_of
from shouwen.desk.search_words import asked, searched
from shouwen.desk.supervision.watch_page import watch_page
from shouwen.people.actor import Actor
from shouwen.refusals import Refused
from shouwen.supervision import actions, policies


@login_required
@searched
@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    """What is near its time or over it, for the office and the leaders."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if refusal := policies.may_see_warnings(actor):
        return refused(request, refusal)
    page = watch_page(actor, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/supervision/watch.html", {"page": page})


@login_required
@require_POST
def explain(request: HttpRequest, clock_id: int) -> HttpResponse:
    """写超期原因; what was typed stays when it is refused."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    clock = clock_of(actor.centre_id, clock_id)
    if clock is None or not may_see_clock(clock, by=actor, at=at):
        raise Http404("no such clock")
    category, words = request.POST.get("category", ""), request.POST.get("words", "")
    try:
        actions.explain_overdue(clock=clock, category=category, words=words, by=actor, at=at)
    except Refused as refusal_raised:
        page = page_of(clock, by=actor, at=at)
        typed = {"category": category, "words": words, "refusal": refusal_raised.refusal}
        return render(request, "desk/due/page.html", {"page": page, "typed": typed}, status=422)
    messages.success(request, f"{clock.number} 的超期原因记下了")
    return redirect("desk:due", clock.pk)
