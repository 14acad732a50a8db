"""查办事指南 on the kiosk: by one's own words, by what happened, by department; then the guide for one's own situation and its list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shouwen import civil_time
from shouwen.catalogue import queries
from shouwen.catalogue.finding import finding
from shouwen.catalogue.public_guide import GuideStanding, PublicGuide, centre_in_address, guide_path, public_guide
from shouwen.civil_time import local_date
from shouwen.clocks.opening_times import times_words
from shouwen.hall.bring import bring_sheet, sheet_answer
from shouwen.hall.find import NUMBERS
from shouwen.hall.kiosk.codes import qr_of
from shouwen.hall.kiosk.paired import in_visit


@in_visit
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """`?q=` one's own words, `?for=` a life event, `?by=` a domain; `?then=apply`: what is chosen is applied for."""
    town = request.device.centre  # type: ignore[attr-defined]
    said = NUMBERS.sub(" ", request.GET.get("q", "")).strip()
    event, domain, on = request.GET.get("for", ""), request.GET.get("by", ""), local_date(civil_time.now())
    found = finding(town.pk, said=said, event=event, domain=domain, on=on)
    applies = request.GET.get("then") == "apply"
    to = "hall:kiosk_apply" if applies else "hall:kiosk_item"
    page = {
        "town": town,
        "find": found,
        "rows": [(one, reverse(to, args=[one.code])) for one in found.found],
        "applies": applies,
        "then": "&then=apply" if applies else "",
    }
    return render(request, "hall/kiosk/find.html", page)


@in_visit
@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    """The guide in force; `?s=` a situation, `?a=` the answers given so far."""
    guide = guide_of(request, code)
    answers = {key: request.GET[key] for key in ("s", "a") if request.GET.get(key)}
    words = f"?{urlencode(answers)}" if answers else ""
    path = guide_path(code, number=guide.number, centre=centre_in_address(guide.centre.pk))
    page = {
        "guide": guide,
        "answers": words,
        "qr": qr_of(path + (f"&{urlencode(answers)}" if answers else "")),
    }
    return render(request, "hall/kiosk/item.html", page)


@in_visit
@require_safe
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """打单子: the list of the situation, of today, to the printer."""
    guide = guide_of(request, code)
    hours = times_words(guide.centre.pk, local_date(civil_time.now()))
    return sheet_answer(bring_sheet(guide, hours=hours, centre_code=centre_in_address(guide.centre.pk)))


def guide_of(request: HttpRequest, code: str) -> PublicGuide:
    """The guide in force of an item of this centre. Raises Http404."""
    centre: Any = request.device.centre  # type: ignore[attr-defined]
    found, on = queries.item_with_code(centre.pk, code), local_date(civil_time.now())
    version = queries.version_in_force(found.pk, on=on) if found else None
    if found is None or version is None:
        raise Http404("no such item")
    return public_guide(
        found,
        queries.guide_of(version),
        centre=centre,
        number=version.number,
        since=version.effective_from,
        standing=GuideStanding.IN_FORCE,
        in_force_number=version.number,
        files=(),
        address=reverse("hall:kiosk_item", args=[code]),
        query={key: request.GET.get(key, "") for key in ("s", "a")},
        on=on,
    )
