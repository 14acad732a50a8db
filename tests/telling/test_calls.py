"""要打的电话: opened, tried, reached; a call that isn't made stays owed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.factories import Town, actor_for, make_person, make_staff
from tests.telling.scene import NOW, WORDS, extended, owed_call

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.journal.models import Entry
from shouwen.people.enums import Role
from shouwen.refusals import Refused
from shouwen.telling import calls
from shouwen.telling.calls import give_up, note_not_reached, note_reached, open_number
from shouwen.telling.enums import CallState, ReachedBy
from shouwen.telling.models import CallToMake
from shouwen.telling.queries import told_about, told_for
from shouwen.telling.transitions import MOVES

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def clock_of(call: CallToMake) -> Clock:
    return Clock.objects.get(kind=ClockKind.CALL, subject_id=call.pk)


def test_p3c_a_call_is_reached_with_when_by_whom_how_and_what_was_said(town: Town) -> None:
    call, deng = owed_call(town), town.actor(town.deng)
    assert open_number(call=call, by=deng, at=NOW + 5 * MINUTE) == "02345678901"
    note_reached(call=call, means=ReachedBy.PHONE, words="照着念了，说知道了", by=deng, at=NOW + 8 * MINUTE)
    call.refresh_from_db()
    assert (call.state, call.means, call.settled_by_id) == ("reached", "phone", town.deng.pk)
    assert (call.settled_at, calls.said_of(call)) == (NOW + 8 * MINUTE, "照着念了，说知道了")
    assert b"\xe7\x85\xa7" not in bytes(call.said_sealed)
    assert (clock_of(call).state, clock_of(call).closed_at) == ("closed", NOW + 8 * MINUTE)
    [record] = told_about(town.centre.pk, "case", 1)
    assert (record.is_told, record.told_at, record.told_by, record.means) == (
        True,
        NOW + 8 * MINUTE,
        "邓白露",
        "电话里说的",
    )


def test_t3_until_the_call_is_made_the_person_does_not_count_as_told(town: Town) -> None:
    call = owed_call(town, purpose="case-extended/7")
    record = told_for(town.centre.pk, ["case-extended/7", "case-extended/8"])
    assert set(record) == {"case-extended/7"}
    assert (record["case-extended/7"].is_told, record["case-extended/7"].is_owed) == (False, True)
    assert record["case-extended/7"].call_number == call.number


def test_the_words_to_read_out_are_those_of_the_telling(town: Town) -> None:
    assert calls.words_of_call(owed_call(town)) == WORDS


def test_each_opening_of_the_number_is_journalled_and_shown_to_who_opened_it_for_a_while(town: Town) -> None:
    call, deng, he = owed_call(town), town.actor(town.deng), town.actor(town.he)
    open_number(call=call, by=deng, at=NOW)
    assert Entry.objects.filter(action="person.open").count() == 1
    assert calls.number_in_hand(call, by=deng, at=NOW + 9 * MINUTE, within=10 * MINUTE) == "02345678901"
    assert calls.number_in_hand(call, by=he, at=NOW + 9 * MINUTE, within=10 * MINUTE) == ""
    assert calls.number_in_hand(call, by=deng, at=NOW + 10 * MINUTE, within=10 * MINUTE) == ""


def test_a_try_that_reaches_nobody_is_written_down_and_the_call_stays_owed(town: Town) -> None:
    call, deng = owed_call(town), town.actor(town.deng)
    with pytest.raises(Refused) as unopened:
        note_not_reached(call=call, words="响了没人接", by=deng, at=NOW)
    assert unopened.value.code == "number_not_opened"
    open_number(call=call, by=deng, at=NOW)
    note_not_reached(call=call, words=" 响了没人接 ", by=deng, at=NOW + MINUTE)
    call.refresh_from_db()
    assert (call.state, call.tries.get().result, clock_of(call).state) == ("owed", "响了没人接", "running")


def test_p3c_telling_is_given_up_only_after_three_tries_apart(town: Town) -> None:
    call, deng = owed_call(town), town.actor(town.deng)
    moments = [NOW, NOW + 5 * MINUTE, NOW + 40 * MINUTE, NOW + 3 * 60 * MINUTE]
    for count, moment in enumerate(moments):
        open_number(call=call, by=deng, at=moment)
        note_not_reached(call=call, words="没人接", by=deng, at=moment)
        # The second try came five minutes after the first: the two count as one.
        assert calls.tries_counted(call) == (1, 1, 2, 3)[count]
        if count < 3:
            with pytest.raises(Refused) as early:
                give_up(call=call, words="联系不上", by=deng, at=moment)
            assert early.value.code == "too_few_tries"
    give_up(call=call, words="联系不上", by=deng, at=moments[-1])
    assert (call.state, clock_of(call).state) == ("not_reached", "closed")
    note_reached(call=call, means=ReachedBy.IN_PERSON, words="他来了，当面说的", by=deng, at=NOW + timedelta(days=3))
    assert (call.state, call.means) == ("reached", "in_person")


def test_somebody_without_any_phone_is_told_in_another_way(town: Town) -> None:
    call, deng = owed_call(town, phone=""), town.actor(town.deng)
    with pytest.raises(Refused) as refused:
        open_number(call=call, by=deng, at=NOW)
    assert (refused.value.code, refused.value.refusal.way_out) == (
        "no_phone",
        "当面说，或请村里带到，再记下怎样告知的",
    )
    note_reached(call=call, means=ReachedBy.RELAYED, words="村支书带到了", by=deng, at=NOW)
    assert call.state == CallState.REACHED


def test_two_who_call_at_once_settle_it_once(town: Town) -> None:
    call = owed_call(town)
    same = CallToMake.objects.get(pk=call.pk)
    note_reached(call=call, means=ReachedBy.PHONE, words="说了", by=town.actor(town.deng), at=NOW)
    with pytest.raises(Refused) as second:
        note_reached(call=same, means=ReachedBy.PHONE, words="也说了", by=town.actor(town.he), at=NOW)
    assert second.value.code == "call_settled"
    assert calls.said_of(CallToMake.objects.get(pk=call.pk)) == "说了"


def test_who_meets_no_people_calls_nobody(town: Town) -> None:
    call = owed_call(town)
    leader = actor_for(make_staff(town.centre, "吴霜降", roles=[Role.LEADER]))
    with pytest.raises(Refused) as refused:
        open_number(call=call, by=leader, at=NOW)
    assert refused.value.code == "not_front_desk"
    assert Entry.objects.filter(action="person.open").count() == 0


@pytest.mark.parametrize("before", list(CallState))
@pytest.mark.parametrize("to", [CallState.REACHED, CallState.NOT_REACHED, CallState.SENT])
def test_a_call_moves_only_as_the_table_says(town: Town, before: CallState, to: CallState) -> None:
    call, deng = owed_call(town, phone=""), town.actor(town.deng)
    if before != CallState.OWED:
        CallToMake.objects.filter(pk=call.pk).update(state=before, settled_at=NOW, means="phone")
        clock_of(call)
        call.refresh_from_db()
    steps = {
        CallState.REACHED: lambda: note_reached(call=call, means=ReachedBy.PHONE, words="说了", by=deng, at=NOW),
        CallState.NOT_REACHED: lambda: give_up(call=call, words="找不到人", by=deng, at=NOW),
        CallState.SENT: lambda: calls.note_sent_after_all(call=call, by=deng, at=NOW),
    }
    if to in MOVES[before]:
        steps[to]()
        assert call.state == to
    else:
        with pytest.raises(Refused) as refused:
            steps[to]()
        assert refused.value.code == "call_settled"


def test_the_journal_tells_of_a_call_without_number_or_words(town: Town) -> None:
    person = make_person(town.centre, "陈甲木", phone="023-45678901")
    extended(town, person)
    call = CallToMake.objects.get()
    note_reached(call=call, means=ReachedBy.PHONE, words="陈甲木说知道了", by=town.actor(town.deng), at=NOW)
    owed, reached = Entry.objects.filter(subject_kind="case", action__startswith="call_to_make").order_by("seq")
    assert {**owed.data, "why": set(owed.data["why"])} == {
        "call": "电 26-0001",
        "number": "办 26-00001",
        "title": "告知延期办理",
        "why": {"words_sm3"},
    }
    assert (reached.action, reached.data["means"], set(reached.data["words"])) == (
        "call_to_make.reached",
        "phone",
        {"words_sm3"},
    )
