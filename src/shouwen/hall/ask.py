"""网上提问: anybody asks, without an account; and sees with the link what becomes of it."""

from __future__ import annotations

from ipaddress import ip_address
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen import civil_time
from shouwen.catalogue.queries import items
from shouwen.hall.asked import asked_page
from shouwen.inquiries import follow_ups, online
from shouwen.inquiries.incoming_queries import question_path, question_with_code
from shouwen.people.queries import centre, centre_by_code, centre_ids
from shouwen.refusals import Refusal, Refused

FIELD_OF = {
    "name_missing": "name",
    "name_too_long": "name",
    "phone_missing": "phone",
    "phone_wrong": "phone",
    "matter_missing": "matter",
    "matter_too_long": "matter",
    "item_unknown": "item",
}
TRAP = "company"
"""A field that people don't see: a machine that fills in everything gives itself away."""
FILLED_BY_MACHINE = Refusal("not_received", "没有收到", way_out="请再填一次；还不行就打电话")


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, centre: str = "") -> HttpResponse:
    """网上提问 (首问负责制度 第三条): name, phone, matter, and an item if one knows it."""
    town = centre_by_code(centre)
    if town is None:
        if centre:
            raise Http404("no such centre")
        return _choose_centre(request)
    if request.method == "GET":
        return _form(request, town)
    if request.POST.get(TRAP):
        return _form(request, town, FILLED_BY_MACHINE)
    typed = {name: request.POST.get(name, "") for name in ("name", "phone", "matter")}
    if missing := online.all_missing(**typed):
        return _form(request, town, *missing)
    item = request.POST.get("item", "")
    try:
        question = online.ask_online(
            centre_id=town.pk,
            **typed,
            item_id=int(item) if item.isdecimal() and len(item) < 18 else None,
            address=address_of(request),
            at=civil_time.now(),
        )
    except Refused as refused:
        return _form(request, town, refused.refusal)
    return redirect(question_path(question))


@never_cache
@require_safe
def asked(request: HttpRequest, serial: str, code: str) -> HttpResponse:
    """我问的事, opened by the link that the asker got."""
    found = question_with_code(serial, code)
    if found is None:
        raise Http404("no such question")
    return render(request, "hall/asked.html", {"page": asked_page(found, at=civil_time.now())})


@never_cache
@require_POST
def again(request: HttpRequest, serial: str, code: str) -> HttpResponse:
    """追问: once, from the page of the answer; then to the page of the new question."""
    found = question_with_code(serial, code)
    if found is None:
        raise Http404("no such question")
    at = civil_time.now()
    try:
        new = follow_ups.ask_again(question=found, matter=request.POST.get("matter", ""), at=at)
    except Refused as refused:
        page = {"page": asked_page(found, at=at), "wrong": refused.refusal, "said": request.POST}
        return render(request, "hall/asked.html", page, status=422)
    return redirect(question_path(new))


def address_of(request: HttpRequest) -> str:
    """The network address of the asker. Behind trusted proxies (`TRUSTED_PROXIES`): the last address they passed on that isn't one
    of theirs; what anybody else says about it doesn't count."""
    found: str = request.META.get("REMOTE_ADDR", "")
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while _is_trusted(found) and passed_on and (before := passed_on.pop().strip()):
        found = before[:60]
    return found


def _is_trusted(address: str) -> bool:
    try:
        direct = ip_address(address)
    except ValueError:
        return False
    return any(direct in network for network in settings.TRUSTED_PROXIES)


def _form(request: HttpRequest, town: Any, *refusals: Refusal) -> HttpResponse:
    offered = sorted(items(town.pk), key=lambda item: (item.domain, item.name))
    page = {
        "town": town,
        "domains": [(domain, list(those)) for domain, those in groupby(offered, key=lambda item: item.domain)],
        "said": request.POST or {"item": _item_of_guide(offered, request.GET.get("item", ""))},
        "above": [one for one in refusals if one.code not in FIELD_OF],
        "wrong": {FIELD_OF[one.code]: one.message for one in refusals if one.code in FIELD_OF},
        "trap": TRAP,
    }
    return render(request, "hall/ask.html", page, status=422 if refusals else 200)


def _item_of_guide(offered: list[Any], code: str) -> str:
    """The item whose guide led here, chosen beforehand; nothing where it isn't offered."""
    return next((str(item.pk) for item in offered if item.code == code), "")


def _choose_centre(request: HttpRequest) -> HttpResponse:
    towns = [centre(centre_id) for centre_id in centre_ids()]
    return render(request, "hall/ask_where.html", {"towns": towns})
