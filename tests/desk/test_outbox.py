"""消息 of the management office: what went out, what waits, what was given up; masked."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from tests.desk.searching import searched
from tests.factories import Town, civil, client_of, make_inquiry, make_person, make_town

from shouwen import civil_time
from shouwen.messages import actions
from shouwen.messages.enums import MessageChannel
from shouwen.messages.models import Message
from shouwen.messages.queries import failed_count
from shouwen.systems.models import System
from shouwen.telling.jobs import owe_calls

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    settings.SMS_URL = "http://127.0.0.1:9/send"


@pytest.fixture
def town() -> Town:
    return make_town()


def text(town: Town, number: int = 1, *, at: datetime = NOW) -> Message:
    person = make_person(town.centre, "周乙石", phone=f"139{number:08d}")
    inquiry = make_inquiry(town.actor(town.he), at=at, person=person)
    return actions.write(
        purpose=f"notice.{number}",
        channel=MessageChannel.SMS,
        words="带身份证来，周乙石",
        subject_kind="inquiry",
        subject_id=inquiry.pk,
        number=inquiry.number,
        person=person,
        by=town.actor(town.he),
        at=at,
    )


def give_up(message: Message) -> None:
    letter = actions.take(message_id=message.pk, at=NOW)
    assert letter is not None
    actions.note_fault(letter=letter, fault="短信网关不收（400）：空号", is_final=True, at=NOW)


def rows(html: str) -> list[str]:
    found = re.findall(r"<tr data-row.*?</tr>", html, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>|<[^>]+>", " ", row)).strip() for row in found]


def test_n2_the_delivery_record_says_to_whom_about_what_and_how_it_stands_masked(town: Town) -> None:
    sent, failed, _waiting = text(town, 1), text(town, 2), text(town, 3)
    letter = actions.take(message_id=sent.pk, at=NOW)
    assert letter is not None
    actions.note_sent(letter=letter, receipt="R1", at=NOW)
    give_up(failed)
    html = client_of(town.office).get("/registers/messages/").content.decode()
    assert rows(html) == [
        "问 261009-03 10:47 何谷雨 周*石 短信 · 139****0003 待发 马上发 打开 问 261009-03",
        "问 261009-02 10:47 何谷雨 周*石 短信 · 139****0002 没发出去 短信网关不收（400）：空号（试了 1 次） 再发 问 261009-02 打开 问 261009-02",
        "问 261009-01 10:47 何谷雨 周*石 短信 · 139****0001 已发 10:47 · 回执 R1 打开 问 261009-01",
    ]
    assert "周乙石" not in html
    assert "带身份证来" not in html
    assert 'href="/inquiries/261009-01/"' in html


def test_the_list_narrows_by_state_and_finds_by_name_without_it_in_the_address(town: Town) -> None:
    give_up(text(town, 1))
    text(town, 2)
    client = client_of(town.office)
    assert len(rows(client.get("/registers/messages/?state=failed").content.decode())) == 1
    address = searched(client, "/registers/messages/?q=周乙石&state=waiting")
    assert len(rows(client.get(address).content.decode())) == 1
    assert rows(client.get(searched(client, "/registers/messages/?q=没有")).content.decode()) == []


def test_a_given_up_message_is_sent_again_once(town: Town) -> None:
    message = text(town)
    give_up(message)
    client = client_of(town.office)
    assert '没发出去 <b class="num">1</b>' in client.get("/registers/").content.decode()
    answer = client.post(f"/registers/messages/{message.pk}/retry/", follow=True)
    assert "问 261009-01 的短信排上了，一分钟内再发" in answer.content.decode()
    assert client.post(f"/registers/messages/{message.pk}/retry/").status_code == 409
    message.refresh_from_db()
    assert (message.state, message.tries) == ("waiting", 0)


def test_who_is_not_of_the_office_neither_sees_nor_sends(town: Town) -> None:
    message = text(town)
    give_up(message)
    client = client_of(town.he)
    assert "/registers/messages/" not in client.get("/registers/").content.decode()
    assert client.get("/registers/messages/").status_code == 422
    assert client.post(f"/registers/messages/{message.pk}/retry/").status_code == 422
    other = make_town("other", town="三坪镇")
    assert client_of(other.office).post(f"/registers/messages/{message.pk}/retry/").status_code == 404
    message.refresh_from_db()
    assert message.state == "failed"


def test_a_channel_that_is_not_set_up_is_named_with_what_to_do_instead(town: Town, settings: Settings) -> None:
    settings.SMS_URL = settings.SMTP_URL = ""
    html = client_of(town.office).get("/registers/messages/").content.decode()
    assert "短信、邮件还没有接上，办事的页面上不会出现。现在念给他听，或打印出来交给他" in html
    settings.SMS_URL = settings.SMTP_URL = "smtp://127.0.0.1:9"
    assert "还没有接上" not in client_of(town.office).get("/registers/messages/").content.decode()


def test_one_message_and_thirty_cost_the_same_queries(town: Town) -> None:
    client, costs = client_of(town.office), []
    for most in (1, 30):
        for number in range(Message.objects.count() + 1, most + 1):
            text(town, number)
        with CaptureQueriesContext(connection) as asked:
            html = client.get("/registers/messages/").content.decode()
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert len(rows(html)) == 25


def test_p3c_a_message_that_became_a_call_leads_there(town: Town) -> None:
    message = text(town)
    give_up(message)
    owe_calls()
    html = client_of(town.office).get("/registers/messages/").content.decode()
    assert 'href="/calls-to-make/26-0001/"' in html
    [row] = rows(html)
    assert "电 26-0001 待打" in row


def test_what_goes_to_people_and_to_other_systems_is_told_apart(town: Town) -> None:
    text(town)
    system = System.objects.create(centre=town.centre, name="区平台", token_hash="x", made_at=NOW)
    Message.objects.create(
        centre=town.centre,
        purpose="hook/1",
        channel=MessageChannel.HOOK,
        system=system,
        subject_kind="case",
        subject_id=1,
        number="办 26-00001",
        address_masked="区平台",
        words_sealed=b"",
        state="failed",
        written_at=NOW,
        not_before=NOW,
    )
    client = client_of(town.office)
    shown = {
        channel: len(rows(client.get(f"/registers/messages/?channel={channel}").content.decode()))
        for channel in ("", "sms", "email", "hook", "desk")
    }
    assert shown == {"": 1, "sms": 1, "email": 0, "hook": 1, "desk": 1}
    assert "区平台" in client.get("/registers/messages/?channel=hook").content.decode()
    assert failed_count(town.centre.pk) == 0
