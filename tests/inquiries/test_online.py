"""网上提问: claimed by one, who is then the first responder; unclaimed in time, the duty person's; answered from when it was asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
import time_machine
from tests.at_once import at_once
from tests.factories import Town, actor_for, civil, make_staff, make_town

from shouwen.civil_time import local
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries import calls, online
from shouwen.inquiries.call_file import FIELDS, read_calls
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.incoming_policies import MOST_A_DAY_OF_PHONE
from shouwen.inquiries.incoming_queries import question_code, question_path, question_with_code, waiting_questions
from shouwen.inquiries.jobs import fall_to_duty
from shouwen.inquiries.models import CallRecord, Inquiry, OnlineQuestion
from shouwen.journal.models import Entry
from shouwen.office_files.matching import find_header
from shouwen.office_files.reading import read_table
from shouwen.people.actor import Actor
from shouwen.people.duties import set_duty
from shouwen.people.enums import Role
from shouwen.people.models import Duty, Person
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


def ask(town: Town, *, at: datetime = AT, **changes: object) -> OnlineQuestion:
    wanted = {"name": "陈甲木", "phone": "13800000000", "matter": "老屋想翻建，要带什么", **changes}
    return online.ask_online(centre_id=town.centre.pk, at=at, **wanted)  # type: ignore[arg-type]


def clock(question: OnlineQuestion) -> Clock:
    return Clock.objects.get(kind=ClockKind.QUESTION, subject_id=question.pk)


def test_f2_a_question_waits_to_be_claimed_and_is_nobodys_yet() -> None:
    town = make_town()
    question = ask(town, item_id=town.house.item_id)
    assert question.number == "网 26-0001"
    assert (question.inquiry, question.person.name_masked) == (None, "陈*木")
    assert local(clock(question).due_at) == datetime(2026, 10, 9, 10, 30)
    row = clock(question)
    # Nobody is on the roster: the comprehensive window would get it.
    assert (row.responsible_id, row.number, row.person_masked, row.closed_at) == (
        town.he.pk,
        "网 26-0001",
        "陈*木",
        None,
    )
    assert Inquiry.objects.count() == 0
    assert Entry.objects.get(action="question.ask").actor_name == "系统"


def test_f2_whoever_claims_is_the_first_responder_and_answers_from_when_it_was_asked() -> None:
    town = make_town()
    question = ask(town, item_id=town.house.item_id)
    claimed = civil(2026, 10, 9, 10, 20)
    inquiry = online.claim_question(question=question, by=town.actor(town.deng), at=claimed)
    assert (inquiry.first_responder, inquiry.window, inquiry.channel) == (town.deng, town.civil_affairs, Channel.ONLINE)
    assert (inquiry.received_at, inquiry.item_id, inquiry.matter) == (
        AT,
        town.house.item_id,
        "老屋想翻建，要带什么",
    )
    answer = Clock.objects.get(kind=ClockKind.INQUIRY, subject_id=inquiry.pk)
    # K1.2: one working day from the question of Friday; the make-up Saturday is one.
    assert (answer.started_at, local(answer.due_at)) == (AT, datetime(2026, 10, 10, 17, 30))
    question.refresh_from_db()
    assert (question.inquiry, question.claimed_at, question.fell_to_duty) == (inquiry, claimed, False)
    assert clock(question).closed_at == claimed


def test_f2_a_second_claim_is_refused_in_words() -> None:
    town = make_town()
    question = ask(town)
    stale = OnlineQuestion.objects.get(pk=question.pk)
    online.claim_question(question=question, by=town.actor(town.deng), at=AT)
    for seen in (stale, OnlineQuestion.objects.get(pk=question.pk)):
        with pytest.raises(Refused) as refused:
            online.claim_question(question=seen, by=town.actor(town.he), at=AT)
        assert refused.value.code == "question_claimed"
    assert Inquiry.objects.get().first_responder == town.deng


@pytest.mark.django_db(transaction=True)
def test_f2_two_claim_at_once_and_one_has_it() -> None:
    town = make_town()
    question = ask(town)

    def claim(by: Actor) -> Callable[[], object]:
        seen = OnlineQuestion.objects.get(pk=question.pk)
        return lambda: online.claim_question(question=seen, by=by, at=AT)

    assert at_once(claim(town.actor(town.he)), claim(town.actor(town.deng))) == ["done", "question_claimed"]
    question.refresh_from_db()
    assert Inquiry.objects.get() == question.inquiry


def test_f2_unclaimed_it_falls_to_the_duty_person() -> None:
    town = make_town()
    set_duty(on=date(2026, 10, 9), staff_id=town.deng.pk, by=town.actor(town.office), at=AT)
    question = ask(town)
    assert clock(question).responsible_id == town.deng.pk
    with time_machine.travel(civil(2026, 10, 9, 10, 30), tick=False):
        assert fall_to_duty() == 0
    with time_machine.travel(civil(2026, 10, 9, 10, 31), tick=False):
        assert (fall_to_duty(), fall_to_duty()) == (1, 0)
    question.refresh_from_db()
    assert question.inquiry is not None
    assert (question.fell_to_duty, question.inquiry.first_responder, question.inquiry.received_at) == (
        True,
        town.deng,
        AT,
    )
    entries = list(Entry.objects.order_by("seq").values_list("action", "actor_name"))
    assert entries[-3:] == [
        ("inquiry.register", "系统"),
        ("inquiry.from_question", "系统"),
        ("question.fall_to_duty", "系统"),
    ]


def test_f2_a_due_moment_that_moved_moves_when_the_question_falls() -> None:
    town = make_town()
    question, sooner = ask(town), ask(town, matter="低保怎么申请")
    # 10月9日 turned out to be a day off: the calendar moved what was due then.
    Clock.objects.filter(pk=clock(question).pk).update(due_at=civil(2026, 10, 12, 9, 30))
    assert [one.number for one in waiting_questions(town.centre.pk)] == [sooner.number, question.number]
    assert online.fall_to_duty(centre_id=town.centre.pk, at=civil(2026, 10, 9, 10, 31)) == 1
    assert list(waiting_questions(town.centre.pk)) == [question]
    set_duty(on=date(2026, 10, 12), staff_id=town.deng.pk, by=town.actor(town.office), at=AT)
    assert online.fall_to_duty(centre_id=town.centre.pk, at=civil(2026, 10, 12, 9, 31)) == 1
    assert Inquiry.objects.get(online_question=question).first_responder == town.deng


def test_f8_a_question_given_to_the_duty_person_settles_the_missed_call_in_nobodys_name() -> None:
    town = make_town()
    read = read_table("来电时间,主叫号码,分机,接听状态,通话时长\n2026-10-09 09:30:00,13800000000,,未接,0\n".encode())
    records = read_calls(read, find_header(read, FIELDS), at=AT)
    calls.import_calls(read=records, file_name="话单.csv", by=town.actor(town.office), at=AT)
    ask(town)
    online.fall_to_duty(centre_id=town.centre.pk, at=civil(2026, 10, 9, 10, 31))
    debt = CallRecord.objects.get()
    assert (debt.state, debt.settled_by, debt.get_state_display()) == ("called_again", None, "来电人又找来了")
    for action in ("inquiry.settles_call", "call.called_again"):
        assert Entry.objects.get(action=action).actor_name == "系统"


def test_f2_asked_in_the_evening_it_is_the_next_working_days_duty() -> None:
    town = make_town()
    office = town.actor(town.office)
    set_duty(on=date(2026, 10, 8), staff_id=town.he.pk, by=office, at=civil(2026, 10, 8, 8))
    set_duty(on=date(2026, 10, 9), staff_id=town.deng.pk, by=office, at=civil(2026, 10, 8, 8))
    question = ask(town, at=civil(2026, 10, 8, 20))
    assert local(clock(question).due_at) == datetime(2026, 10, 9, 9, 30)
    assert clock(question).responsible_id == town.deng.pk


def test_a_changed_roster_moves_what_still_waits() -> None:
    town = make_town()
    question = ask(town)
    assert clock(question).responsible_id == town.he.pk
    set_duty(on=date(2026, 10, 9), staff_id=town.deng.pk, by=town.actor(town.office), at=AT)
    online.fall_to_duty(centre_id=town.centre.pk, at=civil(2026, 10, 9, 10, 5))
    assert clock(question).responsible_id == town.deng.pk


def test_somebody_no_longer_posted_is_not_on_duty() -> None:
    town = make_town()
    gone = make_staff(town.centre, "走了的")
    Duty.objects.create(centre=town.centre, on=date(2026, 10, 9), staff=gone)
    gone.postings.update(to_on=date(2026, 10, 8))
    assert clock(ask(town)).responsible_id == town.he.pk


def test_the_same_question_sent_twice_is_one() -> None:
    town = make_town()
    first, second = ask(town), ask(town, at=civil(2026, 10, 9, 10, 1))
    assert (first.pk, OnlineQuestion.objects.count(), Person.objects.count()) == (second.pk, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_question_sent_twice_at_once_is_one() -> None:
    town = make_town()
    assert at_once(*[lambda: ask(town)] * 4) == ["done"] * 4
    assert list(OnlineQuestion.objects.values_list("number", flat=True)) == ["网 26-0001"]


def test_too_many_of_one_phone_are_refused_with_a_way_out() -> None:
    town = make_town()
    for number in range(MOST_A_DAY_OF_PHONE):
        ask(town, matter=f"第 {number} 件")
    with pytest.raises(Refused) as refused:
        ask(town, matter="再来一件", name="另一个名字")
    assert refused.value.refusal.way_out == "急事请打 023-45670000"
    assert (OnlineQuestion.objects.count(), Person.objects.count()) == (MOST_A_DAY_OF_PHONE, 1)
    assert ask(town, matter="第二天的", at=civil(2026, 10, 10, 10, 1)).number == "网 26-0006"


def test_too_many_from_one_address_are_refused_and_the_address_is_not_kept() -> None:
    town = make_town()
    for number in range(20):
        ask(town, phone=f"138000000{number:02d}", address="203.0.113.7")
    with pytest.raises(Refused, match="这个网络一小时内提得太多"):
        ask(town, phone="13900000000", address="203.0.113.7")
    assert ask(town, phone="13900000000", address="203.0.113.8").asked_from != ""
    assert not OnlineQuestion.objects.filter(asked_from__contains="203").exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"phone": ""}, "phone_missing"),
        ({"phone": "1380000"}, "phone_wrong"),
        ({"matter": "  "}, "matter_missing"),
        ({"matter": "多" * 501}, "matter_too_long"),
        ({"item_id": 987654}, "item_unknown"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(wrong: dict[str, object], code: str) -> None:
    town = make_town()
    with pytest.raises(Refused) as refused:
        ask(town, **wrong)
    assert refused.value.code == code
    assert (OnlineQuestion.objects.count(), Person.objects.count()) == (0, 0)


def test_who_meets_nobody_may_not_claim_nor_another_centre() -> None:
    town, other = make_town(), make_town("elsewhere", town="别处镇")
    question = ask(town)
    leader = actor_for(make_staff(town.centre, "领导", roles=[Role.LEADER]))
    for by, code in (
        (leader, "not_front_desk"),
        (other.actor(other.he), "another_centre"),
        (Actor.system(town.centre.pk), "not_front_desk"),
    ):
        with pytest.raises(Refused) as refused:
            online.claim_question(question=question, by=by, at=AT)
        assert refused.value.code == code


def test_the_code_opens_the_question_and_no_other() -> None:
    town = make_town()
    question = ask(town)
    code = question_code(town.centre.pk, question.number)
    assert question_path(question) == f"/q/26-0001-{code}/"
    found = question_with_code("26-0001", code)
    assert found is not None
    assert found.pk == question.pk
    assert question_with_code("26-0001", "0" * 10) is None
    assert question_with_code("26-0002", code) is None
