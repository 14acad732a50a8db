"""请人帮忙 (一体机进驻服务 第四条): from a kiosk, or from a telephone inside the hall or at home; and what becomes of it."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen import civil_time
from shouwen.assistance import calling
from shouwen.assistance.enums import About, Wish
from shouwen.assistance.policies import MOST_PLACE
from shouwen.assistance.queries import call_marked
from shouwen.assistance.sight import sight_of
from shouwen.devices.enums import DeviceKind
from shouwen.devices.queries import devices_of
from shouwen.hall.ask import FILLED_BY_MACHINE, TRAP, address_of
from shouwen.people.actor import Actor
from shouwen.people.queries import centre_by_code, windows
from shouwen.refusals import Refusal, Refused

FIELD_OF = {
    "place_missing": "place",
    "place_too_long": "place",
    "phone_missing": "phone",
    "phone_wrong": "phone",
}
ABOUT = [(one.value, str(one.label)) for one in About if one.value]


@never_cache
@require_http_methods(["GET", "POST"])
def help_wanted(request: HttpRequest, centre: str) -> HttpResponse:
    """The form, and the call. A kiosk (`request.kiosk_device`, set by its session) posts nothing but `about`, if that.

    With `Accept: application/json` the answer is `{"ok", "number", "mark", "page", "state"}` or `{"ok": false, "message", "way_out"}`
    (422): `page` is the caller's page, `state` the address to ask every second."""
    town = centre_by_code(centre)
    if town is None:
        raise Http404("no such centre")
    at, device = civil_time.now(), getattr(request, "kiosk_device", None)
    if request.method == "GET":
        return _form(request, town)
    if request.POST.get(TRAP):
        return _form(request, town, FILLED_BY_MACHINE)
    sent = request.POST
    wish, about = sent.get("wish", Wish.COME), sent.get("about", "")
    try:
        call = calling.call_for_help(
            wish=Wish(wish) if wish in Wish.values else Wish.COME,
            place=sent.get("place", "").strip() or sent.get("spot", ""),
            phone=sent.get("phone", "")[:30],
            about=About(about) if about in About.values else About.UNSAID,
            device=device if device is not None and device.centre_id == town.pk else None,
            mark=sent.get("mark", "") if call_mark_fits(sent.get("mark", "")) else "",
            address=address_of(request),
            by=Actor.system(town.pk),
            at=at,
        )
    except Refused as refused:
        return _form(request, town, refused.refusal)
    if _wants_json(request):
        state = reverse("hall:help_state", args=[call.mark])
        page = reverse("hall:help_call", args=[call.mark])
        return JsonResponse({"ok": True, "number": call.number, "mark": call.mark, "page": page, "state": state})
    return redirect("hall:help_call", call.mark)


@never_cache
@require_safe
def help_call(request: HttpRequest, mark: str) -> HttpResponse:
    """What the caller sees: who comes."""
    call = _call(mark)
    sight = sight_of(call, at=civil_time.now())
    return render(request, "hall/help_call.html", {"call": call, "town": call.centre, "sight": sight})


@never_cache
@require_safe
def help_state(request: HttpRequest, mark: str) -> JsonResponse:
    """The same in a few bytes, asked every second by the page: `state` waiting, taken, ended, cancelled or lapsed."""
    sight = sight_of(_call(mark), at=civil_time.now())
    return JsonResponse(
        {
            "number": sight.number,
            "state": sight.state,
            "title": sight.title,
            "words": sight.words,
            "is_open": sight.is_open,
            "may_cancel": sight.may_cancel,
        }
    )


@never_cache
@require_POST
def help_cancel(request: HttpRequest, mark: str) -> HttpResponse:
    """不用来了. Cancelled twice, or too late, it is shown as it is."""
    call = _call(mark)
    try:
        calling.cancel(call=call, by=Actor.system(call.centre_id), at=civil_time.now())
    except Refused as refused:
        if _wants_json(request):
            return _refused_json(refused.refusal)
    if _wants_json(request):
        return JsonResponse({"ok": True})
    return redirect("hall:help_call", mark)


def call_mark_fits(mark: str) -> bool:
    """Whether it can be a mark that a page was given."""
    return len(mark) == 32 and all(one in "0123456789abcdef" for one in mark)


def _call(mark: str) -> Any:
    call = call_marked(mark)
    if call is None:
        raise Http404("no such call")
    return call


def _form(request: HttpRequest, town: Any, *refusals: Refusal) -> HttpResponse:
    if refusals and _wants_json(request):
        return _refused_json(refusals[0])
    kiosks = [one for one in devices_of(town.pk) if one.kind == DeviceKind.KIOSK]
    sent, closed = request.POST, calling.closed(town.pk, at=civil_time.now())
    page = {
        "town": town,
        "closed": closed,
        "said": sent,
        "wish": sent.get("wish") or Wish.COME,
        "spots": [one.label for one in windows(town.pk)] + [f"{one.name}（{one.place}）" for one in kiosks],
        "abouts": ABOUT,
        "above": [one for one in refusals if one.code not in FIELD_OF and one.code != "closed_now"],
        "wrong": {FIELD_OF[one.code]: one.message for one in refusals if one.code in FIELD_OF},
        "mark": sent.get("mark") or secrets.token_hex(16),
        "most_place": MOST_PLACE,
        "trap": TRAP,
    }
    return render(request, "hall/help.html", page, status=422 if refusals else 200)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _refused_json(refusal: Refusal) -> JsonResponse:
    said = {"ok": False, "code": refusal.code, "message": refusal.message, "way_out": refusal.way_out}
    return JsonResponse(said, status=422)
