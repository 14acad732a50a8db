"""查询码: the complainant's own. Said once by who took the complaint in; who looks into it never reads it, nor the link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from tests.factories import Town, civil, client_of, make_town
from tests.feedback.scene import WORDS, answered, in_hand

from shouwen import civil_time
from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import address_of
from shouwen.feedback.codes import complaint_path, receipt_code
from shouwen.feedback.enums import AnswerWish, ComplaintChannel
from shouwen.feedback.models import Complaint
from shouwen.journal.models import Entry
from shouwen.telling.models import CallToMake

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
NAMED = {"name": "陈甲木", "phone": "13800000000"}
CALL = {"channel": "phone", **NAMED, "words": WORDS, "wish": "call"}


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: AT + timedelta(hours=4))
    return make_town()


def keys_on(page: str, complaint: Complaint) -> list[bool]:
    return [key in page for key in (receipt_code(complaint), complaint_path(complaint), "再念一次查询码")]


def test_p2_who_looks_into_a_complaint_reads_neither_its_code_nor_its_link(town: Town) -> None:
    complaint = in_hand(town, at=AT)
    for staff in (town.deng, town.office):
        assert keys_on(client_of(staff).get("/complaints/26-0001/").content.decode(), complaint) == [False] * 3
        assert client_of(staff).post("/complaints/26-0001/code/").status_code == 422
    assert Entry.objects.filter(action="complaint.code_said").count() == 0


def test_f8_the_code_is_said_once_and_once_more_by_who_took_it_in(town: Town) -> None:
    he = client_of(town.he)
    sent = he.post("/complaints/new/", {**CALL, "mark": "m1"})
    complaint = Complaint.objects.get()
    assert receipt_code(complaint) in str(next(iter(get_messages(sent.wsgi_request))))
    he.get("/complaints/26-0001/")  # says it
    assert keys_on(he.get("/complaints/26-0001/").content.decode(), complaint) == [False, False, True]
    again = he.post("/complaints/26-0001/code/")
    assert receipt_code(complaint) in str(list(get_messages(again.wsgi_request))[-1])
    entry = Entry.objects.get(action="complaint.code_said")
    assert (entry.actor_name, receipt_code(complaint) in str(entry.data)) == ("何谷雨", False)
    assert client_of(town.office).post("/complaints/26-0001/code/").status_code == 422


def test_p2_who_took_it_in_and_looks_into_it_reads_no_code_any_more(town: Town) -> None:
    in_hand(town, at=AT, of=town.he, channel=ComplaintChannel.PHONE, by=town.actor(town.he), **NAMED)
    assert client_of(town.he).post("/complaints/26-0001/code/").status_code == 422


def test_p2_a_letter_has_nobody_to_say_the_code_to(town: Town) -> None:
    sent = client_of(town.he).post("/complaints/new/", {**CALL, "channel": "letter"})
    complaint = Complaint.objects.get()
    assert receipt_code(complaint) not in str(next(iter(get_messages(sent.wsgi_request))))
    assert client_of(town.he).post("/complaints/26-0001/code/").status_code == 422


def test_p2_what_is_read_out_on_the_telephone_is_without_the_link(town: Town) -> None:
    complaint = in_hand(town, at=AT, wish=AnswerWish.CALL, **NAMED)
    answered(town, complaint, at=AT - timedelta(hours=21))
    call = CallToMake.objects.get()
    page = client_of(town.deng).get(address_of(ClockKind.CALL, call.number)).content.decode()
    assert ("凭编号和查询码在网上看" in page, complaint_path(complaint) in page) == (True, False)
