"""The one document of a kiosk: pairing, the first page, whether it may be used now, the sign of life, and the end of a visit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shouwen import civil_time
from shouwen.assistance.queries import open_call_at
from shouwen.catalogue.finding import events_offered
from shouwen.civil_time import local_date
from shouwen.clocks.open_now import open_now
from shouwen.devices import pairing, visits
from shouwen.devices.enums import DeviceState
from shouwen.devices.heartbeat import note_heard
from shouwen.devices.queries import maintainer_of, other_kiosks
from shouwen.hall.ask import address_of
from shouwen.hall.kiosk.codes import qr_of
from shouwen.hall.kiosk.paired import A_YEAR, COOKIE, VISIT, of_kiosk, sealed
from shouwen.refusals import Refusal, Refused

_WORKER = Path(__file__).parents[1] / "static" / "hall" / "kiosk-worker.js"
COUNTDOWN_SECONDS = 15
OPEN, CLOSED, OUT_OF_ORDER = "open", "closed", "out_of_order"


@never_cache
@require_safe
def kiosk(request: HttpRequest) -> HttpResponse:
    """The kiosk; a browser that isn't one gets the entry of a pairing code, and nothing else."""
    device = pairing.paired_device(request.COOKIES.get(COOKIE, ""))
    if device is None:
        answer = _entry(request)
        if COOKIE in request.COOKIES:
            answer.delete_cookie(COOKIE, path="/", samesite="Strict")
        return answer
    at = civil_time.now()
    now = open_now(device.centre_id, at=at)
    call = open_call_at(device.pk, at=civil_time.now())
    page = {
        "device": device,
        "help_mark": call.mark if call else "",
        "town": device.centre,
        "maintainer": maintainer_of(device),
        "state": _state(device, is_open=now.is_open),
        "now": now,
        "at": at,
        "others": other_kiosks(device),
        "events": events_offered(device.centre_id, on=local_date(at))[:6],
        "hall_qr": qr_of(reverse("hall:home_of", args=[device.centre.code])),
        "idle": settings.KIOSK_IDLE_SECONDS,
        "countdown": COUNTDOWN_SECONDS,
        "agent_token": pairing.agent_token(device),
    }
    return sealed(render(request, "hall/kiosk/shell.html", page))


@never_cache
@require_POST
def pair(request: HttpRequest) -> HttpResponse:
    """配对: the code from the desk makes this browser the screen of a device. Whoever was logged in here is logged out."""
    if COOKIE in request.COOKIES and pairing.paired_device(request.COOKIES[COOKIE]) is not None:
        return redirect("hall:kiosk")
    try:
        _, key = pairing.pair(code=request.POST.get("code", "")[:40], address=address_of(request), at=civil_time.now())
    except Refused as refused:
        return _entry(request, refused.refusal)
    logout(request)
    answer = redirect("hall:kiosk")
    for name in request.COOKIES:
        answer.delete_cookie(name)
    # What pages of the desk kept in this browser goes too.
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    secure = request.is_secure()
    answer.set_cookie(COOKIE, key, max_age=10 * A_YEAR, secure=secure, httponly=True, samesite="Strict")
    return answer


@of_kiosk
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """The page is new: whatever was open on this kiosk before is closed, and a visit begins whose key only the page knows."""
    device, at = request.device, civil_time.now()  # type: ignore[attr-defined]
    note_heard(device, at=at)
    return JsonResponse({"visit": visits.begin(device, at=at)})


@of_kiosk
@require_POST
def beat(request: HttpRequest) -> HttpResponse:
    """心跳: the kiosk runs; its visit goes on; and how it stands, so that a page nobody uses follows."""
    device, at = request.device, civil_time.now()  # type: ignore[attr-defined]
    note_heard(device, at=at)
    visit = visits.visit_of(device, request.headers.get(VISIT, ""), at=at)
    if visit is not None:
        visits.still_there(visit, at=at)
    state = _state(device, is_open=open_now(device.centre_id, at=at).is_open)
    return JsonResponse({"state": state, "visit": visit is not None})


@of_kiosk
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """清空: the visit of this page is over."""
    visit = visits.visit_of(request.device, request.headers.get(VISIT, ""), at=civil_time.now())  # type: ignore[attr-defined]
    if visit is not None:
        visits.end(visit)
    return HttpResponse(status=204)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """What stands in for the kiosk while the browser can't reach it; the same for everybody, so it needs no pairing."""
    return HttpResponse(
        _WORKER.read_bytes(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


def _entry(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    page = {"refusal": refusal, "said": request.POST}
    return sealed(render(request, "hall/kiosk/pair.html", page, status=422 if refusal else 200))


def _state(device: Any, *, is_open: bool) -> str:
    if device.state == DeviceState.OUT_OF_ORDER:
        return OUT_OF_ORDER
    return OPEN if is_open else CLOSED
