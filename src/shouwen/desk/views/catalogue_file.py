"""事项清单: export, a dry run of an import that says each change and each bad row, and taking it in (一次性告知制度 第三条)."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.catalogue import policies
from shouwen.catalogue.intake import MOST_BYTES, TOO_LARGE, LookedThrough, look_through, take_in
from shouwen.catalogue.intake import looked_through as looked_through_again
from shouwen.catalogue.sheets.writing import write_catalogue
from shouwen.civil_time import local_date
from shouwen.desk.answers import refused
from shouwen.desk.parts import WayOut
from shouwen.files.uploads import counted_to
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """导出: the whole catalogue as XLSX in the columns of the national item list."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    content = write_catalogue(actor.centre_id, at=request.at)  # type: ignore[attr-defined]
    day = local_date(request.at)  # type: ignore[attr-defined]
    answer = HttpResponse(content, content_type=_XLSX)
    name = "%E4%BA%8B%E9%A1%B9%E6%B8%85%E5%8D%95"
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"items-{day:%Y%m%d}.xlsx\"; filename*=UTF-8''{name}-{day:%Y%m%d}.xlsx"
    )
    return answer


@counted_to(MOST_BYTES)
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """导入: choose a file and look it through; nothing is written to the catalogue here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if refusal := policies.may_publish(actor):
        return refused(request, refusal, ways=[WayOut("看指南", reverse("desk:guides"))])
    day = request.POST.get("effective_from", "")
    if request.method == "GET":
        tomorrow = local_date(request.at) + timedelta(days=1)  # type: ignore[attr-defined]
        return _page(request, day=tomorrow.isoformat())
    upload = request.FILES.get("file")
    try:
        if upload is None:
            too_large = request.has_too_large_file  # type: ignore[attr-defined]
            raise Refused(TOO_LARGE if too_large else Refusal("file_missing", "还没有选文件"))
        seen = look_through(
            name=upload.name or "",
            content=upload.read(),
            effective_from=_day(day),
            by=actor,
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as error:
        return _page(request, day=day, refusal=error.refusal)
    return redirect("desk:catalogue_plan", seen.file.pk)


@never_cache
@login_required
@require_safe
def plan(request: HttpRequest, file_id: int) -> HttpResponse:
    """试一遍: each change and each bad row of a file that was sent."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        seen = looked_through_again(file_id, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as error:
        return refused(request, error.refusal, ways=[WayOut("重新选文件", reverse("desk:catalogue_import"))])
    return _page(request, day=seen.file.effective_from.isoformat(), seen=seen)


@login_required
@require_POST
def take(request: HttpRequest, file_id: int) -> HttpResponse:
    """照试过的导入, all of it or nothing."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        done = take_in(file_id=file_id, mark=request.POST.get("mark", ""), by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as error:
        again = [WayOut("再看一遍", reverse("desk:catalogue_plan", args=[file_id]))]
        return refused(
            request, error.refusal, ways=again, lost_race=error.code in ("catalogue_moved_on", "taken_already")
        )
    messages.success(request, f"导入了：改动 {len(done.changes)} 项，没有变的 {done.same} 项")
    return redirect("desk:guides")


def _page(
    request: HttpRequest, *, day: str, seen: LookedThrough | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    context = {"day": day, "seen": seen, "refusal": refusal, "today": local_date(request.at)}  # type: ignore[attr-defined]
    return render(request, "desk/guides/import.html", context, status=422 if refusal else 200)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(Refusal("day_missing", "还没有选新版从哪天起用")) from error
