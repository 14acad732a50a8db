"""The page of one case: who and how long, why that long, what is wrong with the materials, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from shouwen.cases import steps
from shouwen.cases.enums import CaseState
from shouwen.cases.material_files import may_see_files
from shouwen.cases.policies import in_review
from shouwen.cases.steps import Step
from shouwen.civil_time import local_date, start_of
from shouwen.clocks.enums import ClockState
from shouwen.clocks.facts import extension_of, facts_of
from shouwen.clocks.live_requests import live_request
from shouwen.clocks.waiting import in_time_until
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.cases.bar import Bar, bar_of
from shouwen.desk.cases.limit_lines import LimitLines, lines_of, with_plan
from shouwen.desk.cases.materials import Review, review_of
from shouwen.desk.cases.received import (
    clock_shown,
    due_words,
    not_accepted_words,
    standing_shown,
    strip_of_review,
)
from shouwen.desk.cases.timeline import events_of
from shouwen.desk.chinese_dates import clock_time, day_and_weekday, month_day
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light, PersonChip, TimelineEvent
from shouwen.desk.strip import Strip, day_strip
from shouwen.desk.supervision.events import with_supervision
from shouwen.desk.supervision.order_about import offered_link
from shouwen.inquiries.enums import Channel
from shouwen.journal import queries as journal
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.regulations.queries import clause_words


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the page of a case shows."""

    case: Any
    serial: str
    person: PersonChip
    light: Light
    due_words: str
    since: str
    came: str
    strip: Strip
    clauses: Sequence[tuple[str, str]]
    review: Review
    bar: Bar
    plainly: str
    events: Sequence[TimelineEvent]
    opened_today: int
    order_url: str
    order_words: str
    lines: LimitLines | None = None

    @property
    def may_review(self) -> bool:
        return any(row.is_open for row in self.review.rows)


def page_of(case: Any, *, by: Actor, at: datetime, unfold: bool = False) -> CasePage:
    """The page of a case that `case_numbered` loaded; a constant number of queries."""
    yardstick = Yardstick.of(case.centre_id)
    labels = {code: words.label for code, words in clause_words(case.centre_id).items()}
    request = live_request(case.clock_id) if case.closed_at is None else None
    refusals = steps.refusals(case, by=by, at=at, asked=request)
    names = may_see_files(case, by=by) is None
    is_first = by.staff_id == case.first_responder_id and in_review(case) is None
    review = review_of(case, is_open=refusals[Step.REVIEW] is None, names=names, is_first=is_first, unfold=unfold)
    entries = journal.of_subjects(case.centre_id, [("inquiry", case.inquiry_id), ("case", case.pk)])
    today = start_of(local_date(at))
    clock = clock_shown(case)
    is_accepted = case.clock is not None
    order_url, order_words = offered_link(clock, by=by, at=at)
    return CasePage(
        case=case,
        serial=serial_of(case),
        person=chip_of(case.person),
        light=light_of(standing_shown(case, at=at, by=yardstick), day="个工作日", clock=clock),
        due_words=_due_words(case, yardstick),
        since=_since(case),
        came=_came(case),
        strip=(
            day_strip(clock, at=at, by=yardstick, told=with_plan(facts_of(clock), clock, by=yardstick))
            if is_accepted
            else strip_of_review(clock, at=at, by=yardstick)
        ),
        clauses=[(code, labels[code]) for code in _codes(case) if code in labels],
        review=review,
        bar=bar_of(case, review, refusals, pause_from=local_date(at) + timedelta(days=1)),
        plainly=not_accepted_words(case, at=at),
        events=with_supervision(
            events_of(entries, labels=labels, names=_names(case, entries, at=at)),
            case.centre_id,
            (case.number, case.inquiry.number),
            labels=labels,
        ),
        order_url=order_url,
        order_words=order_words,
        lines=lines_of(case, request, refusals, at=at, by=yardstick),
        opened_today=journal.times(case.centre_id, "person.open", "person", case.person_id, since=today),
    )


def serial_of(case: Any) -> str:
    """26-01873 of 办 26-01873."""
    return str(case.number).removeprefix("办 ")


def chip_of(person: Any) -> PersonChip:
    """The person served, masked."""
    return PersonChip(
        person.name_masked,
        person.id_number_masked,
        person.phone_masked,
        open_url=reverse("desk:person_open", args=[person.pk]),
        note=person.gender,
        tell_url=reverse("desk:person_preference", args=[person.pk]),
    )


def _codes(case: Any) -> tuple[str, ...]:
    """The clauses that the strip rests on."""
    if case.clock is None:
        return ("N4",)
    return ("T3",) if extension_of(case.clock) else ("T2",)


def _due_words(case: Any, by: Yardstick) -> str:
    clock = case.clock
    if case.closed_at is not None:
        ending = "办结" if case.state == CaseState.CONCLUDED else "撤回"
        return f"{day_and_weekday(case.closed_at)} {clock_time(case.closed_at)} {ending}"
    if clock is None:
        return due_words(case)
    if clock.state == ClockState.PAUSED:
        return "补齐后再定到期日" if case.state == CaseState.CORRECTING else "恢复计时后再定到期日"
    if in_time_until(clock, by.calendar) > local_date(clock.due_at):
        return f"{month_day(clock.due_at)}到期，等申请人的日子不计"
    return f"{day_and_weekday(clock.due_at)} {clock_time(clock.due_at)} 到期"


def _since(case: Any) -> str:
    """Since when the present handler answers for the case."""
    latest = max(clock_shown(case).responsibilities.all(), key=lambda row: row.from_on, default=None)
    return month_day(latest.from_on if latest else case.accepted_at) + "起"


def _came(case: Any) -> str:
    channel = Channel(case.inquiry.channel)
    return {Channel.ON_SITE: "到场办理", Channel.PHONE: "来电提出", Channel.ONLINE: "网上提出"}[channel]


def _names(case: Any, entries: Sequence[Any], *, at: datetime) -> dict[int, str]:
    """Names of staff, asked only when a case was passed on."""
    if not any(entry.action == "case.transfer" for entry in entries):
        return {}
    return {one.staff_id: one.name for one in people.colleagues(case.centre_id, on=local_date(at))}
