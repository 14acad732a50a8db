"""没发出去: what was told by a message that reached nobody isn't told, on the page and in the registers, until somebody tells it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings
from tests.factories import Town, civil, client_of, make_inquiry, make_item, make_person, make_town

from shouwen import civil_time
from shouwen.catalogue.models import ItemVersion
from shouwen.inquiries.actions import answer, give_notice
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.notice_message import send_notice
from shouwen.inquiries.register_queries import Asked, call_register, inquiry_register
from shouwen.messages.actions import note_fault, retry, take, words_of, write
from shouwen.messages.enums import MessageChannel
from shouwen.messages.models import Message
from shouwen.people.actor import Actor
from shouwen.telling.calls import note_reached
from shouwen.telling.enums import ReachedBy
from shouwen.telling.failed_messages import owe_calls
from shouwen.telling.models import CallToMake

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10, 47)
LATER = AT + timedelta(minutes=20)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.SMS_URL = "https://gateway.invalid/send"
    monkeypatch.setattr(civil_time, "now", lambda: LATER)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def guide(town: Town) -> ItemVersion:
    return make_item(town.general, "高龄津贴", code="GL01", materials=("身份证",))


def told_by_message(town: Town, guide: ItemVersion) -> Inquiry:
    """A call that was answered; the guide went by text message."""
    person = make_person(town.centre, "周乙石", phone="13900000001")
    he = town.actor(town.he)
    inquiry = make_inquiry(he, at=AT, person=person, channel=Channel.PHONE, item_id=guide.item_id)
    send_notice(inquiry=inquiry, version=guide, situation=None, by=he, at=AT)
    return answer(inquiry=inquiry, words="指南发到您手机上了", means=ToldBy.PHONE, by=he, at=AT)


def fail(message: Message) -> None:
    letter = take(message_id=message.pk, at=AT)
    assert letter is not None
    assert note_fault(letter=letter, fault="空号", is_final=True, at=AT)


def untold(town: Town) -> list[list[str]]:
    """Numbers of those not told, in the register of inquiries and in that of calls."""
    asked = Asked(state="untold")
    books = inquiry_register(town.centre.pk, asked), call_register(town.centre.pk, asked)
    return [list(rows.values_list("number", flat=True)) for rows in books]


def line(town: Town, book: str) -> str:
    """The one row of a register, as words."""
    html = client_of(town.office).get(f"/registers/{book}/").content.decode()
    body = re.search(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    assert body is not None
    return re.sub(r"<[^>]+>|\s+", " ", body[1])


def test_n2_f8_a_message_that_reached_nobody_told_nothing_until_somebody_calls(town: Town, guide: ItemVersion) -> None:
    inquiry = told_by_message(town, guide)
    waiting = untold(town)
    fail(Message.objects.get())
    failed = untold(town), line(town, "first"), line(town, "calls")
    owe_calls(centre_id=town.centre.pk, at=AT)
    call = CallToMake.objects.get()
    page = client_of(town.he).get(f"/inquiries/{inquiry.number[2:]}/").content.decode()
    note_reached(call=call, means=ReachedBy.PHONE, words="都念了", by=town.actor(town.he), at=LATER)

    assert waiting == [[], []]
    assert failed[0] == [[inquiry.number], [inquiry.number]]
    for row in failed[1:]:
        assert "短信没发出去，改打电话" in row
        assert "何谷雨 电话里说了" not in row
    assert "短信没发出去，改打电话" in page
    assert f"去打这个电话（{call.number}）" in page
    assert untold(town) == [[], []]
    assert "何谷雨 电话里说了" in line(town, "calls")


def test_n2_told_otherwise_or_sent_again_it_counts_as_told(town: Town, guide: ItemVersion) -> None:
    told_by_message(town, guide)
    message = Message.objects.get()
    fail(message)
    message.refresh_from_db()
    retry(message=message, by=town.actor(town.office), at=AT)
    again = untold(town)
    fail(message)
    failed = untold(town)
    inquiry = Inquiry.objects.get()
    give_notice(inquiry=inquiry, version=guide, situation=None, means=ToldBy.PRINT, by=town.actor(town.he), at=LATER)
    page = client_of(town.he).get(f"/inquiries/{inquiry.number[2:]}/").content.decode()

    assert (again, failed) == ([[], []], [[inquiry.number], [inquiry.number]])
    assert untold(town) == [[], []]
    assert ("空号。后来另外告知了" in page, "改打电话" in page) == (True, False)


def test_n2_of_what_the_system_wrote_who_answers_for_the_matter_hears_that_it_failed(town: Town) -> None:
    person = make_person(town.centre, "周乙石", phone="13900000001")
    inquiry = make_inquiry(town.actor(town.deng), at=AT, person=person)
    message = write(
        purpose="answered-late/1", channel=MessageChannel.SMS, words="您问的事有答复了", subject_kind="inquiry",
        subject_id=inquiry.pk, number=inquiry.number, person=person, by=Actor.system(town.centre.pk), at=AT,
    )  # fmt: skip
    fail(message)
    assert (owe_calls(centre_id=town.centre.pk, at=AT), owe_calls(centre_id=town.centre.pk, at=AT)) == (1, 0)
    told = Message.objects.get(channel=MessageChannel.DESK)

    assert (told.staff_id, told.number) == (town.deng.pk, inquiry.number)
    assert words_of(told).startswith("给周*石的短信没有发出去：空号。")
