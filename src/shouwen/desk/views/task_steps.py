"""The steps of a task: for each its form and the one action behind it; and its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused
from shouwen.desk.plain_forms import PlainForm
from shouwen.desk.tasks import forms
from shouwen.desk.tasks.task_page import page_of
from shouwen.desk.views.tasks import task_or_404
from shouwen.files.actions import name_of
from shouwen.files.checks import TOO_LARGE
from shouwen.files.uploads import counted
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused
from shouwen.tasks import actions, attachments, extending, policies, queries, reporting
from shouwen.tasks.enums import FileRole

MISSING = Refusal("file_missing", "还没有选文件", way_out="选 PDF、JPG 或 PNG，最大 10 MB")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is typed, what it does, and what is said then."""

    form: type[PlainForm]
    do: Callable[[Any, Any, Actor, datetime], object]
    said: str


def _assign(task: Any, form: Any, by: Actor, at: datetime) -> object:
    said = form.cleaned_data
    return actions.assign(task=task, to_staff_id=said["to"], words=said["words"], reason=said["reason"], by=by, at=at)


STEPS: dict[str, Step] = {
    "assign": Step(forms.AssignForm, _assign, "已交办，承办人的“今日”里有这一件"),
    "progress": Step(
        forms.WordsForm,
        lambda task, form, by, at: actions.note_progress(task=task, words=form.cleaned_data["words"], by=by, at=at),
        "进展记下了",
    ),
    "send-back": Step(
        forms.WordsForm,
        lambda task, form, by, at: actions.send_back(task=task, reason=form.cleaned_data["words"], by=by, at=at),
        "已退回管理办公室",
    ),
    "submit": Step(
        forms.SubmitForm,
        lambda task, form, by, at: reporting.submit(task=task, **form.given(), by=by, at=at),
        "已报送，任务办理回执在这一页打印",
    ),
    "extend": Step(
        forms.ExtendForm,
        lambda task, form, by, at: extending.extend(task=task, **form.cleaned_data, by=by, at=at),
        "已延期，到期日改了",
    ),
    "receipt": Step(
        forms.ReceiptForm,
        lambda task, form, by, at: reporting.note_receipt(task=task, **form.cleaned_data, by=by, at=at),
        "上级回执记下了",
    ),
    "returned": Step(
        forms.ReturnedForm,
        lambda task, form, by, at: reporting.take_back(task=task, **form.cleaned_data, by=by, at=at),
        "已按上级退回重办，重新计时",
    ),
    "withdraw": Step(
        forms.WordsForm,
        lambda task, form, by, at: actions.withdraw(task=task, reason=form.cleaned_data["words"], by=by, at=at),
        "已记为上级撤回",
    ),
}
"""By the word in the address."""


@login_required
@require_POST
def step(request: HttpRequest, serial: str, key: str) -> HttpResponse:
    """Do one step; what was typed stays when it is refused."""
    if key not in STEPS:
        raise Http404(f"no step {key}")
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found, wanted = task_or_404(request, serial), STEPS[key]
    form, refusal = wanted.form(request.POST), None
    if form.is_valid():
        try:
            wanted.do(found, form, actor, at)
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
        else:
            messages.success(request, f"{found.number} {wanted.said}")
            return _to(found, actor, at)
    fresh = task_or_404(request, serial)
    if not_for_you := policies.may_see(fresh, by=actor, at=at):
        return refused(request, refusal or not_for_you)
    page = page_of(fresh, by=actor, at=at, refusal=refusal, opened=key, form=form)
    return render(request, "desk/tasks/task.html", {"page": page}, status=422)


def _to(task: Any, actor: Actor, at: datetime) -> HttpResponse:
    """Back to the page; to the list for who doesn't see it any more."""
    if policies.may_see(task, by=actor, at=at) is not None:
        return redirect("desk:tasks")
    return redirect(address_of(ClockKind.TASK, task.number))


@counted
@login_required
@require_POST
def attach(request: HttpRequest, serial: str) -> HttpResponse:
    """附上文件."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found, refusal = task_or_404(request, serial), None
    sent = request.FILES.getlist("files")
    role = FileRole(request.POST["role"]) if request.POST.get("role") in FileRole.values else FileRole.RESULT
    if not sent:
        refusal = TOO_LARGE if request.has_too_large_file else MISSING  # type: ignore[attr-defined]
    for one in sent:
        try:
            attachments.attach(task=found, role=role, name=one.name or "", data=one.read(), by=actor, at=at)
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
    if refusal is None:
        messages.success(request, "附上了")
        return redirect(address_of(ClockKind.TASK, found.number))
    if not_for_you := policies.may_see(found, by=actor, at=at):
        return refused(request, not_for_you)
    page = page_of(task_or_404(request, serial), by=actor, at=at, refusal=refusal, opened="attach")
    return render(request, "desk/tasks/task.html", {"page": page}, status=422)


@login_required
@require_safe
def file(request: HttpRequest, serial: str, file_id: int) -> HttpResponse:
    """The bytes as they came, journalled each time, and without any right in the browser."""
    row = _file_or_404(request, serial, file_id)
    try:
        data = attachments.open_attached(row=row, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    answer = HttpResponse(data, content_type=row.file.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name_of(row.file))
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    answer["Cache-Control"] = "no-store"
    return answer


@login_required
@require_POST
def remove_file(request: HttpRequest, serial: str, file_id: int) -> HttpResponse:
    """撤下附错的文件."""
    row = _file_or_404(request, serial, file_id)
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    try:
        attachments.remove(row=row, reason=request.POST.get("reason", ""), by=actor, at=at)
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    messages.success(request, "撤下了")
    return redirect(address_of(ClockKind.TASK, row.task.number))


def _file_or_404(request: HttpRequest, serial: str, file_id: int) -> Any:
    row = queries.file_of(request.actor.centre_id, serial, file_id)  # type: ignore[attr-defined]
    if row is None:
        raise Http404(f"no file {file_id}")
    return row
