"""上级任务（限时办结制度 第二条）: the list, the entry, the page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused
from shouwen.desk.search_words import asked, searched
from shouwen.desk.tasks.forms import TaskForm
from shouwen.desk.tasks.list_page import task_list
from shouwen.desk.tasks.task_page import page_of
from shouwen.files.uploads import counted
from shouwen.refusals import Refusal, Refused
from shouwen.tasks import policies, queries
from shouwen.tasks.actions import take_in
from shouwen.tasks.attachments import attach
from shouwen.tasks.enums import FileRole


@login_required
@searched
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Those in one's hands, or all of the centre; what is due first stands first."""
    actor = request.actor  # type: ignore[attr-defined]
    if refusal := policies.may_see_list(actor):
        return refused(request, refusal)
    page = task_list(actor, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/tasks/list.html", {"page": page})


@never_cache
@login_required
@require_safe
def task(request: HttpRequest, serial: str) -> HttpResponse:
    """One task, for who may see what it says."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = task_or_404(request, serial)
    if refusal := policies.may_see(found, by=actor, at=at):
        return refused(request, refusal)
    return render(request, "desk/tasks/task.html", {"page": page_of(found, by=actor, at=at)})


@counted
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """登记任务: a minute of typing; what is known already is shown instead."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := policies.may_take_in(actor):
        return refused(request, refusal)
    if request.method == "GET":
        return _entry(request, TaskForm())
    form = TaskForm(request.POST)
    if not form.is_valid():
        return _entry(request, form, status=422)
    try:
        found, is_new = take_in(**form.given(at), by=actor, at=at)
    except Refused as refusal_raised:
        form.refuse(refusal_raised.refusal)
        return _entry(request, form, refusal=refusal_raised.refusal, status=422)
    if not is_new:
        messages.info(request, f"{found.their_number} 早就登记过，就是这一件，没有重复记")
    else:
        messages.success(request, f"已登记 {found.number}，接着交给谁办")
        _attach_sent(request, found)
    return redirect(address_of(ClockKind.TASK, found.number))


def task_or_404(request: HttpRequest, serial: str) -> Any:
    """The task of the actor's centre."""
    found = queries.task_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no task {serial}")
    return found


def _attach_sent(request: HttpRequest, found: Any) -> None:
    """What came with the entry; a file that isn't taken is said, the task stands."""
    for sent in request.FILES.getlist("files"):
        try:
            attach(
                task=found,
                role=FileRole.GIVEN,
                name=sent.name or "",
                data=sent.read(),
                by=request.actor,  # type: ignore[attr-defined]
                at=request.at,  # type: ignore[attr-defined]
            )
        except Refused as refusal_raised:
            messages.warning(request, f"“{sent.name}”没有附上：{refusal_raised.refusal.message}")
    if request.has_too_large_file:  # type: ignore[attr-defined]
        messages.warning(request, "文件一共超过 10 MB，没有附上，请一个一个传")


def _entry(request: HttpRequest, form: TaskForm, *, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = {"form": form, "refusal": refusal, "superiors": queries.superiors(actor.centre_id)}
    return render(request, "desk/tasks/new.html", page, status=status)
