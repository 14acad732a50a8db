"""请人帮忙 on the desk: the banner that asks every second, taking a call, its record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shouwen.assistance import actions, policies, queries
from shouwen.desk.answers import refused
from shouwen.desk.help_calls.page import banner_of, call_page
from shouwen.refusals import Refusal, Refused

OFTEN, SELDOM = "1000", "10000"
"""Milliseconds until the page asks again: of whom a call reaches, and of whom none reaches as things are."""
SAID = {"take": "你接了，快去", "end": "记下了", "back": "退回去了，请别人去"}


@never_cache
@login_required
@require_safe
def ringing(request: HttpRequest) -> HttpResponse:
    """The banner, or 204 while nobody calls; `X-Next` says when to ask again."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    banner = banner_of(actor, at=at)
    often = bool(banner) or actor.has(*queries.RUNG) or queries.is_rung(actor, at=at)
    answer = render(request, "desk/help_calls/ringing.html", {"banner": banner}) if banner else HttpResponse(status=204)
    answer["X-Next"] = OFTEN if often else SELDOM
    return answer


@never_cache
@login_required
@require_safe
def help_call(request: HttpRequest, serial: str) -> HttpResponse:
    """One call."""
    return _page(request, _call_or_404(request, serial))


@login_required
@require_POST
def help_step(request: HttpRequest, serial: str, key: str) -> HttpResponse:
    """接, 帮完了, 去不了. From the banner (`HX-Request`) the banner is the answer, so that nobody loses the page they are on."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    call = _call_or_404(request, serial)
    if key not in SAID:
        raise Http404(f"no step {key}")
    try:
        if key == "take":
            actions.take(call=call, by=actor, at=at)
        elif key == "back":
            actions.give_back(call=call, by=actor, at=at)
        else:
            minutes = request.POST.get("minutes", "")
            actions.end(
                call=call,
                done=request.POST.getlist("done"),
                words=request.POST.get("words", ""),
                minutes=int(minutes) if minutes.isdecimal() and len(minutes) < 5 else -1,
                by=actor,
                at=at,
            )
    except Refused as refused_by:
        return _no(request, serial, refused_by.refusal)
    if "HX-Request" in request.headers:
        return render(request, "desk/help_calls/ringing.html", {"banner": banner_of(actor, at=at)})
    messages.success(request, f"{call.number} {SAID[key]}")
    return redirect("desk:help_call", serial)


def _no(request: HttpRequest, serial: str, refusal: Refusal) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if "HX-Request" in request.headers:
        banner = banner_of(actor, at=at, refusal=refusal)
        return render(request, "desk/help_calls/ringing.html", {"banner": banner}, status=409)
    return _page(request, _call_or_404(request, serial), refusal=refusal, sent=request.POST, status=422)


def _page(request: HttpRequest, call: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if not_for_you := policies.may_see(actor):
        return refused(request, not_for_you)
    return render(
        request, "desk/help_calls/call.html", {"page": call_page(call, by=actor, at=at, **more)}, status=status
    )


def _call_or_404(request: HttpRequest, serial: str) -> Any:
    found = queries.call_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no call {serial}")
    return found
