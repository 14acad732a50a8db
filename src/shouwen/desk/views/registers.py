"""台账: the registers of the centre, and the register of papers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shouwen.desk.registers.hub import registers_of
from shouwen.desk.registers.papers import paper_register
from shouwen.desk.search_words import asked, searched
from shouwen.feedback.policies import may_see_register
from shouwen.messages.policies import may_see_outbox
from shouwen.people.queries import centre
from shouwen.people.registers import may_see_registers
from shouwen.supervision.policies import may_see_books


@login_required
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Which registers there are, and what in them isn't settled."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    has_books, has_outbox = may_see_registers(actor) is None, may_see_outbox(actor) is None
    found = registers_of(
        actor.centre_id,
        has_books=has_books,
        has_outbox=has_outbox,
        has_complaints=may_see_register(actor) is None,
        oversees=may_see_books(actor) is None,
        at=at,
    )
    code = centre(actor.centre_id).code
    return render(request, "desk/registers/hub.html", {"registers": found, "supervision_code": code})


@login_required
@searched
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """文书登记簿."""
    page = paper_register(request.actor.centre_id, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/registers/papers.html", {"page": page})
