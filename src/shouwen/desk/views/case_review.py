"""材料审查 on the page of a case: every choice is saved at once; there is no save button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwen.cases import actions, phrases
from shouwen.cases.enums import ReviewState
from shouwen.cases.material_files import may_see_files
from shouwen.cases.queries import material_of
from shouwen.cases.review import approve_unreviewed
from shouwen.desk import waiting
from shouwen.desk.cases.answers import actor_of, asked_case, status_of
from shouwen.desk.cases.bar import bar_of_draft
from shouwen.desk.cases.materials import MaterialRow, draft_of, faults_of, row_of
from shouwen.desk.cases.page import page_of
from shouwen.refusals import Refusal, Refused

_CHOICES = {state.value: state for state in (ReviewState.OK, ReviewState.MISSING, ReviewState.DEFECTIVE)}


@login_required
@require_POST
@waiting.once
def review(request: HttpRequest, serial: str, material_id: int) -> HttpResponse:
    """One material. A fault is saved once it has a reason; until then the row asks for it."""
    case = asked_case(request, serial)
    material = material_of(case, material_id)
    state = _CHOICES.get(request.POST.get(f"state-{material_id}", ""))
    if material is None or state is None:
        raise Http404("no such material or choice")
    words = _Words(request.POST, material, state)
    if words.is_draft and waiting.is_read_by_script(request):
        return waiting.refused(["还没写哪里不符合"])
    if words.is_draft:
        names = may_see_files(case, by=actor_of(request)) is None
        row = draft_of(row_of(case, material, is_open=True, names=names), state, words.faults)
        usual = page_of(asked_case(request, serial), by=actor_of(request), at=request.at).bar  # type: ignore[attr-defined]
        bar = bar_of_draft(usual, serial, row.name)
        return render(request, "desk/cases/review_draft.html", {"row": row, "serial": serial, "bar": bar})
    try:
        actions.review_material(
            material=material,
            state=state,
            reason=words.reason,
            requirement=words.requirement,
            corrected_on_spot=words.corrected_on_spot,
            by=actor_of(request),
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as refused:
        if waiting.is_read_by_script(request):
            return waiting.refused_by(refused.refusal)
        return _refused(request, serial, row_of(case, material, is_open=True), refused.refusal)
    if waiting.is_read_by_script(request):
        return waiting.done(f"{case.number} {material.name}：{state.label}")
    return _saved(request, serial, material_id)


@login_required
@require_POST
def approve_all(request: HttpRequest, serial: str) -> HttpResponse:
    """全部合格: what isn't reviewed yet is in order."""
    case = asked_case(request, serial)
    try:
        approve_unreviewed(case=case, by=actor_of(request), at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        context = {"refusal": refused.refusal}
        return render(request, "desk/refused.html", context, status=status_of(refused.refusal))
    return redirect("desk:case", serial=serial)


class _Words:
    """What a row says: reason and requirement from its phrases and the clerk's own words."""

    def __init__(self, post: QueryDict, material: Any, state: ReviewState) -> None:
        self.post, self.material, self.state = post, material, state
        self.faults = faults_of(material)
        # What was typed for another result is about another fault.
        self.counts = state == material.state or post.get("draft") == state.value
        self.corrected_on_spot = state == ReviewState.OK and post.get("on_spot") == "1"
        self.chosen = self._chosen()
        self.reason = self._reason()
        self.requirement = self._requirement()
        self.is_draft = state == ReviewState.DEFECTIVE and not self.reason

    def _chosen(self) -> list[str]:
        offered = phrases.options(self.state, self.faults)
        chosen = [phrase for phrase in self.post.getlist("phrase") if phrase in offered] if self.counts else []
        if self.state == ReviewState.MISSING and not chosen and not self._own():
            return list(offered[:1])
        return chosen

    def _own(self) -> str:
        return self.post.get("own", "").strip() if self.counts else ""

    def _reason(self) -> str:
        if self.state == ReviewState.OK:
            return self.post.get("spot_words", "").strip() if self.corrected_on_spot else ""
        return phrases.reason_of(self.chosen, self._own())

    def _requirement(self) -> str:
        """The words follow the phrases until the clerk writes other ones."""
        if self.state == ReviewState.OK:
            return ""
        row = row_of(self.material.case, self.material, is_open=True)
        typed = self.post.get("requirement", "").strip() if self.counts else ""
        usual = self._usual(row, row.chosen)
        if typed and not typed == self.material.requirement == usual:
            return typed
        return self._usual(row, self.chosen)

    def _usual(self, row: MaterialRow, chosen: Sequence[str]) -> str:
        """What these phrases ask for, of this material."""
        return phrases.requirement_of(self.state, chosen, form=row.form, copies=row.copies, faults=self.faults)


def _saved(request: HttpRequest, serial: str, material_id: int) -> HttpResponse:
    """The row as saved, and with it what its result changed: the sums, the foot of the page, the time."""
    case = asked_case(request, serial)
    page = page_of(case, by=actor_of(request), at=request.at, unfold=True)  # type: ignore[attr-defined]
    row = replace(next(row for row in page.review.rows if row.id == material_id), is_selected=True)
    return render(request, "desk/cases/review_saved.html", {"row": row, "page": page, "serial": serial})


def _refused(request: HttpRequest, serial: str, row: MaterialRow, refusal: Refusal) -> HttpResponse:
    context = {"row": replace(row, is_selected=True), "serial": serial, "refusal": refusal}
    return render(request, "desk/cases/review_row.html", context, status=status_of(refusal))
