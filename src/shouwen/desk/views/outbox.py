"""消息 of the management office: the delivery record, and once more what was given up."""

from __future__ import annotations

from django.contrib import messages as said
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shouwen.desk.answers import refused
from shouwen.desk.registers.outbox import outbox_page
from shouwen.desk.search_words import asked, searched
from shouwen.messages import actions, queries
from shouwen.messages.policies import may_see_outbox
from shouwen.refusals import Refused


@login_required
@searched
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What went out, what waits, what was given up."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := may_see_outbox(actor):
        return refused(request, refusal)
    page = outbox_page(actor, asked(request), at=at)
    return render(request, "desk/registers/outbox.html", {"page": page})


@login_required
@require_POST
def retry(request: HttpRequest, message_id: int) -> HttpResponse:
    """再发一次."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    message = queries.message_of(actor.centre_id, message_id)
    if message is None:
        raise Http404(f"no message {message_id}")
    try:
        actions.retry(message=message, by=actor, at=at)
    except Refused as refusal:
        return refused(request, refusal.refusal, lost_race=refusal.code == "not_failed")
    said.success(request, f"{message.number} 的{message.get_channel_display()}排上了，一分钟内再发")
    return redirect("desk:outbox")
