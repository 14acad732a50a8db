"""转交接收: an outside department answers by the code of the slip, without log-in, once."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.desk.referral_scene import CAME, NOW, WORDS, department
from tests.factories import Town, civil, client_of, id_number, make_inquiry, make_person, make_town

from shouwen import civil_time
from shouwen.inquiries import handovers
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.handover_paper import issue_slip
from shouwen.inquiries.models import Handover, Inquiry
from shouwen.journal.models import Entry
from shouwen.papers.actions import content_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return make_town()


def sent_outside(town: Town, matter: str = "残疾证丢了想补") -> Handover:
    person = make_person(town.centre, "周乙石", number=id_number(9), address="二坪镇一组7号")
    inquiry = make_inquiry(town.actor(town.he), at=CAME, person=person, matter=matter, channel=Channel.PHONE)
    to = department(town) if not town.centre.departments.exists() else town.centre.departments.get()
    return handovers.hand_over_outside(inquiry=inquiry, to_department=to, words=WORDS, by=town.actor(town.he), at=CAME)


def path_of(handover: Handover) -> str:
    return f"/h/{handovers.handover_code(handover)}/"


def text(answer_: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer_.content.decode())).strip()


def test_f6_the_code_on_the_slip_opens_the_matter_without_log_in(town: Town) -> None:
    handover = sent_outside(town)
    slip = content_of(issue_slip(handover=handover, by=town.actor(town.he), at=NOW))
    assert slip.qr is not None
    assert slip.qr.address.endswith(path_of(handover))

    page = Client().get(path_of(handover))

    assert "请区残联接收一件事 10月10日 周六 17:30 前接收或退回。到时没有答复，就退回首问负责人 何谷雨。" in text(page)
    assert "什么事 残疾证丢了想补" in text(page)
    assert "本人 周*石 138****0000" in text(page)
    assert '<a class="b" href="tel:023-45670010">' in page.content.decode()
    assert "打给首问负责人 何谷雨</a>" in page.content.decode()
    for secret in ("周乙石", "13800000000", id_number(9), "一组7号"):
        assert secret not in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_f6_accepted_with_a_name_the_first_responder_still_answers(town: Town) -> None:
    handover = sent_outside(town)
    client = Client()

    sent = client.post(path_of(handover), {"name": "刘科", "answer": "accept"})

    handover.refresh_from_db()
    inquiry = Inquiry.objects.get()
    assert sent["Location"] == path_of(handover)
    assert (handover.state, handover.settled_by) == ("accepted", "刘科")
    assert (inquiry.state, inquiry.holder_id, inquiry.first_responder_id) == ("with_receiver", town.he.pk, town.he.pk)
    assert Entry.objects.get(action="inquiry.accept_outside").actor_name == "持转办单的人（区残联）"
    page = client_of(town.he).get(f"/inquiries/{inquiry.number[2:]}/")
    assert "区残联 刘科 接收（扫码答复，未核实）" in text(page)
    assert "已经接收 10月9日 周五 10:47，区残联 刘科 接收。" in text(client.get(path_of(handover)))


def test_f6_refused_with_a_reason_it_is_back_with_the_first_responder(town: Town) -> None:
    handover = sent_outside(town)
    client = Client()

    client.post(path_of(handover), {"name": "刘科", "reason": "归派出所", "answer": "return"})

    handover.refresh_from_db()
    assert (handover.refused, handover.return_reason, handover.inquiry.state) == (True, "归派出所", "open")
    assert "已经退回 10月9日 周五 10:47，区残联 刘科 退回：归派出所" in text(client.get(path_of(handover)))


def test_f6_everything_missing_is_told_at_once_and_what_was_typed_stays(town: Town) -> None:
    handover = sent_outside(town)
    client = Client()

    empty = client.post(path_of(handover), {"answer": "return"})
    long = client.post(path_of(handover), {"name": "刘科", "reason": "长" * 201, "answer": "return"})

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "请写您的姓名" in text(empty)
    assert "退回要写明理由" in text(empty)
    assert "理由最多 200 字，现在 201 字" in text(long)
    assert 'name="name" value="刘科"' in long.content.decode()
    assert Handover.objects.get().state == "waiting"


def test_f6_it_works_once(town: Town) -> None:
    handover = sent_outside(town)
    client = Client()
    client.post(path_of(handover), {"name": "刘科", "answer": "accept"})

    again = client.post(path_of(handover), {"name": "马科", "reason": "不要了", "answer": "return"})

    handover.refresh_from_db()
    assert (again.status_code, handover.settled_by, handover.state) == (422, "刘科", "accepted")
    assert "已经接收 10月9日 周五 10:47，区残联 刘科 接收。" in text(again)
    assert "您刚才的退回没有记下：在这之前 刘科 已经接收。一张单子只能答复一次" in text(again)
    assert "请打给首问负责人 何谷雨" in text(again)
    assert "<form" not in again.content.decode()


def test_f6_a_second_acceptance_after_a_return_says_that_it_counts_for_nothing(town: Town) -> None:
    handover = sent_outside(town)
    client = Client()
    client.post(path_of(handover), {"name": "刘科", "reason": "归派出所", "answer": "return"})

    again = client.post(path_of(handover), {"name": "", "answer": "accept"})

    assert "您刚才的接收没有记下：在这之前 刘科 已经退回。" in text(again)
    assert "请写您的姓名" not in text(again)
    assert (Handover.objects.get().state, Handover.objects.get().settled_by) == ("returned", "刘科")


def test_the_reason_takes_as_many_letters_as_count(town: Town) -> None:
    page = Client().get(path_of(sent_outside(town))).content.decode()
    assert '<textarea id="reason" name="reason" rows="3" maxlength="200"' in page


def test_numbers_and_addresses_in_the_words_are_masked(town: Town) -> None:
    handover = sent_outside(town, "残疾证丢了，证号500151198901012345，打13812345678，家住红光村三组25号")
    page = text(Client().get(path_of(handover)))
    assert "什么事 残疾证丢了，证号500151********2345，打138****5678，家住***" in page
    assert "您的姓名" in page


def test_f6_what_was_not_accepted_in_time_says_so_and_whom_to_call(town: Town) -> None:
    handover = sent_outside(town)
    handovers.return_unaccepted(centre_id=town.centre.pk, at=civil(2026, 10, 12, 9))

    page = Client().get(path_of(handover))

    assert "已经退回中心 到 10月10日 周六 17:30 没有接收，这件事退回了首问负责人 何谷雨。" in text(page)
    assert "<form" not in page.content.decode()


def test_f6_past_its_time_but_not_returned_yet_it_can_still_be_accepted(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    handover = sent_outside(town)
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 10, 17, 40))

    assert "接收的时限已过" in text(Client().get(path_of(handover)))
    Client().post(path_of(handover), {"name": "刘科", "answer": "accept"})

    assert Handover.objects.get().state == "accepted"


@pytest.mark.parametrize("change", ["first", "length", "letters"])
def test_f6_a_wrong_code_opens_nothing(town: Town, change: str) -> None:
    code = handovers.handover_code(sent_outside(town))
    wrong = {"first": ("0" if code[0] != "0" else "1") + code[1:], "length": code[:9], "letters": "z" * len(code)}[
        change
    ]

    assert Client().get(f"/h/{wrong}/").status_code == 404
    assert Client().post(f"/h/{wrong}/", {"name": "刘科", "answer": "accept"}).status_code == 404
    assert Handover.objects.get().state == "waiting"


def test_f6_a_hand_over_to_a_window_has_no_public_page(town: Town) -> None:
    inquiry = make_inquiry(town.actor(town.he), at=CAME, person=make_person(town.centre))
    handover = handovers.hand_over(
        inquiry=inquiry,
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words=WORDS,
        by=town.actor(town.he),
        at=CAME,
    )

    assert Client().get(path_of(handover)).status_code == 404


def test_names_and_reasons_never_become_markup(town: Town) -> None:
    handover = sent_outside(town, matter="<b>想补</b>证")

    page = Client().post(path_of(handover), {"name": '"><script>', "answer": "return"}).content.decode()

    assert "<script>" not in page
    assert "&lt;b&gt;想补&lt;/b&gt;证" in page
