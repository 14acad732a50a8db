"""投诉 on the desk: taken at the counter or by telephone, the page of one, and the page of who is complained of."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused
from shouwen.desk.complaints.forms import CHANNELS, ComplaintForm
from shouwen.desk.complaints.page import page_of, serial_of
from shouwen.desk.views.inquiries import remember_sent
from shouwen.feedback import policies, queries
from shouwen.feedback.actions import receive
from shouwen.feedback.code_again import SPOKEN
from shouwen.feedback.codes import receipt_code
from shouwen.feedback.enums import AnswerWish, ComplaintChannel, SayingKind
from shouwen.feedback.words import saying_of
from shouwen.people import queries as people
from shouwen.promises import eight
from shouwen.refusals import Refusal, Refused
from shouwen.tasks import queries as tasks
from shouwen.tasks.policies import may_see as may_see_task


@login_required
@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """投诉: to the register for who looks over them all; everybody else finds their own under 今日."""
    actor = request.actor  # type: ignore[attr-defined]
    return redirect("desk:book", "complaints") if policies.sees_all(actor) else redirect("desk:today")


@never_cache
@login_required
@require_safe
def complaint(request: HttpRequest, serial: str) -> HttpResponse:
    """One complaint; for who is complained of, what was put to them and nothing else."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = complaint_or_404(request, serial)
    if refusal := policies.may_see(found, by=actor, at=at):
        said = queries.put_to(found, actor.staff_id)
        return statement_page(request, found, said) if said else refused(request, refusal)
    return render(request, "desk/complaints/complaint.html", {"page": page_of(found, by=actor, at=at)})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """登记投诉 (首问负责制度 第五条（四）): a call that is a complaint comes with name, number and words from the register page."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := policies.may_take(actor, ComplaintChannel.PHONE):
        return refused(request, refusal)
    if request.method == "GET":
        return _entry(request, ComplaintForm(initial={"channel": ComplaintChannel.PHONE}))
    if request.POST.get("carried"):
        carried = {name: request.POST.get(name, "") for name in ("name", "phone", "mark", "channel")}
        carried["channel"] = ComplaintChannel.COUNTER if carried["channel"] == "on_site" else ComplaintChannel.PHONE
        wish = AnswerWish.CALL if carried["phone"] else AnswerWish.PAGE
        return _entry(
            request, ComplaintForm(initial={**carried, "words": request.POST.get("matter", ""), "wish": wish})
        )
    form = ComplaintForm(request.POST)
    if not form.is_valid():
        return _entry(request, form, status=422)
    if refusal := _for_a_call(form):
        form.refuse(refusal)
        return _entry(request, form, status=422)
    try:
        found = receive(**form.given(at), task=_task(request), by=actor, at=at)
    except Refused as refusal_raised:
        form.refuse(refusal_raised.refusal)
        return _entry(request, form, refusal=refusal_raised.refusal, status=422)
    remember_sent(request, found.mark, found.number)
    # Said once, to who is there or on the telephone; whoever looks into it never has it.
    is_there = found.taken_by_id == actor.staff_id and found.channel in SPOKEN
    messages.success(
        request, f"已登记 {found.number}" + (f"。告诉他编号和查询码 {receipt_code(found)}" if is_there else "")
    )
    if policies.may_see(found, by=actor, at=at) is not None:
        return redirect("desk:today")
    return redirect(address_of(ClockKind.COMPLAINT, found.number))


def complaint_or_404(request: HttpRequest, serial: str) -> Any:
    """The complaint of the actor's centre."""
    found = queries.complaint_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no complaint {serial}")
    return found


def statement_page(
    request: HttpRequest, found: Any, said: list[Any], *, refusal: Refusal | None = None, typed: str = ""
) -> HttpResponse:
    """请你说明: the words of who looks into it, and what one answered; not who complains, nor in which words."""
    page = {
        "number": found.number,
        "serial": serial_of(found),
        "lines": [
            {"is_asked": row.kind == SayingKind.PUT, "at": row.at, "words": saying_of(row, found)} for row in said
        ],
        "may_state": policies.may_state(found, by=request.actor) is None,  # type: ignore[attr-defined]
        "refusal": refusal,
        "typed": typed,
    }
    return render(request, "desk/complaints/statement.html", {"page": page}, status=422 if refusal else 200)


def _for_a_call(form: ComplaintForm) -> Refusal | None:
    """F8: of a call name and number are noted, unless the caller doesn't want to leave them."""
    said = form.cleaned_data
    if said["channel"] != ComplaintChannel.PHONE or said["told"] or (said["name"].strip() and said["phone"].strip()):
        return None
    code = "phone_missing" if said["name"].strip() else "name_missing"
    words = "来电要记下姓名和电话"
    return Refusal(code, words, "首问负责制度 第五条（四）", "不愿留的，勾上“不愿留姓名电话”")


def _task(request: HttpRequest) -> Any:
    """12345 转来的: the task it came with, if one sees it."""
    serial = request.POST.get("task", "") or request.GET.get("task", "")
    found = tasks.task_numbered(request.actor.centre_id, serial) if serial else None  # type: ignore[attr-defined]
    if found is None or may_see_task(found, by=request.actor, at=request.at):  # type: ignore[attr-defined]
        return None
    return found


def _entry(
    request: HttpRequest, form: ComplaintForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    task = _task(request)
    page = {
        "form": form,
        "refusal": refusal,
        "channels": [(value, icon, value.label) for value, icon in CHANNELS],
        "task": task,
        "mark": form["mark"].value() or secrets.token_hex(12),
        "wishes": AnswerWish.choices,
        "windows": people.windows(actor.centre_id),
        "colleagues": people.colleagues(actor.centre_id, on=local_date(at)),
        "promises": eight.of_centre(actor.centre_id, on=local_date(at)),
        "workdays": people.centre(actor.centre_id).complaint_workdays,
    }
    return render(request, "desk/complaints/new.html", {"page": page}, status=status)
