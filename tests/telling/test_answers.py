"""答复咨询: said is told; to somebody who isn't here it is sent in full or called; an online asker hears where the answer stands."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings
from tests.factories import Town, civil, client_of, make_inquiry, make_person

from shouwen import civil_time
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.incoming_queries import question_path
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.online import ask_online, claim_question
from shouwen.messages.models import Message
from shouwen.refusals import Refused
from shouwen.telling.actions import words_of
from shouwen.telling.models import CallToMake, Telling

AT = civil(2026, 10, 9, 10, 47)
pytestmark = pytest.mark.django_db


def asked(town: Town, *, channel: Channel = Channel.PHONE) -> Inquiry:
    return make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre), channel=channel)


def answered(town: Town, inquiry: Inquiry, means: ToldBy) -> None:
    answer(inquiry=inquiry, words="可以原址翻建，先领申请表。", means=means, by=town.actor(town.he), at=AT)


@pytest.mark.parametrize("means", [ToldBy.IN_PERSON, ToldBy.PHONE, ToldBy.PRINT, ToldBy.QR, ToldBy.ONLINE])
def test_f8_what_was_said_is_told_and_sends_nothing(town: Town, means: ToldBy) -> None:
    answered(town, asked(town), means)
    assert (Telling.objects.count(), Message.objects.count(), CallToMake.objects.count()) == (0, 0, 0)


def test_f4_an_answer_sent_is_the_whole_answer(town: Town) -> None:
    inquiry = asked(town)
    answered(town, inquiry, ToldBy.MESSAGE)
    row = Telling.objects.get()
    assert (row.template, row.channel, row.responsible_id) == ("inquiry_answered", "sms", town.he.pk)
    assert words_of(row) == (
        f"【二坪镇便民服务中心】您问的事（{inquiry.number}）：可以原址翻建，先领申请表。还有不清楚的打 023-45670000。"
    )


def test_f4_an_answer_that_nothing_carries_is_owed_as_a_call(town: Town, settings: Settings) -> None:
    settings.SMS_URL = ""
    answered(town, asked(town), ToldBy.MESSAGE)
    assert (CallToMake.objects.get().title, Telling.objects.get().channel) == ("告知答复咨询", "call")


def test_f4_nobody_is_messaged_whose_number_is_unknown(town: Town) -> None:
    inquiry = make_inquiry(town.actor(town.he), at=AT)
    with pytest.raises(Refused) as refused:
        answered(town, inquiry, ToldBy.MESSAGE)
    assert (refused.value.code, refused.value.refusal.way_out) == ("no_phone", "当面说，或先补登电话")
    assert Inquiry.objects.get().state == "open"


def test_s1_who_asked_online_hears_where_the_answer_stands_and_nobody_owes_a_call(
    town: Town, settings: Settings
) -> None:
    for number, url in (("13812345678", "http://127.0.0.1:9/send"), ("13812345679", "")):
        settings.SMS_URL = url
        question = ask_online(centre_id=town.centre.pk, name="陈甲木", phone=number, matter="老屋想翻建", at=AT)
        answered(town, claim_question(question=question, by=town.actor(town.he), at=AT), ToldBy.ONLINE)
        if url:
            assert words_of(Telling.objects.get()) == (
                f"【二坪镇便民服务中心】您在网上问的事（{question.number}）答复了。还有不清楚的打 023-45670000。"
                f"看答复：http://127.0.0.1:8000{question_path(question)}"
            )
    assert (Telling.objects.get().template, Telling.objects.get().channel) == ("answered_online", "sms")
    assert CallToMake.objects.count() == 0


def test_f4_the_page_of_an_inquiry_sends_the_answer_to_somebody_who_is_not_here(
    town: Town, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    settings.SMS_URL = ""
    asked(town)
    page, client = "/inquiries/261009-01/", client_of(town.he)
    assert "不在面前，照“这样说”发消息给他" in client.get(page).content.decode()
    sent = {"outcome": "answered", "words": "可以原址翻建，先领申请表", "by_message": "1"}
    assert client.post(page, sent)["Location"] == page
    shown = client.get(page).content.decode()
    assert "这里还没有接短信，发不了，要打电话告知，记在 电 26-0001" in shown
    assert (Inquiry.objects.get().told_by_means, Telling.objects.get().channel) == ("message", "call")


def test_the_page_offers_no_message_to_somebody_without_a_number(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    make_inquiry(town.actor(town.he), at=AT)
    page = client_of(town.he).get("/inquiries/261009-01/").content.decode()
    assert "by_message" not in page
