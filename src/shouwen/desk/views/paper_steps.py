"""文书 of a case and of any matter: issue, deliver, void. Each is one action and leads back to where the paper is shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shouwen.cases.queries import notice_of_paper
from shouwen.cases.void_notice import void_correction_notice
from shouwen.civil_time import instant, local
from shouwen.desk.addresses import address_of
from shouwen.desk.answers import refused as refused_page
from shouwen.desk.cases.answers import asked_case
from shouwen.desk.papers.case_papers import issue
from shouwen.desk.papers.forms import CorrectForm, DeliverForm, VoidForm
from shouwen.desk.papers.lines import line_of
from shouwen.desk.papers.subjects import subjects_of_papers
from shouwen.desk.parts import WayOut
from shouwen.papers import actions, delivery_corrections
from shouwen.papers.enums import DeliveryMeans, PaperKind
from shouwen.papers.queries import paper_with_story, papers_in_force
from shouwen.refusals import Refusal, Refused

_PAPERS = {
    "receipt": PaperKind.MATERIAL_RECEIPT,
    "acceptance": PaperKind.ACCEPTANCE_NOTICE,
    "conclusion": PaperKind.CONCLUSION_NOTICE,
}
_LOST_RACES = frozenset({"paper_issued", "receipt_issued", "paper_voided", "delivered_already"})
"""What a page that was sent twice, or somebody faster, comes to: nothing was done again."""


@login_required
@require_POST
def case_issue(request: HttpRequest, serial: str, kind: str) -> HttpResponse:
    """One button issues the paper, and the page of the case opens it. Sent twice, it says which one there is."""
    if kind not in _PAPERS:
        raise Http404(f"no paper {kind}")
    case = asked_case(request, serial)
    by, at = request.actor, request.at  # type: ignore[attr-defined]
    try:
        paper = issue(case, kind, request.POST.getlist("materials"), by=by, at=at)
    except Refused as refused:
        return refused_page(
            request,
            refused.refusal,
            ways=_ways(case, kind, refused.refusal),
            lost_race=refused.code in _LOST_RACES,
        )
    return _done(request, f"已出具 {paper.number}", f"{reverse('desk:case', args=[serial])}?paper={paper.pk}")


def _ways(case: Any, kind: str, refusal: Refusal) -> list[WayOut]:
    if refusal.code not in _LOST_RACES:
        return []
    issued = papers_in_force(case.centre_id, "case", case.pk, _PAPERS[kind]).first()
    return [WayOut("再打一份", reverse("desk:paper_file", args=[issued.pk, "pdf"]))] if issued else []


@login_required
@require_GET
def paper_page(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One paper: its files, who took them, whether it was delivered or voided."""
    paper, context = _asked(request, paper_id)
    return render(request, "desk/papers/paper.html", context | {"paper": paper})


@login_required
@require_http_methods(["GET", "POST"])
def deliver(request: HttpRequest, paper_id: int) -> HttpResponse:
    """送达: GET asks, POST notes it and makes the 送达回证 to sign."""
    paper, context = _asked(request, paper_id)
    at = request.at  # type: ignore[attr-defined]
    if request.method == "GET":
        now = f"{local(at):%Y-%m-%dT%H:%M}"
        form = DeliverForm(initial={"means": DeliveryMeans.IN_PERSON.value, "delivered_at": now})
        return _ask(request, "deliver", context | {"form": form, "means": DeliveryMeans.choices})
    form = DeliverForm(request.POST)
    context |= {"form": form, "means": DeliveryMeans.choices}
    if not form.is_valid():
        return _ask(request, "deliver", context, status=422)
    typed = form.cleaned_data
    try:
        delivery = actions.deliver(
            paper=paper,
            means=DeliveryMeans(typed["means"]),
            signed_by=typed["signed_by"],
            delivered_at=instant(typed["delivered_at"].replace(tzinfo=None)),
            by=request.actor,  # type: ignore[attr-defined]
            at=at,
        )
    except Refused as refused:
        return _ask(request, "deliver", context | {"refusal": refused.refusal}, status=_status(refused))
    url = f"{context['back']}?paper={delivery.receipt_id}" if context["is_case"] else context["own"]
    number = delivery.receipt.number if delivery.receipt else ""
    return _done(request, f"已登记送达，送达回证 {number}", url)


@login_required
@require_http_methods(["GET", "POST"])
def correct_delivery(request: HttpRequest, paper_id: int) -> HttpResponse:
    """更正签收人: GET asks, POST notes it beside the delivery and makes a new 送达回证."""
    paper, context = _asked(request, paper_id)
    if request.method == "GET":
        return _ask(request, "correct", context | {"form": CorrectForm()})
    form = CorrectForm(request.POST)
    context |= {"form": form}
    if not form.is_valid():
        return _ask(request, "correct", context, status=422)
    typed = form.cleaned_data
    try:
        correction = delivery_corrections.correct_delivery(
            paper=paper,
            signed_by=typed["signed_by"],
            reason=typed["reason"],
            by=request.actor,  # type: ignore[attr-defined]
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as refused:
        return _ask(request, "correct", context | {"refusal": refused.refusal}, status=_status(refused))
    url = f"{context['back']}?paper={correction.receipt_id}" if context["is_case"] else context["own"]
    return _done(request, f"已更正签收人，新的送达回证 {correction.receipt.number}", url)


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, paper_id: int) -> HttpResponse:
    """作废: GET asks why, POST does it. A correction notice is voided with its case, which then waits no longer."""
    paper, context = _asked(request, paper_id)
    by, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "GET":
        return _ask(request, "void", context | {"form": VoidForm()})
    form = VoidForm(request.POST)
    context |= {"form": form}
    if not form.is_valid():
        return _ask(request, "void", context, status=422)
    reason = form.cleaned_data["reason"]
    try:
        if paper.kind == PaperKind.CORRECTION_NOTICE:
            notice = notice_of_paper(by.centre_id, paper.pk)
            void_correction_notice(notice=notice, reason=reason, by=by, at=at)
        else:
            actions.void_paper(paper=paper, reason=reason, by=by, at=at)
    except Refused as refused:
        return _ask(request, "void", context | {"refusal": refused.refusal}, status=_status(refused))
    return _done(request, f"{paper.number} 已作废，文号留着，再打出来的都写“作废”", context["back"])


def _asked(request: HttpRequest, paper_id: int) -> tuple[Any, dict[str, Any]]:
    """The paper of the reader's own centre, or 404; and where its matter is shown."""
    by, at = request.actor, request.at  # type: ignore[attr-defined]
    paper = paper_with_story(by.centre_id, paper_id)
    if paper is None:
        raise Http404(f"no paper {paper_id}")
    place = (paper.subject_kind, paper.subject_id)
    subject = subjects_of_papers(by.centre_id, [place]).get(place)
    own = reverse("desk:paper", args=[paper.pk])
    back = address_of(paper.subject_kind, subject.number) if subject else own
    return paper, {
        "line": line_of(paper, by=by, at=at),
        "subject": subject,
        "back": back,
        "own": own,
        "is_case": subject is not None and paper.subject_kind == "case",
    }


def _ask(request: HttpRequest, step: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    name = f"desk/papers/{step}.html" if request.headers.get("HX-Request") else "desk/papers/step_page.html"
    return render(request, name, context | {"fields": f"desk/papers/{step}.html"}, status=status)


def _status(refused: Refused) -> int:
    return 409 if refused.code in _LOST_RACES else 422


def _done(request: HttpRequest, words: str, url: str) -> HttpResponse:
    messages.success(request, words)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)
