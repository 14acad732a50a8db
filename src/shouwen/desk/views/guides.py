"""指南: the guides in force, and the guide of one item by one of its versions (一次性告知制度 第三、四条)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shouwen.catalogue import drafts, policies, queries
from shouwen.catalogue.must_read_queries import must_read_for, unread_of
from shouwen.catalogue.public_guide import centre_in_address, guide_path
from shouwen.civil_time import local_date
from shouwen.clocks.calendars import calendar_of
from shouwen.desk.chinese_dates import full_day
from shouwen.desk.guides.listing import guide_list
from shouwen.desk.guides.page import guide_page
from shouwen.desk.guides.reading import difference_url
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
    context = {
        "page": guide_list(actor.centre_id, asked(request), on=today),
        "unread": [
            (one, difference_url(one.code, one.before, one.number))
            for one in unread_of(actor.centre_id, actor.staff_id, on=today)
        ],
        "may_keep": policies.may_publish(actor) is None,
    }
    return render(request, "desk/guides/list.html", context)


@login_required
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of one item; `?version=2` another version, `?situation=1` exactly what one situation needs."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = queries.item_with_code(actor.centre_id, code)
    if item is None:
        raise Http404("no such item")
    today = local_date(request.at)  # type: ignore[attr-defined]
    page = guide_page(
        queries.versions_of(item.pk),
        number=_whole(request.GET.get("version")),
        situation=_whole(request.GET.get("situation")),
        on=today,
        address=reverse("desk:guide", args=[code]),
        calendar=calendar_of(actor.centre_id),
    )
    if page is None:
        raise Http404("no such version")
    may_keep = policies.may_publish(actor) is None
    mine = must_read_for([page.version.pk], actor.staff_id).get(page.version.pk)
    centre = centre_in_address(actor.centre_id)
    offered = queries.is_offered(item, on=today)
    context = {
        "page": page,
        "item": item,
        "centre": people.centre(actor.centre_id),
        "stopped": _stopped(item, offered=offered),
        "offered": offered,
        "files": list(queries.files_of(item.pk)),
        "public": guide_path(item.code, centre=centre),
        "of_centre": f"?c={centre}" if centre else "",
        "must_read": mine,
        "changes_url": difference_url(item.code, page.version.number - 1, page.version.number),
        "may_keep": may_keep,
        "draft": drafts.draft_of(item.pk) if may_keep else None,
    }
    return render(request, "desk/guides/guide.html", context)


def _stopped(item: Any, *, offered: bool) -> Box | None:
    ways = [WayOut("看在用的指南", reverse("desk:guides"))]
    why = f"{item.withdrawn_reason}。" if item.withdrawn_reason else ""
    if not offered:
        day = f"（{full_day(item.withdrawn_at)}起）" if item.withdrawn_at else ""
        words = f"{why}指南留着供查，不再受理；已经受理的办到底。"
        return Box(f"这一项已经停办{day}", words, BoxTone.SOON, ways)
    if item.withdrawn_at:
        return Box(f"{full_day(item.withdrawn_at)}起停办", f"{why}在那以前照样受理。", BoxTone.SOON, ways)
    return None


def _whole(text: str | None) -> int | None:
    """A small number of the address; None without one, 0 for anything else, which names no version and no situation."""
    if text is None:
        return None
    return int(text) if text.isdecimal() and len(text) < 5 else 0
