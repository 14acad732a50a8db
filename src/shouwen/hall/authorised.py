"""委托人看和撤回 (一体机进驻服务 第四条): by the link that was sent to them, without log-in. Opened by nobody else; says who acts, in
what, until when, and what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shouwen import civil_time
from shouwen.agency.actions import revoke
from shouwen.agency.enums import RevokedBy, Standing
from shouwen.agency.policies import standing_of
from shouwen.agency.queries import by_link
from shouwen.agency.uses import uses_of
from shouwen.catalogue.queries import items
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused

NOT_SURE = Refusal("not_confirmed", "请先勾上“我要撤回”")


@never_cache
@require_safe
def authorisation(request: HttpRequest, link: str) -> HttpResponse:
    """我委托的."""
    return _page(request, _found(link), link)


@never_cache
@require_POST
def take_back(request: HttpRequest, link: str) -> HttpResponse:
    """撤回: asked to be sure, on the same page; pressed twice it is taken back once."""
    found, at = _found(link), civil_time.now()
    if not request.POST.get("sure"):
        return _page(request, found, link, refusal=NOT_SURE)
    try:
        revoke(authorisation=found, how=RevokedBy.PAGE, by=Actor.system(found.centre_id), at=at)
    except Refused as refused:
        if refused.code != "revoked_already":
            return _page(request, _found(link), link, refusal=refused.refusal)
    return redirect("hall:authorisation", link)


def _found(link: str) -> Any:
    found = by_link(link)
    if found is None:
        raise Http404("no such authorisation")
    return found


def _page(request: HttpRequest, found: Any, link: str, *, refusal: Refusal | None = None) -> HttpResponse:
    at: datetime = civil_time.now()
    standing = standing_of(found, at=at)
    names = {item.code: item.name for item in items(found.centre_id)}
    page = {
        "town": found.centre,
        "authorisation": found,
        "link": link,
        "standing": standing,
        "may_revoke": standing in {Standing.IN_FORCE, Standing.COMING},
        "items": [names.get(code, code) for code in found.item_codes],
        "uses": uses_of(found),
        "refusal": refusal,
    }
    return render(request, "hall/authorisation.html", page, status=422 if refusal else 200)
