"""登记首问（首问负责制度 第二至五条）: who took it, what was told, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.factories import Town, actor_for, civil, make_item, make_staff, make_town, make_window

from shouwen.civil_time import local
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import Channel, InquiryState, Outcome, ToldBy
from shouwen.inquiries.models import Inquiry, OneTimeNotice
from shouwen.journal.models import Entry
from shouwen.journal.queries import of_subject, verify
from shouwen.people.enums import Role, WindowKind
from shouwen.people.models import Person
from shouwen.reception.actions import Received, receive
from shouwen.reception.step import NextStep, Told, Visitor
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


def answer(town: Town, **changes: Any) -> Received:
    """A call answered by 何谷雨, with one thing different."""
    asked: dict[str, Any] = {
        "channel": Channel.PHONE,
        "visitor": Visitor(name="周乙石", phone="13800000000"),
        "matter": "想办残疾证",
        "outcome": Outcome.ANSWERED,
        "told": Told("要带的东西都说清了", ToldBy.PHONE),
        "step": NextStep(),
        "by": town.actor(town.he),
        "at": AT,
    }
    return receive(**(asked | changes))


def refusal_of(town: Town, **changes: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        answer(town, **changes)
    return caught.value


@pytest.mark.parametrize("kind", list(WindowKind))
def test_f1_every_kind_of_window_registers_in_one_step(town: Town, kind: WindowKind) -> None:
    window = make_window(town.centre, 7, "农业窗口", kind=kind)
    by = actor_for(make_staff(town.centre, "唐芒种", window=window))

    inquiry = answer(town, by=by).inquiry

    assert (inquiry.number, inquiry.window_id, inquiry.first_responder_id) == ("问 261009-01", window.pk, by.staff_id)


@pytest.mark.parametrize("role", [Role.LEADER, Role.DISCIPLINE, Role.ADMINISTRATOR, Role.EQUIPMENT])
def test_f1_who_meets_nobody_registers_nothing(town: Town, role: Role) -> None:
    by = actor_for(make_staff(town.centre, "白大寒", roles=[role]))

    assert refusal_of(town, by=by).code == "not_front_desk"
    assert Inquiry.objects.count() == 0


def test_f2_first_responder_is_who_took_it_and_when_the_call_came(town: Town) -> None:
    inquiry = answer(town, received_at=civil(2026, 10, 9, 10, 46)).inquiry

    inquiry.refresh_from_db()
    assert inquiry.first_responder_id == town.he.pk
    assert local(inquiry.received_at).isoformat() == "2026-10-09T10:46:00"
    assert local(inquiry.told_at or AT).isoformat() == "2026-10-09T10:47:00"


def test_f2_nothing_is_taken_in_the_future(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        answer(town, received_at=civil(2026, 10, 9, 12))
    assert refused.value.code == "received_later"
    assert Inquiry.objects.count() == 0


@pytest.mark.parametrize(
    "change", [{"first_responder_id": 2}, {"received_at": civil(2026, 10, 1)}, {"number": "问 261009-99"}]
)
def test_f2_first_responder_never_changes_in_the_database(town: Town, change: dict[str, Any]) -> None:
    inquiry = answer(town).inquiry
    if "first_responder_id" in change:
        change = {"first_responder_id": town.deng.pk}

    with pytest.raises(DatabaseError, match="this row never changes"), transaction.atomic():
        Inquiry.objects.filter(pk=inquiry.pk).update(**change)

    inquiry.refresh_from_db()
    assert (inquiry.first_responder_id, inquiry.number) == (town.he.pk, "问 261009-01")


def test_f3_open_inquiry_stays_a_debt_of_the_first_responder(town: Town) -> None:
    step = NextStep(to_window_id=town.civil_affairs.pk, to_staff_id=town.deng.pk)

    inquiry = answer(town, outcome=Outcome.HANDED_OVER, step=step).inquiry

    clock = Clock.objects.get(kind="inquiry", subject_id=inquiry.pk)
    assert (clock.first_responder_id, clock.responsible_id, clock.closed_at) == (town.he.pk, town.he.pk, None)
    assert local(clock.due_at).isoformat() == "2026-10-09T17:30:00"


@pytest.mark.parametrize(
    ("changes", "code", "message", "clause"),
    [
        ({"told": Told("  ", ToldBy.PHONE)}, "words_missing", "还没有写怎样告知本人的", "首问负责制度 第四条"),
        ({"matter": " "}, "matter_missing", "还没有写是什么事", ""),
        ({"matter": "问" * 501}, "matter_too_long", "什么事最多 500 字，现在 501 字", ""),
    ],
)
def test_f4_nothing_ends_without_matter_and_words(
    town: Town, changes: dict[str, Any], code: str, message: str, clause: str
) -> None:
    refusal = refusal_of(town, **changes).refusal

    assert (refusal.code, refusal.message, refusal.clause) == (code, message, clause)
    assert (Inquiry.objects.count(), Person.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_f4_the_database_refuses_an_end_without_words(town: Town) -> None:
    inquiry = answer(town).inquiry

    with pytest.raises(DatabaseError), transaction.atomic():
        Inquiry.objects.filter(pk=inquiry.pk).update(words_told="")


def test_f5_answered_on_the_spot_is_measured_and_closed(town: Town) -> None:
    inquiry = answer(town, received_at=civil(2026, 10, 9, 10, 44)).inquiry

    inquiry.refresh_from_db()
    clock = Clock.objects.get(kind="inquiry", subject_id=inquiry.pk)
    assert (inquiry.state, inquiry.outcome) == (InquiryState.ANSWERED, Outcome.ANSWERED)
    assert (inquiry.words_told, inquiry.told_by_means, inquiry.told_by_id) == (
        "要带的东西都说清了",
        "phone",
        town.he.pk,
    )
    assert inquiry.first_answer_at is not None
    assert (inquiry.first_answer_at - inquiry.received_at).total_seconds() == 180
    assert (clock.closed_at, inquiry.closed_at) == (AT, AT)


def test_f5_accepted_at_once_becomes_a_case_with_the_same_first_responder(town: Town) -> None:
    received = answer(town, outcome=Outcome.TO_CASE, item_id=town.house.item_id)

    assert received.case is not None
    assert received.case.number == "办 26-00001"
    assert (received.case.first_responder_id, received.case.handler_id) == (town.he.pk, town.he.pk)
    assert received.inquiry.state == InquiryState.TO_CASE


def test_f5_a_case_needs_an_item(town: Town) -> None:
    assert refusal_of(town, outcome=Outcome.TO_CASE).code == "item_missing"
    assert Inquiry.objects.count() == 0


def test_f5_the_item_may_be_named_with_the_case(town: Town) -> None:
    received = answer(town, outcome=Outcome.TO_CASE, step=NextStep(item_id=town.house.item_id))

    assert received.case is not None
    assert received.case.item_id == town.house.item_id


def test_f5_an_item_of_another_centre_is_refused(town: Town) -> None:
    elsewhere = make_town("elsewhere", town="别处镇")

    assert refusal_of(town, item_id=elsewhere.house.item_id).code == "item_unknown"
    assert Inquiry.objects.count() == 0


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.HANDED_OVER, Outcome.RULING_ASKED])
@pytest.mark.parametrize("visitor", [Visitor(name="周乙石"), Visitor()])
def test_f8_call_without_phone_is_refused(town: Town, outcome: Outcome, visitor: Visitor) -> None:
    step = NextStep(to_window_id=town.civil_affairs.pk, to_staff_id=town.deng.pk)

    refusal = refusal_of(town, visitor=visitor, outcome=outcome, step=step).refusal

    assert (refusal.code, refusal.clause) == ("caller_missing", "首问负责制度 第五条（四）")
    assert refusal.message == "来电要记下姓名和电话，才能结束登记"
    assert (Inquiry.objects.count(), Person.objects.count()) == (0, 0)


def test_f8_a_number_without_a_name_is_refused(town: Town) -> None:
    assert refusal_of(town, visitor=Visitor(phone="13800000000")).code == "name_missing"


def test_f8_the_database_refuses_an_ended_call_without_caller(town: Town) -> None:
    inquiry = answer(town).inquiry

    with pytest.raises(DatabaseError), transaction.atomic():
        Inquiry.objects.filter(pk=inquiry.pk).update(person=None)


def test_f8_call_keeps_matter_caller_and_that_they_were_told(town: Town) -> None:
    inquiry = answer(town).inquiry

    inquiry.refresh_from_db()
    assert inquiry.person is not None
    assert (inquiry.matter, inquiry.person.name_masked, inquiry.person.phone_masked) == (
        "想办残疾证",
        "周*石",
        "138****0000",
    )
    assert (inquiry.told_at, inquiry.told_by_id, inquiry.words_told) == (AT, town.he.pk, "要带的东西都说清了")


def test_f8_on_site_a_person_may_stay_nameless(town: Town) -> None:
    inquiry = answer(
        town, channel=Channel.ON_SITE, visitor=Visitor(), told=Told("在 4 号窗口", ToldBy.IN_PERSON)
    ).inquiry

    assert (inquiry.person, inquiry.state) == (None, InquiryState.ANSWERED)


@pytest.mark.parametrize(
    ("visitor", "code"),
    [
        (Visitor(name="周乙石", phone="138000000"), "phone_wrong"),
        (Visitor(name="周乙石", phone="13800000000", id_number="500199196203150011"), "id_number_wrong"),
    ],
)
def test_f8_wrong_numbers_are_refused_and_nothing_is_half_written(town: Town, visitor: Visitor, code: str) -> None:
    assert refusal_of(town, visitor=visitor).code == code
    assert (Inquiry.objects.count(), Person.objects.count(), Clock.objects.count()) == (0, 0, 0)


def test_f9_the_record_is_evidence_nobody_can_change(town: Town) -> None:
    inquiry = answer(town).inquiry

    entries = list(of_subject(town.centre.pk, "inquiry", inquiry.pk))
    verdict = verify(town.centre.pk)
    assert [entry.action for entry in entries] == ["inquiry.register", "inquiry.answered"]
    assert entries[0].data == {"number": "问 261009-01", "channel": "phone", "first_responder": "何谷雨"}
    assert (verdict.entries, verdict.breaks) == (Entry.objects.count(), [])
    with pytest.raises(DatabaseError, match="this row never changes"), transaction.atomic():
        Entry.objects.filter(centre_id=town.centre.pk, seq=entries[1].seq).update(actor_name="邓白露")


def test_n2_reading_records_the_version_the_situation_and_how(town: Town) -> None:
    version = make_item(town.civil_affairs, "残疾人证办理受理", code="CL01", situations=("新办", "换领"))
    situation = version.situations.get(name="新办")

    inquiry = answer(
        town, item_id=version.item_id, notice_means=ToldBy.PHONE, step=NextStep(situation_id=situation.pk)
    ).inquiry

    notice = OneTimeNotice.objects.get(inquiry=inquiry)
    assert (notice.version_id, notice.situation_id) == (version.pk, situation.pk)
    assert (notice.means, notice.told_at, notice.told_by_id, notice.paper_id) == (ToldBy.PHONE, AT, town.he.pk, None)


def test_n2_the_version_in_force_on_the_day_is_told(town: Town) -> None:
    make_item(town.civil_affairs, "残疾人证办理受理", code="CL01", effective_from=AT.date().replace(month=11))
    late = town.centre.serviceitem_set.get(code="CL01")

    assert refusal_of(town, item_id=late.pk, notice_means=ToldBy.PHONE).code == "item_unknown"


def test_two_inquiries_of_a_day_are_numbered_in_order(town: Town) -> None:
    numbers = [answer(town).inquiry.number, answer(town).inquiry.number]
    next_day = answer(town, at=civil(2026, 10, 10, 9)).inquiry.number

    assert [*numbers, next_day] == ["问 261009-01", "问 261009-02", "问 261010-01"]


def test_an_online_question_is_owed_by_the_next_working_day(town: Town) -> None:
    step = NextStep(to_window_id=town.civil_affairs.pk, to_staff_id=town.deng.pk)

    inquiry = answer(
        town, channel=Channel.ONLINE, outcome=Outcome.HANDED_OVER, step=step, told=Told("已转", ToldBy.ONLINE)
    ).inquiry

    # 10 October 2026 is a make-up working Saturday.
    assert local(Clock.objects.get(kind="inquiry", subject_id=inquiry.pk).due_at).isoformat() == "2026-10-10T17:30:00"
