"""怎么办: one function for each outcome of the register page (首问负责制度 第五条, 一次性告知制度 第五条, 服务承诺制度 第三条)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from shouwen.cases import actions as cases
from shouwen.cases.intake import receive_application
from shouwen.cases.models import Case
from shouwen.inquiries import actions as inquiries
from shouwen.inquiries import clarifications, declines, handovers, rulings, unresolved
from shouwen.inquiries.enums import Outcome
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.not_possible import note_not_possible
from shouwen.inquiries.precedents import note_ruling_used
from shouwen.people.actor import Actor
from shouwen.people.models import Department, Window
from shouwen.promises import actions as promises
from shouwen.promises.policies import DAY_MISSING as PROMISE_DAY_MISSING
from shouwen.promises.policies import OTHER
from shouwen.promises.queries import open_promise_of
from shouwen.reception.policies import CLARIFICATION_DAY_MISSING, GROUND_MISSING, ITEM_MISSING, RECEIVER_MISSING
from shouwen.reception.step import NextStep, Told
from shouwen.refusals import Refused


@dataclass(frozen=True, slots=True)
class Settling:
    """An inquiry on its way to an outcome: what was said, what the outcome needs, who settles it and when."""

    inquiry: Inquiry
    told: Told
    step: NextStep
    by: Actor
    at: datetime
    received_at: datetime | None = None
    """When another system received it, if that was before it was entered."""


def answered(it: Settling) -> None:
    """当场答复, as an earlier ruling has it if one was taken."""
    if it.step.ruling_number:
        note_ruling_used(inquiry=it.inquiry, ruling_number=it.step.ruling_number, by=it.by, at=it.at)
    inquiries.answer(inquiry=it.inquiry, words=it.told.words, means=it.told.means, by=it.by, at=it.at)


def accepted(it: Settling) -> Case:
    """受理办件: at once, or after a review of what is received now. A promise that the person was given is kept by it."""
    item_id = it.step.item_id or it.inquiry.item_id
    if item_id is None:
        raise Refused(ITEM_MISSING)
    promise = open_promise_of(it.inquiry)
    enter = receive_application if it.step.receive_first else cases.accept
    case = enter(
        inquiry=it.inquiry,
        item_id=item_id,
        situation_id=it.step.situation_id,
        words=it.told.words,
        means=it.told.means,
        by=it.by,
        at=it.at,
        received_at=it.received_at,
    )
    if promise is not None:
        promises.keep_by_case(
            promise=promise,
            case_number=case.number,
            words=it.told.words,
            means=it.told.means,
            by=it.by,
            at=it.at,
        )
    return case


def handed_over(it: Settling) -> None:
    """转交: to a window and the person on it, or to a department outside."""
    step, by = it.step, it.by
    if step.to_department_id is not None:
        department = Department.objects.filter(centre_id=by.centre_id, pk=step.to_department_id).first()
        if department is None:
            raise Refused(RECEIVER_MISSING)
        handovers.hand_over_outside(inquiry=it.inquiry, to_department=department, words=it.told.words, by=by, at=it.at)
        return
    window = Window.objects.filter(centre_id=by.centre_id, pk=step.to_window_id or 0).first()
    if window is None or step.to_staff_id is None:
        raise Refused(RECEIVER_MISSING)
    handovers.hand_over(
        inquiry=it.inquiry, to_window=window, to_staff_id=step.to_staff_id, words=it.told.words, by=by, at=it.at
    )


def ruling_asked(it: Settling) -> None:
    """请示管理办公室."""
    question = it.step.question or it.inquiry.matter
    rulings.ask_ruling(
        inquiry=it.inquiry, question=question, words=it.told.words, by=it.by, at=it.at, new_fact=it.step.new_fact
    )


def promised(it: Settling) -> None:
    """说明原因并承诺."""
    promised_for = it.step.promised_for
    if promised_for is None:
        raise Refused(PROMISE_DAY_MISSING)
    promises.make_promise(
        inquiry=it.inquiry,
        category=it.step.category or OTHER,
        reason=it.step.reason,
        promised_for=promised_for,
        words=it.told.words,
        means=it.told.means,
        by=it.by,
        at=it.at,
    )


def clarifying(it: Settling) -> None:
    """请示上级."""
    if it.step.promised_for is None:
        raise Refused(CLARIFICATION_DAY_MISSING)
    clarifications.ask_clarification(
        inquiry=it.inquiry,
        question=it.step.question or it.inquiry.matter,
        asked_of=it.step.asked_of,
        promised_for=it.step.promised_for,
        words=it.told.words,
        by=it.by,
        at=it.at,
    )


def declined(it: Settling) -> None:
    """不予受理: proposed, for a second person to check."""
    if it.step.ground is None:
        raise Refused(GROUND_MISSING)
    declines.propose_decline(
        inquiry=it.inquiry,
        ground=it.step.ground,
        reason=it.step.reason,
        basis=it.step.basis,
        way_out=it.step.way_out,
        words=it.told.words,
        by=it.by,
        at=it.at,
    )


def not_got_done(it: Settling) -> None:
    """登记办不成事."""
    unresolved.note_unresolved(inquiry=it.inquiry, obstacle=it.step.obstacle, words=it.told.words, by=it.by, at=it.at)


def not_possible(it: Settling) -> None:
    """现在办不了: with the full reason; a promise that the person was given ends with it."""
    promise = open_promise_of(it.inquiry)
    if promise is not None:
        promises.give_up_promise(
            promise=promise,
            category=it.step.category,
            reason=it.step.reason,
            words=it.told.words,
            means=it.told.means,
            by=it.by,
            at=it.at,
        )
        # The promise read its own inquiry; the page goes on with this one.
        it.inquiry.refresh_from_db(fields=["state", "outcome", "closed_at"])
        return
    note_not_possible(
        inquiry=it.inquiry,
        category=it.step.category,
        reason=it.step.reason,
        words=it.told.words,
        means=it.told.means,
        by=it.by,
        at=it.at,
    )


STEPS: dict[Outcome, Callable[[Settling], Case | None]] = {
    Outcome.ANSWERED: answered,
    Outcome.TO_CASE: accepted,
    Outcome.HANDED_OVER: handed_over,
    Outcome.RULING_ASKED: ruling_asked,
    Outcome.PROMISED: promised,
    Outcome.CLARIFYING: clarifying,
    Outcome.DECLINED: declined,
    Outcome.UNRESOLVED: not_got_done,
    Outcome.NOT_POSSIBLE: not_possible,
}
