"""The steps of a complaint: for each its form and the one action behind it; and its files."""

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
from shouwen.desk.complaints import forms
from shouwen.desk.complaints.page import page_of
from shouwen.desk.plain_forms import PlainForm
from shouwen.desk.views.complaints import complaint_or_404, statement_page
from shouwen.feedback import actions, answering, attachments, by_complainant, code_again, policies, queries
from shouwen.files.actions import name_of
from shouwen.files.checks import TOO_LARGE
from shouwen.files.uploads import counted
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused, refuse

MISSING = Refusal("file_missing", "还没有选文件", way_out="选 PDF、JPG 或 PNG，最大 10 MB")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is typed, what it does, and what is said then."""

    form: type[PlainForm]
    do: Callable[[Any, Any, Actor, datetime], object]
    said: str


def _merge(complaint: Any, form: Any, by: Actor, at: datetime) -> object:
    into = queries.complaint_numbered(by.centre_id, form.cleaned_data["into"])
    if into is None:
        raise refuse("complaint_unknown", "没有这个编号的投诉", way_out="核对编号")
    return answering.merge(complaint=complaint, into=into, by=by, at=at)


def _words(action: Callable[..., object]) -> Callable[[Any, Any, Actor, datetime], object]:
    def do(complaint: Any, form: Any, by: Actor, at: datetime) -> object:
        return action(complaint=complaint, words=form.cleaned_data["words"], by=by, at=at)

    return do


STEPS: dict[str, Step] = {
    "assign": Step(
        forms.AssignForm,
        lambda complaint, form, by, at: actions.assign(
            complaint=complaint, to_staff_id=form.cleaned_data["to"], reason=form.cleaned_data["reason"], by=by, at=at
        ),
        "已交办，他的“今日”里有这一件",
    ),
    "about": Step(
        forms.AboutForm,
        lambda complaint, form, by, at: actions.name_about(complaint=complaint, **form.cleaned_data, by=by, at=at),
        "写明了",
    ),
    "put": Step(forms.WordsForm, _words(actions.put_to_them), "已请他说明，他看不到是谁投诉的"),
    "supplement": Step(forms.WordsForm, _words(by_complainant.add_words), "补充的记下了"),
    "answer": Step(
        forms.AnswerForm,
        lambda complaint, form, by, at: answering.answer(complaint=complaint, **form.given(), by=by, at=at),
        "已答复，投诉答复书在这一页打印",
    ),
    "pass-on": Step(
        forms.PassForm,
        lambda complaint, form, by, at: answering.not_accept(complaint=complaint, **form.cleaned_data, by=by, at=at),
        "已转告归哪里管",
    ),
    "merge": Step(forms.MergeForm, _merge, "已并入，那一件答复时也告诉他"),
    "withdraw": Step(
        forms.WordsForm,
        lambda complaint, form, by, at: by_complainant.withdraw(
            complaint=complaint, reason=form.cleaned_data["words"], by=by, at=at
        ),
        "已记为本人撤回",
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
    found, wanted = complaint_or_404(request, serial), STEPS[key]
    if not_for_you := policies.may_see(found, by=actor, at=at):
        return refused(request, not_for_you)
    form, refusal = wanted.form(request.POST), None
    if form.is_valid():
        try:
            wanted.do(found, form, actor, at)
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
        else:
            messages.success(request, f"{found.number} {wanted.said}")
            return _to(found, actor, at)
    fresh = complaint_or_404(request, serial)
    page = page_of(fresh, by=actor, at=at, refusal=refusal, opened=key, form=form)
    return render(request, "desk/complaints/complaint.html", {"page": page}, status=422)


@login_required
@require_POST
def state(request: HttpRequest, serial: str) -> HttpResponse:
    """本人说明, by who was asked."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found, words = complaint_or_404(request, serial), request.POST.get("words", "")
    try:
        actions.state(complaint=found, words=words, by=actor, at=at)
    except Refused as refusal_raised:
        said = queries.put_to(found, actor.staff_id)
        if not said:
            return refused(request, refusal_raised.refusal)
        return statement_page(request, found, said, refusal=refusal_raised.refusal, typed=words)
    messages.success(request, "说明交上去了")
    return redirect(address_of(ClockKind.COMPLAINT, found.number))


@login_required
@require_POST
def say_code(request: HttpRequest, serial: str) -> HttpResponse:
    """再念一次查询码, by who took it in: shown once, journalled."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = complaint_or_404(request, serial)
    try:
        code = code_again.say_code(complaint=found, by=actor, at=at)
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    messages.success(request, f"{found.number} 的查询码是 {code}，念给投诉人；已记下念过")
    return _to(found, actor, at)


def _to(complaint: Any, actor: Actor, at: datetime) -> HttpResponse:
    """Back to the page; to my day for who doesn't see it any more."""
    if policies.may_see(complaint, by=actor, at=at) is not None:
        return redirect("desk:today")
    return redirect(address_of(ClockKind.COMPLAINT, complaint.number))


@counted
@login_required
@require_POST
def attach(request: HttpRequest, serial: str) -> HttpResponse:
    """附上查到的文件."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found, refusal = complaint_or_404(request, serial), None
    if not_for_you := policies.may_see(found, by=actor, at=at):
        return refused(request, not_for_you)
    sent = request.FILES.getlist("files")
    if not sent:
        refusal = TOO_LARGE if request.has_too_large_file else MISSING  # type: ignore[attr-defined]
    for one in sent:
        try:
            attachments.attach(complaint=found, name=one.name or "", data=one.read(), by=actor, at=at)
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
    if refusal is None:
        messages.success(request, "附上了")
        return redirect(address_of(ClockKind.COMPLAINT, found.number))
    page = page_of(complaint_or_404(request, serial), by=actor, at=at, refusal=refusal, opened="attach")
    return render(request, "desk/complaints/complaint.html", {"page": page}, status=422)


@login_required
@require_safe
def file(request: HttpRequest, serial: str, file_id: int) -> HttpResponse:
    """The bytes as they came, journalled each time, and without any right in the browser."""
    row = queries.file_of(request.actor.centre_id, serial, file_id)  # type: ignore[attr-defined]
    if row is None:
        raise Http404(f"no file {file_id}")
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
