"""待回电: the list of missed calls, and the call back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.incoming.call_list import call_list
from shouwen.desk.incoming.call_page import call_page
from shouwen.inquiries import call_backs
from shouwen.inquiries import incoming_queries as queries
from shouwen.people.queries import centre
from shouwen.refusals import Refusal, Refused

SHOWN_FOR = timedelta(minutes=10)
"""How long the number stays on the page of who opened it: as long as dialling and ringing take."""


@login_required
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """漏接来电, those that somebody owes a call first."""
    page = call_list(request.actor, request.GET, at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/incoming/calls.html", {"page": page})


@never_cache
@login_required
@require_safe
def call(request: HttpRequest, serial: str) -> HttpResponse:
    """One missed call. Its number is masked, but for a while for who opened it."""
    found = _found(request, serial)
    phone = call_backs.number_in_hand(found, by=request.actor, at=request.at, within=SHOWN_FOR)  # type: ignore[attr-defined]
    return _page(request, found, phone=phone)


@login_required
@require_POST
def open_number(request: HttpRequest, serial: str) -> HttpResponse:
    """打开号码 to call back now; journalled."""
    found = _found(request, serial)
    try:
        call_backs.call_back(call=found, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return _page(request, found, refusal=refused.refusal, status=422)
    return redirect(address_of(ClockKind.CALLBACK, found.number))


@login_required
@require_POST
def not_reached(request: HttpRequest, serial: str) -> HttpResponse:
    """这次没打通, with what came of it."""
    found, words = _found(request, serial), _words(request)
    centre_id: int = request.actor.centre_id  # type: ignore[attr-defined]
    before = queries.tries_counted(centre_id, [found])
    try:
        call_backs.note_not_reached(call=found, words=words, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return _page(request, found, refusal=refused.refusal, status=422)
    counts = queries.tries_counted(centre_id, [found]) != before
    apart = centre(centre_id).try_minutes
    then = "过一阵再打" if counts else f"离上次不到 {apart} 分钟（工作时间），和上次算一次；过一阵再打"
    messages.success(request, f"{found.number} 记下了：{words.strip()}。{then}")
    return redirect("desk:calls")


@login_required
@require_POST
def give_up(request: HttpRequest, serial: str) -> HttpResponse:
    """多次没接通，不再回."""
    found = _found(request, serial)
    try:
        call_backs.give_up(call=found, words=_words(request), by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return _page(request, found, refusal=refused.refusal, status=422)
    messages.success(request, f"{found.number} 多次没接通，不再回。他再打来会自动接上")
    return redirect(address_of(ClockKind.CALLBACK, found.number))


def _words(request: HttpRequest) -> str:
    return request.POST.get("other", "").strip() or request.POST.get("words", "")


def _found(request: HttpRequest, serial: str) -> Any:
    found = queries.call_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404("no such call")
    return found


def _page(
    request: HttpRequest, found: Any, *, phone: str = "", refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    page = call_page(request.actor, found, at=request.at, phone=phone, refusal=refusal)  # type: ignore[attr-defined]
    return render(request, "desk/incoming/call.html", {"page": page}, status=status)
