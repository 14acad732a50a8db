"""指南: the guides in force, and the guide of one item by one of its versions (一次性告知制度 第三、四条)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shouwen.catalogue import queries
from shouwen.civil_time import local_date
from shouwen.clocks.calendars import calendar_of
from shouwen.desk.guides.listing import guide_list
from shouwen.desk.guides.page import guide_page
from shouwen.desk.parts import Box, BoxTone, WayOut
from shouwen.desk.search_words import asked, searched
from shouwen.people import queries as people
from shouwen.people.actor import Actor


@login_required
@searched
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """The list of guides in force."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = local_date(request.at)  # type: ignore[attr-defined]
    return render(request, "desk/guides/list.html", {"page": guide_list(actor.centre_id, asked(request), on=today)})


@login_required
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of one item; `?version=2` another version, `?situation=1` exactly what one situation needs."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = queries.item_with_code(actor.centre_id, code)
    if item is None:
        raise Http404("no such item")
    page = guide_page(
        queries.versions_of(item.pk),
        number=_whole(request.GET.get("version")),
        situation=_whole(request.GET.get("situation")),
        on=local_date(request.at),  # type: ignore[attr-defined]
        address=reverse("desk:guide", args=[code]),
        calendar=calendar_of(actor.centre_id),
    )
    if page is None:
        raise Http404("no such version")
    centre = people.centre(actor.centre_id)
    context = {"page": page, "item": item, "centre": centre, "stopped": None if item.is_active else _stopped()}
    return render(request, "desk/guides/guide.html", context)


def _stopped() -> Box:
    ways = [WayOut("看在用的指南", reverse("desk:guides"))]
    return Box("这一项已经停办", "指南留着供查，不再受理。", BoxTone.SOON, ways)


def _whole(text: str | None) -> int | None:
    """A small number of the address; None without one, 0 for anything else, which names no version and no situation."""
    if text is None:
        return None
    return int(text) if text.isdecimal() and len(text) < 5 else 0
