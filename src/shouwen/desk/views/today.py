"""今日: the first page of a working day."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shouwen.civil_time import local_date
from shouwen.desk.guides.reading import must_reads_card
from shouwen.desk.incoming.questions import question_card
from shouwen.desk.promises.to_decide import to_decide_card
from shouwen.desk.today.page import my_day


@login_required
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What I owe, by when."""
    chosen, page = request.GET.get("kind", ""), request.GET.get("page")
    day = my_day(request.actor, request.at, chosen=chosen, page=page)  # type: ignore[attr-defined]
    asks = question_card(request.actor, at=request.at)  # type: ignore[attr-defined]
    must_reads = must_reads_card(request.actor, on=local_date(request.at))  # type: ignore[attr-defined]
    to_decide = to_decide_card(request.actor, at=request.at)  # type: ignore[attr-defined]
    context = {"day": day, "owed": day.counts.total, "asks": asks, "must_reads": must_reads, "to_decide": to_decide}
    return render(request, "desk/today.html", context)
