"""导入来电记录: choose a file, look at what it would bring, put the columns right, take it over."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.desk.answers import refused
from shouwen.desk.incoming import import_page
from shouwen.files.uploads import counted_to
from shouwen.inquiries import calls
from shouwen.inquiries import incoming_policies as policies
from shouwen.inquiries import incoming_queries as queries
from shouwen.inquiries.call_file import PURPOSE, can_tell_answered, read_calls
from shouwen.office_files import waiting
from shouwen.office_files.actions import remember_match
from shouwen.office_files.reading import MOST_BYTES, TOO_LARGE, read_table
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused

NOTHING_CHOSEN = Refusal("file_missing", "还没有选文件", way_out="选电话系统导出的话单，CSV 或 XLSX")
CANT_TELL = Refusal("columns_missing", "看不出哪些来电没接", way_out="给“是否接听”“通话时长”“呼叫方向”中至少一项选一列")


@counted_to(MOST_BYTES)
@login_required
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """选文件; what was imported lately."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if refusal := policies.may_import_calls(actor):
        return refused(request, refusal)
    if request.method == "GET":
        return _choose(request)
    upload = request.FILES.get("file")
    if upload is None:
        too_large = request.has_too_large_file  # type: ignore[attr-defined]
        return _choose(request, TOO_LARGE if too_large else NOTHING_CHOSEN)
    content = upload.read()
    try:
        read_table(content, called=upload.name or "")
    except Refused as refusal_raised:
        return _choose(request, refusal_raised.refusal, name=upload.name or "")
    name = upload.name or "话单"
    token = waiting.keep(content, name=name, purpose=PURPOSE, by=actor, at=request.at)  # type: ignore[attr-defined]
    return redirect("desk:call_import_check", token)


@never_cache
@login_required
@require_safe
def check(request: HttpRequest, token: str) -> HttpResponse:
    """核对: what the import would do. Nothing is written."""
    return _checked(request, token)


@login_required
@require_POST
def columns(request: HttpRequest, token: str) -> HttpResponse:
    """改列的对应; remembered for files with the same header."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        file = import_page.opened(token, by=actor, at=request.at)  # type: ignore[attr-defined]
        match = import_page.chosen_match(file, request.POST)
        if not match.missing and not can_tell_answered(match):
            raise Refused(CANT_TELL)
        remember_match(purpose=PURPOSE, match=match, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        return _checked(request, token, refusal_raised.refusal)
    messages.success(request, "列对应好了，下次同样的表不用再选")
    return redirect("desk:call_import_check", token)


@login_required
@require_POST
def take_over(request: HttpRequest, token: str) -> HttpResponse:
    """导入."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        file = import_page.opened(token, by=actor, at=request.at)  # type: ignore[attr-defined]
        if file.missing:
            return _checked(request, token)
        read = read_calls(file.table, file.match, at=request.at)  # type: ignore[attr-defined]
        done = calls.import_calls(read=read, file_name=file.name, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        return _checked(request, token, refusal_raised.refusal)
    waiting.let_go(token, purpose=PURPOSE, by=actor)
    known = f"，已有的 {done.known} 条没有重复记" if done.known else ""
    messages.success(request, f"导入了 {done.new} 条来电{known}")
    return redirect("desk:calls")


def _choose(request: HttpRequest, refusal: Refusal | None = None, name: str = "") -> HttpResponse:
    imports = queries.newest_imports(request.actor.centre_id)  # type: ignore[attr-defined]
    page = {"imports": imports, "refusal": refusal, "file_name": name}
    return render(request, "desk/incoming/import.html", page, status=422 if refusal else 200)


def _checked(request: HttpRequest, token: str, refusal: Refusal | None = None) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not_allowed := policies.may_import_calls(actor):
        return refused(request, not_allowed)
    try:
        file = import_page.opened(token, by=actor, at=request.at)  # type: ignore[attr-defined]
        page = import_page.dry_run(token, file, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        return _choose(request, refusal_raised.refusal)
    if refusal is None and page.read is not None:
        refusal = policies.has_rows(page.read.rows)
    status = 422 if refusal else 200
    return render(request, "desk/incoming/check.html", {"page": page, "refusal": refusal}, status=status)
