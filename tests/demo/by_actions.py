"""The same stories told through the product's actions, one by one, to compare with what the book wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from django.db import models

from shouwen.cases import actions as cases
from shouwen.cases import corrections, limits
from shouwen.cases.enums import CaseResult, ReviewState
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice
from shouwen.catalogue.models import ItemVersion, Situation
from shouwen.civil_time import local_date
from shouwen.clocks.enums import PauseKind
from shouwen.clocks.yardstick import Yardstick
from shouwen.demo.founding import Founded
from shouwen.demo.plan import Plan
from shouwen.demo.record.recorder import Recorder
from shouwen.demo.residents import Resident
from shouwen.demo.shelf import Leaf
from shouwen.inquiries import actions as inquiries
from shouwen.inquiries import handovers, rulings
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.models import Handover, Inquiry, Ruling
from shouwen.journal import actions as journal
from shouwen.people import actions as people
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.models import Person, Window
from shouwen.promises import actions as promises
from shouwen.promises.models import Promise


def by_actions(_plan: Plan, town: Founded, _measure: Yardstick) -> Recorder:
    """A recorder for `load(record=...)` without a book."""
    return cast(Recorder, ActionRecorder(town.centre.pk))


class Written:
    """What stands in the book's place: every row is written at once."""

    def __init__(self, centre_id: int) -> None:
        self._centre_id = centre_id
        self.added: Counter[str] = Counter()

    def add(self, row: models.Model) -> models.Model:
        row.save(force_insert=True)
        return row

    def change(self, row: models.Model, **values: object) -> None:
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))

    def note(
        self, *, by: Actor, at: datetime, action: str, subject_kind: str, subject_id: object, data: dict[str, object]
    ) -> None:
        journal.record(by=by, at=at, action=action, subject_kind=subject_kind, subject_id=subject_id, data=data)

    def take(self, series: str) -> int:
        return serials.take(self._centre_id, series)

    def flush(self) -> None:
        """Everything is written already."""

    flush_if_full = finish = flush


class ActionRecorder:
    """Every step through its own action, as from a page."""

    def __init__(self, centre_id: int) -> None:
        self.book = Written(centre_id)
        self.people = self.inquiries = self.referrals = self.cases = self.corrections = self

    def receive(self, resident: Resident, *, full: bool, by: Actor, at: datetime) -> Person:
        """Who came: with name and phone, and in full where a case needs it."""
        return people.receive_person(
            name=resident.name,
            phone=resident.phone,
            id_number=resident.id_number if full else "",
            address=resident.address if full else "",
            by=by,
            at=at,
        )

    def register(
        self,
        *,
        channel: Channel,
        matter: str,
        person: Person | None,
        item_id: int | None,
        received_at: datetime,
        by: Actor,
        at: datetime,
    ) -> Inquiry:
        return inquiries.register(
            channel=channel, matter=matter, person=person, item_id=item_id, received_at=received_at, by=by, at=at
        )

    def notice(
        self,
        inquiry: Inquiry,
        *,
        version: ItemVersion,
        situation: Situation | None,
        means: ToldBy,
        by: Actor,
        at: datetime,
    ) -> None:
        inquiries.give_notice(inquiry=inquiry, version=version, situation=situation, means=means, by=by, at=at)

    def answer(self, inquiry: Inquiry, *, words: str, means: ToldBy, by: Actor, at: datetime) -> None:
        inquiries.answer(inquiry=inquiry, words=words, means=means, by=by, at=at)

    def hand_over(
        self, inquiry: Inquiry, *, window: Window, to_staff_id: int, words: str, by: Actor, at: datetime
    ) -> Handover:
        return handovers.hand_over(
            inquiry=inquiry, to_window=window, to_staff_id=to_staff_id, words=words, by=by, at=at
        )

    def accept_handover(self, handover: Handover, *, by: Actor, at: datetime) -> None:
        handovers.accept_handover(handover=handover, by=by, at=at)

    def return_handover(self, handover: Handover, *, reason: str, by: Actor, at: datetime) -> None:
        handovers.refuse_handover(handover=handover, reason=reason, by=by, at=at)

    def return_unaccepted(self, handover: Handover, *, at: datetime) -> None:
        inquiry = handover.inquiry
        handovers.return_unaccepted(centre_id=handover.centre_id, at=at)
        inquiry.refresh_from_db()

    def ask_ruling(self, inquiry: Inquiry, *, question: str, words: str, by: Actor, at: datetime) -> Ruling:
        return rulings.ask_ruling(inquiry=inquiry, question=question, words=words, by=by, at=at)

    def give_ruling(self, ruling: Ruling, *, answer: str, reason: str, by: Actor, at: datetime) -> None:
        rulings.give_ruling(ruling=ruling, answer=answer, reason=reason, by=by, at=at)

    def make_promise(
        self,
        inquiry: Inquiry,
        *,
        reason: str,
        promised_for: date,
        words: str,
        means: ToldBy,
        by: Actor,
        at: datetime,
    ) -> Promise:
        return promises.make_promise(
            inquiry=inquiry, reason=reason, promised_for=promised_for, words=words, means=means, by=by, at=at
        )

    def keep_promise(self, promise: Promise, *, words: str, means: ToldBy, by: Actor, at: datetime) -> None:
        promises.keep_promise(promise=promise, words=words, means=means, by=by, at=at)

    def accept(
        self,
        inquiry: Inquiry,
        *,
        leaf: Leaf,
        situation: Situation | None,
        words: str,
        means: ToldBy,
        by: Actor,
        at: datetime,
    ) -> Case:
        return cases.accept(
            inquiry=inquiry,
            item_id=leaf.version.item_id,
            situation_id=situation.pk if situation else None,
            words=words,
            means=means,
            by=by,
            at=at,
        )

    def materials(self, case: Case) -> list[CaseMaterial]:
        rows = list(CaseMaterial.objects.filter(case=case).order_by("position"))
        for row in rows:
            row.case = case
        return rows

    def due_on(self, case: Case) -> date:
        clock = cases.open_clock(case)
        clock.refresh_from_db()
        return local_date(clock.due_at)

    def review(
        self,
        material: CaseMaterial,
        *,
        state: ReviewState,
        by: Actor,
        at: datetime,
        reason: str = "",
        requirement: str = "",
        on_spot: bool = False,
    ) -> None:
        cases.review_material(
            material=material,
            state=state,
            reason=reason,
            requirement=requirement,
            corrected_on_spot=on_spot,
            by=by,
            at=at,
        )

    def correct(self, case: Case, *, by: Actor, at: datetime, allowed_reason: str = "") -> CorrectionNotice:
        return corrections.issue_correction_notice(case=case, by=by, at=at, allowed_reason=allowed_reason)

    def receive_materials(self, case: Case, materials: Sequence[CaseMaterial], *, by: Actor, at: datetime) -> None:
        corrections.receive_materials(case=case, material_ids=[row.pk for row in materials], by=by, at=at)

    def conclude(self, case: Case, *, result: CaseResult, words: str, means: ToldBy, by: Actor, at: datetime) -> None:
        cases.conclude(case=case, result=result, words=words, means=means, by=by, at=at)

    def withdraw(self, case: Case, *, reason: str, by: Actor, at: datetime) -> None:
        cases.withdraw(case=case, reason=reason, by=by, at=at)

    def transfer(self, case: Case, *, to: Actor, by: Actor, at: datetime) -> None:
        cases.transfer(case=case, to_staff_id=to.member_id, to_window_id=to.window_id, by=by, at=at)

    def extend(
        self, case: Case, *, workdays: int, category: str, reason: str, told_at: datetime, by: Actor, at: datetime
    ) -> None:
        limits.extend(case=case, workdays=workdays, reason=reason, category=category, told_at=told_at, by=by, at=at)

    def pause(
        self, case: Case, *, kind: PauseKind, reason: str, from_on: date, planned_workdays: int, by: Actor, at: datetime
    ) -> None:
        limits.pause(
            case=case, kind=kind, reason=reason, from_on=from_on, planned_workdays=planned_workdays, by=by, at=at
        )

    def resume(self, case: Case, *, outcome: str, by: Actor, at: datetime) -> None:
        limits.resume(case=case, outcome=outcome, by=by, at=at)
