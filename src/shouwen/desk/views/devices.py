"""设备（一体机进驻服务 第四条）: the list, the register of one, its plan, its state and its token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.civil_time import local_date
from shouwen.desk.answers import refused
from shouwen.desk.devices import forms
from shouwen.desk.devices.device_page import device_url, page_of
from shouwen.desk.devices.hub_page import hub_of
from shouwen.desk.plain_forms import PlainForm
from shouwen.devices import actions, inspecting, pairing, policies, queries
from shouwen.devices.enums import DeviceKind, DeviceState
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused


@login_required
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """Every device with its lights."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := policies.may_see(actor):
        return refused(request, refusal)
    page = hub_of(actor, with_retired=request.GET.get("retired") == "1", at=at)
    return render(request, "desk/devices/hub.html", {"page": page})


@login_required
@require_safe
def device(request: HttpRequest, serial: int) -> HttpResponse:
    """One device."""
    return _page(request, device_or_404(request, serial))


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """登记设备."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := policies.may_maintain(actor):
        return refused(request, refusal)
    if request.method == "GET":
        return _entry(request, forms.DeviceForm(initial={"repair_workdays": 3}), None)
    form = forms.DeviceForm(request.POST)
    if not form.is_valid():
        return _entry(request, form, None, status=422)
    kind = DeviceKind(form.cleaned_data["kind"] or DeviceKind.OTHER)
    try:
        found = actions.register(kind=kind, **form.given(), by=actor, at=at)
    except Refused as refusal_raised:
        form.refuse(refusal_raised.refusal)
        return _entry(request, form, None, refusal=refusal_raised.refusal, status=422)
    messages.success(request, f"已登记 {found.number}，接着定巡检计划")
    return redirect(device_url(found))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, serial: int) -> HttpResponse:
    """改登记."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = device_or_404(request, serial)
    if refusal := policies.may_maintain(actor):
        return refused(request, refusal)
    if request.method == "GET":
        fields = ("name", "place", "maker", "maker_serial", "maintainer_name", "maintainer_phone", "repair_workdays")
        now = {name: getattr(found, name) for name in fields} | {"keeper": found.keeper_id, "kind": found.kind}
        return _entry(request, forms.DeviceForm(initial=now), found)
    form = forms.DeviceForm(request.POST)
    if not form.is_valid():
        return _entry(request, form, found, status=422)
    try:
        actions.change(device=found, **form.given(), by=actor, at=at)
    except Refused as refusal_raised:
        form.refuse(refusal_raised.refusal)
        return _entry(request, form, found, refusal=refusal_raised.refusal, status=422)
    messages.success(request, f"{found.number} 改好了")
    return redirect(device_url(found))


@login_required
@require_http_methods(["GET", "POST"])
def area(request: HttpRequest) -> HttpResponse:
    """自助服务区: what is shown to everybody (第五条)."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := policies.may_maintain(actor):
        return refused(request, refusal)
    now = queries.area_of(actor.centre_id)
    if request.method == "GET":
        fields = ("name", "place", "maintainer_name", "maintainer_phone")
        initial = {name: getattr(now, name) for name in fields} if now else {"name": "自助服务区"}
        return render(request, "desk/devices/area.html", {"form": forms.AreaForm(initial=initial)})
    form, refusal = forms.AreaForm(request.POST), None
    if form.is_valid():
        try:
            actions.set_area(**form.cleaned_data, by=actor, at=at)
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
            forms.refuse_at(form, refusal)
        else:
            messages.success(request, "自助服务区改好了，牌子要重新打印")
            return redirect("desk:devices")
    return render(request, "desk/devices/area.html", {"form": form, "refusal": refusal}, status=422)


def _plan(device: Any, form: Any, by: Actor, at: datetime) -> object:
    said = form.cleaned_data
    lines = said["checklist"].splitlines()
    return inspecting.set_plan(
        device=device, every_workdays=said["every"], checklist=lines, first_due_on=said["first"], by=by, at=at
    )


def _state(device: Any, form: Any, by: Actor, at: datetime) -> object:
    said = form.cleaned_data
    return actions.set_state(device=device, to=DeviceState(said["to"]), reason=said["reason"], by=by, at=at)


STEPS: dict[str, tuple[type[PlainForm], Callable[[Any, Any, Actor, datetime], object], str]] = {
    "plan": (forms.PlanForm, _plan, "巡检计划定好了，到时会排到“今日”"),
    "state": (forms.StateForm, _state, "改好了"),
    "end-plan": (
        forms.WordsForm,
        lambda device, form, by, at: inspecting.end_plan(
            device=device, reason=form.cleaned_data["words"], by=by, at=at
        ),
        "不再巡检",
    ),
    "unpair": (
        PlainForm,
        lambda device, form, by, at: pairing.unpair(device=device, by=by, at=at),
        "收回了配对，那台机器上不能再用",
    ),
}
"""By the word in the address."""


@never_cache
@login_required
@require_POST
def step(request: HttpRequest, serial: int, key: str) -> HttpResponse:
    """Do one step; what was typed stays when it is refused. A token or pairing code is shown on the answer and nowhere else."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = device_or_404(request, serial)
    if key == "token":
        try:
            return _page(request, found, token=actions.issue_token(device=found, by=actor, at=at))
        except Refused as refusal_raised:
            return refused(request, refusal_raised.refusal)
    if key == "pairing":
        try:
            return _page(request, found, code=pairing.make_code(device=found, by=actor, at=at))
        except Refused as refusal_raised:
            return refused(request, refusal_raised.refusal)
    if key not in STEPS:
        raise Http404(f"no step {key}")
    make, do, said = STEPS[key]
    form, refusal = make(request.POST), None
    if form.is_valid():
        try:
            do(found, form, actor, at)
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
            forms.refuse_at(form, refusal)
        else:
            messages.success(request, f"{found.number} {said}")
            return redirect(device_url(found))
    return _page(request, device_or_404(request, serial), refusal=refusal, opened=key, form=form, status=422)


def device_or_404(request: HttpRequest, serial: int) -> Any:
    """The device of the actor's centre."""
    found = queries.device_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no device {serial}")
    return found


def _page(
    request: HttpRequest,
    found: Any,
    *,
    refusal: Refusal | None = None,
    opened: str = "",
    form: Any = None,
    token: str = "",
    code: str = "",
    status: int = 200,
) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if not_for_you := policies.may_see(actor):
        return refused(request, not_for_you)
    page = page_of(found, by=actor, at=at, refusal=refusal, opened=opened, form=form, token=token, code=code)
    return render(request, "desk/devices/device.html", {"page": page}, status=status)


def _entry(
    request: HttpRequest, form: Any, device: Any, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    page = {
        "form": form,
        "device": device,
        "refusal": refusal if refusal and not form.errors else None,
        "kinds": DeviceKind.choices,
        "keepers": people.colleagues(actor.centre_id, on=local_date(at)),
    }
    return render(request, "desk/devices/entry.html", page, status=status)
