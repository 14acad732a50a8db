"""漏接来电: imported once, owed by one person a number and day, settled by the caller getting through, reached or given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from tests.at_once import at_once
from tests.factories import Town, actor_for, civil, make_inquiry, make_person, make_staff, make_town

from shouwen.assessment.candidates import find_candidates
from shouwen.assessment.models import Finding
from shouwen.civil_time import local
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries import call_backs, calls, incoming_policies
from shouwen.inquiries.call_file import FIELDS, read_calls
from shouwen.inquiries.call_plan import plan_calls
from shouwen.inquiries.enums import CallbackState, Channel
from shouwen.inquiries.incoming_queries import CallSift, calls_missed, times_called, tries_counted, tries_of
from shouwen.inquiries.models import CallImport, CallRecord
from shouwen.journal.models import Entry
from shouwen.journal.queries import of_subjects
from shouwen.office_files.matching import find_header
from shouwen.office_files.reading import read_table
from shouwen.people.duties import set_duty
from shouwen.people.enums import Role
from shouwen.people.models import Centre
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 17)
HEADER = "来电时间,主叫号码,分机,接听状态,通话时长\n"


def town_with_phones() -> Town:
    town = make_town()
    for window, phone in ((town.general, "023-45678001"), (town.civil_affairs, "023-45678004")):
        window.phone = phone
        window.save()
    return town


def bring(town: Town, *lines: str, at: datetime = AT) -> CallImport:
    return calls.import_calls(read=read_lines(*lines, at=at), file_name="话单.csv", by=town.actor(town.office), at=at)


def read_lines(*lines: str, at: datetime = AT):  # type: ignore[no-untyped-def]
    table = read_table((HEADER + "".join(f"2026-10-{line}\n" for line in lines)).encode())
    return read_calls(table, find_header(table, FIELDS), at=at)


def clock_of(call: CallRecord) -> Clock:
    return Clock.objects.get(kind=ClockKind.CALLBACK, subject_id=call.pk)


def debts() -> list[CallRecord]:
    return list(CallRecord.objects.exclude(number="").order_by("called_at"))


MISSED = "09 10:00:00,13800000001,8004,未接,0"


def test_f8_an_unanswered_call_is_owed_by_whoever_is_on_that_window() -> None:
    town = town_with_phones()
    source = bring(town, MISSED)
    assert (source.rows, source.new, source.known, source.refused_rows) == (1, 1, 0, [])
    (debt,) = debts()
    row = clock_of(debt)
    assert (debt.number, debt.state, debt.phone_masked, debt.window) == (
        "回 26-0001",
        CallbackState.OWED,
        "138****0001",
        town.civil_affairs,
    )
    # 120 minutes of opening time from the call: 10:00 to 12:00.
    assert (row.responsible_id, row.started_at, local(row.due_at)) == (
        town.deng.pk,
        debt.called_at,
        datetime(2026, 10, 9, 12),
    )
    assert b"13800000001" not in bytes(debt.phone_sealed)


def test_the_number_of_an_answered_call_is_not_kept() -> None:
    town = town_with_phones()
    bring(town, "09 10:00:00,13800000001,8004,已接,60", "09 10:05:00,13800000002,8004,未接,0")
    kept = dict(CallRecord.objects.values_list("was_answered", "phone_sealed"))
    assert {answered: bytes(sealed) != b"" for answered, sealed in kept.items()} == {True: False, False: True}


def test_a_file_with_more_than_one_change_can_bear_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    town = town_with_phones()
    monkeypatch.setattr(incoming_policies, "MOST_CALLS", 1)
    with pytest.raises(Refused) as refused:
        bring(town, MISSED, "09 10:05:00,13800000002,8004,未接,0")
    assert (refused.value.code, refused.value.refusal.way_out) == ("too_many_calls", "按周导出再导入")
    assert (CallRecord.objects.count(), CallImport.objects.count()) == (0, 0)


def test_f8_without_a_known_extension_the_duty_person_owes_it_from_the_next_opening() -> None:
    town = town_with_phones()
    set_duty(on=date(2026, 10, 8), staff_id=town.deng.pk, by=town.actor(town.office), at=civil(2026, 10, 8, 8))
    bring(town, "08 19:00:00,13800000001,9999,未接,0", "09 08:00:00,13800000002,,未接,0")
    first, second = debts()
    assert [clock_of(one).responsible_id for one in (first, second)] == [town.deng.pk, town.he.pk]
    assert [local(clock_of(one).due_at) for one in (first, second)] == [datetime(2026, 10, 9, 11)] * 2


def test_f8_a_telephone_that_two_windows_share_is_nobodys() -> None:
    town = town_with_phones()
    town.general.phone = "(023)45678004"
    town.general.save()
    bring(town, MISSED)
    assert debts()[0].window is None


def test_the_same_file_twice_adds_nothing() -> None:
    town = town_with_phones()
    lines = (MISSED, "09 10:30:00,13800000002,8001,已接,35", MISSED)
    first, second = bring(town, *lines), bring(town, *lines)
    assert (first.new, first.known) == (2, 1)
    assert (second.new, second.known) == (0, 3)
    assert (CallRecord.objects.count(), Clock.objects.count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once_adds_nothing() -> None:
    town = town_with_phones()
    assert at_once(*[lambda: bring(town, MISSED)] * 3) == ["done"] * 3
    assert (CallRecord.objects.count(), [debt.number for debt in debts()]) == (1, ["回 26-0001"])


def test_f8_missed_again_on_the_day_is_one_debt_and_on_another_day_another() -> None:
    town = town_with_phones()
    bring(town, "08 15:00:00,13800000001,8004,未接,0", MISSED, "09 10:05:00,13800000001,8001,未接,0")
    bring(town, "09 11:00:00,13800000001,8004,未接,0")
    assert [(debt.number, local(debt.called_at).day) for debt in debts()] == [("回 26-0001", 8), ("回 26-0002", 9)]
    assert Clock.objects.count() == 2
    assert [one.times for one in times_called(town.centre.pk, debts()).values()] == [1, 3]


def test_f8_a_later_answered_call_settles_it_by_itself() -> None:
    town = town_with_phones()
    bring(town, MISSED, "09 10:05:00,13800000001,8004,未接,0")
    bring(town, "09 14:00:00,13800000001,8001,已接,90")
    (debt,) = debts()
    answered = civil(2026, 10, 9, 14)
    assert (debt.state, debt.settled_at, debt.settled_words) == (
        CallbackState.CALLED_AGAIN,
        answered,
        "来电人后来打通了",
    )
    assert clock_of(debt).closed_at == answered
    assert set(CallRecord.objects.filter(was_answered=False).values_list("state", flat=True)) == {"called_again"}


def test_f8_answered_later_in_the_same_file_nothing_is_ever_owed() -> None:
    town = town_with_phones()
    bring(town, "09 14:00:00,13800000001,8001,已接,90", MISSED)
    assert (debts(), Clock.objects.count()) == ([], 0)
    missed = CallRecord.objects.get(was_answered=False)
    assert (missed.state, missed.settled_at) == (CallbackState.CALLED_AGAIN, civil(2026, 10, 9, 14))


def test_f8_a_registered_inquiry_with_that_number_settles_it() -> None:
    town = town_with_phones()
    bring(town, MISSED, at=civil(2026, 10, 9, 11))
    came = civil(2026, 10, 9, 15)
    person = make_person(town.centre, phone="138 0000 0001")
    inquiry = make_inquiry(town.actor(town.he), at=came, person=person)
    (debt,) = debts()
    assert (debt.state, debt.inquiry, debt.settled_by, debt.settled_words) == (
        CallbackState.CALLED_AGAIN,
        inquiry,
        town.he,
        f"登记为 {inquiry.number}",
    )
    assert clock_of(debt).closed_at == came


def test_registered_before_the_file_came_in_nothing_is_owed() -> None:
    town = town_with_phones()
    make_inquiry(town.actor(town.he), at=civil(2026, 10, 9, 15), person=make_person(town.centre, phone="13800000001"))
    bring(town, MISSED)
    assert (debts(), CallRecord.objects.get().settled_words) == ([], "来电人的事后来已经登记")


def test_an_inquiry_of_before_or_of_another_number_settles_nothing() -> None:
    town = town_with_phones()
    make_inquiry(town.actor(town.he), at=civil(2026, 10, 9, 9), person=make_person(town.centre, phone="13800000001"))
    bring(town, MISSED)
    make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre, phone="13800000009"))
    assert [debt.state for debt in debts()] == [CallbackState.OWED]


def test_f8_missed_again_after_it_was_reached_is_owed_anew() -> None:
    town = town_with_phones()
    bring(town, MISSED, at=civil(2026, 10, 9, 10, 30))
    make_inquiry(town.actor(town.he), at=civil(2026, 10, 9, 11), person=make_person(town.centre, phone="13800000001"))
    bring(town, "09 10:50:00,13800000001,8004,未接,0", "09 15:00:00,13800000001,8004,未接,0")
    assert [(debt.number, debt.state) for debt in debts()] == [("回 26-0001", "called_again"), ("回 26-0002", "owed")]


def test_f8_the_number_opens_to_be_called_and_that_is_journalled() -> None:
    town = town_with_phones()
    bring(town, MISSED)
    (debt,) = debts()
    deng, office = town.actor(town.deng), town.actor(town.office)
    assert call_backs.number_in_hand(debt, by=deng, at=AT) == ""
    assert call_backs.call_back(call=debt, by=deng, at=AT) == "13800000001"
    assert call_backs.call_back(call=debt, by=deng, at=AT) == "13800000001"
    assert call_backs.number_in_hand(debt, by=deng, at=AT) == "13800000001"
    assert call_backs.number_in_hand(debt, by=office, at=AT) == ""
    assert call_backs.number_in_hand(debt, by=deng, at=civil(2026, 10, 9, 20)) == ""
    entries = Entry.objects.filter(action="call.open")
    assert [(one.actor_name, one.data) for one in entries] == [("邓白露", {"number": "回 26-0001"})] * 2
    assert len(tries_of(debt)) == 1


def test_f8_reached_the_registered_matter_is_linked() -> None:
    town = town_with_phones()
    bring(town, MISSED, at=civil(2026, 10, 9, 11))
    (debt,) = debts()
    deng, talked = town.actor(town.deng), civil(2026, 10, 9, 11, 30)
    call_backs.call_back(call=debt, by=deng, at=talked)
    person = make_person(town.centre, phone="13800000001")
    inquiry = make_inquiry(deng, at=talked, person=person, channel=Channel.PHONE)
    debt.refresh_from_db()
    assert (debt.state, debt.inquiry, debt.settled_by, inquiry.received_at) == (
        CallbackState.REACHED,
        inquiry,
        town.deng,
        talked,
    )


def test_f8_not_reached_is_written_down_and_after_three_tries_may_be_given_up() -> None:
    town = town_with_phones()
    bring(town, MISSED)
    (debt,) = debts()
    deng = town.actor(town.deng)
    with pytest.raises(Refused) as refused:
        call_backs.note_not_reached(call=debt, words="响了没人接", by=deng, at=AT)
    assert refused.value.code == "number_not_opened"
    for hour, minute in ((15, 0), (15, 30), (16, 10)):
        at = civil(2026, 10, 9, hour, minute)
        with pytest.raises(Refused, match="打满 3 次没接通才能不再回"):
            call_backs.give_up(call=debt, words="一直没人接", by=deng, at=at)
        call_backs.call_back(call=debt, by=deng, at=at)
        call_backs.note_not_reached(call=debt, words="响了没人接", by=deng, at=at)
        assert clock_of(debt).closed_at is None
    call_backs.give_up(call=debt, words="打了三次没人接", by=deng, at=AT)
    debt.refresh_from_db()
    assert (debt.state, debt.settled_words, clock_of(debt).closed_at) == (
        CallbackState.NOT_REACHED,
        "打了三次没人接",
        AT,
    )
    with pytest.raises(Refused) as refused:
        call_backs.call_back(call=debt, by=deng, at=AT)
    assert refused.value.code == "call_settled"
    # The caller gets through after all.
    inquiry = make_inquiry(deng, at=civil(2026, 10, 10, 9), person=make_person(town.centre, phone="13800000001"))
    debt.refresh_from_db()
    assert (debt.state, debt.inquiry) == (CallbackState.CALLED_AGAIN, inquiry)


def test_who_meets_nobody_opens_no_number_and_a_window_clerk_imports_nothing() -> None:
    town, other = town_with_phones(), make_town("elsewhere", town="别处镇")
    bring(town, MISSED)
    (debt,) = debts()
    leader = actor_for(make_staff(town.centre, "领导", roles=[Role.LEADER]))
    for by, code in ((leader, "not_front_desk"), (other.actor(other.he), "another_centre")):
        with pytest.raises(Refused) as refused:
            call_backs.call_back(call=debt, by=by, at=AT)
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        calls.import_calls(read=read_lines(MISSED), file_name="x", by=town.actor(town.deng), at=AT)
    assert refused.value.code == "not_for_calls"


def test_k2_7_a_missed_call_is_evidence_and_never_a_finding() -> None:
    town = town_with_phones()
    bring(town, "08 10:00:00,13800000001,8004,未接,0", MISSED, "09 10:30:00,13800000003,8004,已接,60")
    assert find_candidates(centre_id=town.centre.pk, since=civil(2026, 9, 1), at=civil(2026, 10, 20)) == 0
    assert Finding.objects.count() == 0
    of_the_day = CallRecord.objects.filter(called_at__gte=civil(2026, 10, 9, 0)).order_by("-called_at")
    assert [(one.window, one.was_answered) for one in of_the_day] == [
        (town.civil_affairs, True),
        (town.civil_affairs, False),
    ]


def test_the_dry_run_tells_what_the_import_then_does() -> None:
    town = town_with_phones()
    bring(town, MISSED)
    read = read_lines(MISSED, "09 14:00:00,13800000001,8001,已接,90", "09 15:00:00,13800000002,8001,未接,0")
    plan = plan_calls(town.centre.pk, read)
    assert (len(plan.new), plan.known, plan.missed, plan.debts, len(plan.settled)) == (2, 1, 1, 1, 1)
    assert CallRecord.objects.count() == 1
    source = calls.import_calls(read=read, file_name="话单.csv", by=town.actor(town.he), at=AT)
    assert (source.new, source.known) == (2, 1)
    entry = Entry.objects.get(action="calls.import", subject_id=str(source.pk))
    [told] = of_subjects(town.centre.pk, [("calls", source.pk)])
    assert told.data["file"] == "话单.csv"  # sealed beside the chain, where it may be forgotten
    assert {key: value for key, value in entry.data.items() if key != "file"} == {
        "rows": 3,
        "new": 2,
        "known": 1,
        "refused": 0,
        "owed": 1,
        "settled": 1,
    }


def test_the_list_of_missed_calls_is_found_by_number_and_whole_phone() -> None:
    town = town_with_phones()
    bring(town, MISSED, "09 11:00:00,13800000002,8001,未接,0")
    centre = town.centre.pk

    def numbers(**wanted: object) -> list[str]:
        return [one.number for one in calls_missed(centre, **wanted)]  # type: ignore[arg-type]

    assert numbers(sift=CallSift.OWED) == ["回 26-0001", "回 26-0002"]
    assert numbers(text="回 26-2") == ["回 26-0002"]
    assert numbers(text="138 0000 0001") == ["回 26-0001"]
    assert (numbers(text="0001"), numbers(sift=CallSift.REACHED)) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_two_settle_one_call_at_once() -> None:
    town = town_with_phones()
    bring(town, MISSED)
    (debt,) = debts()
    deng = town.actor(town.deng)
    for hour in (14, 15, 16):
        at = civil(2026, 10, 9, hour)
        call_backs.call_back(call=debt, by=deng, at=at)
        call_backs.note_not_reached(call=debt, words="没人接", by=deng, at=at)

    def close() -> Callable[[], object]:
        seen = CallRecord.objects.get(pk=debt.pk)
        return lambda: call_backs.give_up(call=seen, words="没人接", by=deng, at=AT)

    assert at_once(close(), close()) == ["call_settled", "done"]


def test_f8_a_landline_is_one_number_with_and_without_the_area_code() -> None:
    town = town_with_phones()
    bring(town, "09 10:00:00,02345671234,8004,未接,0", "09 10:30:00,45671234,8004,未接,0")
    (debt,) = debts()
    assert [one.number for one in calls_missed(town.centre.pk, text="4567 1234")] == [debt.number]

    person = make_person(town.centre, phone="45671234")
    make_inquiry(town.actor(town.deng), at=AT, person=person, channel=Channel.ON_SITE)

    debt.refresh_from_db()
    assert debt.state == CallbackState.CALLED_AGAIN


def test_f8_the_spacing_of_tries_counts_opening_minutes_of_the_centre() -> None:
    town = town_with_phones()
    bring(town, MISSED)
    (debt,) = debts()
    deng = town.actor(town.deng)
    # 11:50, then 13:40 after the midday break: twenty minutes of opening time; 14:00 is thirty after the first.
    for hour, minute, counted in ((11, 50, 1), (13, 40, 1), (13, 50, 2), (14, 10, 2)):
        at = civil(2026, 10, 9, hour, minute)
        call_backs.call_back(call=debt, by=deng, at=at)
        call_backs.note_not_reached(call=debt, words="没人接", by=deng, at=at)
        assert tries_counted(town.centre.pk, [debt]) == {debt.pk: counted}
    Centre.objects.update(try_minutes=10)
    assert tries_counted(town.centre.pk, [debt]) == {debt.pk: 4}
