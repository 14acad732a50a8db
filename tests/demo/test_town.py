"""What the small demo town holds: people, work in every state, and a journal that verifies. Read only."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time

import pytest
from django.apps import apps
from django.db.models import DateTimeField, F, Max

from shouwen.cases.enums import CaseState, ReviewState
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice
from shouwen.catalogue.models import ServiceItem
from shouwen.catalogue.queries import versions_in_force
from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit
from shouwen.clocks.models import Clock, Extension, Responsibility
from shouwen.clocks.reckoning import due
from shouwen.demo.town.centre import STAFF
from shouwen.demo.world import World
from shouwen.inquiries.enums import Channel, HandoverState, InquiryState
from shouwen.inquiries.models import Handover, Inquiry, Ruling
from shouwen.inquiries.transitions import CLOSED
from shouwen.journal.models import Entry
from shouwen.journal.queries import verify
from shouwen.papers.actions import content_of
from shouwen.papers.models import Paper
from shouwen.people.actions import opened
from shouwen.people.enums import Role
from shouwen.people.identity import id_number_problem, phone_problem
from shouwen.people.models import Centre, Person, Posting, Staff, Window
from shouwen.promises.models import Promise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_town")]


def test_one_centre_six_windows_twelve_staff_every_role_forty_items() -> None:
    assert (Centre.objects.count(), Window.objects.count(), Staff.objects.count()) == (1, 6, 12)
    assert {posting.role for posting in Posting.objects.all()} == set(Role.values)
    assert ServiceItem.objects.count() == 40
    assert len(versions_in_force(Centre.objects.get().pk, on=local_date(civil_present()))) == 40
    assert [staff.name for staff in Staff.objects.order_by("work_number")] == [person.name for person in STAFF]


def civil_present() -> datetime:
    newest = Entry.objects.aggregate(at=Max("at"))["at"]
    assert isinstance(newest, datetime)
    return newest


def test_the_journal_verifies_and_holds_every_change() -> None:
    verdict = verify(Centre.objects.get().pk)
    assert verdict.breaks == []
    assert verdict.entries == Entry.objects.count()
    count = Counter(Entry.objects.values_list("action", flat=True))
    assert count["inquiry.register"] == Inquiry.objects.count()
    assert count["case.accept"] == Case.objects.count() == count["inquiry.to_case"]
    assert count["case.correction_notice"] == CorrectionNotice.objects.count() > 0
    assert count["paper.issue"] == Paper.objects.count()
    assert count["inquiry.hand_over"] == Handover.objects.count()
    assert count["inquiry.ask_ruling"] == Ruling.objects.count()


def test_the_journal_is_in_the_order_of_time() -> None:
    times = list(Entry.objects.order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)


def test_t2_every_due_date_is_what_the_reckoning_says(small_town: World) -> None:
    extended = dict(Extension.objects.values_list("clock_id", "workdays"))
    checked: Counter[str] = Counter()
    for clock in Clock.objects.prefetch_related("pauses"):
        if clock.kind == ClockKind.PROMISE:
            promised_for = Promise.objects.get(pk=clock.subject_id).promised_for
            assert local(clock.due_at) == datetime.combine(promised_for, time(17, 30))
        else:
            end = due(
                unit=LimitUnit(clock.unit),
                limit=clock.promised_limit,
                started=local(clock.started_at),
                by=small_town.measure,
                pauses=[(pause.from_on, pause.to_on) for pause in clock.pauses.all() if not pause.lapsed],
                extension_workdays=extended.get(clock.pk, 0),
            )
            assert (local(clock.due_at), clock.provisional) == (end.at, end.provisional), clock.number
        checked[clock.kind] += 1
    assert set(checked) == {"inquiry", "handover", "ruling", "case", "promise"}


def test_no_case_is_in_an_impossible_state() -> None:
    for case in Case.objects.select_related("clock", "inquiry", "version"):
        assert case.clock is not None and case.clock.subject_id == case.pk
        notices = list(case.correction_notices.order_by("sequence"))
        waiting = [notice for notice in notices if notice.settled_at is None]
        states = {material.state for material in case.materials.all()}
        if case.state == CaseState.ACCEPTED:
            assert case.clock.state in {ClockState.RUNNING, ClockState.PAUSED}
            assert waiting == []
        elif case.state == CaseState.CORRECTING:
            assert case.clock.state == ClockState.PAUSED
            assert len(waiting) == 1
            assert states & {ReviewState.MISSING, ReviewState.DEFECTIVE}
        else:
            assert (case.clock.state, case.clock.closed_at) == (ClockState.CLOSED, case.closed_at)
        if case.state == CaseState.CONCLUDED:
            assert states <= {ReviewState.OK}
            assert case.words_told and case.result and case.told_at == case.closed_at
        assert case.inquiry.state == InquiryState.TO_CASE
        assert case.first_responder_id == case.inquiry.first_responder_id
        assert case.version.effective_from <= local_date(case.accepted_at)


def test_f4_no_inquiry_is_in_an_impossible_state() -> None:
    clocks = {clock.subject_id: clock for clock in Clock.objects.filter(kind=ClockKind.INQUIRY)}
    for inquiry in Inquiry.objects.all():
        clock = clocks[inquiry.pk]
        settled = inquiry.state in CLOSED or inquiry.state == InquiryState.PROMISED
        assert (clock.state == ClockState.CLOSED) == settled, inquiry.number
        assert (inquiry.state in CLOSED) == (inquiry.closed_at is not None)
        assert bool(inquiry.words_told) == settled
        waiting = inquiry.handovers.filter(state=HandoverState.WAITING).count()
        assert waiting == (1 if inquiry.state == InquiryState.HANDED_OVER else 0)
        unanswered = inquiry.rulings.filter(answered_at=None).count()
        assert unanswered == (1 if inquiry.state == InquiryState.RULING_ASKED else 0)
        promise = Promise.objects.filter(inquiry=inquiry, kept_at=None).count()
        assert promise == (1 if inquiry.state == InquiryState.PROMISED else 0)
        assert clock.responsible_id == inquiry.holder_id


def test_f8_every_caller_is_recorded() -> None:
    calls = Inquiry.objects.filter(channel=Channel.PHONE)
    assert calls.count() > 10
    assert not calls.filter(person=None).exists()
    assert not calls.filter(person__phone_hash="").exists()


def test_numbers_follow_time() -> None:
    for model, moment in ((Case, "accepted_at"), (Ruling, "asked_at"), (Promise, "made_at")):
        rows = list(model.objects.order_by(moment, "pk").values_list("number", flat=True))
        assert rows == sorted(rows), model.__name__
        assert len(set(rows)) == len(rows)


def test_each_kind_of_paper_is_numbered_in_the_order_of_time() -> None:
    serials: dict[str, list[int]] = {}
    for number in Paper.objects.order_by("issued_at", "pk").values_list("number", flat=True):
        mark, serial = number.split("〕")
        serials.setdefault(mark, []).append(int(serial.removesuffix("号")))
    assert len(serials) > 1
    assert all(found == sorted(set(found)) for found in serials.values()), serials


def test_r7_somebody_answers_for_every_clock_from_its_first_day() -> None:
    first: dict[int, datetime] = {}
    for row in Responsibility.objects.order_by("clock_id", "from_on").select_related("clock"):
        if row.clock_id not in first:
            first[row.clock_id] = row.clock.started_at
            assert row.from_on == local_date(row.clock.started_at)
    assert len(first) == Clock.objects.count()
    last = {row.clock_id: row.staff_id for row in Responsibility.objects.order_by("from_on")}
    assert last == dict(Clock.objects.values_list("pk", "responsible_id"))


def test_nothing_has_happened_after_the_present(small_town: World) -> None:
    present = small_town.plan.present
    planned = {("Shift", "start"), ("Shift", "end"), ("Leave", "from_at"), ("Leave", "to_at"), ("Cover", "from_at"),
               ("Cover", "to_at"), ("Clock", "due_at")}  # fmt: skip
    for model in apps.get_models():
        if not model.__module__.startswith("shouwen."):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, DateTimeField) and (model.__name__, field.name) not in planned:
                newest = model._default_manager.aggregate(newest=Max(field.name))["newest"]
                assert newest is None or newest <= present, (model.__name__, field.name, newest)


def test_cases_are_concluded_by_people_who_are_at_their_post(small_town: World) -> None:
    concluded = Entry.objects.filter(action="case.conclude")
    assert concluded.count() > 20
    for entry in concluded:
        assert entry.actor_id is not None
        assert small_town.board.is_there(entry.actor_id, entry.at)


def test_ids_have_a_right_check_digit_and_belong_to_nobody(small_town: World) -> None:
    numbers = set()
    for person in Person.objects.all():
        known = opened(person)
        assert known.phone[:7] in {"1280000", "1290000"} and phone_problem(known.phone) == ""
        if known.id_number:
            assert id_number_problem(known.id_number, today=small_town.plan.last_day) == ""
            assert known.id_number.startswith("509999")
            numbers.add(known.id_number)
    assert len(numbers) == Person.objects.exclude(id_number_hash="").count() > 40


def test_n4_correction_notices_have_papers_that_name_every_faulty_material() -> None:
    notices = CorrectionNotice.objects.select_related("paper", "case").prefetch_related("materials")
    for notice in notices:
        content = content_of(notice.paper)
        assert content.number == notice.paper.number
        assert [row.name for row in content.materials] == [  # type: ignore[attr-defined]
            material.name for material in notice.materials.order_by("position")
        ]
    assert notices.count() >= 8
    assert CaseMaterial.objects.filter(state=ReviewState.MISSING).exclude(reason="").exists()


def test_each_clerk_has_open_work_of_every_kind(small_town: World) -> None:
    present = small_town.plan.present
    for login in ("heguyu", "yangjingzhe", "luoshuangjiang", "dengbailu"):
        owed = Clock.objects.filter(responsible__login=login, closed_at=None)
        kinds = Counter(owed.values_list("kind", flat=True))
        assert kinds[ClockKind.CASE] >= 3 and kinds[ClockKind.PROMISE] >= 1, login
        assert kinds[ClockKind.INQUIRY] >= 2 and kinds[ClockKind.HANDOVER] == (2 if login == "yangjingzhe" else 1)
        assert owed.filter(state=ClockState.PAUSED).exists()
        overdue = owed.filter(kind=ClockKind.CASE, due_at__lt=present, state=ClockState.RUNNING)
        assert overdue.count() == 1
        assert owed.filter(due_at__date=small_town.plan.last_day).count() >= 3
        assert 8 <= owed.count() <= 16, login
    assert Inquiry.objects.filter(state=InquiryState.RULED, first_responder__login="heguyu").exists()
    assert Clock.objects.filter(kind=ClockKind.RULING, closed_at=None, responsible__login="ranchunfen").count() == 4


def test_t3_an_extension_is_told_before_the_due_day() -> None:
    for extension in Extension.objects.select_related("clock"):
        assert 1 <= extension.workdays <= 5
        assert local_date(extension.told_at) <= extension.original_due_on
    assert not Clock.objects.filter(closed_at__lt=F("started_at")).exists()
