"""月度考核表: a person's month with its reasons, and the month of the centre for those who judge. Nobody is ranked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from shouwen.assessment import actions, policies, queries
from shouwen.clocks.rules import rulebook_of
from shouwen.desk.sheets.centre_page import centre_page
from shouwen.desk.sheets.page import sheet_page
from shouwen.people.actor import Actor
from shouwen.people.queries import work_number_of
from shouwen.promises.measure_policies import sees_all
from shouwen.promises.queries import barred_from_excellence
from shouwen.refusals import Refused

ACTS: dict[str, tuple[Callable[..., object], str]] = {
    "compute": (actions.compute_month, "重新算好了"),
    "announce": (actions.announce_month, "已公示"),
    "seal": (actions.seal_month, "已封存"),
}


@login_required
@require_GET
def latest(request: HttpRequest) -> HttpResponse:
    """考核: the newest month; one's own sheet, or the centre's for those who may see all."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if policies.may_see_all(actor):
        months = queries.months_of(actor.centre_id)
        if months:
            return redirect("desk:sheets_month", month=f"{months[0]:%Y-%m}")
    elif actor.staff_id is not None:
        months = queries.months_of(actor.centre_id, staff_id=actor.staff_id)
        if months:
            number = work_number_of(actor.staff_id)
            return redirect("desk:sheet", month=f"{months[0]:%Y-%m}", work_number=number)
    return render(request, "desk/sheets/none.html", {"may_compute": not policies.may_announce(actor)})


@login_required
@require_GET
def month(request: HttpRequest, month: str) -> HttpResponse:
    """The centre's month: whose sheets there are, and what was counted by clause."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    first_day = _month(month)
    if not policies.may_see_all(actor):
        return redirect("desk:sheets")
    found = queries.centre_month(actor.centre_id, month=first_day)
    months = queries.months_of(actor.centre_id)
    page = centre_page(
        found, centre_id=actor.centre_id, month=first_day, months=months, clause=request.GET.get("clause", "")
    )
    return render(request, "desk/sheets/month.html", {"page": page, "may_announce": not policies.may_announce(actor)})


@login_required
@require_GET
def sheet(request: HttpRequest, month: str, work_number: str) -> HttpResponse:
    """One person's sheet: facts on the left, the trace of the chosen one on the right."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    first_day = _month(month)
    record = queries.sheet_record(actor.centre_id, work_number=work_number, month=first_day)
    if record is None or policies.may_see_sheet(record.sheet.staff_id, by=actor):
        raise Http404("no such sheet for this reader")
    address = reverse("desk:sheet", args=[month, work_number])
    line = request.GET.get("line", "")
    page = sheet_page(
        record,
        rulebook_of(actor.centre_id).on(first_day),
        address=address,
        chosen=int(line) if line.isdecimal() and len(line) < 4 else None,
    )
    months = queries.months_of(actor.centre_id, staff_id=record.sheet.staff_id)
    context = {"record": record, "sheet": record.sheet, "page": page, "months": months}
    context["sees_all"] = policies.may_see_all(actor)
    context["barred"] = _barred(record.sheet, actor, first_day.year)
    return render(request, "desk/sheets/sheet.html", context)


def _barred(sheet: Any, actor: Actor, year: int) -> list[str]:
    """Measures that take away the year's excellent grade (服务承诺制度 第四条), for whom they are about and who decides alone."""
    if actor.staff_id != sheet.staff_id and not sees_all(actor):
        return []
    return [
        number.removeprefix("责 ") for number in barred_from_excellence(actor.centre_id, year).get(sheet.staff_id, [])
    ]


@login_required
@require_POST
def change_month(request: HttpRequest, month: str) -> HttpResponse:
    """计算、公示、封存 a month."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    first_day = _month(month)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404("no such act")
    run, done = act
    try:
        run(first_day=first_day, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, f"{first_day.year}年{first_day.month}月的考核表{done}")
    return redirect("desk:sheets_month", month=quote(month))


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404("no such month") from None
