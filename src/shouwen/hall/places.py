"""Which centre, and where to after one was let in: what the ways into 我的事 share."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shouwen.applications import phone_codes
from shouwen.applications.proved_phones import provider_name
from shouwen.people.queries import centre, centre_by_code, centre_ids
from shouwen.refusals import Refusal

_FIELD_OF = {
    "phone_missing": "phone",
    "phone_wrong": "phone",
    "code_wrong": "code",
    "resume_wrong": "resume",
}
_PLACE = re.compile(r"[0-9a-f]{32}|item-[A-Za-z0-9]{1,20}")


def is_place(place: str) -> bool:
    """Whether a form may carry this as the place to go to afterwards: an application's mark or an item's code."""
    return bool(_PLACE.fullmatch(place))


def town_of(code: str) -> Any:
    """The centre of this code; without one the first. Any other: no such page."""
    found = centre_by_code(code)
    if found is None and code:
        raise Http404("no such centre")
    return found or centre(centre_ids()[0])


def going_to(place: str) -> str:
    """The address of a place that a form carried; 我的事 for anything else."""
    if not is_place(place):
        return reverse("hall:my")
    if place.startswith("item-"):
        return reverse("hall:apply_item", args=[place.removeprefix("item-")])
    return reverse("hall:application", args=[place])


def way_in(request: HttpRequest, town: Any, *refusals: Refusal) -> HttpResponse:
    """The page on which one is let in, with what was refused."""
    to = request.POST.get("to", "") or request.GET.get("to", "")
    page = {
        "town": town,
        "towns": [centre(one) for one in centre_ids()],
        "to": to if is_place(to) else "",
        "said": request.POST,
        "can_send": phone_codes.can_send(),
        "provider": provider_name(),
        "out": request.GET.get("out", ""),
        **wrong_in(refusals),
    }
    return render(request, "hall/my_in.html", page, status=422 if refusals else 200)


def wrong_in(refusals: tuple[Refusal, ...]) -> dict[str, Any]:
    """What was refused: at its field, the rest above the page."""
    return {
        "above": [one for one in refusals if one.code not in _FIELD_OF],
        "wrong": {
            _FIELD_OF[one.code]: "，".join(filter(None, (one.message, one.way_out)))
            for one in refusals
            if one.code in _FIELD_OF
        },
    }
