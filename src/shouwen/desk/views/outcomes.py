"""The rare outcomes on the page of an inquiry: what a superior answered, the check of a decline, what can't be got done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from shouwen.desk.answers import refused
from shouwen.desk.inquiries import page as pages
from shouwen.desk.inquiries.panel_forms import (
    CheckForm,
    ClarifiedForm,
    DeclinedForm,
    PanelForm,
    ResultForm,
    TakeBackForm,
)
from shouwen.desk.views.inquiry_page import inquiry_or_404, shown_with_panel
from shouwen.inquiries import clarifications, declines, unresolved
from shouwen.inquiries.queries import (
    clarification_numbered,
    open_clarification,
    open_decline,
    open_unresolved,
    unresolved_numbered,
)
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused

MOVED_ON = Refusal("inquiry_moved_on", "这一步别人刚刚办了", way_out="刷新看看现在到哪一步")


class Who(TypedDict):
    """Who acts, and when: the two arguments of every action."""

    by: Actor
    at: datetime


@login_required
@require_safe
def clarification(request: HttpRequest, serial: str) -> HttpResponse:
    """A question to a superior is shown and answered on the page of its inquiry."""
    return _to_inquiry(clarification_numbered(request.actor.centre_id, serial))  # type: ignore[attr-defined]


@login_required
@require_safe
def unresolved_matter(request: HttpRequest, serial: str) -> HttpResponse:
    """办不成事 is shown and settled on the page of its inquiry."""
    return _to_inquiry(unresolved_numbered(request.actor.centre_id, serial))  # type: ignore[attr-defined]


def _to_inquiry(found: Any) -> HttpResponse:
    if found is None:
        raise Http404("no such number")
    return redirect(pages.address(found.inquiry))


@login_required
@require_POST
def clarified(request: HttpRequest, serial: str) -> HttpResponse:
    """上级答复（一次性告知制度 第五条）: kept in words; the person is told next."""

    def act(row: Any, said: dict[str, Any], who: Who) -> str:
        clarifications.answer_clarification(clarification=row, answer=said["answer"], source=said["source"], **who)
        return f"{row.number} 上级的答复记下了，接着告诉本人"

    return _step(request, serial, open_clarification, ClarifiedForm(request.POST), act)


@login_required
@require_POST
def decline_agree(request: HttpRequest, serial: str) -> HttpResponse:
    """复核同意: a second person agrees; then the person is told."""

    def act(row: Any, said: dict[str, Any], who: Who) -> str:
        declines.agree_decline(decline=row, words=said["words"], **who)
        return f"已同意，由 {row.inquiry.holder.name} 告知本人"

    return _step(request, serial, open_decline, CheckForm(request.POST), act)


@login_required
@require_POST
def decline_send_back(request: HttpRequest, serial: str) -> HttpResponse:
    """不同意: back to be worked on, with the reason."""

    def act(row: Any, said: dict[str, Any], who: Who) -> str:
        declines.send_back_decline(decline=row, words=said["words"], **who)
        return f"没有同意，{row.inquiry.number} 退回 {row.inquiry.holder.name} 接着办"

    return _step(request, serial, open_decline, CheckForm(request.POST, is_refusal=True), act)


@login_required
@require_POST
def decline_tell(request: HttpRequest, serial: str) -> HttpResponse:
    """告知不予受理, with the notice: it is opened for printing next."""

    def act(row: Any, said: dict[str, Any], who: Who) -> str:
        declines.tell_decline(decline=row, words=said["words"], means=pages.means_of(row.inquiry), **who)
        return f"{row.inquiry.number} 已告知不予受理，通知书 {row.paper.number}"

    return _step(request, serial, open_decline, DeclinedForm(request.POST), act)


@login_required
@require_POST
def decline_take_back(request: HttpRequest, serial: str) -> HttpResponse:
    """收回: something new came up before the person was told."""

    def act(row: Any, said: dict[str, Any], who: Who) -> str:
        declines.take_back_decline(decline=row, words=said["reason"], **who)
        return f"{row.inquiry.number} 的不予受理收回了，由 {row.inquiry.holder.name} 接着办"

    return _step(request, serial, open_decline, TakeBackForm(request.POST), act)


@login_required
@require_POST
def unresolved_settle(request: HttpRequest, serial: str) -> HttpResponse:
    """办不成事的结果, told to the person in the same step."""

    def act(row: Any, said: dict[str, Any], who: Who) -> str:
        unresolved.settle_unresolved(
            matter=row,
            result=said["result"],
            was_resolved=said["was_resolved"],
            words=said["words"],
            means=pages.means_of(row.inquiry),
            **who,
        )
        return f"{row.number} 有结果了，告知了本人"

    return _step(request, serial, open_unresolved, ResultForm(request.POST), act)


def _step(
    request: HttpRequest,
    serial: str,
    open_row: Callable[[Any], Any],
    form: PanelForm,
    act: Callable[[Any, dict[str, Any], Who], str],
) -> HttpResponse:
    """One step of a panel: everything wrong is told at its field; a step that somebody else took is told as such."""
    found = inquiry_or_404(request, serial)
    row = open_row(found)
    if row is None:
        return refused(request, MOVED_ON, lost_race=True)
    if not form.is_valid():
        return shown_with_panel(request, found, form)
    try:
        said = act(row, form.cleaned_data, Who(by=request.actor, at=request.at))  # type: ignore[attr-defined]
    except Refused as refusal_raised:
        form.refuse(refusal_raised.refusal)
        # What was read before the refusal may have moved on: the page shows what is so now.
        return shown_with_panel(request, inquiry_or_404(request, serial), form, refusal=refusal_raised.refusal)
    messages.success(request, said)
    paper = getattr(row, "paper_id", None)
    return redirect(f"{pages.address(found)}{f'?print={paper}' if paper else ''}")
