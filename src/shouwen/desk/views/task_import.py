"""导入任务清单: whose list, which file; look at the fate of each row, put the columns right, take it over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.desk.answers import refused
from shouwen.desk.chinese_dates import clock_time, day_and_weekday
from shouwen.desk.tasks import import_page
from shouwen.files.uploads import counted_to
from shouwen.office_files import waiting
from shouwen.office_files.actions import remember_match
from shouwen.office_files.reading import MOST_BYTES, TOO_LARGE, read_table
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused
from shouwen.tasks import policies, queries
from shouwen.tasks.importing import fits, import_tasks
from shouwen.tasks.superiors import know_superior
from shouwen.tasks.task_file import PURPOSE, has_limit, read_tasks

_DONE = "task_import_done"
"""The token of the last list that this browser imported, when, and how many were new: its page may be loaded again."""
NOTHING_CHOSEN = Refusal("file_missing", "还没有选文件", way_out="选平台导出的清单，XLSX 或 CSV")
NO_LIMIT = Refusal("columns_missing", "看不出什么时候要办结", way_out="给“要求办结”或“工作日数”选一列")


@counted_to(MOST_BYTES)
@login_required
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """哪个上级部门的清单; what was imported lately."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := policies.may_take_in(actor):
        return refused(request, refusal)
    if request.method == "GET":
        return _choose(request)
    upload, name = request.FILES.get("file"), request.POST.get("superior", "")
    if upload is None:
        too_large = request.has_too_large_file  # type: ignore[attr-defined]
        return _choose(request, TOO_LARGE if too_large else NOTHING_CHOSEN, superior=name)
    content = upload.read()
    try:
        read_table(content, called=upload.name or "")
        superior = know_superior(name=name, by=actor, at=at)
    except Refused as refusal_raised:
        return _choose(request, refusal_raised.refusal, superior=name, name=upload.name or "")
    token = waiting.keep(content, name=upload.name or "任务清单", purpose=PURPOSE, by=actor, at=at)
    return redirect("desk:task_import_check", superior.pk, token)


@never_cache
@login_required
@require_safe
def check(request: HttpRequest, superior_id: int, token: str) -> HttpResponse:
    """核对: what the import would do. Nothing is written."""
    return _checked(request, _superior_or_404(request, superior_id), token)


@login_required
@require_POST
def columns(request: HttpRequest, superior_id: int, token: str) -> HttpResponse:
    """改列的对应; remembered for files of this superior with the same header."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    superior = _superior_or_404(request, superior_id)
    try:
        file = import_page.opened(token, superior, by=actor, at=at)
        match = import_page.chosen_match(file, request.POST)
        if not match.missing and not has_limit(match):
            raise Refused(NO_LIMIT)
        remember_match(purpose=import_page.purpose_of(superior), match=match, by=actor, at=at)
    except Refused as refusal_raised:
        return _checked(request, superior, token, refusal_raised.refusal)
    messages.success(request, f"列对应好了，{superior.name} 下次同样的表不用再选")
    return redirect("desk:task_import_check", superior.pk, token)


@login_required
@require_POST
def take_over(request: HttpRequest, superior_id: int, token: str) -> HttpResponse:
    """导入, all new rows or none."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    superior = _superior_or_404(request, superior_id)
    try:
        file = import_page.opened(token, superior, by=actor, at=at)
        if file.missing:
            return _checked(request, superior, token)
        read = read_tasks(file.table, file.match, at=at)
        done = import_tasks(superior=superior, read=read, file_name=file.name, by=actor, at=at)
    except Refused as refusal_raised:
        return _checked(request, superior, token, refusal_raised.refusal)
    waiting.let_go(token, purpose=PURPOSE, by=actor)
    request.session[_DONE] = [token, f"{day_and_weekday(at)} {clock_time(at)}", done.new]
    known = f"，已有的 {done.known} 件没有重复记" if done.known else ""
    messages.success(request, f"导入了 {done.new} 件任务{known}")
    return redirect("desk:tasks")


def _superior_or_404(request: HttpRequest, superior_id: int) -> Any:
    found = queries.superior_of(request.actor.centre_id, superior_id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no superior {superior_id}")
    return found


def _choose(
    request: HttpRequest, refusal: Refusal | None = None, *, superior: str = "", name: str = ""
) -> HttpResponse:
    centre_id = request.actor.centre_id  # type: ignore[attr-defined]
    page = {
        "imports": queries.newest_imports(centre_id),
        "superiors": queries.superiors(centre_id),
        "superior": superior,
        "refusal": refusal,
        "file_name": name,
    }
    return render(request, "desk/tasks/import.html", page, status=422 if refusal else 200)


def _checked(request: HttpRequest, superior: Any, token: str, refusal: Refusal | None = None) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = request.at  # type: ignore[attr-defined]
    if not_allowed := policies.may_take_in(actor):
        return refused(request, not_allowed)
    imported, when, new = request.session.get(_DONE, ("", "", 0))
    if imported == token:
        messages.info(request, f"这份清单 {when} 已经导入，新的 {new} 件在这里，没有再导一次")
        return redirect("desk:tasks")
    try:
        file = import_page.opened(token, superior, by=actor, at=at)
        page = import_page.dry_run(token, superior, file, at=at)
    except Refused as refusal_raised:
        return _choose(request, refusal_raised.refusal, superior=superior.name)
    if refusal is None and page.plan is not None and page.read is not None:
        refusal = fits(page.plan, page.read.rows)
    status = 422 if refusal else 200
    return render(request, "desk/tasks/check.html", {"page": page, "refusal": refusal}, status=status)
