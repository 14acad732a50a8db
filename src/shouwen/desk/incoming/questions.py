"""网上提问: the list, those waiting first; the card of *my day*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of, serial_of
from shouwen.desk.chinese_dates import clock_time, day_and_weekday, month_day
from shouwen.desk.inquiries.listing import PAGE, Choice
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.inquiries import incoming_queries as queries
from shouwen.inquiries.enums import InquiryState
from shouwen.inquiries.incoming_queries import QuestionSift
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.people.policies import may_serve

SIFTS = (("", "全部"), ("waiting", "待认领"), ("claimed", "有人认领的"), ("fell", "归了值班人的"))
ON_CARD = 3
"""Questions that the card of *my day* shows; the others are behind its link."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question. Waiting: the light counts down to the duty person; taken: who has it, and how it stands."""

    number: str
    asked: str
    person: str
    matter: str
    item: str
    light: Light | None
    until: str
    left_until: str
    url: str
    claim_url: str
    taken_by: str
    fell_to_duty: bool
    state: str


@dataclass(frozen=True, slots=True)
class QuestionList:
    """The page."""

    rows: Sequence[QuestionRow]
    pages: Page[Any]
    sifts: Sequence[Choice]
    state: str
    may_claim: bool


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """What waits to be claimed, for *my day* of everybody who may claim."""

    rows: Sequence[QuestionRow]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def question_list(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> QuestionList:
    """What the address asks: `state`, `page`; the same number of queries for 1 row and for 25."""
    state = asked.get("state", "")
    sift = next((one for one in QuestionSift if one == state), None)
    pages = Paginator(queries.questions_wanted(actor.centre_id, sift=sift), PAGE).get_page(asked.get("page"))
    address = reverse("desk:questions")
    return QuestionList(
        rows=_rows(actor.centre_id, list(pages), at=at),
        pages=pages,
        sifts=[Choice(words, f"{address}{f'?state={key}' if key else ''}", state == key) for key, words in SIFTS],
        state=state,
        may_claim=not may_serve(actor),
    )


def question_card(actor: Actor, *, at: datetime) -> QuestionCard | None:
    """What anybody may claim; what is asked of oneself stands among one's own debts. None for who may not claim."""
    if may_serve(actor):
        return None
    waiting = list(queries.waiting_questions(actor.centre_id))
    clocks = queries.debt_clocks(actor.centre_id, ClockKind.QUESTION, [one.pk for one in waiting]) if waiting else {}
    others = [one for one in waiting if one.pk in clocks and clocks[one.pk].responsible_id != actor.staff_id]
    if not others:
        return None
    stands = standings(clocks.values(), at=at, by=Yardstick.of(actor.centre_id))
    return QuestionCard([_row(one, clocks[one.pk], stands, at) for one in others[:ON_CARD]], len(others))


def question_row(actor: Actor, question: Any, *, at: datetime) -> QuestionRow:
    """One question by itself."""
    return replace(_rows(actor.centre_id, [question], at=at)[0], matter=question.matter)


def _rows(centre_id: int, questions: Sequence[Any], *, at: datetime) -> list[QuestionRow]:
    waiting = [one.pk for one in questions if one.inquiry_id is None]
    clocks = queries.debt_clocks(centre_id, ClockKind.QUESTION, waiting) if waiting else {}
    stands = standings(clocks.values(), at=at, by=Yardstick.of(centre_id)) if clocks else {}
    return [_row(one, clocks.get(one.pk), stands, at) for one in questions]


def _row(question: Any, clock: Any, stands: Mapping[int, Any], at: datetime) -> QuestionRow:
    inquiry = question.inquiry
    url = address_of(ClockKind.QUESTION, question.number)
    return QuestionRow(
        number=question.number,
        asked=when(question.asked_at, at),
        person=question.person.name_masked,
        matter=mask_words(question.matter),
        item=question.item.name if question.item else "",
        light=light_of(stands[clock.pk], clock=clock) if clock else None,
        until=f"{when(clock.due_at, at)} 归 {clock.responsible.name}" if clock else "",
        left_until=clock.due_at.isoformat() if clock and _within_the_hour(clock.due_at, at) else "",
        url=address_of(ClockKind.INQUIRY, inquiry.number) if inquiry else url,
        claim_url=reverse("desk:question_claim", args=[serial_of(question.number)]),
        taken_by=inquiry.first_responder.name if inquiry else "",
        fell_to_duty=question.fell_to_duty,
        state=InquiryState(inquiry.state).label if inquiry else "",
    )


def _within_the_hour(moment: datetime, at: datetime) -> bool:
    return 0 <= (moment - at).total_seconds() < 3600


def when(moment: datetime, at: datetime) -> str:
    """10:47 of today, 昨天 10:47, 10月8日 10:47; days to come with their weekday."""
    days = (local_date(at) - local_date(moment)).days
    if days in (0, 1):
        return ("" if days == 0 else "昨天 ") + clock_time(moment)
    return f"{month_day(moment) if days > 0 else day_and_weekday(moment)} {clock_time(moment)}"
