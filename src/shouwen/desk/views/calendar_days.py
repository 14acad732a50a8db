"""另定的日子: a day on which the centre is closed, or works, otherwise than published; with its basis."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from shouwen.civil_time import local_date
from shouwen.clocks import local_days
from shouwen.clocks.calendar_policies import may_change_calendar
from shouwen.clocks.enums import LocalDayKind
from shouwen.desk.chinese_dates import month_day
from shouwen.people.actor import Actor
from shouwen.people.queries import administrators
from shouwen.refusals import Refusal, Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: HttpRequest) -> HttpResponse:
    """The days in force; POST looks at what a new one would move (`does=look`), or sets it."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method != "POST":
        return _shown(request)
    values = _values(request)
    if values["day"] is None:
        return _shown(request, refusal=Refusal("day_missing", "日期不对，写成 2026-11-25"))
    try:
        if request.POST.get("does") == "look":
            return _shown(request, outlook=local_days.foresee_day(**values, by=actor, at=at))
        run = local_days.set_local_day(**values, by=actor, at=at)
    except Refused as raised:
        return _shown(request, refusal=raised.refusal)
    messages.success(request, f"{month_day(values['day'])}已定为{values['kind'].label}")
    return redirect("desk:moves_of", run.pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, row_id: int) -> HttpResponse:
    """撤回 a day; with why."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = local_days.local_day(actor.centre_id, row_id)
    if row is None:
        raise Http404("no such day")
    try:
        run = local_days.withdraw_local_day(
            row=row,
            reason=request.POST.get("reason", ""),
            by=actor,
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as raised:
        return _shown(request, refusal=raised.refusal)
    messages.success(request, f"{month_day(row.day)}撤回了，照公布的日历算")
    return redirect("desk:moves_of", run.pk)


def _values(request: HttpRequest) -> dict[str, Any]:
    try:
        day = date.fromisoformat(request.POST.get("day", "").strip())
    except ValueError:
        day = None
    kind = LocalDayKind.OPEN if request.POST.get("kind") == LocalDayKind.OPEN else LocalDayKind.CLOSED
    return {"day": day, "kind": kind, "name": request.POST.get("name", ""), "basis": request.POST.get("basis", "")}


def _shown(request: HttpRequest, *, refusal: Refusal | None = None, outlook: Any = None) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    page = {
        "rows": [(row, LocalDayKind(row.kind).label) for row in local_days.local_days(actor.centre_id)],
        "may_change": not may_change_calendar(actor),
        "administrators": "、".join(administrators(actor.centre_id, on=local_date(request.at))),  # type: ignore[attr-defined]
        "refusal": refusal,
        "outlook": outlook,
        "kinds": LocalDayKind.choices,
        "given": request.POST,
    }
    return render(request, "desk/calendar/days.html", page, status=422 if refusal else 200)
