"""查进度 on the kiosk: the code on a paper, scanned, or its number and the last four digits of the telephone; then what the phone
shows, in large type."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shouwen import civil_time
from shouwen.applications.by_number import find_by_number
from shouwen.cases.progress import find_progress
from shouwen.hall.ask import address_of
from shouwen.hall.kiosk.codes import qr_of
from shouwen.hall.kiosk.paired import GO, in_visit
from shouwen.inquiries.incoming_queries import question_with_code
from shouwen.refusals import Refusal, Refused

_CASE = re.compile(r"/p/(?P<number>[0-9]{2}-[0-9]{5,9})/(?P<code>[0-9a-f]{10})/?")
_QUESTION = re.compile(r"/q/(?P<serial>[0-9]{2}-[0-9]{4,9})-(?P<code>[0-9a-f]{10})/?")
_FIELD_OF = {"number_wrong": "number", "tail_wrong": "tail"}
_UNKNOWN = Refusal("not_found", "没有找到", way_out="再扫一次，或者输纸上的编号；还不行就请人帮忙")


@in_visit
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """What the scanner read, or number and tail, opens its page; what belongs to nothing says so, and no more."""
    if request.method == "GET":
        return render(request, "hall/kiosk/progress.html")
    if "number" not in request.POST:
        path = _path(request.POST.get("read", "")[:300].strip())
        return HttpResponse(status=204, headers={GO: path}) if path else _again(request, _UNKNOWN)
    try:
        found = find_by_number(
            centre_id=request.device.centre_id,  # type: ignore[attr-defined]
            number=request.POST["number"][:30],
            tail=request.POST.get("tail", "")[:10],
            address=address_of(request),
            at=civil_time.now(),
        )
    except Refused as refused:
        return _again(request, refused.refusal)
    if found.path:
        return HttpResponse(status=204, headers={GO: f"/kiosk{found.path}"})
    return render(request, "hall/kiosk/progress.html", {"found": found})


@in_visit
@require_safe
def case(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """办事进度."""
    found = find_progress(number, code, at=civil_time.now())
    if found is None:
        return _again(request, _UNKNOWN)
    qr = qr_of(reverse("hall:progress", args=[number, code]))
    return render(request, "hall/kiosk/case.html", {"case": found, "qr": qr})


@in_visit
@require_safe
def complain(request: HttpRequest) -> HttpResponse:
    """投诉: written on one's own phone, or said to somebody."""
    town = request.device.centre  # type: ignore[attr-defined]
    qr = qr_of(reverse("hall:complain_of", args=[town.code]))
    return render(request, "hall/kiosk/complain.html", {"town": town, "qr": qr})


def _again(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    wrong_at = _FIELD_OF.get(refusal.code, "")
    page = {"refusal": None if wrong_at else refusal, "wrong": refusal, "wrong_at": wrong_at, "said": request.POST}
    return render(request, "hall/kiosk/progress.html", page, status=422)


def _path(read: str) -> str:
    """The kiosk's page of what the scanner read; empty for a code that belongs to nothing."""
    if (found := _CASE.search(read)) and find_progress(found["number"], found["code"], at=civil_time.now()):
        return reverse("hall:kiosk_case", args=[found["number"], found["code"]])
    if (found := _QUESTION.search(read)) and question_with_code(found["serial"], found["code"]):
        return reverse("hall:kiosk_asked", args=[found["serial"], found["code"]])
    return ""
