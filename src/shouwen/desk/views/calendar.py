"""工作日历: the year that every limit is counted by; the administrator takes over a new one (限时办结制度 第四条)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shouwen.civil_time import local_date
from shouwen.clocks.calendar_import import foresee_year, import_year
from shouwen.clocks.calendar_policies import may_change_calendar
from shouwen.clocks.calendars import calendar_of, imported_years
from shouwen.desk.answers import refused
from shouwen.desk.registers.year import year_page
from shouwen.files.uploads import counted_to
from shouwen.people.actor import Actor
from shouwen.workdays import DayKind, DayRow, PublishedYear, YearFileError, YearFileProblem, read_year_bytes

MOST_BYTES = 1 << 20
"""No more is kept of an upload: a year is some kilobytes, and its reader refuses more than one megabyte."""
CHECKED = "calendar.checked"
"""The days of a file that was read and right, kept in the session until they are taken over. They are public."""


@login_required
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """The year asked for (`?year=2027`), by default the present one."""
    return _shown(request, problems=())


@counted_to(MOST_BYTES)
@login_required
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """核对一年的放假安排: the whole file or nothing; what would move. Nothing is written yet."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if refusal := may_change_calendar(actor):
        return refused(request, refusal)
    upload = request.FILES.get("file")
    if upload is None:
        too_large = request.has_too_large_file  # type: ignore[attr-defined]
        said = f"文件超过{MOST_BYTES >> 20} MB，不像是一年的放假安排。" if too_large else "还没有选文件。"
        return _shown(request, problems=[YearFileProblem(None, said)])
    try:
        published = read_year_bytes(upload.read())
    except YearFileError as error:
        return _shown(request, problems=error.problems, name=upload.name or "")
    request.session[CHECKED] = _kept(published)
    page = {"published": published, "outlook": foresee_year(published=published, centre_id=actor.centre_id)}
    page |= {"name": upload.name, "is_known": published.year in calendar_of(actor.centre_id).covered_years}
    return render(request, "desk/calendar/checked.html", page)


@login_required
@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """导入 what was checked; then the list of the due dates that move."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if refusal := may_change_calendar(actor):
        return refused(request, refusal)
    kept = request.session.pop(CHECKED, None)
    if kept is None:
        return _shown(request, problems=[YearFileProblem(None, "核对过的文件已经导入，或者过期了，请再选一次。")])
    published = _read_back(kept)
    row = import_year(published=published, by=actor, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, f"{published.year} 年的 {len(published.rows)} 天已导入")
    return redirect("desk:moves_of", row.pk)


def _kept(published: PublishedYear) -> dict[str, Any]:
    rows = [[row.day.isoformat(), row.kind.value, row.name] for row in published.rows]
    return {"year": published.year, "rows": rows}


def _read_back(kept: dict[str, Any]) -> PublishedYear:
    rows = tuple(DayRow(date.fromisoformat(day), DayKind(kind), name) for day, kind, name in kept["rows"])
    return PublishedYear(kept["year"], rows)


@login_required
@require_safe
def year_file(request: HttpRequest, year: int) -> HttpResponse:
    """The arrangement of a known year as the file that the import takes: a pattern for the next one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    calendar = calendar_of(actor.centre_id)
    if year not in calendar.covered_years:
        raise Http404("no such year")
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{year}.csv"'
    answer.write("\ufeff")  # Without this mark WPS and Excel take the file for GBK.
    table = csv.writer(answer)
    table.writerow(["日期", "类型", "名称"])
    for row in calendar.official_rows:
        if row.arrangement_year == year:
            kind = "放假" if row.kind is DayKind.HOLIDAY else "上班"
            table.writerow([row.day.isoformat(), kind, row.name])
    return answer


def _shown(request: HttpRequest, *, problems: Sequence[YearFileProblem], name: str = "") -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = local_date(request.at)  # type: ignore[attr-defined]
    calendar = calendar_of(actor.centre_id)
    text = request.GET.get("year", str(today.year))
    asked = int(text) if text.isdecimal() and len(text) == 4 else 0
    page = year_page(calendar, asked, imported_at=imported_years(actor.centre_id).get(asked), today=today)
    if page is None:
        raise Http404("no such year")
    context = {
        "page": page,
        "problems": problems,
        "file_name": name,
        "may_import": not may_change_calendar(actor),
    }
    return render(request, "desk/registers/calendar.html", context, status=422 if problems else 200)
