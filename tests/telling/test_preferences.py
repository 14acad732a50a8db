"""告知方式: the channel that the person wants; reminders they don't want stay away, what must be told doesn't."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings
from tests.factories import Town, make_person, make_town
from tests.telling.scene import NOW, WORDS, extended

from shouwen.journal.models import Entry
from shouwen.messages.actions import words_of
from shouwen.messages.models import Message
from shouwen.people.actor import Actor
from shouwen.refusals import Refused
from shouwen.telling.channel_choice import address_of
from shouwen.telling.enums import ToldChannel, Wish
from shouwen.telling.models import CallToMake, Preference
from shouwen.telling.preferences import opt_out, set_preference
from shouwen.telling.queries import wish_of
from shouwen.telling.texts import write_text
from shouwen.telling.wording import letter_of

REMINDER = {"matter": "残疾评定", "progress": "正在制证", "link": "https://x.cn/p/1/"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def both(town: Town, settings: Settings) -> Town:
    settings.SMTP_URL = "smtp://127.0.0.1:9"
    return town


def test_t3_who_wants_e_mail_is_told_by_letter(both: Town) -> None:
    person = make_person(both.centre)
    set_preference(
        person=person, wish=Wish.EMAIL, email="chen@mail.example", opted_out=False, by=both.actor(both.he), at=NOW
    )
    told = extended(both, person)
    message = Message.objects.get(pk=told.message_id)
    assert (told.channel, message.address_masked) == (ToldChannel.EMAIL, "c***@mail.example")
    assert words_of(message) == letter_of(both.centre, WORDS)
    assert told.words == WORDS


def test_who_wants_e_mail_gets_a_text_message_where_none_is_set_up(town: Town) -> None:
    person = make_person(town.centre)
    set_preference(person=person, wish=Wish.EMAIL, email="a@b.cn", opted_out=False, by=town.actor(town.he), at=NOW)
    assert extended(town, person).channel == ToldChannel.SMS


def test_who_has_no_mobile_number_but_an_address_is_told_by_e_mail(both: Town) -> None:
    person = make_person(both.centre, phone="")
    set_preference(person=person, wish=Wish.ANY, email="a@b.cn", opted_out=False, by=both.actor(both.he), at=NOW)
    assert extended(both, person).channel == ToldChannel.EMAIL


def test_p3c_who_wants_to_be_called_is_called_though_a_gateway_is_set_up(both: Town) -> None:
    person = make_person(both.centre)
    set_preference(person=person, wish=Wish.CALL, opted_out=False, by=both.actor(both.he), at=NOW)
    told = extended(both, person)
    assert (told.channel, told.why, told.call_number) == (ToldChannel.CALL, "本人要打电话说", "电 26-0001")


def test_t3_who_wants_no_reminders_gets_none_but_hears_of_an_extension(town: Town) -> None:
    person = make_person(town.centre)
    set_preference(person=person, wish=Wish.ANY, opted_out=True, by=town.actor(town.he), at=NOW)
    reminder = extended(town, person, "a", template="progress", values=REMINDER)
    assert (reminder.channel, reminder.why) == (ToldChannel.NONE, "本人说过不用发提醒")
    assert extended(town, person, "b").channel == ToldChannel.SMS
    assert (Message.objects.count(), CallToMake.objects.count()) == (1, 0)


def test_a_reminder_that_the_centre_made_essential_goes_out_all_the_same(town: Town) -> None:
    person = make_person(town.centre)
    set_preference(person=person, wish=Wish.ANY, opted_out=True, by=town.actor(town.he), at=NOW)
    words = "{中心}：{事项}{进展}"
    write_text(template="progress", words=words, is_essential=True, seen=0, by=town.actor(town.office), at=NOW)
    assert extended(town, person, template="progress", values=REMINDER).channel == ToldChannel.SMS


def test_the_person_opts_out_and_in_again_on_their_own_page(town: Town) -> None:
    person, own = make_person(town.centre), Actor.system(town.centre.pk)
    for wanted in (True, True, False):
        opt_out(person=person, opted_out=wanted, by=own, at=NOW)
    entries = Entry.objects.filter(action="person.preference").order_by("seq")
    assert [entry.data["opted_out"] for entry in entries] == [True, False]
    assert Preference.objects.get().opted_out is False


@pytest.mark.parametrize(
    ("wish", "email", "code"),
    [
        (Wish.EMAIL, "", "email_missing"),
        (Wish.ANY, "chen", "email_wrong"),
        (Wish.EMAIL, "a@b.cn\nBcc: c@d.cn", "email_wrong"),
    ],
)
def test_an_address_that_is_none_is_refused(town: Town, wish: Wish, email: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        set_preference(
            person=make_person(town.centre), wish=wish, email=email, opted_out=False, by=town.actor(town.he), at=NOW
        )
    assert refused.value.code == code
    assert Preference.objects.count() == 0


def test_after_a_refused_address_nobody_is_said_to_have_changed_anything(town: Town) -> None:
    person = make_person(town.centre)

    with pytest.raises(Refused):
        set_preference(person=person, wish=Wish.EMAIL, email="zhang", opted_out=False, by=town.actor(town.he), at=NOW)

    assert (wish_of(person), Preference.objects.count()) == (None, 0)


def test_an_address_is_sealed_and_stays_when_none_is_given(town: Town) -> None:
    person, he = make_person(town.centre), town.actor(town.he)
    set_preference(person=person, wish=Wish.ANY, email="chen@mail.example", opted_out=False, by=he, at=NOW)
    row = set_preference(person=person, wish=Wish.EMAIL, opted_out=True, by=he, at=NOW)
    assert (row.wish, row.email_masked, b"chen" in bytes(row.email_sealed)) == ("email", "c***@mail.example", False)


def test_an_address_put_right_is_kept_though_its_mask_is_the_same(both: Town) -> None:
    person, he = make_person(both.centre), both.actor(both.he)
    for email in ("zhangsan@163.com", "zhangsna@163.com", "zhangsna@163.com"):
        set_preference(person=person, wish=Wish.EMAIL, email=email, opted_out=False, by=he, at=NOW)
    assert address_of(Preference.objects.get()) == "zhangsna@163.com"
    entries = Entry.objects.filter(action="person.preference").order_by("seq")
    assert [entry.data["new_address"] for entry in entries] == [True, True]


def test_an_address_is_forgotten_when_the_person_says_so(both: Town) -> None:
    person, he = make_person(both.centre, phone=""), both.actor(both.he)
    set_preference(person=person, wish=Wish.EMAIL, email="a@b.cn", opted_out=False, by=he, at=NOW)
    with pytest.raises(Refused) as refused:
        set_preference(person=person, wish=Wish.EMAIL, forget_email=True, opted_out=False, by=he, at=NOW)
    assert refused.value.code == "email_missing"
    row = set_preference(person=person, wish=Wish.ANY, forget_email=True, opted_out=False, by=he, at=NOW)
    assert (address_of(row), row.email_masked) == ("", "")
    assert extended(both, person).channel == ToldChannel.CALL


def test_another_centre_keeps_its_own_people(town: Town) -> None:
    other = make_town("other", town="三坪镇")
    with pytest.raises(Refused) as refused:
        set_preference(
            person=make_person(other.centre), wish=Wish.CALL, opted_out=False, by=town.actor(town.he), at=NOW
        )
    assert refused.value.code == "another_centre"
