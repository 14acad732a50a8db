"""写消息: sealed, once for each purpose, within the change it belongs to, and only by a way that is there."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings
from tests.factories import Town, civil, make_inquiry, make_person, make_town

from shouwen.journal.change import one_change
from shouwen.journal.models import Entry
from shouwen.messages import policies, queries
from shouwen.messages.actions import mark_read, words_of, write
from shouwen.messages.enums import MessageChannel, MessageState
from shouwen.messages.models import Message
from shouwen.people.models import Person
from shouwen.refusals import Refused, refuse

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)


@pytest.fixture(autouse=True)
def _gateways(settings: Settings) -> None:
    settings.SMS_URL, settings.SMTP_URL = "http://127.0.0.1:9/send", "smtp://127.0.0.1:9"


@pytest.fixture
def town() -> Town:
    return make_town()


def text(town: Town, person: Person | None = None, *, purpose: str = "notice.1", words: str = "带身份证来") -> Message:
    return write(
        purpose=purpose,
        channel=MessageChannel.SMS,
        words=words,
        subject_kind="inquiry",
        subject_id=1,
        number="问 261009-01",
        person=person or make_person(town.centre, phone="13812345678"),
        by=town.actor(town.he),
        at=NOW,
    )


def test_n2_a_message_waits_with_words_and_address_sealed(town: Town) -> None:
    message = text(town)
    assert (message.state, message.not_before, message.address_masked) == (MessageState.WAITING, NOW, "138****5678")
    assert words_of(message) == "带身份证来"
    row = Message.objects.values().get()
    assert "带身份证来".encode() not in bytes(row["words_sealed"])
    assert b"13812345678" not in bytes(row["address_sealed"])
    entry = Entry.objects.get(action="message.write")
    assert entry.data == {"channel": "sms", "purpose": "notice.1", "number": "问 261009-01"}


def test_the_same_purpose_gives_back_the_first_message(town: Town) -> None:
    first = text(town)
    assert text(town, words="别的话") == first
    assert (Message.objects.count(), words_of(first)) == (1, "带身份证来")


def test_a_refused_change_leaves_no_message(town: Town) -> None:
    @one_change
    def changes_its_mind() -> None:
        text(town)
        raise refuse("no", "不办了")

    with pytest.raises(Refused):
        changes_its_mind()
    assert Message.objects.count() == 0


@pytest.mark.parametrize(("phone", "code"), [("", "no_phone"), ("023-45670000", "not_a_mobile"), ("13812345678", "")])
def test_a_text_message_needs_a_mobile_number(town: Town, phone: str, code: str) -> None:
    person = make_person(town.centre, phone=phone)
    refusal = policies.may_send(MessageChannel.SMS, person=person)
    assert (refusal.code if refusal else "") == code
    if code:
        with pytest.raises(Refused) as refused:
            text(town, person)
        assert refused.value.code == code


def test_a_channel_that_is_not_set_up_is_not_offered_and_says_what_to_do_instead(
    town: Town, settings: Settings
) -> None:
    settings.SMS_URL = ""
    refusal = policies.may_send(MessageChannel.SMS, person=make_person(town.centre))
    assert refusal is not None
    assert refusal.message == "这里还没有接短信，发不了"
    assert refusal.way_out == "念给他听，或打印出来交给他；要接短信，找系统管理员"
    settings.SMTP_URL = ""
    assert policies.may_send(MessageChannel.EMAIL, address="a@b.cn") is not None


@pytest.mark.parametrize(
    ("words", "code"), [("", "words_missing"), ("  ", "words_missing"), ("字" * 501, "words_too_long")]
)
def test_a_message_says_something_and_not_too_much(town: Town, words: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        text(town, words=words)
    assert refused.value.code == code


@pytest.mark.parametrize("address", ["", "chen", "a@b", "a b@c.cn", "a@b.cn\nBcc: x@y.cn", "<a@b.cn>"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    refusal = policies.may_send(MessageChannel.EMAIL, address=address)
    assert refusal is not None
    assert refusal.code == "no_address"


def test_a_person_of_another_centre_gets_no_message_from_here(town: Town) -> None:
    other = make_town("other", town="三坪镇")
    with pytest.raises(Refused) as refused:
        text(town, make_person(other.centre))
    assert refused.value.code == "another_centre"


def test_a_notice_on_the_desk_is_there_at_once_and_is_read_by_its_receiver_alone(town: Town) -> None:
    inquiry = make_inquiry(town.actor(town.he), at=NOW)
    message = write(
        purpose="returned.1",
        channel=MessageChannel.DESK,
        words="转给4号的退回来了",
        subject_kind="inquiry",
        subject_id=inquiry.pk,
        number=inquiry.number,
        staff_id=town.deng.pk,
        by=town.actor(town.he),
        at=NOW,
    )
    assert (message.state, message.sent_at) == (MessageState.SENT, NOW)
    assert list(queries.notices_for(town.centre.pk, town.deng.pk, at=NOW)) == [message]
    assert queries.unread_count(town.centre.pk, town.he.pk, at=NOW) == 0
    assert mark_read(message_ids=[message.pk], by=town.actor(town.he), at=NOW) == 0
    assert queries.unread_count(town.centre.pk, town.deng.pk, at=NOW) == 1
    assert mark_read(message_ids=[message.pk], by=town.actor(town.deng), at=NOW) == 1
    assert queries.unread_count(town.centre.pk, town.deng.pk, at=NOW) == 0


def test_a_text_message_to_staff_or_a_desk_notice_to_a_person_is_refused(town: Town) -> None:
    for channel, receiver in (
        (MessageChannel.SMS, {"staff_id": town.he.pk}),
        (MessageChannel.DESK, {"person": make_person(town.centre)}),
        (MessageChannel.EMAIL, {}),
    ):
        with pytest.raises(Refused) as refused:
            write(
                purpose="x",
                channel=channel,
                words="话",
                subject_kind="inquiry",
                subject_id=1,
                number="问 1",
                by=town.actor(town.he),
                at=NOW,
                **receiver,  # type: ignore[arg-type]
            )
        assert refused.value.code == "wrong_receiver"
