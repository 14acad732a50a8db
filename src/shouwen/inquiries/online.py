"""网上提问: asked without an account, claimed by one person who is then the first responder; unclaimed, it is the duty person's."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from shouwen.catalogue.models import ServiceItem
from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.inquiries import incoming_policies as policies
from shouwen.inquiries.actions import record, register
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.incoming_queries import waiting_questions
from shouwen.inquiries.models import Inquiry, OnlineQuestion
from shouwen.inquiries.policies import matter_written
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people import actions as people
from shouwen.people import queries as people_queries
from shouwen.people import roster, serials
from shouwen.people.actor import Actor
from shouwen.people.models import Person, Staff
from shouwen.refusals import Refusal, Refused, refuse, refuse_if
from shouwen.sealing import key_ring

logger = logging.getLogger(__name__)
ARTICLE = "首问负责制度 第三条"


def all_missing(*, name: str, phone: str, matter: str) -> list[Refusal]:
    """Everything that is missing or wrong in what was typed, so that it is said once and not one by one."""
    name_or_phone = policies.asked_in_full(name, phone)
    phone_too = None if name.strip() else policies.asked_in_full("某", phone)
    return [one for one in (name_or_phone, phone_too, matter_written(matter)) if one is not None]


@one_change
def ask_online(
    *,
    centre_id: int,
    name: str,
    phone: str,
    matter: str,
    at: datetime,
    item_id: int | None = None,
    address: str = "",
    via: str = "",
) -> OnlineQuestion:
    """网上提问 by anybody, without an account. Waits `Centre.claim_minutes` opening minutes to be claimed.

    The same question of the same person within a day is the same question: a page sent twice asks once. `address` is the
    network address, kept as a keyed hash to limit how often; `via` names the other system that sent it. Raises Refused, and then
    nothing is written."""
    by = replace(Actor.system(centre_id), via=via)
    refuse_if(policies.asked_in_full(name, phone))
    refuse_if(matter_written(matter))
    if item_id is not None and not ServiceItem.objects.filter(pk=item_id, centre_id=centre_id, is_active=True).exists():
        raise refuse("item_unknown", "没有这个事项，请重新选")
    year = local_date(at).year % 100
    # Held to the end of the change: of one page sent twice at once, the second finds what the first wrote.
    serials.take(centre_id, f"question/{year}", 0)
    person = people.receive_person(name=name, phone=phone, by=by, at=at)
    lately = OnlineQuestion.objects.filter(centre_id=centre_id, asked_at__gt=at - timedelta(days=1))
    of_phone = lately.filter(person__phone_hash=person.phone_hash)
    if same := of_phone.filter(person=person, matter=matter.strip()).first():
        return same
    asked_from = key_ring().search_hash(address, field="question.address", centre_id=centre_id)
    centre = people_queries.centre(centre_id)
    refuse_if(
        policies.not_too_often(
            of_phone=of_phone.count(),
            of_address=lately.filter(asked_from=asked_from, asked_at__gt=at - timedelta(hours=1)).count()
            if asked_from
            else 0,
            centre_phone=centre.phone,
        )
    )
    return enter(
        centre_id=centre_id, person=person, matter=matter.strip(), item_id=item_id, asked_from=asked_from, by=by, at=at
    )


def enter(
    *,
    centre_id: int,
    person: Person,
    matter: str,
    item_id: int | None,
    asked_from: str = "",
    follows: OnlineQuestion | None = None,
    by: Actor,
    at: datetime,
) -> OnlineQuestion:
    """The question with its number and the clock of being claimed; within a change that holds the serials. Raises Refused when
    nobody is on duty."""
    year = local_date(at).year % 100
    question = OnlineQuestion.objects.create(
        centre_id=centre_id,
        number=f"网 {year:02d}-{serials.take(centre_id, f'question/{year}'):04d}",
        person=person,
        matter=matter,
        item_id=item_id,
        asked_at=at,
        asked_from=asked_from,
        follows=follows,
    )
    clock = clocks.start(
        kind=ClockKind.QUESTION,
        subject_id=question.pk,
        number=question.number,
        matter=question.matter,
        person_masked=person.name_masked,
        responsible_id=_duty_person(centre_id, at),
        unit=LimitUnit.OPEN_MINUTE,
        promised_limit=people_queries.centre(centre_id).claim_minutes,
        by=by,
        at=at,
    )
    _follow_roster(clock, by=by, at=at)
    data: dict[str, object] = {"item": item_id}
    if follows is not None:
        data["follows"] = follows.number
    _record(question, "question.ask", by=by, at=at, data=data)
    return question


@one_change
def claim_question(*, question: OnlineQuestion, by: Actor, at: datetime) -> Inquiry:
    """认领: whoever claims it is the first responder, for good; of two at once one has it. Raises Refused."""
    refuse_if(policies.may_claim(question, by=by))
    inquiry = take(question, taken_by=by, by=by, at=at, fell_to_duty=False)
    _record(question, "question.claim", by=by, at=at, data={"inquiry": inquiry.number})
    return inquiry


def fall_to_duty(*, centre_id: int, at: datetime) -> int:
    """没人认领的归值班人: each question that nobody claimed in time, for good. Returns how many.

    Those still waiting follow the roster: their claim is asked of whoever has the day on which it is due."""
    system, fallen = Actor.system(centre_id), 0
    for question in waiting_questions(centre_id):
        clock = Clock.objects.get(centre_id=centre_id, kind=ClockKind.QUESTION, subject_id=question.pk)
        try:
            if clock.due_at < at:
                _give_to_duty(question, due_at=clock.due_at, by=system, at=at)
                fallen += 1
            else:
                _follow_roster(clock, by=system, at=at)
        except Refused as refused:  # Claimed in this very second, or nobody is there to take it: the others still fall.
            logger.warning("%s: %s", question.number, refused.code)
    return fallen


@one_change
def _give_to_duty(question: OnlineQuestion, *, due_at: datetime, by: Actor, at: datetime) -> Inquiry:
    day = local_date(due_at)
    staff = Staff.objects.get(pk=_duty_person(question.centre_id, due_at))
    duty = people_queries.actor_of(staff, on=day)
    inquiry = take(question, taken_by=duty, by=by, at=at, fell_to_duty=True)
    _record(question, "question.fall_to_duty", by=by, at=at, data={"inquiry": inquiry.number, "duty": duty.name})
    return inquiry


def take(question: OnlineQuestion, *, taken_by: Actor, by: Actor, at: datetime, fell_to_duty: bool) -> Inquiry:
    """Within a change: the question becomes an inquiry, received when it was asked: the answer is owed from then (K1.2)."""
    inquiry = register(
        channel=Channel.ONLINE,
        matter=question.matter,
        person=question.person,
        item_id=question.item_id,
        received_at=question.asked_at,
        taken_by=taken_by,
        by=by,
        at=at,
    )
    free = OnlineQuestion.objects.filter(pk=question.pk, inquiry=None)
    if not free.update(inquiry=inquiry, claimed_at=at, fell_to_duty=fell_to_duty):
        raise refuse("question_claimed", "这件提问别人刚刚认领了", clause=ARTICLE, way_out="看看是谁接的")
    question.inquiry, question.claimed_at, question.fell_to_duty = inquiry, at, fell_to_duty
    data = {"asked": question.number, "fell_to_duty": fell_to_duty}
    record(inquiry, "inquiry.from_question", by=by, at=at, data=data)
    clocks.close(centre_id=question.centre_id, kind=ClockKind.QUESTION, subject_id=question.pk, at=at)
    return inquiry


def _duty_person(centre_id: int, at: datetime) -> int:
    staff_id = roster.who_is_on_duty(centre_id, on=local_date(at))
    if staff_id is None:
        raise refuse("nobody_on_duty", "中心现在没有人能接网上提问", way_out="请打电话或到中心来")
    return staff_id


def _follow_roster(clock: Clock, *, by: Actor, at: datetime) -> None:
    duty = _duty_person(clock.centre_id, clock.due_at)
    if clock.responsible_id != duty:
        clocks.reassign(clock=clock, to_staff_id=duty, by=by, at=at)


def _record(question: OnlineQuestion, action: str, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind="question",
        subject_id=question.pk,
        data={"number": question.number, **data},
    )
