"""首页 for everybody who comes (自助办理制度 第三条): the few things one can do here, and where a person is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shouwen import civil_time
from shouwen.catalogue.finding import events_offered
from shouwen.catalogue.public_guide import centre_in_address
from shouwen.civil_time import local_date
from shouwen.clocks.open_now import open_now
from shouwen.people.queries import centre as centre_with
from shouwen.people.queries import centre_by_code, centre_ids


@never_cache
@require_safe
def home(request: HttpRequest, centre: str = "") -> HttpResponse:
    """The first page of a centre; without a code where there are several: which of them."""
    town = town_of(centre)
    if town is None:
        towns = [centre_with(centre_id) for centre_id in centre_ids()]
        return render(request, "hall/home_where.html", {"towns": towns})
    at = civil_time.now()
    several = centre_in_address(town.pk)
    page = {
        "town": town,
        "of_centre": f"?c={several}" if several else "",
        "now": open_now(town.pk, at=at),
        "events": events_offered(town.pk, on=local_date(at)),
    }
    return render(request, "hall/home.html", page)


def town_of(code: str) -> Any:
    """The centre of an address; None where it has to be chosen. Raises Http404 for a code that no centre has."""
    town = centre_by_code(code)
    if town is None and code:
        raise Http404("no such centre")
    return town
