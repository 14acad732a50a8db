"""工作日历: the year that every limit is counted by; the administrator takes over a new one (限时办结制度 第四条)."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from shouwen.civil_time import local_date
from shouwen.clocks import policies
from shouwen.clocks.calendar_import import import_year
from shouwen.clocks.calendars import calendar_of, imported_years
from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused
from shouwen.desk.registers.year import year_page
from shouwen.desk.uploads import counted_to
from shouwen.people.actor import Actor
from shouwen.workdays import DayKind, YearFileError, YearFileProblem, read_year_bytes

MOST_BYTES = 1 << 20
"""No more is kept of an upload: a year is some kilobytes, and its reader refuses more than one megabyte."""
_KINDS = {kind.mark: kind for kind in ClockKind}


@login_required
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """The year asked for (`?year=2027`), by default the present one."""
    return _shown(request, problems=())


@counted_to(MOST_BYTES)
@login_required
@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """导入一年的放假安排: the whole file or nothing; then the due dates that moved."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if refusal := policies.may_import_year(actor):
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
    moved = import_year(published=published, by=actor, at=request.at)  # type: ignore[attr-defined]
    rows = [(change, address_of(_KINDS[change.number[:1]], change.number)) for change in moved]
    return render(request, "desk/registers/calendar_imported.html", {"published": published, "moved": rows})


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
        "may_import": not policies.may_import_year(actor),
    }
    return render(request, "desk/registers/calendar.html", context, status=422 if problems else 200)
