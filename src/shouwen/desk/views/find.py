"""查找: the command bar. A number, a name, pinyin initials, the last four digits of a phone, or the code on a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shouwen.cases import queries as cases
from shouwen.cases.enums import CaseState
from shouwen.catalogue.search import find_items
from shouwen.civil_time import local_date
from shouwen.clocks import queries as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import month_day
from shouwen.desk.clock_sight import may_see_clock
from shouwen.desk.search_words import LONGEST, forgotten, to_the_list, words_of
from shouwen.inquiries import queries as inquiries
from shouwen.inquiries.enums import InquiryState
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.tasks import queries as tasks
from shouwen.tasks.enums import TaskState
from shouwen.tasks.policies import sees_all

EACH, MOST_TASKS = 6, 3
"""Hits of each kind: the newest six cases, the newest six inquiries, three tasks, three guides."""
_OTHER_NUMBER = re.compile(r"(?P<mark>网办|[请诺网回释难任督诉电])\s*(?P<year>\d\d)-(?P<serial>\d{1,4})")
_CODE_ON_PAPER = re.compile(r"^https?://[^/]+/p/(?P<serial>\d\d-\d{3,})/")
_CODE_ON_SLIP = re.compile(r"^https?://[^/]+/inquiries/(?P<serial>\d{6}-\d{2,})/")


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One hit."""

    mark: str
    title: str
    detail: str
    url: str
    remark: str = ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Under the bar while typing; as a page on Enter. A single hit opens at once. Words are sent as POST: no address has them."""
    if request.method != "POST":
        return forgotten(request) or _page(request, words_of(request))
    words = request.POST.get("q", "").strip()[:LONGEST]
    hits = _found(request, words)
    if request.headers.get("HX-Request"):
        return render(request, "desk/parts/found.html", {"hits": hits, "words": words})
    return redirect(hits[0].url) if len(hits) == 1 else to_the_list(request)


def _page(request: HttpRequest, words: str) -> HttpResponse:
    hits = _found(request, words)
    if len(hits) == 1:
        return redirect(hits[0].url)
    return render(request, "desk/find.html", {"hits": hits, "words": words})


def _found(request: HttpRequest, words: str) -> list[FoundRow]:
    text = _scanned(words) or words
    return list(_hits(request.actor, text, at=request.at)) if text else []  # type: ignore[attr-defined]


def _scanned(words: str) -> str:
    """The number behind a code: a case's on its papers, an inquiry's on the slip that the person carries over."""
    if case := _CODE_ON_PAPER.match(words):
        return f"办 {case['serial']}"
    slip = _CODE_ON_SLIP.match(words)
    return f"问 {slip['serial']}" if slip else ""


def _hits(actor: Actor, text: str, *, at: datetime) -> Iterator[FoundRow]:
    if number := _OTHER_NUMBER.fullmatch(text):
        return _others(actor, f"{number['mark']} {number['year']}-{int(number['serial']):04d}", at=at)
    found = (
        _cases(actor, text, at=at),
        _inquiries(actor, text, at=at),
        _tasks(actor, text),
        _guides(actor, text, at=at),
    )
    return chain(*found)


def _others(actor: Actor, number: str, *, at: datetime) -> Iterator[FoundRow]:
    """What has a number of its own beside cases and inquiries: a ruling, a promise, a missed call …"""
    for clock in clocks.numbered(actor.centre_id, number):
        if not may_see_clock(clock, by=actor, at=at):
            continue
        kind = ClockKind(clock.kind)
        name = f"{clock.person_masked}　" if clock.person_masked else ""
        yield FoundRow(
            mark=kind.mark,
            title=name + mask_words(clock.matter),
            detail=f"{clock.number} · {month_day(clock.started_at)}起 · 现在由 {clock.responsible.name} 负责",
            url=address_of(kind, clock.number),
            remark="已了结" if clock.closed_at else kind.label,
        )


def _tasks(actor: Actor, text: str) -> Iterator[FoundRow]:
    """Tasks from above, by the superior's number or the title; of those whom the actor may see."""
    rows = tasks.tasks_wanted(actor.centre_id, tasks.Wanted(text))
    for task in (rows if sees_all(actor) else tasks.at_hand_of(rows, actor))[:MOST_TASKS]:
        yield FoundRow(
            mark="任",
            title=task.title,
            detail=f"{task.number} · {task.superior.name} {task.their_number}".rstrip(),
            url=address_of(ClockKind.TASK, task.number),
            remark=TaskState(task.state).label,
        )


def _cases(actor: Actor, text: str, *, at: datetime) -> Iterator[FoundRow]:
    for case in cases.cases_wanted(actor.centre_id, cases.Wanted(text), at=at)[:EACH]:
        yield FoundRow(
            mark="办",
            title=f"{case.person.name_masked}　{case.item.name}",
            detail=f"{case.number} · {_since(case)} · 承办 {case.handler.name}",
            url=address_of(ClockKind.CASE, case.number),
            remark=CaseState(case.state).label,
        )


def _since(case: Any) -> str:
    """9月15日受理, or 9月15日收件 while the materials are reviewed first."""
    return f"{month_day(case.accepted_at)}{'收件' if case.state == CaseState.RECEIVED else '受理'}"


def _inquiries(actor: Actor, text: str, *, at: datetime) -> Iterator[FoundRow]:
    for inquiry in inquiries.inquiries_wanted(actor.centre_id, inquiries.Wanted(text), at=at)[:EACH]:
        name = f"{inquiry.person.name_masked}　" if inquiry.person else ""
        yield FoundRow(
            mark="问",
            title=name + (inquiry.item.name if inquiry.item else mask_words(inquiry.matter)),
            detail=f"{inquiry.number} · {month_day(inquiry.received_at)}登记 · 首问负责人 {inquiry.first_responder.name}",
            url=address_of(ClockKind.INQUIRY, inquiry.number),
            remark=InquiryState(inquiry.state).label,
        )


def _guides(actor: Actor, text: str, *, at: datetime) -> Iterator[FoundRow]:
    for hit in find_items(actor.centre_id, text, on=local_date(at)):
        detail = f"{hit.window.label} · 指南 第 {hit.version.number} 版"
        yield FoundRow("南", hit.item.name, detail, reverse("desk:guide", args=[hit.item.code]), "办事指南")
