"""What still fails of what was typed on the register page: everything at once, so that nobody is sent back field by field.

Each thing is asked of the policy that the action will ask, so the words are the same; the actions refuse all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from shouwen.catalogue import queries as catalogue
from shouwen.civil_time import local_date
from shouwen.inquiries import policies as inquiries
from shouwen.inquiries.enums import Channel, Outcome
from shouwen.people.actor import Actor
from shouwen.people.identity import normal_id_number, normal_phone
from shouwen.people.policies import person_fields
from shouwen.promises.policies import promise_day, promise_reason
from shouwen.reception.step import NextStep, Visitor
from shouwen.refusals import Refusal

ITEM_MISSING = Refusal("item_missing", "受理办件要先选事项")
RECEIVER_MISSING = Refusal("receiver_missing", "先选转给哪个窗口、哪一位，或哪个部门", "首问负责制度 第五条（二）")
CLARIFICATION_DAY_MISSING = Refusal("date_missing", "先选答应哪一天告诉本人", "一次性告知制度 第五条")
GROUND_MISSING = Refusal("ground_missing", "先选属于哪一种")
NAME_FOR_CASE = Refusal("person_missing", "受理办件要记下申请人姓名")
NAME_FOR_NOTICE = Refusal("person_missing", "不予受理要出通知书，先记下申请人姓名")
NAME_WITH_NUMBER = Refusal("name_missing", "留了电话或证件号，也要写姓名")
_NEEDS_NAME = {Outcome.TO_CASE: NAME_FOR_CASE, Outcome.DECLINED: NAME_FOR_NOTICE}
GIVEN = "…"
"""Stands for a field that is asked about elsewhere, so that a policy of several fields speaks of one alone."""


def register_refusals(
    *,
    channel: Channel,
    visitor: Visitor,
    matter: str,
    outcome: Outcome,
    words: str,
    step: NextStep,
    by: Actor,
    at: datetime,
) -> list[Refusal]:
    """Of a whole register page, in the order of its fields; one a field."""
    found = [*_of_visitor(visitor, channel=channel, outcome=outcome, today=local_date(at))]
    if refusal := inquiries.matter_written(matter):
        found.append(refusal)
    return [*found, *outcome_refusals(outcome=outcome, words=words, step=step, by=by, at=at)]


def outcome_refusals(*, outcome: Outcome, words: str, step: NextStep, by: Actor, at: datetime) -> list[Refusal]:
    """Of the outcome alone, for an inquiry that is registered already."""
    found = list(_of_step(outcome, step, by=by, at=at))
    if refusal := inquiries.words_told(words, channel=Channel.ON_SITE, person=None):
        found.append(refusal)
    return found


def _of_visitor(visitor: Visitor, *, channel: Channel, outcome: Outcome, today: date) -> Iterator[Refusal]:
    name, phone, id_number = visitor.name.strip(), normal_phone(visitor.phone), normal_id_number(visitor.id_number)
    if not name and (phone or id_number):
        yield NAME_WITH_NUMBER
    elif not name and channel != Channel.PHONE and outcome in _NEEDS_NAME:
        yield _NEEDS_NAME[outcome]
    elif name and (refusal := person_fields(name=name, id_number="", phone="", today=today)):
        yield refusal
    if phone and (refusal := person_fields(name=GIVEN, id_number="", phone=phone, today=today)):
        yield refusal
    elif channel == Channel.PHONE and not phone:
        unknown = inquiries.words_told(GIVEN, channel=channel, person=None)
        if unknown is not None:
            yield unknown
    if id_number and (refusal := number_refusal(id_number, today=today)):
        yield refusal


def number_refusal(id_number: str, *, today: date) -> Refusal | None:
    """Why what was typed is no id number."""
    return person_fields(name=GIVEN, id_number=normal_id_number(id_number), phone="", today=today)


def _of_step(outcome: Outcome, step: NextStep, *, by: Actor, at: datetime) -> Iterator[Refusal]:
    today = local_date(at)
    asked: list[Refusal | None] = []
    if outcome == Outcome.TO_CASE:
        asked = [ITEM_MISSING if step.item_id is None else _situation(step, by=by, today=today)]
    elif (
        outcome == Outcome.HANDED_OVER
        and step.to_department_id is None
        and not (step.to_window_id and step.to_staff_id)
    ):
        asked = [RECEIVER_MISSING]
    elif outcome == Outcome.PROMISED:
        asked = [promise_reason(step.reason), promise_day(step.promised_for, today=today)]
    elif outcome == Outcome.NOT_POSSIBLE:
        asked = [
            inquiries.not_possible_category(step.category, centre_id=by.centre_id, on=today),
            inquiries.not_possible_reason(step.reason),
        ]
    elif outcome == Outcome.CLARIFYING:
        asked = _clarification(step, today)
    elif outcome == Outcome.DECLINED:
        asked = _decline(step)
    elif outcome == Outcome.UNRESOLVED:
        asked = [inquiries.obstacle_written(step.obstacle)]
    yield from (refusal for refusal in asked if refusal is not None)


def _situation(step: NextStep, *, by: Actor, today: date) -> Refusal | None:
    version = catalogue.version_in_force(step.item_id or 0, on=today)
    known = list(catalogue.situations(version.pk)) if version and version.centre_id == by.centre_id else []
    if not known or any(one.pk == step.situation_id for one in known):
        return None
    return Refusal("situation_missing", f"先选是哪种情形：{'、'.join(one.name for one in known)}")


def _clarification(step: NextStep, today: date) -> list[Refusal | None]:
    fits = inquiries.clarification_fits
    return [
        fits(question=step.question or GIVEN, asked_of=GIVEN, promised_for=today, today=today),
        fits(question=GIVEN, asked_of=step.asked_of, promised_for=today, today=today),
        fits(question=GIVEN, asked_of=GIVEN, promised_for=step.promised_for, today=today)
        if step.promised_for
        else CLARIFICATION_DAY_MISSING,
    ]


def _decline(step: NextStep) -> list[Refusal | None]:
    fits = inquiries.decline_explained
    return [
        None if step.ground else GROUND_MISSING,
        fits(reason=GIVEN, basis=step.basis, way_out=GIVEN),
        fits(reason=step.reason, basis=GIVEN, way_out=GIVEN),
        fits(reason=GIVEN, basis=GIVEN, way_out=step.way_out),
    ]
