"""What the steps of a case answer: the case asked for, a step done, a step refused with its way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shouwen.cases.queries import case_numbered
from shouwen.cases.steps import Step
from shouwen.desk.cases.page import serial_of
from shouwen.desk.parts import WayOut
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal

LOST_RACES = frozenset({"case_moved_on", "clock_closed", "extension_used", "case_closed", "not_received"})
"""Refusals that may come from somebody else having been faster: answered 409."""


def actor_of(request: HttpRequest) -> Actor:
    """Who acts (set by the middleware)."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def asked_case(request: HttpRequest, serial: str, *, read: Callable[[int, str], Any] = case_numbered) -> Any:
    """The case of the reader's own centre, or 404; with all that its page shows, unless it is `read` for less."""
    case = read(actor_of(request).centre_id, serial)
    if case is None:
        raise Http404(f"no case {serial}")
    return case


def done(request: HttpRequest, case: Any, words: str, *, query: str = "") -> HttpResponse:
    """Back to the page of the case, with one line that says what happened."""
    messages.success(request, words)
    url = reverse("desk:case", args=[serial_of(case)]) + query
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def status_of(refusal: Refusal) -> int:
    """409 when somebody else may have been faster, else 422."""
    return 409 if refusal.code in LOST_RACES else 422


def ways_out(refusal: Refusal, case: Any) -> list[WayOut]:
    """What can be done instead, as links."""
    page = reverse("desk:case", args=[serial_of(case)])

    def to(words: str, step: Step) -> WayOut:
        return WayOut(words, reverse("desk:case_step", args=[serial_of(case), step.value]))

    review = WayOut("去审材料", page)
    return {
        "extension_used": [to("转交承办人", Step.TRANSFER), to("说明不能办的理由", Step.DECLINE)],
        "extension_too_late": [to("转交承办人", Step.TRANSFER)],
        "told_once_already": [WayOut("只告知新交的材料", page)],
        "not_all_reviewed": [review],
        "materials_not_in_order": [review, to("不能办，说明理由", Step.DECLINE)],
        "nothing_to_correct": [to("办结", Step.CONCLUDE)],
        "waiting_for_materials": [to("收到补交材料", Step.RECEIVE)],
        "case_not_in_review": [WayOut("看这件现在怎样", page)],
        "case_moved_on": [WayOut("看这件现在怎样", page)],
        "clock_paused": [to("恢复计时", Step.RESUME)],
        "not_complete": [review],
        "not_accepted": [to("受理", Step.ACCEPT), to("申请人撤回", Step.WITHDRAW)],
        "owed_not_in": [review],
    }.get(refusal.code, [])
