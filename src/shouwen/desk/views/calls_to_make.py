"""要打的电话: the list, one call, and what came of it."""

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
from shouwen.desk.search_words import asked, searched
from shouwen.desk.telling.call_list import call_list, is_hidden
from shouwen.desk.telling.call_page import call_page
from shouwen.refusals import Refusal, Refused
from shouwen.telling import calls as calling
from shouwen.telling import queries
from shouwen.telling.enums import ReachedBy

SHOWN_FOR = timedelta(minutes=10)
"""How long the number stays on the page of who opened it: as long as dialling and ringing take."""


@login_required
@searched
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """要打的电话, those owed first."""
    page = call_list(request.actor, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/telling/calls.html", {"page": page})


@never_cache
@login_required
@require_safe
def call(request: HttpRequest, serial: str) -> HttpResponse:
    """One call. The number is masked, but for a while for who opened it."""
    found = _found(request, serial)
    phone = calling.number_in_hand(found, by=request.actor, at=request.at, within=SHOWN_FOR)  # type: ignore[attr-defined]
    return _page(request, found, phone=phone)


@login_required
@require_POST
def open_number(request: HttpRequest, serial: str) -> HttpResponse:
    """打开号码 to call now; journalled."""
    found = _found(request, serial)
    try:
        calling.open_number(call=found, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return _page(request, found, refusal=refused.refusal)
    return redirect(address_of(ClockKind.CALL, found.number))


@login_required
@require_POST
def reached(request: HttpRequest, serial: str) -> HttpResponse:
    """告知到了: how, and what was said."""
    found = _found(request, serial)
    means = request.POST.get("means", "")
    if means not in ReachedBy.values:
        return _page(request, found, refusal=Refusal("means_missing", "还没有选怎样告知到的"))
    chosen = ReachedBy(means)
    try:
        calling.note_reached(
            call=found,
            means=chosen,
            words=request.POST.get("said", "").strip() or request.POST.get("usual", ""),
            by=request.actor,  # type: ignore[attr-defined]
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as refused:
        return _page(request, found, refusal=refused.refusal)
    messages.success(request, f"{found.number} 记下了：{found.person.name_masked} 已告知（{chosen.label}）")
    return redirect("desk:calls_to_make")


@login_required
@require_POST
def not_reached(request: HttpRequest, serial: str) -> HttpResponse:
    """这次没打通, with what came of it."""
    found, words = _found(request, serial), _words(request)
    try:
        calling.note_not_reached(call=found, words=words, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return _page(request, found, refusal=refused.refusal)
    messages.success(request, f"{found.number} 记下了：{words.strip()}。过一阵再打")
    return redirect("desk:calls_to_make")


@login_required
@require_POST
def give_up(request: HttpRequest, serial: str) -> HttpResponse:
    """没有告知到, after enough tries."""
    found = _found(request, serial)
    try:
        calling.give_up(call=found, words=_words(request), by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return _page(request, found, refusal=refused.refusal)
    messages.info(request, f"{found.number} 没有告知到，记下了。他来了当面说，再补记")
    return redirect(address_of(ClockKind.CALL, found.number))


def _words(request: HttpRequest) -> str:
    return request.POST.get("other", "").strip() or request.POST.get("words", "")


def _found(request: HttpRequest, serial: str) -> Any:
    found = queries.call_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None or is_hidden(found, request.actor, at=request.at):  # type: ignore[attr-defined]
        raise Http404("no such call")
    return found


def _page(request: HttpRequest, found: Any, *, phone: str = "", refusal: Refusal | None = None) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    phone = phone or calling.number_in_hand(found, by=actor, at=at, within=SHOWN_FOR)
    page = call_page(actor, found, at=at, phone=phone, refusal=refusal)
    return render(request, "desk/telling/call.html", {"page": page}, status=422 if refusal else 200)
