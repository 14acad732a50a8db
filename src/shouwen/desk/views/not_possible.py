"""现在办不了（服务承诺制度 第三条）: the steps that follow on the page of the inquiry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shouwen.desk.inquiries import page as pages
from shouwen.desk.inquiries.panel_forms import PanelForm
from shouwen.desk.promises.forms import CheckReasonForm, ExplainForm, PossibleForm, TellAgainForm
from shouwen.desk.views.inquiry_page import inquiry_or_404, shown_with_panel
from shouwen.inquiries.enums import InquiryState, ToldBy
from shouwen.inquiries.not_possible import check_reason, explain_again, mark_possible, tell_possible
from shouwen.people.actor import Actor
from shouwen.refusals import Refused


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is typed, what it does, and what is said then."""

    form: type[PanelForm]
    do: Callable[[Any, dict[str, Any], Actor, datetime], object]
    said: str


STEPS: dict[str, Step] = {
    "check": Step(CheckReasonForm, lambda row, said, by, at: check_reason(row=row, **said, by=by, at=at), "核过理由了"),
    "explain": Step(
        ExplainForm, lambda row, said, by, at: explain_again(row=row, **said, by=by, at=at), "补讲的理由记下了"
    ),
    "possible": Step(
        PossibleForm,
        lambda row, said, by, at: mark_possible(row=row, **said, by=by, at=at),
        "记为现在能办了，要回告本人",
    ),
    "tell": Step(TellAgainForm, lambda row, said, by, at: tell_possible(row=row, **said, by=by, at=at), "回告了本人"),
}
"""By the word in the address."""


@login_required
@require_POST
def step(request: HttpRequest, serial: str, key: str) -> HttpResponse:
    """核理由、补讲、现在能办了、回告本人; what was typed stays when it is refused."""
    found = inquiry_or_404(request, serial)
    if key not in STEPS or found.state != InquiryState.NOT_POSSIBLE:
        raise Http404(f"no step {key}")
    wanted = STEPS[key]
    form = wanted.form(request.POST)
    if not form.is_valid():
        return shown_with_panel(request, found, form)
    said = dict(form.cleaned_data)
    if "means" in said:
        said["means"] = ToldBy(said["means"])
    try:
        wanted.do(found.not_possible, said, request.actor, request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        form.refuse(refusal_raised.refusal)
        return shown_with_panel(request, inquiry_or_404(request, serial), form, refusal=refusal_raised.refusal)
    messages.success(request, f"{found.number} {wanted.said}")
    return redirect(pages.address(found))
