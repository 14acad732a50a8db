"""中心设置: limits, outside departments, duty roster. Everybody may look; the management office and the administrator change."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shouwen.civil_time import local_date
from shouwen.desk.answers import refused
from shouwen.desk.chinese_dates import month_day
from shouwen.desk.duty_month import chosen_days, duty_month, month_named
from shouwen.people import centre_settings, duties, queries, roster
from shouwen.people.actor import Actor
from shouwen.people.limits import LIMITS
from shouwen.people.settings_policies import APPROVERS, may_change_settings
from shouwen.refusals import Refusal, Refused


@login_required
@require_http_methods(["GET", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """时限."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method == "GET":
        return _limits(request)
    values = {limit.field: _whole(request.POST.get(limit.field, "")) for limit in LIMITS}
    try:
        changed = centre_settings.change_limits(values=values, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        return _limits(request, refusal_raised.refusal)
    if changed:
        messages.success(request, f"改好了：{'、'.join(changed)}。从现在起新开始的按这个算")
    else:
        messages.info(request, "没有改动")
    return redirect("desk:settings")


@login_required
@require_POST
def approver(request: HttpRequest) -> HttpResponse:
    """谁批延期."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    chosen = request.POST.get("extension_approver", "")
    try:
        centre_settings.choose_extension_approver(approver=chosen, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        return _limits(request, refusal_raised.refusal)
    messages.success(request, f"改好了，延期{'由' if chosen else ''}{APPROVERS[chosen]}{'批' if chosen else ''}")
    return redirect("desk:settings")


def _whole(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 7 else -1


def _limits(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    centre, may_change = queries.centre(actor.centre_id), not may_change_settings(actor)
    rows = [
        (
            limit,
            request.POST[limit.field] if refusal and limit.field in request.POST else getattr(centre, limit.field),
            refusal.message if refusal and refusal.code == f"{limit.field}_wrong" else "",
        )
        for limit in LIMITS
    ]
    above = refusal if refusal and not any(wrong for _, _, wrong in rows) else None
    page = {
        "rows": rows,
        "may_change": may_change,
        "refusal": above,
        "approvers": APPROVERS.items(),
        "approver": centre.extension_approver,
        "approver_words": APPROVERS[centre.extension_approver],
    }
    return render(request, "desk/settings/limits.html", page, status=422 if refusal else 200)


@login_required
@require_http_methods(["GET", "POST"])
def departments(request: HttpRequest) -> HttpResponse:
    """外部门: the list; POST adds one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method == "GET":
        return _departments(request)
    name, place, phone = _department_words(request)
    try:
        centre_settings.add_department(name=name, place=place, phone=phone, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        return _departments(request, refusal_raised.refusal)
    messages.success(request, f"添了外部门 {name.strip()}，转交时就能选")
    return redirect("desk:settings_departments")


@login_required
@require_POST
def department(request: HttpRequest, department_id: int) -> HttpResponse:
    """改、停用、恢复 one department."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = roster.department(actor.centre_id, department_id)
    if found is None:
        raise Http404("no such department")
    does = request.POST.get("does", "")
    try:
        if does == "close":
            centre_settings.close_department(department=found, by=actor, at=request.at)  # type: ignore[attr-defined]
            messages.success(request, f"{found.name} 停用了，转交时不再出现；转过去的不受影响")
        elif does == "reopen":
            centre_settings.reopen_department(department=found, by=actor, at=request.at)  # type: ignore[attr-defined]
            messages.success(request, f"{found.name} 又能转交了")
        else:
            name, place, phone = _department_words(request)
            centre_settings.change_department(
                department=found,
                name=name,
                place=place,
                phone=phone,
                by=actor,
                at=request.at,  # type: ignore[attr-defined]
            )
            messages.success(request, f"{found.name} 改好了")
    except Refused as refusal_raised:
        return _departments(request, refusal_raised.refusal)
    return redirect("desk:settings_departments")


def _department_words(request: HttpRequest) -> tuple[str, str, str]:
    return request.POST.get("name", ""), request.POST.get("place", ""), request.POST.get("phone", "")


def _departments(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    page = {
        "departments": roster.departments(actor.centre_id),
        "may_change": not may_change_settings(actor),
        "refusal": refusal,
    }
    return render(request, "desk/settings/departments.html", page, status=422 if refusal else 200)


@login_required
@require_http_methods(["GET", "POST"])
def duty(request: HttpRequest) -> HttpResponse:
    """值班表 of a month (`?month=2026-11`); POST saves the days sent, and with `copy` takes over the week before."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = local_date(request.at)  # type: ignore[attr-defined]
    month = month_named(request.GET.get("month", ""), today=today)
    page = duty_month(actor.centre_id, month, today=today)
    if request.method == "GET":
        return render(request, "desk/settings/duty.html", {"page": page, "may_change": not may_change_settings(actor)})
    try:
        changed = duties.set_duties(days=chosen_days(page, request.POST), by=actor, at=request.at)  # type: ignore[attr-defined]
        said = f"改了 {changed} 天的值班" if changed else "值班没有改动"
        if monday := _monday(request.POST.get("copy", "")):
            filled = duties.copy_week(monday=monday, by=actor, at=request.at)  # type: ignore[attr-defined]
            said = f"{month_day(monday)}这一周照上一周排了 {filled} 天"
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    messages.success(request, said)
    return redirect(f"{reverse('desk:settings_duty')}?month={month:%Y-%m}")


def _monday(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
