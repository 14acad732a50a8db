"""承诺（服务承诺制度 第三条）: the list, one promise, and keeping, moving or giving it up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.desk.inquiries import page as pages
from shouwen.desk.inquiries.forms import KeepForm
from shouwen.desk.inquiries.promise_list import promise_list
from shouwen.desk.promises.forms import MoveForm, ToldForm
from shouwen.desk.promises.page import page_of
from shouwen.desk.search_words import asked, searched
from shouwen.desk.views.inquiry_page import inquiry_or_404, shown_with_panel
from shouwen.people.actor import Actor
from shouwen.promises.actions import give_up_promise, keep_promise
from shouwen.promises.circumstances import move_day, tell_circumstances
from shouwen.promises.queries import promise_numbered
from shouwen.refusals import Refusal, Refused


@login_required
@searched
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """All of the centre, the open ones first by their date."""
    page = promise_list(request.actor, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/inquiries/promises.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, serial: str) -> HttpResponse:
    """One promise; POST keeps it: the matter is done and the person told."""
    found = _promise_or_404(request, serial)
    if request.method == "GET":
        return _shown(request, found)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, opened="keep", form=form, status=422)
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    means = pages.means_of(found.inquiry)
    try:
        keep_promise(promise=found, words=form.cleaned_data["words"], means=means, by=actor, at=at)
    except Refused as refusal_raised:
        return _refused(request, serial, refusal_raised.refusal, opened="keep", form=form)
    messages.success(request, f"{found.number} 已兑现，告知了本人")
    return redirect(pages.address(found.inquiry))


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is typed, what it does, and what is said then."""

    form: type[ToldForm]
    do: Callable[[Any, dict[str, Any], Actor, datetime], object]
    said: str


STEPS: dict[str, Step] = {
    "move": Step(
        MoveForm, lambda row, said, by, at: move_day(promise=row, **said, by=by, at=at), "改了日期，告知了本人"
    ),
    "circumstances": Step(
        ToldForm,
        lambda row, said, by, at: tell_circumstances(inquiry=row.inquiry, **said, by=by, at=at),
        "特殊情况记下了，到期以前告知的",
    ),
    "give-up": Step(
        ToldForm,
        lambda row, said, by, at: give_up_promise(promise=row, **said, by=by, at=at),
        "写明了现在办不了，理由告知了本人",
    ),
}
"""By the word in the address."""


@login_required
@require_POST
def step(request: HttpRequest, serial: str, key: str) -> HttpResponse:
    """改期、特殊情况、办不了; what was typed stays when it is refused."""
    if key not in STEPS:
        raise Http404(f"no step {key}")
    found, wanted = _promise_or_404(request, serial), STEPS[key]
    form = wanted.form(request.POST)
    if not form.is_valid():
        return _shown(request, found, opened=key, form=form, status=422)
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    try:
        wanted.do(found, form.given(), actor, at)
    except Refused as refusal_raised:
        return _refused(request, serial, refusal_raised.refusal, opened=key, form=form)
    messages.success(request, f"{found.number} {wanted.said}")
    return redirect("desk:promise", serial)


@login_required
@require_POST
def circumstances(request: HttpRequest, serial: str) -> HttpResponse:
    """特殊情况 of an inquiry whose answer is owed: told before the time is over."""
    found, form = inquiry_or_404(request, serial), ToldForm(request.POST)
    if not form.is_valid():
        return shown_with_panel(request, found, form)
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    try:
        tell_circumstances(inquiry=found, **form.given(), by=actor, at=at)
    except Refused as refusal_raised:
        form.refuse(refusal_raised.refusal)
        return shown_with_panel(request, inquiry_or_404(request, serial), form, refusal=refusal_raised.refusal)
    messages.success(request, f"{found.number} 特殊情况记下了，到期以前告知的")
    return redirect(pages.address(found))


def _promise_or_404(request: HttpRequest, serial: str) -> Any:
    found = promise_numbered(request.actor.centre_id, serial)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(f"no promise {serial}")
    return found


def _refused(request: HttpRequest, serial: str, refusal: Refusal, *, opened: str, form: Any) -> HttpResponse:
    """What was read before the refusal may have moved on: the page shows what is so now."""
    form.refuse(refusal)
    return _shown(request, _promise_or_404(request, serial), refusal=refusal, opened=opened, form=form, status=422)


def _shown(
    request: HttpRequest,
    found: Any,
    *,
    refusal: Refusal | None = None,
    opened: str = "",
    form: Any = None,
    status: int = 200,
) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    page = page_of(found, actor, at=at, refusal=refusal, opened=opened, form=form)
    return render(request, "desk/promises/page.html", {"page": page}, status=status)
