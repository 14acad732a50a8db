"""告知: one channel per telling, chosen by the person's wish and what is set up; a call owed where none carries it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings
from tests.factories import Town, civil, make_person
from tests.telling.scene import NOW, VALUES, WORDS, extended

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.journal.models import Entry
from shouwen.messages.models import Message
from shouwen.telling.enums import ToldChannel
from shouwen.telling.models import CallToMake, Telling

pytestmark = pytest.mark.django_db


def test_t3_an_extension_is_told_by_text_message_in_the_shipped_words(town: Town) -> None:
    told = extended(town, make_person(town.centre, phone="13812345678"))
    assert (told.channel, told.words, told.is_new, told.call_number) == (ToldChannel.SMS, WORDS, True, "")
    message = Message.objects.get(pk=told.message_id)
    assert (message.purpose, message.address_masked, message.state) == (
        "tell/case-extended/1",
        "138****5678",
        "waiting",
    )
    assert CallToMake.objects.count() == 0


def test_p3c_without_a_gateway_a_call_is_owed_within_the_minutes_of_the_centre(town: Town, settings: Settings) -> None:
    settings.SMS_URL = ""
    told = extended(town, make_person(town.centre, "陈甲木", phone="13812345678"))
    assert (told.channel, told.call_number, told.why) == (ToldChannel.CALL, "电 26-0001", "这里还没有接短信，发不了")
    clock = Clock.objects.get(kind=ClockKind.CALL)
    assert (clock.number, clock.matter, clock.person_masked) == ("电 26-0001", "告知延期办理（办 26-00001）", "陈*木")
    assert (clock.responsible_id, clock.unit, clock.promised_limit) == (town.deng.pk, "open_minute", 240)
    # 10:47 to 12:00 are 73 minutes, 13:30 to 16:17 the other 167.
    assert clock.due_at == civil(2026, 10, 9, 16, 17)


def test_p3c_a_person_without_a_mobile_number_is_called(town: Town) -> None:
    told = extended(town, make_person(town.centre, phone="023-45678901"))
    assert (told.channel, told.why) == (ToldChannel.CALL, "登记的不是手机号，收不到短信")


def test_nothing_is_told_twice_for_one_purpose(town: Town, settings: Settings) -> None:
    person = make_person(town.centre)
    first = extended(town, person)
    again = extended(town, person, values={**VALUES, "days": "4"})
    assert (again.is_new, again.telling_id, again.words) == (False, first.telling_id, first.words)
    settings.SMS_URL = ""
    call, second = extended(town, person, "b"), extended(town, person, "b")
    assert (call.call_number, second.call_number, second.is_new) == ("电 26-0001", "电 26-0001", False)
    assert (Telling.objects.count(), Message.objects.count(), CallToMake.objects.count()) == (2, 1, 1)


def test_a_reminder_without_a_channel_is_left_out_and_says_so(town: Town) -> None:
    reminder = {"matter": "残疾评定", "progress": "正在制证", "link": "https://x.cn/p/1/"}
    told = extended(town, make_person(town.centre, phone=""), template="progress", values=reminder)
    assert (told.channel, told.why) == (ToldChannel.NONE, "没有登记手机号，发不了短信")
    assert (Telling.objects.get().channel, CallToMake.objects.count()) == ("none", 0)


@pytest.mark.parametrize(
    "values", [{}, {**VALUES, "days": "3", "more": "x"}, {key: VALUES[key] for key in ("matter", "due")}]
)
def test_a_value_missing_or_one_too_many_is_a_mistake_of_the_caller(town: Town, values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="template extended wants"):
        extended(town, make_person(town.centre), values=values)
    assert Telling.objects.count() == 0


def test_every_telling_is_in_the_journal_without_its_words(town: Town) -> None:
    extended(town, make_person(town.centre))
    entry = Entry.objects.get(action="telling.tell")
    assert (entry.subject_kind, entry.subject_id) == ("case", "1")
    assert entry.data == {"template": "extended", "channel": "sms", "number": "办 26-00001", "why": ""}
    assert entry.at == NOW
    assert Telling.objects.get().told_at - NOW == timedelta(0)
