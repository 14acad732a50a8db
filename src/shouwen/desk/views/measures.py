"""问责（服务承诺制度 第四条）: register, proposal, one measure and its steps. Who may not see one gets the answer of one that isn't there."""

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

from shouwen.desk.answers import refused
from shouwen.desk.inquiries.panel_forms import PanelForm
from shouwen.desk.promises.measure_forms import CheckForm, NothingForm, ProposeForm, WordsForm
from shouwen.desk.promises.measure_pages import address, measure_list, measure_page, new_page
from shouwen.desk.search_words import asked, searched
from shouwen.people.actor import Actor
from shouwen.promises import measures
from shouwen.promises.measure_policies import may_propose, may_see
from shouwen.promises.measure_queries import measure_numbered
from shouwen.refusals import Refused


@login_required
@searched
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """问责台账: what this person may see of it."""
    page = measure_list(request.actor, asked(request), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/promises/measures.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """提出问责."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if refusal := may_propose(actor):
        return refused(request, refusal)
    if request.method == "GET":
        return render(request, "desk/promises/measure_new.html", {"page": new_page(actor, ProposeForm(), at=at)})
    form, above = ProposeForm(request.POST), None
    if form.is_valid():
        try:
            made = measures.propose_measure(**form.given(), by=actor, at=at)
        except Refused as refusal_raised:
            above = refusal_raised.refusal
            form.refuse(above)
        else:
            messages.success(request, f"{made.number} 提出了，等镇领导或考评领导小组决定")
            return redirect(address(made))
    page = new_page(actor, form, at=at, refusal=above)
    return render(request, "desk/promises/measure_new.html", {"page": page}, status=422)


@login_required
@require_safe
def measure(request: HttpRequest, serial: str) -> HttpResponse:
    """One measure."""
    found = _measure_or_404(request, serial)
    page = measure_page(found, request.actor, at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/promises/measure.html", {"page": page})


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is typed, what it does, and what is said then."""

    form: type[PanelForm]
    do: Callable[[Any, dict[str, Any], Actor, datetime], object]
    said: str


STEPS: dict[str, Step] = {
    "decide": Step(
        WordsForm,
        lambda row, said, by, at: measures.decide_measure(measure=row, **said, by=by, at=at),
        "已决定，待送达",
    ),
    "reject": Step(
        WordsForm, lambda row, said, by, at: measures.reject_measure(measure=row, **said, by=by, at=at), "不予问责"
    ),
    "serve": Step(
        NothingForm, lambda row, said, by, at: measures.serve_measure(measure=row, by=by, at=at), "已送达，生效了"
    ),
    "state": Step(
        WordsForm, lambda row, said, by, at: measures.state_own(measure=row, **said, by=by, at=at), "申辩记下了"
    ),
    "report": Step(
        WordsForm,
        lambda row, said, by, at: measures.report_rectified(measure=row, **said, by=by, at=at),
        "整改情况报了，等核查",
    ),
    "check": Step(
        CheckForm, lambda row, said, by, at: measures.check_rectified(measure=row, **said, by=by, at=at), "核查记下了"
    ),
    "revoke": Step(
        WordsForm,
        lambda row, said, by, at: measures.revoke_measure(measure=row, reason=said["words"], by=by, at=at),
        "撤销了",
    ),
}
"""By the word in the address."""


@login_required
@require_POST
def step(request: HttpRequest, serial: str, key: str) -> HttpResponse:
    """Do one step; what was typed stays when it is refused."""
    if key not in STEPS:
        raise Http404(f"no step {key}")
    found, wanted = _measure_or_404(request, serial), STEPS[key]
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    form, above = wanted.form(request.POST), None
    if form.is_valid():
        try:
            wanted.do(found, form.cleaned_data, actor, at)
        except Refused as refusal_raised:
            above = refusal_raised.refusal
            form.refuse(above)
        else:
            messages.success(request, f"{found.number} {wanted.said}")
            return redirect(address(found))
    fresh = _measure_or_404(request, serial)
    page = measure_page(fresh, actor, at=at, refusal=above, opened_step=key, form=form)
    return render(request, "desk/promises/measure.html", {"page": page}, status=422)


def _measure_or_404(request: HttpRequest, serial: str) -> Any:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = measure_numbered(actor.centre_id, serial)
    if found is None or may_see(found, by=actor) is not None:
        raise Http404(f"no measure {serial}")
    return found
