"""S1 追问一次: after the answer, by the link, taken by the same first responder, once."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.factories import Town, civil, make_town

from shouwen import civil_time
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries import online
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.incoming_queries import question_path
from shouwen.inquiries.models import OnlineQuestion
from shouwen.people.models import Posting

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    return make_town()


@pytest.fixture
def answered(town: Town) -> OnlineQuestion:
    Client().post("/ask/", {"name": "陈甲木", "phone": "13800000000", "matter": "老屋想翻建，要带什么"})
    question, deng = OnlineQuestion.objects.get(), town.actor(town.deng)
    inquiry = online.claim_question(question=question, by=deng, at=AT)
    answer(inquiry=inquiry, words="带户口簿和原来的宅基地批文", means=ToldBy.ONLINE, by=deng, at=AT)
    return OnlineQuestion.objects.select_related("inquiry").get()


def test_f2_s1_the_same_first_responder_owes_the_follow_up_by_a_clock_of_its_own(
    town: Town, answered: OnlineQuestion
) -> None:
    first = question_path(answered)
    assert "还不清楚，追问一次" in Client().get(first).content.decode()
    sent = Client().post(f"{first}again/", {"matter": "批文丢了怎么办"})
    again = OnlineQuestion.objects.select_related("inquiry").get(follows=answered)
    assert sent["Location"] == question_path(again)
    assert again.inquiry is not None
    assert (again.inquiry.first_responder_id, again.inquiry.received_at) == (town.deng.pk, AT)
    assert again.matter == "追问 网 26-0001：批文丢了怎么办"
    clock = Clock.objects.get(kind=ClockKind.INQUIRY, subject_id=again.inquiry.pk)
    assert (clock.responsible_id, clock.closed_at) == (town.deng.pk, None)
    assert first in Client().get(question_path(again)).content.decode()
    page = Client().get(first).content.decode()
    assert question_path(again) in page
    assert "追问一次" not in page


def test_s1_a_second_time_is_refused_with_the_telephone_and_the_same_page_twice_is_one(
    town: Town, answered: OnlineQuestion
) -> None:
    path = f"{question_path(answered)}again/"
    one = Client().post(path, {"matter": "批文丢了怎么办"})["Location"]
    assert Client().post(path, {"matter": "批文丢了怎么办"})["Location"] == one
    refused = Client().post(path, {"matter": "那要多久"})
    assert refused.status_code == 422
    assert f"已经追问过一次了</b><p>请打 {town.centre.phone}" in refused.content.decode()
    again = OnlineQuestion.objects.get(follows=answered)
    answer(inquiry=again.inquiry, words="补办", means=ToldBy.ONLINE, by=town.actor(town.deng), at=AT)
    third = Client().post(f"{question_path(again)}again/", {"matter": "那要多久"})
    assert "已经追问过一次了" in third.content.decode()
    assert OnlineQuestion.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        OnlineQuestion.objects.filter(pk=answered.pk).update(follows=answered)
        OnlineQuestion.objects.filter(pk=again.pk).update(follows=answered)


def test_s1_before_the_answer_there_is_nothing_to_ask_again(town: Town) -> None:
    Client().post("/ask/", {"name": "陈甲木", "phone": "13800000000", "matter": "老屋想翻建"})
    path = question_path(OnlineQuestion.objects.get())
    assert "追问" not in Client().get(path).content.decode()
    refused = Client().post(f"{path}again/", {"matter": "还没答复"})
    assert refused.status_code == 422
    assert "这件还没有答复" in refused.content.decode()


def test_s1_who_left_is_not_asked_again_and_somebody_claims_it(town: Town, answered: OnlineQuestion) -> None:
    Posting.objects.filter(staff=town.deng).update(to_on=civil(2026, 10, 8).date())
    Client().post(f"{question_path(answered)}again/", {"matter": "批文丢了怎么办"})
    again = OnlineQuestion.objects.get(follows=answered)
    assert again.inquiry is None
    assert Clock.objects.get(kind=ClockKind.QUESTION, subject_id=again.pk).closed_at is None


def test_s1_nothing_typed_or_too_much_is_said_at_the_field_and_stays(town: Town, answered: OnlineQuestion) -> None:
    path = f"{question_path(answered)}again/"
    assert "还没有写是什么事" in Client().post(path, {"matter": " "}).content.decode()
    html = Client().post(path, {"matter": "长" * 401}).content.decode()
    assert "追问最多 400 字，现在 401 字" in html
    assert "长" * 401 in html
    assert OnlineQuestion.objects.count() == 1


def test_s1_a_guessed_link_asks_nothing(town: Town, answered: OnlineQuestion) -> None:
    path = question_path(answered)
    wrong = path[:-2] + ("0" if path[-2] != "0" else "1") + "/"
    assert Client().post(f"{wrong}again/", {"matter": "批文"}).status_code == 404
    assert OnlineQuestion.objects.count() == 1
