"""发消息: through real sockets, each once, again after growing pauses, and after the sender's death."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, connections
from pytest_django.fixtures import Settings
from tests.factories import Town
from tests.messages.gateway import KEY, Gateway
from tests.messages.scene import NOW, Clock, state_of, text
from tests.messages.test_mail import mail

from shouwen.messages import actions, queries
from shouwen.messages.actions import PAUSES, retry
from shouwen.messages.enums import MessageChannel, MessageState
from shouwen.messages.gateways import sms
from shouwen.messages.jobs import confirm_delivered, send_waiting
from shouwen.messages.models import Message
from shouwen.messages.transitions import MOVES
from shouwen.refusals import Refused


@pytest.mark.django_db
def test_n2_a_text_message_goes_out_signed_with_template_and_its_receipt_is_kept(
    town: Town, gateway: Gateway, clock: Clock
) -> None:
    message = text(town)
    assert send_waiting() == 1
    [asked] = gateway.asked
    assert asked.is_signed
    assert asked.stamp == str(int(NOW.timestamp()))
    assert asked.body == {
        "request_id": asked.body["request_id"],
        "to": "13812345678",
        "template": "T1",
        "words": "您问的事：带身份证、户口簿到1号窗口。",
    }
    assert len(asked.body["request_id"]) == 32
    message.refresh_from_db()
    assert (message.state, message.receipt, message.sent_at) == (MessageState.SENT, "R1", NOW)
    assert send_waiting() == 0
    assert len(gateway.asked) == 1


@pytest.mark.django_db
def test_a_gateway_that_is_down_is_asked_again_after_growing_pauses_with_the_same_request_id(
    town: Town, gateway: Gateway, clock: Clock
) -> None:
    message = text(town)
    gateway.answers = [(503, {"message": "维护"})] * (len(PAUSES) + 1)
    for tries, pause in enumerate(PAUSES, 1):
        assert send_waiting() == 0
        assert state_of(message) == ("waiting", tries, "短信网关不收（503）：维护")
        clock.pass_by(pause - 0.01)
        assert send_waiting() == 0
        assert len(gateway.asked) == tries
        clock.pass_by(0.02)
    assert send_waiting() == 0
    assert state_of(message) == ("failed", len(PAUSES) + 1, "短信网关不收（503）：维护")
    assert len({asked.body["request_id"] for asked in gateway.asked}) == 1
    clock.pass_by(10_000)
    assert send_waiting() == 0
    assert len(gateway.asked) == len(PAUSES) + 1


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 307])
def test_a_final_no_is_not_asked_again_and_no_number_goes_to_another_address(
    town: Town, gateway: Gateway, clock: Clock, status: int
) -> None:
    message = text(town)
    gateway.answers = [(status, {"message": "号码在黑名单"})]
    assert send_waiting() == 0
    assert state_of(message) == ("failed", 1, f"短信网关不收（{status}）：号码在黑名单")
    assert len(gateway.asked) == 1


@pytest.mark.django_db
def test_of_each_channel_the_oldest_are_taken_so_that_a_dead_one_holds_up_no_other(
    town: Town, settings: Settings
) -> None:
    settings.SMS_URL, settings.SMTP_URL = "http://127.0.0.1:9/", "smtp://127.0.0.1:9"
    for number in range(3):
        text(town, f"notice.{number}")
    letter = mail(town)
    first = Message.objects.order_by("pk").first()
    assert first is not None
    assert queries.due(at=NOW, most=1) == [(first.pk, MessageChannel.SMS), (letter.pk, MessageChannel.EMAIL)]


@pytest.mark.django_db
def test_a_number_that_the_gateway_repeats_is_not_kept_in_clear(town: Town, gateway: Gateway, clock: Clock) -> None:
    message = text(town)
    gateway.answers = [(400, {"message": "号码13812345678是空号"})]
    assert send_waiting() == 0
    assert state_of(message)[2] == "短信网关不收（400）：号码138****5678是空号"


@pytest.mark.django_db
def test_the_office_sends_a_given_up_message_again(town: Town, gateway: Gateway, clock: Clock) -> None:
    message = text(town)
    gateway.answers = [(400, {})]
    send_waiting()
    message.refresh_from_db()
    with pytest.raises(Refused):
        retry(message=message, by=town.actor(town.he), at=NOW)
    retry(message=message, by=town.actor(town.office), at=NOW)
    assert state_of(message) == ("waiting", 0, "")
    with pytest.raises(Refused) as again:
        retry(message=message, by=town.actor(town.office), at=NOW)
    assert again.value.code == "not_failed"
    assert send_waiting() == 1
    assert state_of(message)[0] == "sent"


@pytest.mark.django_db
def test_nobody_listening_and_an_answer_that_never_comes_are_tried_again(
    town: Town, gateway: Gateway, clock: Clock, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = text(town)
    settings.SMS_URL = "http://127.0.0.1:9/send"
    send_waiting()
    assert state_of(message) == ("waiting", 1, "短信网关没有回应，过一会儿再试")
    settings.SMS_URL, gateway.hold = gateway.address, Event()
    monkeypatch.setattr(sms, "TIME_OUT", 0.3)
    clock.pass_by(2)
    send_waiting()
    assert state_of(message) == ("waiting", 2, "短信网关没有回应，过一会儿再试")
    gateway.hold.set()
    gateway.hold = None
    clock.pass_by(6)
    assert send_waiting() == 1
    assert list(gateway.sent.values()) == ["R1"]


@pytest.mark.django_db
def test_a_gateway_that_doesnt_answer_is_asked_once_a_run_and_the_others_wait_untouched(
    town: Town, gateway: Gateway, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = [text(town, f"notice.{number}") for number in range(5)]
    gateway.hold = Event()
    monkeypatch.setattr(sms, "TIME_OUT", 0.3)
    assert send_waiting() == 0
    assert len(gateway.asked) == 1
    gateway.hold.set()
    gateway.hold = None
    assert [state_of(one)[:2] for one in messages] == [("waiting", 1)] + [("waiting", 0)] * 4
    monkeypatch.setattr(sms, "TIME_OUT", 10)
    clock.pass_by(1)
    assert send_waiting() == 5


@pytest.mark.django_db
def test_a_message_for_later_waits(town: Town, gateway: Gateway, clock: Clock) -> None:
    text(town, at=NOW + timedelta(minutes=30))
    assert send_waiting() == 0
    clock.pass_by(31)
    assert send_waiting() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once(town: Town, gateway: Gateway, clock: Clock) -> None:
    for number in range(12):
        text(town, f"notice.{number}")
    sent: list[int] = []

    def work() -> None:
        try:
            sent.append(send_waiting())
        finally:
            connections.close_all()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert sum(sent) == 12
    assert len(gateway.asked) == 12
    assert len({asked.body["request_id"] for asked in gateway.asked}) == 12
    assert Message.objects.filter(state=MessageState.SENT, tries=1).count() == 12


@pytest.mark.django_db(transaction=True)
def test_after_kill_9_in_the_middle_the_message_goes_out_and_the_gateway_knows_it(
    town: Town, gateway: Gateway, clock: Clock
) -> None:
    """A worker dies while the gateway, which has taken the message, is answering."""
    message = text(town)
    gateway.hold = Event()
    source = """
import django
from django.conf import settings
django.setup()
from django.db import connections
connections.databases["default"]["NAME"] = settings.DATABASES["default"]["NAME"] = NAME
from datetime import datetime
from shouwen import civil_time
civil_time.now = lambda: datetime.fromisoformat(AT)
from shouwen.messages.jobs import send_waiting
send_waiting()
"""
    name = str(connection.settings_dict["NAME"])
    source = (
        source.replace("NAME)", f"{name!r})").replace("= NAME", f"= {name!r}").replace("(AT)", f"({NOW.isoformat()!r})")
    )
    env = {**os.environ, "SHOUWEN_SMS_URL": gateway.address, "SHOUWEN_SMS_KEY": KEY}
    worker = subprocess.Popen([sys.executable, "-c", source], env=env)
    try:
        assert gateway.reached.wait(60)
        assert state_of(message)[:2] == ("sending", 1)
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(20)
    gateway.hold.set()
    gateway.hold = None
    clock.pass_by(1)
    assert send_waiting() == 0
    clock.pass_by(10)
    assert send_waiting() == 1
    assert state_of(message)[:2] == ("sent", 2)
    assert [asked.body["request_id"] for asked in gateway.asked] == [gateway.asked[0].body["request_id"]] * 2
    assert gateway.sent == {gateway.asked[0].body["request_id"]: "R1"}


@pytest.mark.django_db
def test_a_late_answer_does_not_overwrite_the_try_that_followed(town: Town, gateway: Gateway, clock: Clock) -> None:
    message = text(town)
    late = actions.take(message_id=message.pk, at=NOW)
    assert late is not None
    assert actions.take(message_id=message.pk, at=NOW) is None
    later = NOW + actions.LEASE
    again = actions.take(message_id=message.pk, at=later)
    assert again is not None
    assert actions.note_fault(letter=late, fault="迟了", is_final=True, at=later) is False
    assert actions.note_sent(letter=again, receipt="R1", at=later) is True
    assert state_of(message) == ("sent", 2, "")


@pytest.mark.django_db
def test_a_sender_that_dies_at_every_try_gives_the_message_up(town: Town, clock: Clock, gateway: Gateway) -> None:
    message, at = text(town), NOW
    while actions.take(message_id=message.pk, at=at) is not None:
        at += actions.LEASE
    assert state_of(message) == ("failed", len(PAUSES) + 1, "发送中断太多次，没有再试")


@pytest.mark.django_db
def test_n2_what_reached_the_phone_is_asked_of_the_gateway_and_kept(
    town: Town, gateway: Gateway, clock: Clock, settings: Settings
) -> None:
    first, second, third = text(town, "a"), text(town, "b"), text(town, "c", at=NOW + timedelta(days=9))
    assert send_waiting() == 2
    assert confirm_delivered() == 0
    assert len(gateway.asked) == 2
    settings.SMS_REPORTS_URL, gateway.arrived = gateway.address, ["R2"]
    clock.pass_by(5)
    assert confirm_delivered() == 1
    assert (gateway.asked[-1].body, gateway.asked[-1].is_signed) == ({"receipts": ["R1", "R2"]}, True)
    second.refresh_from_db()
    assert (second.state, second.delivered_at) == (MessageState.DELIVERED, clock.at)
    assert [state_of(one)[0] for one in (first, third)] == ["sent", "waiting"]
    gateway.answers = [(503, {})]
    assert confirm_delivered() == 0
    clock.pass_by(3 * 24 * 60)
    asked = len(gateway.asked)
    assert confirm_delivered() == 0
    assert len(gateway.asked) == asked


@pytest.mark.django_db
@pytest.mark.parametrize("at_first", list(MessageState))
def test_a_message_moves_only_as_the_table_says(town: Town, gateway: Gateway, clock: Clock, at_first: str) -> None:
    message = text(town)
    letter = actions.take(message_id=message.pk, at=NOW)
    assert letter is not None
    steps = {
        MessageState.SENT: lambda: actions.note_sent(letter=letter, receipt="R1", at=NOW),
        MessageState.WAITING: lambda: actions.note_fault(letter=letter, fault="没通", is_final=False, at=NOW),
        MessageState.FAILED: lambda: actions.note_fault(letter=letter, fault="空号", is_final=True, at=NOW),
        MessageState.DELIVERED: lambda: actions.note_delivered(message_ids=[message.pk], at=NOW) == 1,
    }
    for to, step in steps.items():
        Message.objects.filter(pk=message.pk).update(state=at_first, sent_at=NOW, tries=letter.tries)
        may = at_first == MessageState.SENDING if to == MessageState.WAITING else to in MOVES[MessageState(at_first)]
        assert (step(), state_of(message)[0]) == (may, to if may else at_first)
