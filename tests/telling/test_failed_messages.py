"""A message that is given up becomes a call, whoever wrote it; sent after all, the call ends; told by a person, it doesn't go out."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings
from tests.factories import Town, civil, make_person
from tests.messages.gateway import Gateway
from tests.messages.scene import Clock, text
from tests.telling.scene import NOW, WORDS, extended

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock as DebtClock
from shouwen.messages.actions import retry
from shouwen.messages.jobs import send_waiting
from shouwen.messages.models import Message
from shouwen.people import roster
from shouwen.refusals import Refused
from shouwen.telling import calls, failed_messages
from shouwen.telling.enums import CallState, ReachedBy
from shouwen.telling.jobs import owe_calls
from shouwen.telling.models import CallToMake

pytestmark = pytest.mark.django_db
NO = (400, {"message": "空号"})


def test_p3c_a_message_that_fails_for_good_becomes_a_call_once(town: Town, gateway: Gateway, clock: Clock) -> None:
    extended(town, make_person(town.centre, phone="13812345678"))
    gateway.answers = [NO]
    assert send_waiting() == 0
    assert (owe_calls(), owe_calls()) == (1, 0)
    call = CallToMake.objects.get()
    assert (call.title, call.why) == ("告知延期办理", "短信没有发出去：短信网关不收（400）：空号")
    assert calls.words_of_call(call) == WORDS
    assert DebtClock.objects.get(kind=ClockKind.CALL).responsible_id == town.deng.pk


def test_n2_a_one_time_notice_that_fails_is_called_by_who_wrote_it(town: Town, gateway: Gateway, clock: Clock) -> None:
    text(town)
    gateway.answers = [NO]
    send_waiting()
    assert owe_calls() == 1
    call = CallToMake.objects.get()
    assert (call.subject_number, calls.words_of_call(call)) == ("问 261009-01", "您问的事：带身份证、户口簿到1号窗口。")
    assert DebtClock.objects.get(kind=ClockKind.CALL).responsible_id == town.he.pk


def test_a_message_that_is_still_tried_owes_no_call(town: Town, gateway: Gateway, clock: Clock) -> None:
    extended(town, make_person(town.centre))
    gateway.answers = [(503, {})]
    send_waiting()
    assert (owe_calls(), CallToMake.objects.count()) == (0, 0)


def test_p3c_behind_a_dead_gateway_every_message_becomes_a_call_after_four_opening_hours(
    town: Town, settings: Settings, clock: Clock
) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/"
    for number in range(3):
        extended(town, make_person(town.centre), f"case-extended/{number}")
    # Friday 10:47; on the make-up Saturday work begins at 9:00. Until 12:00 73 minutes, 13:30 to 17:30 another 240.
    clock.at = civil(2026, 10, 9, 16, 16)
    assert send_waiting() == 0
    assert (owe_calls(), CallToMake.objects.count()) == (0, 0)
    clock.at = civil(2026, 10, 9, 16, 17)
    assert (owe_calls(), owe_calls()) == (3, 0)
    whys = [call.why for call in CallToMake.objects.order_by("pk")]
    assert whys == [
        "短信等了 4 个工作小时还没有发出去：短信网关没有回应，过一会儿再试",
        "短信等了 4 个工作小时还没有发出去",
        "短信等了 4 个工作小时还没有发出去",
    ]


def test_a_message_that_went_out_after_its_call_was_given_up_is_sent_all_the_same(
    town: Town, gateway: Gateway, clock: Clock
) -> None:
    extended(town, make_person(town.centre))
    gateway.answers = [NO]
    send_waiting()
    owe_calls()
    CallToMake.objects.update(state=CallState.NOT_REACHED, settled_at=NOW)
    retry(message=Message.objects.get(channel="sms"), by=town.actor(town.office), at=NOW)
    clock.pass_by(1)
    assert send_waiting() == 1
    assert (owe_calls(), owe_calls()) == (1, 0)
    assert CallToMake.objects.get().state == CallState.SENT


def test_one_that_nobody_answers_for_holds_up_no_other(
    town: Town, gateway: Gateway, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failed_messages, "MOST", 1)
    monkeypatch.setattr(roster, "who_is_on_duty", lambda *_, **__: None)
    text(town)
    Message.objects.update(written_by=None)
    extended(town, make_person(town.centre))
    gateway.answers = [NO, NO]
    send_waiting()
    assert owe_calls() == 1
    assert CallToMake.objects.get().title == "告知延期办理"


def test_sent_again_by_the_office_the_call_ends_by_itself(town: Town, gateway: Gateway, clock: Clock) -> None:
    extended(town, make_person(town.centre))
    gateway.answers = [NO]
    send_waiting()
    owe_calls()
    retry(message=Message.objects.get(channel="sms"), by=town.actor(town.office), at=NOW)
    clock.pass_by(1)
    assert (send_waiting(), owe_calls(), owe_calls()) == (1, 1, 0)
    call = CallToMake.objects.get()
    assert (call.state, call.settled_at, call.settled_by_id) == (CallState.SENT, clock.at, None)
    assert DebtClock.objects.get(kind=ClockKind.CALL).state == "closed"


def test_told_by_a_person_the_message_goes_out_no_more(town: Town, gateway: Gateway, clock: Clock) -> None:
    extended(town, make_person(town.centre))
    gateway.answers = [NO]
    send_waiting()
    owe_calls()
    office, message = town.actor(town.office), Message.objects.get(channel="sms")
    # The office has it sent again while somebody calls: who calls first wins.
    retry(message=message, by=office, at=NOW)
    call = CallToMake.objects.get()
    calls.note_reached(call=call, means=ReachedBy.PHONE, words="说了", by=town.actor(town.deng), at=NOW)
    clock.pass_by(1)
    assert (send_waiting(), len(gateway.asked)) == (0, 1)
    message.refresh_from_db()
    assert message.state == "replaced"
    with pytest.raises(Refused) as refused:
        retry(message=message, by=office, at=NOW)
    assert refused.value.message == "这条消息现在是“改由人告知”，不用再发"


def test_a_notice_on_the_desk_that_nobody_reads_owes_no_call(town: Town, gateway: Gateway, clock: Clock) -> None:
    text(town)
    gateway.answers = [NO]
    send_waiting()
    assert Message.objects.filter(channel="desk").count() == 1
    assert (owe_calls(), owe_calls()) == (1, 0)
