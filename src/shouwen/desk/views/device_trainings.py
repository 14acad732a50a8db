"""培训 (一体机进驻服务 第四条): the log, one training with who was there, and what one took part in oneself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shouwen.civil_time import local_date, start_of
from shouwen.desk.answers import refused
from shouwen.desk.devices import forms
from shouwen.devices import policies, queries
from shouwen.devices import trainings as actions
from shouwen.people import queries as people
from shouwen.refusals import Refused

PAGE = 25


@login_required
@require_safe
def trainings(request: HttpRequest) -> HttpResponse:
    """Every training, the newest first, for who keeps the log; everybody else reads their own."""
    actor = request.actor  # type: ignore[attr-defined]
    if policies.may_read_trainings(0, actor) is not None:
        return redirect("desk:trainings_mine")
    page = {
        "pages": Paginator(queries.trainings_of(actor.centre_id), PAGE).get_page(request.GET.get("page")),
        "may_maintain": policies.may_maintain(actor) is None,
    }
    return render(request, "desk/devices/trainings.html", page)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """我的培训."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := policies.may_see(actor):
        return refused(request, refusal)
    year = start_of(local_date(at).replace(month=1, day=1))
    rows = queries.attendances_of(actor.centre_id, actor.staff_id)
    page = {
        "pages": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "minutes": queries.minutes_trained(actor.centre_id, actor.staff_id, since=year),
        "may_read_all": policies.may_read_trainings(0, actor) is None,
    }
    return render(request, "desk/devices/trainings_mine.html", page)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """记一次培训."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := policies.may_maintain(actor):
        return refused(request, refusal)
    form, refusal = forms.TrainingForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        present, absent = _sent(request)
        try:
            made = actions.note_training(**form.given(), present=present, absent=absent, by=actor, at=at)
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
        else:
            messages.success(request, f"{made.topic} 记下了，参加 {len(present)} 人")
            return redirect("desk:training", made.pk)
    page = {"form": form, "refusal": refusal, "people": _people(request, request.POST or None)}
    return render(request, "desk/devices/training_new.html", page, status=422 if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
def training(request: HttpRequest, training_id: int) -> HttpResponse:
    """One training; POST corrects who was there, with a reason."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = queries.training_of(actor.centre_id, training_id)
    if found is None:
        raise Http404(f"no training {training_id}")
    was_invited = any(one.staff_id == actor.staff_id for one in found.attendances.all())
    if (refusal := policies.may_read_trainings(0, actor)) and not was_invited:
        return refused(request, refusal)
    refusal = None
    if request.method == "POST":
        present, absent = _sent(request)
        try:
            actions.correct_attendance(
                training=found, present=present, absent=absent, reason=request.POST.get("reason", ""), by=actor, at=at
            )
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
        else:
            messages.success(request, "参加的人改好了")
            return redirect("desk:training", found.pk)
    sees_all = policies.may_read_trainings(0, actor) is None
    rows = [one for one in found.attendances.all() if sees_all or one.staff_id == actor.staff_id]
    page = {
        "training": found,
        "attendances": sorted(rows, key=lambda one: (not one.was_there, one.staff_id)),
        "may_maintain": policies.may_maintain(actor) is None,
        "people": _people(request, None, rows),
        "refusal": refusal,
    }
    return render(request, "desk/devices/training.html", page, status=422 if refusal else 200)


def _people(request: HttpRequest, sent: Any, rows: Any = ()) -> list[dict[str, Any]]:
    """Everybody of today, with what was ticked or stands."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    known = {row.staff_id: row for row in rows}
    found = []
    for one in people.colleagues(actor.centre_id, on=local_date(at)):
        row = known.get(one.staff_id)
        is_there = f"there_{one.staff_id}" in sent if sent else bool(row and row.was_there)
        why = sent.get(f"why_{one.staff_id}", "") if sent else (row.why_absent if row else "")
        found.append({"id": one.staff_id, "name": one.name, "there": is_there, "why": why})
    return found


def _sent(request: HttpRequest) -> tuple[list[int], dict[int, str]]:
    """Who was ticked, and who has a reason instead."""
    ids = [one["id"] for one in _people(request, request.POST)]
    present = [one for one in ids if f"there_{one}" in request.POST]
    absent = {one: request.POST.get(f"why_{one}", "").strip() for one in ids if one not in present}
    return present, {one: why for one, why in absent.items() if why}
