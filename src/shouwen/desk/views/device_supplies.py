"""配件耗材: what lies in the cupboard, what should be bought, what came and went."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from shouwen.desk.answers import refused
from shouwen.desk.devices import forms
from shouwen.devices import policies, queries
from shouwen.devices import supplies as actions
from shouwen.devices.enums import MovementKind
from shouwen.refusals import Refusal, Refused

PAGE = 25


@login_required
@require_http_methods(["GET", "POST"])
def supplies(request: HttpRequest) -> HttpResponse:
    """The list; POST adds one."""
    actor = request.actor  # type: ignore[attr-defined]
    if refusal := policies.may_see(actor):
        return refused(request, refusal)
    if request.method == "GET":
        return _page(request)
    return _listed(request, None)


@login_required
@require_POST
def change(request: HttpRequest, supply_id: int) -> HttpResponse:
    """Name, unit, low mark, place."""
    return _listed(request, _supply_or_404(request, supply_id))


@login_required
@require_POST
def move(request: HttpRequest, supply_id: int) -> HttpResponse:
    """入库、领用、盘点."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    supply, form = _supply_or_404(request, supply_id), forms.MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, opened=supply.pk, status=422)
    said = form.cleaned_data
    device = queries.device_numbered(actor.centre_id, said["device"]) if said["device"] else None
    try:
        row = actions.move(
            supply=supply,
            kind=MovementKind(said["kind"]),
            quantity=said["quantity"],
            device=device,
            words=said["words"],
            by=actor,
            at=at,
        )
    except Refused as refusal_raised:
        return _page(request, form=form, opened=supply.pk, refusal=refusal_raised.refusal, status=422)
    messages.success(request, f"{supply.name} {row.get_kind_display()}，现在 {row.stock} {supply.unit}")
    return redirect("desk:supplies")


def _listed(request: HttpRequest, supply: Any) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    form = forms.SupplyForm(request.POST)
    if not form.is_valid():
        return _page(request, new=form, status=422)
    try:
        row = actions.list_supply(**form.cleaned_data, supply=supply, by=actor, at=at)
    except Refused as refusal_raised:
        return _page(request, new=form, refusal=refusal_raised.refusal, status=422)
    messages.success(request, f"{row.name} 记下了")
    return redirect("desk:supplies")


def _page(
    request: HttpRequest,
    *,
    form: Any = None,
    new: Any = None,
    opened: int = 0,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = {
        "supplies": list(queries.supplies_of(actor.centre_id)),
        "pages": Paginator(queries.movements_of(actor.centre_id), PAGE).get_page(request.GET.get("page")),
        "devices": list(queries.devices_of(actor.centre_id)),
        "may_maintain": policies.may_maintain(actor) is None,
        "form": form,
        "new": new,
        "opened": opened,
        "refusal": refusal,
    }
    return render(request, "desk/devices/supplies.html", page, status=status)


def _supply_or_404(request: HttpRequest, supply_id: int) -> Any:
    found = queries.supply_of(request.actor.centre_id, supply_id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no supply {supply_id}")
    return found
