"""查进度 on the kiosk: the code on a paper, scanned or typed; the page behind it is the one of the phone, in large type."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shouwen import civil_time
from shouwen.cases.progress import find_progress
from shouwen.hall.kiosk.codes import qr_of
from shouwen.hall.kiosk.paired import GO, in_visit
from shouwen.inquiries.incoming_queries import question_with_code

_CASE = re.compile(r"/p/(?P<number>[0-9]{2}-[0-9]{5,9})/(?P<code>[0-9a-f]{10})/?")
_QUESTION = re.compile(r"/q/(?P<serial>[0-9]{2}-[0-9]{4,9})-(?P<code>[0-9a-f]{10})/?")
_TYPED = re.compile(r"(?:办\s*)?(?P<number>[0-9]{2}-[0-9]{5,9})[\s/]+(?P<code>[0-9a-f]{10})")


@in_visit
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest) -> HttpResponse:
    """What the scanner read, or what was typed, opens its page; a code that belongs to nothing says so, and no more."""
    if request.method == "GET":
        return render(request, "hall/kiosk/progress.html")
    read = request.POST.get("read", "")[:300].strip()
    if number := request.POST.get("number", "").strip()[:20]:
        read = f"{number} {request.POST.get('code', '').strip().lower()[:20]}"
    if path := _path(read):
        return HttpResponse(status=204, headers={GO: path})
    return render(request, "hall/kiosk/progress.html", {"is_unknown": True, "said": request.POST}, status=422)


@in_visit
@require_safe
def case(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """办事进度."""
    found = find_progress(number, code, at=civil_time.now())
    if found is None:
        return render(request, "hall/kiosk/progress.html", {"is_unknown": True}, status=404)
    qr = qr_of(reverse("hall:progress", args=[number, code]))
    return render(request, "hall/kiosk/case.html", {"case": found, "qr": qr})


@in_visit
@require_safe
def complain(request: HttpRequest) -> HttpResponse:
    """投诉: written on one's own phone, or said to somebody."""
    town = request.device.centre  # type: ignore[attr-defined]
    qr = qr_of(reverse("hall:complain_of", args=[town.code]))
    return render(request, "hall/kiosk/complain.html", {"town": town, "qr": qr})


def _path(read: str) -> str:
    if (found := _CASE.search(read) or _TYPED.fullmatch(read)) and find_progress(
        found["number"], found["code"], at=civil_time.now()
    ):
        return reverse("hall:kiosk_case", args=[found["number"], found["code"]])
    if (found := _QUESTION.search(read)) and question_with_code(found["serial"], found["code"]):
        return reverse("hall:kiosk_asked", args=[found["serial"], found["code"]])
    return ""
