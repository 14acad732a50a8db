"""转交外部门（首问负责制度 第五条（二））: what the department said on the telephone, and the code for a person who wants no paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from shouwen.desk.answers import refused
from shouwen.desk.inquiries import page as pages
from shouwen.desk.inquiries.panel_forms import AnswerCheckForm, OutsideForm
from shouwen.desk.inquiries.waiting import sent_back_words, where_to_go
from shouwen.desk.views.handovers import SETTLED
from shouwen.desk.views.inquiry_page import inquiry_or_404, shown_with_panel
from shouwen.inquiries import answer_checks, handovers
from shouwen.inquiries.enums import InquiryState
from shouwen.inquiries.queries import unchecked_answer, waiting_handover
from shouwen.refusals import Refusal, Refused

CHECKED = Refusal("answer_checked", "这个答复已经核实过了", "首问负责制度 第五条（二）", "刷新看看现在由谁负责")


@login_required
@require_POST
def outside_accept(request: HttpRequest, serial: str) -> HttpResponse:
    """外部门接收: who it was there."""

    def act(handover: Any, said: dict[str, str]) -> str:
        handovers.accept_outside(handover=handover, name=said["name"], by=request.actor, at=request.at)  # type: ignore[attr-defined]
        return f"记下了：{handover.to_department.name} {said['name']} 已接收，还由你们答复本人"

    return _note(request, serial, OutsideForm(request.POST), act)


@login_required
@require_POST
def outside_return(request: HttpRequest, serial: str) -> HttpResponse:
    """外部门退回: who it was there, and why."""

    def act(handover: Any, said: dict[str, str]) -> str:
        by, at = request.actor, request.at  # type: ignore[attr-defined]
        handovers.refuse_outside(handover=handover, name=said["name"], reason=said["reason"], by=by, at=at)
        return sent_back_words(handover.inquiry)

    return _note(request, serial, OutsideForm(request.POST, is_refusal=True), act)


def _note(
    request: HttpRequest, serial: str, form: OutsideForm, act: Callable[[Any, dict[str, str]], str]
) -> HttpResponse:
    found = inquiry_or_404(request, serial)
    handover = waiting_handover(found)
    if handover is None or handover.to_department_id is None:
        return refused(request, SETTLED, lost_race=True)
    if not form.is_valid():
        return shown_with_panel(request, found, form)
    try:
        said = act(handover, form.cleaned_data)
    except Refused as refusal_raised:
        form.refuse(refusal_raised.refusal)
        return shown_with_panel(request, inquiry_or_404(request, serial), form, refusal=refusal_raised.refusal)
    messages.success(request, said)
    return redirect(pages.address(found))


@login_required
@require_POST
def outside_confirm(request: HttpRequest, serial: str) -> HttpResponse:
    """核实了: the department says on the telephone that the answer is its own."""

    def act(handover: Any, called: str) -> str:
        by, at = request.actor, request.at  # type: ignore[attr-defined]
        inquiry = answer_checks.confirm_answer(handover=handover, called=called, by=by, at=at)
        if inquiry.state == InquiryState.RULING_ASKED:
            return f"核实了。{inquiry.number} 第二次退回，已请管理办公室裁定归谁办"
        return f"记下了：{handover.to_department.name} {called} 说是他们答复的"

    return _check(request, serial, act)


@login_required
@require_POST
def outside_refute(request: HttpRequest, serial: str) -> HttpResponse:
    """不是他们答的: the answer counts for nothing."""

    def act(handover: Any, called: str) -> str:
        by, at = request.actor, request.at  # type: ignore[attr-defined]
        inquiry = answer_checks.refute_answer(handover=handover, called=called, by=by, at=at)
        if inquiry.state == InquiryState.HANDED_OVER:
            return f"那次答复不算，重新等 {handover.to_department.name} 接收。旧单子上的码作废了，请出新的转办单"
        return "那次答复不算"

    return _check(request, serial, act)


def _check(request: HttpRequest, serial: str, act: Callable[[Any, str], str]) -> HttpResponse:
    found = inquiry_or_404(request, serial)
    handover, form = unchecked_answer(found), AnswerCheckForm(request.POST)
    if handover is None:
        return refused(request, CHECKED, lost_race=True)
    if not form.is_valid():
        return shown_with_panel(request, found, form)
    try:
        said = act(handover, form.cleaned_data["called"])
    except Refused as refusal_raised:
        form.refuse(refusal_raised.refusal)
        return shown_with_panel(request, inquiry_or_404(request, serial), form, refusal=refusal_raised.refusal)
    messages.success(request, said)
    return redirect(pages.address(found))


@login_required
@require_safe
def slip_qr(request: HttpRequest, serial: str) -> HttpResponse:
    """让他扫码: where to go, as text in a code, so that the phone needs neither network nor account."""
    handover = waiting_handover(inquiry_or_404(request, serial))
    if handover is None:
        return refused(request, SETTLED, lost_race=True)
    code = segno.make(where_to_go(handover), error="l", micro=False)
    drawing = mark_safe(code.svg_inline(scale=1, border=2, omitsize=True))  # drawn from modules, no input of a user
    return render(request, "desk/inquiries/slip_qr.html", {"handover": handover, "drawing": drawing})
