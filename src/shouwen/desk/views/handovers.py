"""转交责任窗口（首问负责制度 第五条（二））: waiting for me, accept, give back, the slip."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shouwen.desk.answers import refused
from shouwen.desk.inquiries import page as pages
from shouwen.desk.inquiries.panel_forms import GiveBackForm
from shouwen.desk.inquiries.waiting import sent_back_words, waiting_list
from shouwen.desk.views.inquiry_page import inquiry_or_404, shown_with_panel
from shouwen.inquiries import handovers, policies
from shouwen.inquiries.enums import HandoverState
from shouwen.inquiries.handover_paper import issue_slip
from shouwen.inquiries.queries import waiting_handover
from shouwen.refusals import Refusal, Refused

SETTLED = Refusal("handover_settled", "这件转交已经接收或退回了", "首问负责制度 第五条（二）", "刷新看看现在由谁负责")


@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """待我接收: what was handed to me or my window, the longest waiting first."""
    page = waiting_list(request.actor, request.GET.get("page"), at=request.at)  # type: ignore[attr-defined]
    return render(request, "desk/inquiries/handovers.html", {"page": page})


@login_required
@require_POST
def accept(request: HttpRequest, serial: str) -> HttpResponse:
    """接收: from now on I answer; the first responder stays on the inquiry."""
    found = inquiry_or_404(request, serial)
    handover = waiting_handover(found)
    if handover is None:
        return refused(request, SETTLED, lost_race=True)
    try:
        handovers.accept_handover(handover=handover, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    person = found.person.name_masked if found.person else "本人"
    messages.success(request, f"已接收 {found.number}，现在由你答复 {person}")
    return redirect(pages.address(found))


@login_required
@require_POST
def give_back(request: HttpRequest, serial: str) -> HttpResponse:
    """退回首问负责人, with a reason. Who may give it back gets the page again with what was typed and is wrong."""
    found, by, at = inquiry_or_404(request, serial), request.actor, request.at  # type: ignore[attr-defined]
    handover = waiting_handover(found)
    if handover is None:
        return refused(request, SETTLED, lost_race=True)
    if refusal := policies.may_settle_handover(handover, HandoverState.RETURNED, by=by, at=at):
        return refused(request, refusal)
    form = GiveBackForm(request.POST)
    if not form.is_valid():
        return shown_with_panel(request, found, form)
    try:
        handovers.refuse_handover(handover=handover, reason=form.cleaned_data["reason"], by=by, at=at)
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    messages.success(request, sent_back_words(found))
    return redirect("desk:handovers")


@login_required
@require_POST
def slip(request: HttpRequest, serial: str) -> HttpResponse:
    """出具转办单."""
    found = inquiry_or_404(request, serial)
    handover = waiting_handover(found)
    if handover is None:
        return refused(request, SETTLED, lost_race=True)
    try:
        paper = issue_slip(handover=handover, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    return redirect(f"{pages.address(found)}?print={paper.pk}")
