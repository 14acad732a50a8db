"""帮办 (一体机进驻服务 第四条): called, taken by one, ended with a record; goes on to others when nobody comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from tests.assistance.scene import CALL_BACK, NOW, Hall, make_hall
from tests.at_once import at_once
from tests.factories import actor_for, civil, make_staff, make_town

from shouwen.assistance import actions, jobs
from shouwen.assistance.calling import call_for_help, cancel, phone_of
from shouwen.assistance.enums import CallState, Wish
from shouwen.assistance.models import HelpCall
from shouwen.assistance.queries import ringing
from shouwen.assistance.sight import family_name, sight_of
from shouwen.attendance.enums import LeaveKind
from shouwen.attendance.models import Leave
from shouwen.journal.models import Entry
from shouwen.messages.models import Message
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Cover, Staff
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def rung(hall: Hall, after: int) -> set[str]:
    """Who sees the call so many seconds after it came."""
    at = NOW + after * SECOND
    town = hall.town
    staff = [hall.tang, hall.ran, hall.leader, town.he, town.deng, town.office]
    return {one.name for one in staff if ringing(actor_for(one), at=at).waiting}


def test_s2_a_call_from_the_kiosk_reaches_every_helper_at_once_and_nobody_else(hall: Hall) -> None:
    call = hall.call()

    assert (call.number, call.place, call.state) == ("帮 26-0001", "大厅一号终端（一楼大厅）", CallState.WAITING)
    assert rung(hall, 0) == {"唐芒种", "冉春分"}


def test_s2_nobody_came_in_a_minute_so_the_office_sees_it_and_after_two_the_leader(hall: Hall) -> None:
    hall.call()

    assert rung(hall, 59) == {"唐芒种", "冉春分"}
    assert rung(hall, 60) == {"唐芒种", "冉春分", "周立夏"}
    assert rung(hall, 119) == {"唐芒种", "冉春分", "周立夏"}
    assert rung(hall, 120) == {"唐芒种", "冉春分", "周立夏", "罗霜降"}


def test_s2_the_centre_sets_after_how_many_seconds(hall: Hall) -> None:
    hall.town.centre.help_seconds = 30
    hall.town.centre.save()
    hall.call()

    assert "周立夏" not in rung(hall, 29)
    assert "周立夏" in rung(hall, 30)


def test_s2_each_is_told_once_however_often_the_job_runs(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    call = hall.call()
    for after in (30, 61, 62, 121, 180):
        monkeypatch.setattr(jobs.civil_time, "now", lambda after=after: NOW + after * SECOND)
        jobs.follow_calls()

    call.refresh_from_db()
    assert (call.office_at, call.leader_at) == (NOW + 60 * SECOND, NOW + 120 * SECOND)
    assert list(Message.objects.order_by("pk").values_list("staff__name", flat=True)) == ["周立夏", "罗霜降"]
    levels = Entry.objects.filter(action="help.escalate").order_by("seq").values_list("data", flat=True)
    assert [one["to_level"] for one in levels] == ["office", "leader"]


def test_s2_without_a_helper_on_duty_the_office_is_called(hall: Hall) -> None:
    for staff in (hall.tang, hall.ran):
        Leave.objects.create(
            centre=hall.town.centre,
            staff=staff,
            from_at=NOW - timedelta(hours=1),
            to_at=NOW + timedelta(hours=6),
            kind=LeaveKind.PERSONAL,
            approved_by=hall.town.office,
            approved_at=NOW - timedelta(days=1),
        )
    hall.call()

    assert rung(hall, 0) == {"周立夏"}


def test_s2_who_stands_in_for_a_helper_is_called_too(hall: Hall) -> None:
    town = hall.town
    day = timedelta(hours=3)
    Cover.objects.create(
        centre=town.centre, absent=hall.tang, by=town.deng, from_at=NOW - day, to_at=NOW + day, reason="培训"
    )
    hall.call()

    assert rung(hall, 0) == {"唐芒种", "冉春分", "邓白露"}


def test_s2_one_only_takes_it_and_the_second_is_told_who_goes(hall: Hall) -> None:
    call = hall.call()
    actions.take(call=HelpCall.objects.get(), by=actor_for(hall.tang), at=NOW + 5 * SECOND)

    with pytest.raises(Refused) as refused:
        actions.take(call=call, by=actor_for(hall.ran), at=NOW + 6 * SECOND)

    assert (refused.value.code, refused.value.message) == ("call_taken", "帮 26-0001 唐芒种已经去了，你不用去")
    assert rung(hall, 6) == set()
    assert [one.pk for one in ringing(actor_for(hall.tang), at=NOW + 6 * SECOND).mine] == [call.pk]


@pytest.mark.django_db(transaction=True)
def test_s2_of_two_who_take_it_in_the_same_moment_one_goes() -> None:
    hall = make_hall()
    call = hall.call()

    def take(staff: Staff) -> None:
        row = HelpCall.objects.get(pk=call.pk)
        actions.take(call=row, by=actor_for(staff), at=NOW + 5 * SECOND)

    assert at_once(lambda: take(hall.tang), lambda: take(hall.ran)) == ["call_taken", "done"]
    assert HelpCall.objects.get().taken_by_id in {hall.tang.pk, hall.ran.pk}
    assert Entry.objects.filter(action="help.take").count() == 1


def test_s2_the_caller_sees_the_family_name_only(hall: Hall) -> None:
    call = hall.call()
    assert sight_of(call, at=NOW).title == "已经叫人了，请在原地等一下"
    assert "管理办公室" in sight_of(call, at=NOW + 60 * SECOND).words
    actions.take(call=call, by=actor_for(hall.tang), at=NOW + 5 * SECOND)

    sight = sight_of(HelpCall.objects.get(), at=NOW + 6 * SECOND)
    assert (sight.title, sight.may_cancel) == ("唐师傅正在过来", True)
    assert "芒种" not in f"{sight}"
    assert (family_name("欧阳谷雨"), family_name("何谷雨"), family_name("司马")) == ("欧阳", "何", "司")


def test_s2_it_ends_with_a_record_and_stays_as_it_is(hall: Hall) -> None:
    call, by = hall.call(), actor_for(hall.tang)
    actions.take(call=call, by=by, at=NOW + 5 * SECOND)
    with pytest.raises(Refused) as refused:
        actions.end(call=call, done=[], minutes=3, by=by, at=NOW + 200 * SECOND)
    assert refused.value.code == "done_missing"
    assert actions.minutes_since(call, at=NOW + 200 * SECOND) == 4

    actions.end(call=call, done=["taught", "printed"], words="打给13800000001", minutes=4, by=by, at=NOW + 200 * SECOND)

    call.refresh_from_db()
    assert (call.state, call.done, call.minutes) == ("ended", ["taught", "printed"], 4)
    assert "13800000001" not in call.words
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        HelpCall.objects.filter(pk=call.pk).update(minutes=1)
    with pytest.raises(Refused):
        cancel(call=call, by=Actor.system(call.centre_id), at=NOW + 300 * SECOND)


def test_s2_who_cant_go_gives_it_back_and_it_rings_again(hall: Hall) -> None:
    call = hall.call()
    actions.take(call=call, by=actor_for(hall.tang), at=NOW + 5 * SECOND)
    with pytest.raises(Refused) as refused:
        actions.give_back(call=call, by=actor_for(hall.ran), at=NOW + 6 * SECOND)
    assert refused.value.code == "not_your_call"

    actions.give_back(call=call, by=actor_for(hall.tang), at=NOW + 8 * SECOND)

    assert rung(hall, 9) == {"唐芒种", "冉春分"}


def test_s2_pressed_twice_is_one_call(hall: Hall) -> None:
    assert hall.call().pk == hall.call(at=NOW + SECOND).pk
    mark = "0123456789abcdef" * 2
    first = hall.call(place="大门口", mark=mark)
    assert hall.call(place="大门口", mark=mark).pk == first.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpCall.objects.create(
            centre=hall.town.centre,
            number="帮 26-9",
            mark="f" * 32,
            device=hall.kiosk,
            wish=Wish.COME,
            place="大厅",
            called_at=NOW,
            escalates_after=60,
        )


def test_s2_after_the_caller_says_no_need_nobody_is_called(hall: Hall) -> None:
    call = hall.call()
    cancel(call=call, by=Actor.system(call.centre_id), at=NOW + 4 * SECOND)

    assert rung(hall, 5) == set()
    assert hall.call(at=NOW + 9 * SECOND).pk != call.pk


def test_s2_outside_the_hours_it_is_said_with_hours_and_phone(hall: Hall) -> None:
    with pytest.raises(Refused) as refused:
        hall.call(at=civil(2026, 10, 9, 12, 30))

    assert refused.value.message == "现在不办公，今天 13:30 开门，现在叫不到人"
    assert refused.value.refusal.way_out == "办公时间：工作日 9:00—12:00、13:30—17:30。电话 023-45670000"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"place": ""}, "place_missing"),
        ({"place": "大" * 61}, "place_too_long"),
        ({"wish": Wish.CALL_BACK}, "phone_missing"),
        ({"wish": Wish.CALL_BACK, "phone": "138"}, "phone_wrong"),
    ],
)
def test_s2_somebody_who_cant_be_found_is_asked_where_they_are(hall: Hall, said: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        hall.call(**said)

    assert refused.value.code == code


def test_s2_the_number_to_ring_is_sealed_and_goes_after_a_week(hall: Hall) -> None:
    call = hall.call(**CALL_BACK, address="10.0.0.9")
    assert (call.phone_masked, phone_of(call)) == ("138****0001", "13800000001")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone_sealed, asked_from, place FROM assistance_helpcall")
        row = cursor.fetchone()
    assert b"13800000001" not in bytes(row[0])
    assert "10.0.0.9" not in row[1]
    actions.take(call=call, by=actor_for(hall.tang), at=NOW + 5 * SECOND)
    assert sight_of(call, at=NOW + 6 * SECOND).title == "唐师傅马上给您打电话"
    actions.end(call=call, done=["explained"], minutes=2, by=actor_for(hall.tang), at=NOW + 100 * SECOND)

    assert actions.forget_phones(centre_id=call.centre_id, at=NOW + timedelta(days=6)) == 0
    assert actions.forget_phones(centre_id=call.centre_id, at=NOW + timedelta(days=8)) == 1
    call.refresh_from_db()
    assert (phone_of(call), call.asked_from, call.phone_masked) == ("", "", "138****0001")


def test_s2_too_many_calls_from_one_place_are_sent_to_the_telephone(hall: Hall) -> None:
    for place in range(12):
        hall.call(place=f"{place}号窗口前", address="10.0.0.9")

    with pytest.raises(Refused) as refused:
        hall.call(place="大门口", address="10.0.0.9")

    assert refused.value.code == "called_too_often"
    assert refused.value.refusal.way_out == "过十分钟再叫，或打 023-45670000"
    assert hall.call().device == hall.kiosk
    for _ in range(3):
        hall.call(**CALL_BACK)
    with pytest.raises(Refused):
        hall.call(**CALL_BACK)


def test_s2_a_call_that_nobody_took_is_over_after_half_an_hour_and_one_to_be_rung_stays(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = hall.call(), hall.call(**CALL_BACK)
    monkeypatch.setattr(jobs.civil_time, "now", lambda: NOW + timedelta(minutes=30))
    jobs.follow_calls()

    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.state, there.state) == (CallState.LAPSED, CallState.WAITING)
    assert "对不起" in sight_of(here, at=NOW + timedelta(minutes=31)).title


def test_s2_who_is_to_be_rung_never_keeps_who_stands_in_the_hall_from_ringing(hall: Hall) -> None:
    for number in range(70):
        hall.call(wish=Wish.CALL_BACK, phone=f"139000{number:05}", address=f"10.0.1.{number}", device=None)
    here = hall.call(place="大门口", device=None, address="10.0.2.1")
    assert ringing(actor_for(hall.tang), at=NOW).waiting[0] == here


def test_s2_what_others_took_and_never_recorded_keeps_no_call_from_ringing(hall: Hall) -> None:
    other = make_staff(hall.town.centre, "另一位", roles=[Role.HELPER])
    for number in range(70):
        taken = hall.call(place="大门口", device=None, address=f"10.0.1.{number}")
        actions.take(call=taken, by=actor_for(other), at=NOW)
    here = hall.call(place="窗口旁", device=None, address="10.0.2.1")
    assert list(ringing(actor_for(hall.tang), at=NOW).waiting) == [here]


def test_s2_at_a_kiosk_the_next_person_is_a_new_call_though_the_first_was_never_recorded(hall: Hall) -> None:
    first = hall.call()
    actions.take(call=first, by=actor_for(hall.tang), at=NOW)
    assert hall.call(at=NOW + timedelta(minutes=9)) == first
    second = hall.call(at=NOW + timedelta(minutes=11))
    assert (second.pk != first.pk, second.mark != first.mark, second.state) == (True, True, CallState.WAITING)
    first.refresh_from_db()
    assert first.state == CallState.TAKEN


def test_s2_another_centre_hears_and_takes_nothing(hall: Hall) -> None:
    other = make_town("sanping", town="三坪镇")
    helper = make_staff(other.centre, "邻镇人", roles=[Role.HELPER])
    call = hall.call()

    assert not ringing(actor_for(helper), at=NOW)
    with pytest.raises(Refused) as refused:
        actions.take(call=call, by=actor_for(helper), at=NOW)
    assert refused.value.code == "another_centre"


def test_s2_while_nobody_calls_asking_costs_one_query(
    hall: Hall, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    by = actor_for(hall.tang)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert not ringing(by, at=NOW)


def test_s2_call_for_help_needs_no_name(hall: Hall) -> None:
    call = call_for_help(place="大门口", by=Actor.system(hall.town.centre.pk), at=NOW)

    assert set(Entry.objects.get(action="help.call").data) == {"number", "place", "about", "wish"}
    assert call.phone_masked == ""
