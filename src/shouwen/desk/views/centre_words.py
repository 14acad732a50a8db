"""中心设置的复议和区号: what notices print, and the area code by which landlines are matched."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shouwen.people import centre_settings, phones, queries
from shouwen.people.actor import Actor
from shouwen.people.settings_policies import may_change_settings
from shouwen.refusals import Refusal, Refused

FIELDS = ("review_authority", "court", "area_code")


@login_required
@require_http_methods(["GET", "POST"])
def centre(request: HttpRequest) -> HttpResponse:
    """复议机关、起诉法院、座机区号: everybody may look; the management office and the administrator change."""
    if request.method == "GET":
        return _page(request)
    words = {field: request.POST.get(field, "") for field in FIELDS}
    try:
        centre_settings.change_centre(**words, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        return _page(request, refusal_raised.refusal)
    messages.success(request, "保存了。以后出的通知书照这个印，以前的不变")
    return redirect("desk:settings_centre")


def _page(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = queries.centre(actor.centre_id)
    typed = {field: request.POST.get(field, "") if refusal else getattr(own, field) for field in FIELDS}
    wrong = {field: refusal.message for field in FIELDS if refusal and refusal.code.startswith(f"{field}_")}
    page = {
        "typed": typed,
        "wrong": wrong,
        "derived": phones.area_code(actor.centre_id) if not own.area_code else "",
        "may_change": may_change_settings(actor) is None,
        "refusal": refusal if refusal and not wrong else None,
    }
    return render(request, "desk/settings/centre.html", page, status=422 if refusal else 200)
