"""查办事指南 (自助办理制度 第三条): find the item by one's own words, by what happened, by domain; open to everybody, no script needed.

The words stand in the address so that the way back works; nothing in it is kept, and numbers of people are taken out."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shouwen import civil_time
from shouwen.catalogue.finding import finding
from shouwen.catalogue.public_guide import centre_in_address
from shouwen.civil_time import local_date
from shouwen.hall.home import town_of

NUMBERS = re.compile(r"[0-9][0-9 -]{5,}[0-9Xx]")
"""A telephone or identity number typed into the search: it finds no item, and has no business in an address."""


@never_cache
@require_safe
def find(request: HttpRequest, centre: str = "") -> HttpResponse:
    """`?q=` one's own words, `?for=` a life event, `?by=` a domain; without any of them all ways to look."""
    town = town_of(centre)
    if town is None:
        return redirect("hall:home")
    said = request.GET.get("q", "")
    if NUMBERS.search(said):
        rest = NUMBERS.sub(" ", said).strip()
        return redirect(f"{request.path}?{urlencode({'q': rest})}" if rest else request.path)
    found = finding(
        town.pk,
        said=said,
        event=request.GET.get("for", ""),
        domain=request.GET.get("by", ""),
        on=local_date(civil_time.now()),
        centre_code=centre_in_address(town.pk),
    )
    asked = bool(said.strip())
    home = reverse("hall:home_of", args=[town.code])
    return render(request, "hall/find.html", {"town": town, "home": home, "find": found, "asked": asked})
