"""网上提问: the list of those waiting, one of them, and the claim."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused
from shouwen.desk.incoming.questions import question_list, question_row
from shouwen.desk.inquiries.words import by_when
from shouwen.desk.parts import WayOut
from shouwen.desk.supervision.events import with_supervision
from shouwen.inquiries import incoming_queries as queries
from shouwen.inquiries import online
from shouwen.people.policies import may_serve
from shouwen.refusals import Refused


@login_required
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """网上提问, what nobody has yet first."""
    page = question_list(request.actor, request.GET, at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/incoming/questions.html", {"page": page})


@login_required
@require_safe
def question(request: HttpRequest, serial: str) -> HttpResponse:
    """One question in full; once somebody has it, the inquiry that it became."""
    found = queries.question_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404("no such question")
    if found.inquiry is not None:
        return redirect(address_of(ClockKind.INQUIRY, found.inquiry.number))
    row = question_row(request.actor, found, at=request.at)  # type: ignore[attr-defined]
    may_claim = not may_serve(request.actor)  # type: ignore[attr-defined]
    events = with_supervision([], found.centre_id, [found.number], labels={})
    return render(request, "desk/incoming/question.html", {"row": row, "may_claim": may_claim, "events": events})


@login_required
@require_POST
def claim(request: HttpRequest, serial: str) -> HttpResponse:
    """认领: to the inquiry, of which one is the first responder now. Of two at once the second is told who has it."""
    found = queries.question_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404("no such question")
    try:
        inquiry = online.claim_question(question=found, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        ways = [WayOut("看网上提问", reverse("desk:questions"))]
        taken = queries.question_numbered(found.centre_id, serial)
        if taken and taken.inquiry:
            who = taken.inquiry.first_responder.name
            ways.insert(0, WayOut(f"{who}接了，看这件", address_of(ClockKind.INQUIRY, taken.inquiry.number)))
        lost = refusal_raised.code == "question_claimed"
        return refused(request, refusal_raised.refusal, ways=ways, lost_race=lost)
    clock = queries.debt_clocks(found.centre_id, ClockKind.INQUIRY, [inquiry.pk])[inquiry.pk]
    until = by_when(clock.due_at, request.at)  # type: ignore[attr-defined]
    messages.success(request, f"认领了 {found.number}，你是首问负责人，{until}答复 {found.person.name_masked}")
    return redirect(address_of(ClockKind.INQUIRY, inquiry.number))
