"""我的事: let in by a code sent to the phone or, where none can be sent, by a 续办码 for one application; and out again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shouwen import civil_time
from shouwen.applications import phone_codes, resume_codes
from shouwen.applications.matters import matters_of
from shouwen.applications.sending_codes import send_one
from shouwen.hall.ask import address_of
from shouwen.hall.let_in import let_in, let_out, session_in
from shouwen.hall.places import going_to, town_of, way_in, wrong_in
from shouwen.refusals import Refusal, Refused


@never_cache
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """What this phone has here; without a session, the way in."""
    session = session_in(request)
    if session is None:
        return way_in(request, town_of(request.GET.get("c", "")))
    if session.application is not None:
        return redirect("hall:application", session.application.mark)
    page = {
        "town": session.centre,
        "phone": session.phone_masked,
        "matters": matters_of(session, at=civil_time.now()),
        "out": request.GET.get("done", ""),
    }
    return render(request, "hall/my.html", page)


@never_cache
@require_POST
def ask_code(request: HttpRequest) -> HttpResponse:
    """要验证码: the same page follows for every number."""
    town, phone = town_of(request.POST.get("c", "")), request.POST.get("phone", "")[:40]
    at = civil_time.now()
    try:
        code_id = phone_codes.ask_code(centre_id=town.pk, phone=phone, address=address_of(request), at=at)
    except Refused as refused:
        return way_in(request, town, refused.refusal)
    send_one(code_id=code_id, at=at)
    return _type_code(request, town, phone)


@never_cache
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """输验证码."""
    town, phone = town_of(request.POST.get("c", "")), request.POST.get("phone", "")[:40]
    try:
        key = phone_codes.check_code(
            centre_id=town.pk,
            phone=phone,
            digits=request.POST.get("code", "")[:20],
            address=address_of(request),
            at=civil_time.now(),
        )
    except Refused as refused:
        return _type_code(request, town, phone, refused.refusal)
    return let_in(redirect(going_to(request.POST.get("to", ""))), request, key)


@never_cache
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """凭续办码接着办."""
    town = town_of(request.POST.get("c", ""))
    try:
        found, key = resume_codes.resume(
            centre_id=town.pk,
            phone=request.POST.get("resume_phone", "")[:40],
            code=request.POST.get("resume", "")[:40],
            address=address_of(request),
            at=civil_time.now(),
        )
    except Refused as refused:
        return way_in(request, town, refused.refusal)
    return let_in(redirect("hall:application", found.mark), request, key)


@require_POST
def out(request: HttpRequest) -> HttpResponse:
    """退出."""
    return let_out(redirect(f"{reverse('hall:my')}?out=2"), request)


def _type_code(request: HttpRequest, town: Any, phone: str, *refusals: Refusal) -> HttpResponse:
    page = {"town": town, "phone": phone, "to": request.POST.get("to", ""), **wrong_in(refusals)}
    return render(request, "hall/my_code.html", page, status=422 if refusals else 200)
