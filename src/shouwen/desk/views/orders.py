"""督办: the list, the entry, one order with its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import clock_of
from shouwen.clocks.standing import standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused
from shouwen.desk.clock_sight import may_see_clock
from shouwen.desk.lights import light_of
from shouwen.desk.plain_forms import PlainForm
from shouwen.desk.search_words import asked, searched
from shouwen.desk.supervision import forms
from shouwen.desk.supervision.order_about import named_in
from shouwen.desk.supervision.order_list import order_list
from shouwen.desk.supervision.order_page import page_of
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused
from shouwen.supervision import actions, policies, queries


@login_required
@searched
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """Those one got or issued, or all of the centre."""
    page = order_list(request.actor, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/supervision/list.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """发督办单, on the clock that the address names or on a matter in words."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    clock = _clock(request)
    if refusal := policies.may_issue(actor, clock):
        return refused(request, refusal)
    if request.method == "GET":
        if clock is not None and (there := queries.open_order_of(clock.pk)):
            return redirect(address_of(ClockKind.SUPERVISION, there.number))
        return _entry(request, clock, forms.OrderForm())
    form = forms.OrderForm(request.POST)
    if not form.is_valid():
        return _entry(request, clock, form, status=422)
    said = form.cleaned_data
    try:
        about, matter = (clock, "") if clock is not None else named_in(said["matter"], by=actor, at=at)
        found = actions.issue_order(
            clock=about, matter=matter, words=said["words"], to_staff_id=said["to"], by=actor, at=at
        )
    except Refused as refusal_raised:
        return _entry(request, clock, form, refusal=refusal_raised.refusal, status=422)
    messages.success(request, f"已发督办 {found.number}，{found.to.name}的“今日”里有这一件")
    return redirect(address_of(ClockKind.SUPERVISION, found.number))


@never_cache
@login_required
@require_safe
def order(request: HttpRequest, serial: str) -> HttpResponse:
    """One order, for who may see what it says."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = _order_or_404(request, serial)
    if refusal := policies.may_see(found, by=actor, at=at):
        return refused(request, refusal)
    return render(request, "desk/supervision/order.html", {"page": page_of(found, by=actor, at=at)})


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is typed, what it does, and what is said then."""

    form: type[PlainForm]
    do: Callable[[Any, Any, Actor, datetime], object]
    said: str


STEPS: dict[str, Step] = {
    "answer": Step(
        forms.AnswerForm,
        lambda order, said, by, at: actions.answer(order=order, **said, by=by, at=at),
        "答复了，等认可",
    ),
    "accept": Step(
        forms.WordsForm,
        lambda order, said, by, at: actions.accept(order=order, words=said["words"], by=by, at=at),
        "已认可，办结",
    ),
    "send-back": Step(
        forms.WordsForm,
        lambda order, said, by, at: actions.send_back(order=order, reason=said["words"], by=by, at=at),
        "已退回再答，重新计时",
    ),
    "withdraw": Step(
        forms.WordsForm,
        lambda order, said, by, at: actions.withdraw(order=order, reason=said["words"], by=by, at=at),
        "已撤回",
    ),
}
"""By the word in the address."""


@login_required
@require_POST
def step(request: HttpRequest, serial: str, key: str) -> HttpResponse:
    """Do one step; what was typed stays when it is refused."""
    if key not in STEPS:
        raise Http404(f"no step {key}")
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found, wanted = _order_or_404(request, serial), STEPS[key]
    form, refusal = wanted.form(request.POST), None
    if form.is_valid():
        try:
            wanted.do(found, form.cleaned_data, actor, at)
        except Refused as refusal_raised:
            refusal = refusal_raised.refusal
        else:
            messages.success(request, f"{found.number} {wanted.said}")
            return redirect(address_of(ClockKind.SUPERVISION, found.number))
    fresh = _order_or_404(request, serial)
    if not_for_you := policies.may_see(fresh, by=actor, at=at):
        return refused(request, refusal or not_for_you)
    page = page_of(fresh, by=actor, at=at, refusal=refusal, opened=key, form=form)
    return render(request, "desk/supervision/order.html", {"page": page}, status=422)


def _order_or_404(request: HttpRequest, serial: str) -> Any:
    found = queries.order_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no order {serial}")
    return found


def _clock(request: HttpRequest) -> Any:
    """The clock that the address names; None without one."""
    asked_for = request.GET.get("clock", "")
    if not asked_for:
        return None
    is_number = asked_for.isascii() and asked_for.isdecimal() and len(asked_for) < 18
    found = clock_of(request.actor.centre_id, int(asked_for)) if is_number else None  # type: ignore[attr-defined]
    if found is None or not may_see_clock(found, by=request.actor, at=request.at):  # type: ignore[attr-defined]
        raise Http404("no such clock")
    return found


def _entry(
    request: HttpRequest, clock: Any, form: forms.OrderForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    chosen = str(form["to"].value() or (clock.responsible_id if clock is not None else ""))
    here = people.colleagues(actor.centre_id, on=local_date(at))
    offered = [one for one in here if one.staff_id != actor.staff_id]
    page = {
        "clock": clock,
        "form": form,
        "refusal": refusal,
        "light": light_of(standing_of(clock, at=at, by=Yardstick.of(actor.centre_id)), clock=clock) if clock else None,
        "about_url": address_of(clock.kind, clock.number) if clock is not None else "",
        "people": offered,
        # Who issues it, or has left, isn't among them: then somebody is chosen, never the first of the list by itself.
        "chosen": chosen if chosen in {str(one.staff_id) for one in offered} else "",
        "workdays": people.centre(actor.centre_id).supervision_workdays,
    }
    return render(request, "desk/supervision/new.html", page, status=status)
