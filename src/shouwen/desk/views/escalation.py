"""预警表: who is warned at which marks. Everybody may look; the management office and the administrator change it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shouwen.desk.supervision.table_page import steps_of, table_page, typed_rows
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused
from shouwen.supervision import actions


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def escalation(request: HttpRequest) -> HttpResponse:
    """The table; POST sets it anew. What was typed stays when it is refused."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = request.at  # type: ignore[attr-defined]
    if request.method != "POST":
        page = table_page(actor, at=at, shipped=request.GET.get("show") == "shipped")
        return render(request, "desk/settings/escalation.html", {"page": page})
    rows = typed_rows(request.POST, request.POST.getlist)
    steps = steps_of(rows)
    refusal = steps if isinstance(steps, Refusal) else None
    if not isinstance(steps, Refusal):
        try:
            actions.set_table(steps=steps, by=actor, at=at)
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
        else:
            messages.success(request, "预警表改好了，从下一次提醒起照这个来")
            return redirect("desk:settings_escalation")
    page = table_page(actor, at=at, typed=rows, refusal=refusal)
    return render(request, "desk/settings/escalation.html", {"page": page}, status=422)
