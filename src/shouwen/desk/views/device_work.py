"""报修和巡检: the list of faults, a fault and its steps, an inspection line by line, photos."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused
from shouwen.desk.devices import forms
from shouwen.desk.devices.fault_list import fault_list
from shouwen.desk.devices.owed_page import page_of
from shouwen.desk.search_words import asked, searched
from shouwen.desk.views.devices import device_or_404
from shouwen.devices import faults as fault_actions
from shouwen.devices import inspecting, photos, policies, queries
from shouwen.files.actions import name_of
from shouwen.files.checks import TOO_LARGE
from shouwen.files.uploads import counted
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused

UNCHOSEN = Refusal("results_missing", "每一项都要选结果", policies.ARTICLE)
STEPS: dict[str, tuple[Callable[[Any, str, Actor, datetime], object], str]] = {
    "take": (lambda fault, words, by, at: fault_actions.take(fault=fault, words=words, by=by, at=at), "接下了"),
    "fix": (lambda fault, words, by, at: fault_actions.fix(fault=fault, words=words, by=by, at=at), "记为修好"),
    "drop": (lambda fault, words, by, at: fault_actions.drop(fault=fault, words=words, by=by, at=at), "记为不用修"),
}
"""By the word in the address."""


@login_required
@searched
@require_safe
def faults(request: HttpRequest) -> HttpResponse:
    """报修单: what isn't fixed, what is due first on top."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := policies.may_see(actor):
        return refused(request, refusal)
    return render(request, "desk/devices/faults.html", {"page": fault_list(actor, asked(request), at=at)})


@counted
@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, serial: int) -> HttpResponse:
    """报修, with photos if there are any."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    device = device_or_404(request, serial)
    if refusal := policies.may_report(device, actor):
        return refused(request, refusal)
    if request.method == "GET":
        return render(request, "desk/devices/report.html", {"device": device, "form": forms.ReportForm()})
    form, refusal = forms.ReportForm(request.POST), None
    if form.is_valid():
        try:
            found = fault_actions.report(device=device, **form.cleaned_data, by=actor, at=at)
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
        else:
            messages.success(request, f"{found.number} 报了，修好前看得到到哪一步")
            _attach_sent(request, found)
            return redirect(address_of(ClockKind.FAULT, found.number))
    page = {"device": device, "form": form, "refusal": refusal}
    return render(request, "desk/devices/report.html", page, status=422)


@login_required
@require_safe
def fault(request: HttpRequest, serial: str) -> HttpResponse:
    """One fault."""
    return _page(request, ClockKind.FAULT, _fault_or_404(request, serial))


@counted
@login_required
@require_POST
def fault_step(request: HttpRequest, serial: str, key: str) -> HttpResponse:
    """接修, 修好, 不用修, 附照片."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found, refusal = _fault_or_404(request, serial), None
    if key == "photos":
        refusal = _attach_sent(request, found)
    elif key not in STEPS:
        raise Http404(f"no step {key}")
    form = forms.WordsForm(request.POST)
    if key in STEPS and form.is_valid():
        do, said = STEPS[key]
        try:
            do(found, form.cleaned_data["words"], actor, at)
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
        else:
            messages.success(request, f"{found.number} {said}")
    if refusal is None and not form.errors:
        return redirect(address_of(ClockKind.FAULT, found.number))
    fresh = _fault_or_404(request, serial)
    return _page(request, ClockKind.FAULT, fresh, refusal=refusal, opened=key, form=form, status=422)


@counted
@login_required
@require_http_methods(["GET", "POST"])
def inspection(request: HttpRequest, serial: str) -> HttpResponse:
    """巡检: line by line, and what is wrong becomes a fault at once."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = _inspection_or_404(request, serial)
    if request.method == "GET":
        return _page(request, ClockKind.INSPECTION, found)
    results = forms.results_sent(request.POST, len(found.plan.checklist))
    refusal = UNCHOSEN if results is None else None
    if results is not None:
        words, stops = request.POST.get("words", ""), request.POST.get("stops_use") == "on"
        try:
            broken = inspecting.inspect(
                inspection=found, results=results, words=words, stops_use=stops, by=actor, at=at
            )
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
    if refusal is not None:
        fresh = _inspection_or_404(request, serial)
        return _page(request, ClockKind.INSPECTION, fresh, refusal=refusal, sent=request.POST, status=422)
    messages.success(request, f"{found.number} 巡检记下了" + (f"，报修 {broken.number}" if broken else ""))
    _attach_sent(request, found)
    return redirect(address_of(ClockKind.INSPECTION, found.number))


@counted
@login_required
@require_POST
def inspection_photos(request: HttpRequest, serial: str) -> HttpResponse:
    """附照片."""
    found = _inspection_or_404(request, serial)
    if refusal := _attach_sent(request, found):
        return _page(request, ClockKind.INSPECTION, found, refusal=refusal, status=422)
    return redirect(address_of(ClockKind.INSPECTION, found.number))


@login_required
@require_safe
def photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    """The bytes as they came, journalled each time, and without any right in the browser."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    row = queries.photo_of(actor.centre_id, photo_id)
    if row is None:
        raise Http404(f"no photo {photo_id}")
    try:
        data = photos.open_photo(photo=row, by=actor, at=at)
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    answer = HttpResponse(data, content_type=row.file.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name_of(row.file))
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer["Cache-Control"] = "no-store"
    return answer


def _attach_sent(request: HttpRequest, to: Any) -> Refusal | None:
    """Photos that came along; one that isn't taken is said, what it belongs to stands."""
    refusal: Refusal | None = TOO_LARGE if request.has_too_large_file else None  # type: ignore[attr-defined]
    for sent in request.FILES.getlist("files"):
        try:
            photos.attach(
                to=to,
                name=sent.name or "",
                data=sent.read(),
                by=request.actor,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
    if refusal is not None:
        messages.warning(request, f"照片没有附上：{refusal.message}")
    return refusal


def _page(request: HttpRequest, kind: ClockKind, row: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if not_for_you := policies.may_see(actor):
        return refused(request, not_for_you)
    name = "fault" if kind == ClockKind.FAULT else "inspection"
    page = page_of(kind, row, by=actor, at=at, **more)
    return render(request, f"desk/devices/{name}.html", {"page": page}, status=status)


def _fault_or_404(request: HttpRequest, serial: str) -> Any:
    found = queries.fault_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no fault {serial}")
    return found


def _inspection_or_404(request: HttpRequest, serial: str) -> Any:
    found = queries.inspection_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no inspection {serial}")
    return found
