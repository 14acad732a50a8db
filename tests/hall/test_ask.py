"""网上提问 by anybody: few fields, words at the field that is wrong, a link that shows who has it and what was answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_network

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.factories import Town, civil, make_town

from shouwen import civil_time
from shouwen.cases.progress import progress_path
from shouwen.civil_time import instant
from shouwen.inquiries import online
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Outcome, ToldBy
from shouwen.inquiries.handovers import accept_handover, hand_over
from shouwen.inquiries.models import OnlineQuestion
from shouwen.inquiries.rulings import ask_ruling
from shouwen.people.models import Person
from shouwen.reception.actions import settle
from shouwen.reception.step import NextStep, Told

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
SAID = {"name": "陈甲木", "phone": "138 0000 0000", "matter": "老屋想翻建，要带什么材料"}


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    return make_town()


def ask(**changes: str) -> str:
    sent = Client().post("/ask/", {**SAID, **changes})
    assert sent.status_code == 302
    return sent["Location"]


def test_f2_s1_anybody_asks_and_gets_a_number_and_a_link(town: Town) -> None:
    form = Client().get("/ask/").content.decode()
    assert "二坪镇便民服务中心" in form
    assert town.house.item.name in form
    link = ask(item=str(town.house.item_id))
    question = OnlineQuestion.objects.get()
    assert link.startswith("/q/26-0001-")
    assert (question.number, question.item_id, question.matter, question.asked_at) == (
        "网 26-0001",
        town.house.item_id,
        SAID["matter"],
        AT,
    )
    page = Client().get(link).content.decode()
    assert [words in page for words in ("收到了，等人接", "10月9日 周五 10:30", "网 26-0001", "陈*木")] == [True] * 4
    assert [secret in page for secret in ("13800000000", "陈甲木")] == [False] * 2


def test_f2_the_link_shows_who_has_it_and_until_when(town: Town) -> None:
    link = ask()
    online.claim_question(question=OnlineQuestion.objects.get(), by=town.actor(town.deng), at=AT)
    page = Client().get(link).content.decode()
    assert "邓白露接了您的事" in page
    assert "10月10日 周六 17:30" in page
    assert 'href="tel:023-45670010"' in page


def test_k1_2_the_link_says_when_the_answer_is_late(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    link = ask()
    online.claim_question(question=OnlineQuestion.objects.get(), by=town.actor(town.deng), at=AT)
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 12, 9))
    page = Client().get(link).content.decode()
    assert "已过答复的日子" in page
    assert "原定 10月10日 周六 答复" in page


def test_f4_the_link_shows_the_words_of_the_answer(town: Town) -> None:
    link, deng = ask(), town.actor(town.deng)
    inquiry = online.claim_question(question=OnlineQuestion.objects.get(), by=deng, at=AT)
    told = AT + timedelta(hours=1)
    answer(inquiry=inquiry, words="带身份证、户口簿到1号窗口", means=ToldBy.ONLINE, by=deng, at=told)
    page = Client().get(link).content.decode()
    assert [words in page for words in ("<h1>已答复</h1>", "带身份证、户口簿到1号窗口", "10月9日 周五 11:00")] == [
        True
    ] * 3


def test_s1_the_guide_of_an_item_leads_to_a_form_with_that_item_chosen(town: Town) -> None:
    guide = Client().get(f"/g/{town.house.item.code}/").content.decode()
    link = f"/ask/{town.centre.code}/?item={town.house.item.code}"
    assert f'href="{link}"' in guide
    assert f'value="{town.house.item_id}" selected' in Client().get(link).content.decode()
    assert " selected" not in Client().get(f"/ask/{town.centre.code}/?item=nothing").content.decode()


def test_s1_an_answer_stands_with_the_guide_that_held_when_it_was_given(town: Town) -> None:
    link, deng = ask(item=str(town.house.item_id)), town.actor(town.deng)
    inquiry = online.claim_question(question=OnlineQuestion.objects.get(), by=deng, at=AT)
    guide = f"/g/{town.house.item.code}/?"
    assert guide not in Client().get(link).content.decode()
    answer(inquiry=inquiry, words="带户口簿", means=ToldBy.ONLINE, by=deng, at=AT + timedelta(hours=1))
    page = Client().get(link).content.decode()
    assert f"第 {town.house.number} 版" in page
    shown = page.partition(f'href="{guide}')[2].partition('"')[0].replace("&amp;", "&")
    assert f"v={town.house.number}" in shown
    assert Client().get(f"{guide}{shown}").status_code == 200


def test_f6_f7_the_link_follows_the_matter_and_names_the_first_responder_all_along(town: Town) -> None:
    link, he, deng = ask(), town.actor(town.he), town.actor(town.deng)
    inquiry = online.claim_question(question=OnlineQuestion.objects.get(), by=he, at=AT)
    handover = hand_over(
        inquiry=inquiry, to_window=town.civil_affairs, to_staff_id=town.deng.pk, words="转给民政", by=he, at=AT
    )
    assert "转给负责的窗口了" in Client().get(link).content.decode()
    inquiry = accept_handover(handover=handover, by=deng, at=AT)
    page = Client().get(link).content.decode()
    assert "这个窗口，他们已经接了" in page
    assert "<dd>何谷雨，管到答复为止</dd>" in page
    assert "<dd>邓白露</dd>" in page
    ask_ruling(inquiry=inquiry, question="归谁办", words="问清楚再告诉您", by=deng, at=AT)
    page = Client().get(link).content.decode()
    assert "正在请示管理办公室" in page
    assert "何谷雨接了您的事" in page


def test_p3b_a_promise_is_told_with_its_day(town: Town) -> None:
    link, deng = ask(), town.actor(town.deng)
    inquiry = online.claim_question(question=OnlineQuestion.objects.get(), by=deng, at=AT)
    settle(
        inquiry=inquiry,
        outcome=Outcome.PROMISED,
        told=Told("制证机坏了，周三前办好", ToldBy.ONLINE),
        step=NextStep(reason="制证机坏了", promised_for=instant(datetime(2026, 10, 14)).date()),
        by=deng,
        at=AT,
    )
    assert "制证机坏了。答应您 10月14日前办好" in Client().get(link).content.decode()


def test_n4_a_question_that_became_a_case_leads_to_its_progress(town: Town) -> None:
    link, he = ask(), town.actor(town.he)
    inquiry = online.claim_question(question=OnlineQuestion.objects.get(), by=he, at=AT)
    received = settle(
        inquiry=inquiry,
        outcome=Outcome.TO_CASE,
        told=Told("受理了", ToldBy.ONLINE),
        step=NextStep(item_id=town.house.item_id),
        by=he,
        at=AT,
    )
    assert received.case is not None
    assert progress_path(received.case) in Client().get(link).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"name": ""}, "name", "还没有写姓名"),
        ({"phone": "138"}, "phone", "手机号应是 11 位，现在是 3 位"),
        ({"phone": ""}, "phone", "还没有写电话，我们要靠它答复您"),
        ({"matter": " "}, "matter", "还没有写是什么事"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(
    town: Town, wrong: dict[str, str], field: str, words: str
) -> None:
    sent = Client().post("/ask/", {**SAID, **wrong})
    page = sent.content.decode()
    assert (sent.status_code, words in page) == (422, True)
    marked = page[page.index(f'id="{field}"') : page.index("</form>")].partition(">")[0]
    assert 'aria-invalid="true"' in marked
    kept = {name: text for name, text in SAID.items() if name not in wrong}
    assert [text in page for text in kept.values()] == [True] * len(kept)
    assert (OnlineQuestion.objects.count(), Person.objects.count()) == (0, 0)


def test_what_fills_in_the_hidden_field_is_not_received(town: Town) -> None:
    sent = Client().post("/ask/", {**SAID, "company": "x"})
    assert (sent.status_code, "没有收到" in sent.content.decode()) == (422, True)
    assert OnlineQuestion.objects.count() == 0


def test_too_often_is_refused_with_the_telephone(town: Town) -> None:
    for number in range(5):
        ask(matter=f"第 {number} 件")
    page = Client().post("/ask/", {**SAID, "matter": "再一件"}).content.decode()
    assert "一天最多提 5 次" in page
    assert "急事请打 023-45670000" in page


def test_the_address_counted_is_the_proxys_word_only_from_this_machine(town: Town) -> None:
    Client().post("/ask/", SAID, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.9, 203.0.113.7")
    Client().post("/ask/", {**SAID, "matter": "二"}, REMOTE_ADDR="203.0.113.7")
    Client().post("/ask/", {**SAID, "matter": "三"}, REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR="203.0.113.7")
    first, second, third = OnlineQuestion.objects.order_by("pk").values_list("asked_from", flat=True)
    assert (first == second, first == third) == (True, False)


def test_behind_a_proxy_that_the_town_trusts_askers_are_told_apart(town: Town, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.3.0/24"), ip_network("127.0.0.1")]
    said = [f"第 {number} 件" for number in range(4)]
    for matter, direct, passed_on in zip(
        said,
        ("10.0.3.7", "10.0.3.7", "127.0.0.1", "10.0.4.7"),
        ("198.51.100.9, 203.0.113.7", "203.0.113.8", "203.0.113.7, 10.0.3.9", "203.0.113.7"),
        strict=True,
    ):
        Client().post("/ask/", {**SAID, "matter": matter}, REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=passed_on)
    one, another, same, untrusted = OnlineQuestion.objects.order_by("pk").values_list("asked_from", flat=True)
    assert (one == another, one == same, one == untrusted) == (False, True, False)


def test_a_page_of_another_site_asks_nothing(town: Town) -> None:
    sent = Client(enforce_csrf_checks=True).post("/ask/", SAID)
    assert (sent.status_code, OnlineQuestion.objects.count()) == (403, 0)


def test_everything_missing_is_said_at_once(town: Town) -> None:
    sent = Client().post("/ask/", {"name": "", "phone": "", "matter": ""})
    page = sent.content.decode()
    assert sent.status_code == 422
    for words in ("还没有写姓名", "还没有写电话，我们要靠它答复您", "还没有写是什么事"):
        assert words in page
    assert page.count(" autofocus") == 1
    assert OnlineQuestion.objects.count() == 0


def test_a_wrong_link_opens_nothing(town: Town) -> None:
    link = ask()
    for wrong in (
        link.replace("26-0001", "26-0002"),
        link[:-3] + ("00/" if link[-3:-1] != "00" else "11/"),
        "/q/26-0001/",
    ):
        assert Client().get(wrong).status_code == 404


def test_with_two_centres_one_chooses_first(town: Town) -> None:
    other = make_town("elsewhere", town="别处镇")
    page = Client().get("/ask/").content.decode()
    assert [f'href="/ask/{centre.code}/"' in page for centre in (town.centre, other.centre)] == [True, True]
    Client().post("/ask/elsewhere/", SAID)
    assert OnlineQuestion.objects.get().centre == other.centre
    assert Client().get("/ask/nowhere/").status_code == 404


def test_markup_in_a_question_is_shown_as_text(town: Town) -> None:
    page = Client().get(ask(matter="<script>alert(1)</script>")).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
