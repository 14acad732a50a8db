"""The steps of a case: each asks in the page's dialog, does one action, and says no with a way out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from shouwen.cases import steps
from shouwen.cases.queries import case_numbered, case_to_change
from shouwen.cases.steps import Step
from shouwen.clocks.live_requests import live_request
from shouwen.desk.cases.answers import actor_of, asked_case, done, status_of, ways_out
from shouwen.desk.cases.step_pages import STEPS, form_for
from shouwen.people.enums import Role
from shouwen.refusals import Refusal, Refused


@login_required
@require_http_methods(["GET", "POST"])
def case_step(request: HttpRequest, serial: str, step: str) -> HttpResponse:
    """One step. GET asks, or says why it can't be done; POST does it."""
    page = STEPS.get(Step(step)) if step in set(Step) else None
    if page is None:
        raise Http404(f"no step {step}")
    read = case_numbered if request.method == "GET" else case_to_change
    case, by, at = asked_case(request, serial, read=read), actor_of(request), request.at  # type: ignore[attr-defined]
    if request.method == "GET":
        refusal = steps.refusals(case, by=by, at=at, asked=live_request(case.clock_id))[Step(step)]
        if refusal is not None and not _may_allow(request, refusal):
            return _answer(request, case, step, refusal=refusal)
        return _answer(request, case, step, form=form_for(page, case, at, asked=request.GET.dict()))
    form = form_for(page, case, at, data=request.POST)
    if not form.is_valid():
        return _answer(request, case, step, form=form, status=422)
    try:
        words, query = page.act(case, form.cleaned_data, by, at)
    except Refused as refused:
        now = asked_case(request, serial)
        keep = None if steps.refusals(now, by=by, at=at, asked=live_request(now.clock_id))[Step(step)] else form
        return _answer(request, case, step, form=keep, refusal=refused.refusal, status=status_of(refused.refusal))
    return done(request, case, words, query=query)


def _may_allow(request: HttpRequest, refusal: Refusal) -> bool:
    """The management office may allow a second notice: it is asked for the reason (N5)."""
    return refusal.code == "told_once_already" and actor_of(request).has(Role.MANAGEMENT_OFFICE)


def _answer(
    request: HttpRequest, case: Any, step: str, *, form: Any = None, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    page = STEPS[Step(step)]
    context = {
        "case": case,
        "serial": case.number.removeprefix("办 "),
        "step": step,
        "title": page.title,
        "form": form,
        "fields": f"desk/cases/step_{step}.html",
        "refusal": refusal,
        "ways": ways_out(refusal, case) if refusal else [],
        **page.extras(case, actor_of(request), request.at),  # type: ignore[attr-defined]
    }
    name = "desk/cases/step.html" if request.headers.get("HX-Request") else "desk/cases/step_page.html"
    return render(request, name, context, status=status)
