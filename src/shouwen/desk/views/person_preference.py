"""怎样告知: how a person wants to be told, asked at the window in a small dialog."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shouwen.desk.search_words import without_words
from shouwen.messages.enums import MessageChannel
from shouwen.messages.policies import is_set_up
from shouwen.refusals import Refusal, Refused
from shouwen.telling import queries
from shouwen.telling.enums import Wish
from shouwen.telling.preferences import set_preference


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preference(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Ask, and keep what the person said."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    person = queries.person_of(actor.centre_id, person_id)
    if person is None:
        raise Http404("no such person")
    if request.method != "POST":
        known = queries.wish_of(person)
        values = {
            "wish": known.wish if known else Wish.ANY,
            "opted_out": known.opted_out if known else False,
            "email": "",
            "forget_email": False,
        }
        return _page(request, person, values, _came_from(request.headers.get("Referer", ""), request))
    back = _came_from(request.POST.get("back", ""), request)
    wish = request.POST.get("wish", "")
    values = {
        "wish": wish,
        "opted_out": bool(request.POST.get("opted_out")),
        "email": request.POST.get("email", ""),
        "forget_email": bool(request.POST.get("forget_email")),
    }
    if wish not in Wish.values:
        return _page(request, person, values, back, Refusal("wish_missing", "还没有选怎样告知"))
    try:
        set_preference(
            person=person,
            wish=Wish(wish),
            email=str(values["email"]),
            forget_email=bool(values["forget_email"]),
            opted_out=bool(values["opted_out"]),
            by=actor,
            at=at,
        )
    except Refused as refused:
        return _page(request, person, values, back, refused.refusal)
    messages.success(request, f"{person.name_masked}：{Wish(wish).label}{'，不发提醒' if values['opted_out'] else ''}")
    return redirect(back)


def _came_from(address: str, request: HttpRequest) -> str:
    """The page to go back to: one of ours, without words that were searched."""
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if path.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return without_words(path)
    return "/"


def _page(
    request: HttpRequest, person: object, values: dict[str, object], back: str, refusal: Refusal | None = None
) -> HttpResponse:
    is_part = bool(request.headers.get("HX-Request"))
    name = "desk/telling/preference.html" if is_part else "desk/telling/preference_page.html"
    page = {
        "person": person,
        "known": queries.wish_of(person),  # type: ignore[arg-type]
        "wishes": Wish.choices,
        "values": values,
        "back": back,
        "refusal": refusal,
        "missing": [one.label for one in (MessageChannel.SMS, MessageChannel.EMAIL) if not is_set_up(one)],
    }
    return render(request, name, page, status=422 if refusal else 200)
