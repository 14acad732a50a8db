"""办公时间和延时服务: what holds now, what comes later; the administrator sets it from a day on."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from shouwen.civil_time import local_date
from shouwen.clocks import opening_times
from shouwen.clocks.calendar_policies import may_change_calendar
from shouwen.clocks.calendars import Session
from shouwen.desk.chinese_dates import month_day
from shouwen.people.actor import Actor
from shouwen.people.queries import administrators
from shouwen.refusals import Refusal, Refused

SPANS = (
    ("morning", "上午", "session"),
    ("afternoon", "下午", "session"),
    ("evening", "晚上", "session"),
    ("midday", "中午延时", "midday"),
    ("saturday", "周六延时", "6"),
    ("sunday", "周日延时", "7"),
)
"""Field, words and what it belongs to, in the order of the form."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """The times of today and those to come; POST sets them from a day on."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method != "POST":
        return _shown(request)
    try:
        from_on = date.fromisoformat(request.POST.get("from_on", "").strip())
        spans = {field: _span(request, field) for field, _, _ in SPANS}
    except ValueError:
        return _shown(request, Refusal("times_unreadable", "日期或时间写得不对，时间要成对写，如 9:00 到 12:00"))
    found: dict[str, list[Session]] = {}
    for field, _, part in SPANS:
        if span := spans[field]:
            found.setdefault(part, []).append(span)
    try:
        run = opening_times.set_opening_times(
            from_on=from_on,
            sessions=found.get("session", []),
            midday=found.get("midday", []),
            weekend={day: found.get(str(day), []) for day in opening_times.DAYS},
            by=actor,
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as raised:
        return _shown(request, raised.refusal)
    messages.success(request, f"{month_day(from_on)}起的办公时间定好了")
    return redirect("desk:moves_of", run.pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, row_id: int) -> HttpResponse:
    """撤回 times that haven't begun."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = opening_times.opening_times(actor.centre_id, row_id)
    if row is None:
        raise Http404("no such times")
    try:
        run = opening_times.withdraw_opening_times(row=row, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as raised:
        return _shown(request, raised.refusal)
    messages.success(request, "撤回了，照现在的办公时间")
    return redirect("desk:moves_of", run.pk)


def _span(request: HttpRequest, field: str) -> Session | None:
    """The two times of a line, None where both are empty. Raises ValueError for one alone or what is no time."""
    start, end = (request.POST.get(f"{field}_{edge}", "").strip() for edge in ("from", "to"))
    if not start and not end:
        return None
    return _time(start), _time(end)


def _time(text: str) -> time:
    hour, _, minute = text.replace("：", ":").partition(":")
    return time(int(hour), int(minute))


def _shown(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    today = local_date(at)
    now = opening_times.times_on(actor.centre_id, today)
    page = {
        "now": now,
        "later": opening_times.later_times(actor.centre_id, today),
        "today": today,
        "may_change": not may_change_calendar(actor),
        "administrators": "、".join(administrators(actor.centre_id, on=today)),
        "refusal": refusal,
        "from_on": request.POST.get("from_on", ""),
        "lines": _lines(request, now),
    }
    return render(request, "desk/calendar/hours.html", page, status=422 if refusal else 200)


def _lines(request: HttpRequest, now: opening_times.Times) -> list[dict[str, Any]]:
    """The lines of the form: as sent, or as they are now."""
    held = dict(zip(("morning", "afternoon", "evening"), now.sessions, strict=False))
    held |= {"midday": now.midday[0]} if now.midday else {}
    held |= {field: spans[0] for field, day in (("saturday", 6), ("sunday", 7)) if (spans := now.weekend.get(day))}
    lines = []
    for field, words, part in SPANS:
        start, end = held.get(field, ("", ""))
        given = [request.POST.get(f"{field}_{edge}") for edge in ("from", "to")]
        if request.method != "POST":
            given = [f"{edge:%H:%M}" if isinstance(edge, time) else "" for edge in (start, end)]
        lines.append(
            {"field": field, "words": words, "is_extended": part != "session", "from": given[0], "to": given[1]}
        )
    return lines
