"""窗口电话: the telephone or extension by which a call is told to be a window's. Everybody may look; the office changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shouwen.desk.answers import refused
from shouwen.people import centre_settings, queries, roster
from shouwen.people.actor import Actor
from shouwen.people.settings_policies import may_change_settings
from shouwen.refusals import Refusal, Refused

_AT_THE_FIELD = frozenset({"window_phone_too_long", "window_phone_wrong"})


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One window: what stands in its field, what is wrong with it, and which window has the same telephone."""

    window: Any
    phone: str
    wrong: str = ""
    shared_with: str = ""


@login_required
@require_safe
def windows(request: HttpRequest) -> HttpResponse:
    """The windows of the centre with their telephones."""
    return _windows(request)


@login_required
@require_POST
def window(request: HttpRequest, window_id: int) -> HttpResponse:
    """改 the telephone of one window."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = roster.window(actor.centre_id, window_id)
    if found is None:
        raise Http404("no such window")
    phone = request.POST.get("phone", "")
    try:
        changed = centre_settings.change_window(window=found, phone=phone, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        if refusal_raised.refusal.code in _AT_THE_FIELD:
            return _windows(request, refusal_raised.refusal, window_id=window_id, typed=phone)
        return refused(request, refusal_raised.refusal)
    if changed.phone == found.phone:
        messages.info(request, "没有改动")
    else:
        messages.success(request, f"{changed.label}的电话改好了，以后导入的来电按这个对")
    return redirect("desk:settings_windows")


def _windows(
    request: HttpRequest, refusal: Refusal | None = None, *, window_id: int = 0, typed: str = ""
) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = list(queries.windows(actor.centre_id))
    rows = [
        WindowRow(one, typed, refusal.message)
        if refusal and one.pk == window_id
        else WindowRow(one, one.phone, shared_with=_same_telephone(one, found))
        for one in found
    ]
    page = {"rows": rows, "may_change": not may_change_settings(actor)}
    return render(request, "desk/settings/windows.html", page, status=422 if refusal else 200)


def _same_telephone(one: Any, windows: list[Any]) -> str:
    digits = _digits(one.phone)
    return "、".join(
        other.label for other in windows if other.pk != one.pk and digits and _digits(other.phone) == digits
    )


def _digits(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdecimal())
