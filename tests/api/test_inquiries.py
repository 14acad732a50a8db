"""首问 over the API (F2, F8): who took it is the first responder; the caller is recorded; nothing goes out unmasked."""

from __future__ import annotations

from typing import Any

import pytest
from tests.api.conftest import Clock
from tests.api.scene import Platform, connect, problem
from tests.at_once import at_once
from tests.factories import make_inquiry, make_person, make_town

from shouwen.inquiries.models import CallRecord, Inquiry, OnlineQuestion
from shouwen.journal.models import Entry
from shouwen.people.models import Duty
from shouwen.people.queries import work_number_of

pytestmark = pytest.mark.django_db
CALLER = {"name": "陈甲木", "phone": "13812345678"}


def call(**changes: Any) -> dict[str, Any]:
    return {"channel": "phone", "caller": CALLER, "matter": "老屋想在原址翻建", **changes}


@pytest.mark.parametrize(
    ("received_at", "status"), [("2026-09-08T10:48:00+08:00", 201), ("2026-09-08T10:46:00+08:00", 409)]
)
def test_f2_what_was_received_long_ago_is_not_taken_in(platform: Platform, received_at: str, status: int) -> None:
    # The desk's moment is 10:47 on 9 October: 31 days before is 8 September.
    answer = platform.post(
        "inquiries", call(work_number=work_number_of(platform.town.deng.pk), received_at=received_at)
    )
    assert answer.status_code == status
    assert Inquiry.objects.count() == (status == 201)
    if status == 409:
        assert answer.json()["message"] == "收到的时间在 31 天以前，请核对"


def test_f2_whoever_took_the_call_is_the_first_responder(platform: Platform) -> None:
    deng = platform.town.deng
    answer = platform.post(
        "inquiries", call(work_number=work_number_of(deng.pk), received_at="2026-10-09T10:31:00+08:00")
    )
    assert answer.status_code == 201
    assert answer.json() == {
        "number": "问 261009-01",
        "serial": "261009-01",
        "channel": "phone",
        "state": "open",
        "state_words": "待处理",
        "item_code": "",
        "item_name": "",
        "person": "陈*木",
        "phone": "138****5678",
        "first_responder": "邓白露",
        "window": "4号 民政残联窗口",
        "received_at": "2026-10-09T10:31:00+08:00",
        "due_at": "2026-10-09T17:30:00+08:00",
        "closed_at": None,
    }
    row = Inquiry.objects.get()
    assert (row.first_responder, row.holder, row.matter) == (deng, deng, "老屋想在原址翻建")
    entry = Entry.objects.get(action="inquiry.register")
    assert (entry.actor_name, entry.data["via"], entry.data["first_responder"]) == ("何谷雨", "区政务平台", "邓白露")


def test_f2_the_extension_that_rang_tells_who_took_it(platform: Platform) -> None:
    platform.town.civil_affairs.phone = "023-45678004"
    platform.town.civil_affairs.save()
    assert platform.post("inquiries", call(extension="8004")).json()["first_responder"] == "邓白露"
    assert problem(platform.post("inquiries", call(extension="7777"))) == (409, "extension_unknown")
    assert problem(platform.post("inquiries", call(work_number="W999999"))) == (409, "staff_unknown")


def test_f2_without_either_it_is_the_duty_persons(platform: Platform, clock: Clock) -> None:
    Duty.objects.create(centre=platform.town.centre, on=clock.at.date(), staff=platform.town.deng)
    assert platform.post("inquiries", call()).json()["first_responder"] == "邓白露"
    Duty.objects.all().delete()
    assert platform.post("inquiries", call(channel="online")).json()["first_responder"] == "何谷雨"


def test_f8_name_number_and_matter_are_asked_for(platform: Platform) -> None:
    answer = platform.post("inquiries", {"channel": "phone", "caller": {"name": " "}})
    assert problem(answer) == (422, "not_valid")
    assert answer.json()["message"] == "有 3 处要改"
    assert answer.json()["fields"] == [
        {"path": "caller.name", "message": "不能空着"},
        {"path": "caller.phone", "message": "没有写"},
        {"path": "matter", "message": "没有写"},
    ]
    wrong = platform.post("inquiries", call(caller={"name": "陈甲木", "phone": "12"}))
    assert problem(wrong) == (409, "phone_wrong")
    assert not Inquiry.objects.exists()


def test_what_isnt_json_or_isnt_known_is_refused(platform: Platform) -> None:
    from django.test import Client

    headers = {"Authorization": f"Bearer {platform.token}", "Idempotency-Key": "abcdefgh"}
    answer = Client().post("/api/v1/inquiries", b"{", content_type="application/json", headers=headers)
    assert problem(answer) == (400, "not_json")
    assert platform.post("inquiries", call(fax=1)).json()["fields"] == [{"path": "fax", "message": "没有这一项"}]
    assert problem(platform.post("inquiries", call(item_code="NONE"))) == (404, "item_unknown")
    del headers["Idempotency-Key"]
    bare = Client().post("/api/v1/inquiries", call(), content_type="application/json", headers=headers)
    assert bare.json()["fields"] == [{"path": "Idempotency-Key", "message": "没有写"}]


def test_sent_again_under_its_key_it_is_one_inquiry(platform: Platform) -> None:
    first = platform.post("inquiries", call(), key="call-20261009-1")
    again = platform.post("inquiries", call(), key="call-20261009-1")
    assert (again.status_code, again.content) == (201, first.content)
    assert (first.headers.get("Idempotency-Repeated"), again.headers["Idempotency-Repeated"]) == (None, "true")
    other = platform.post("inquiries", call(matter="别的事"), key="call-20261009-1")
    assert problem(other) == (409, "key_used_for_another")
    assert Inquiry.objects.count() == 1


def test_the_list_is_masked_narrowed_and_goes_on(platform: Platform, clock: Clock) -> None:
    by = platform.town.actor(platform.town.he)
    for number in range(5):
        person = make_person(platform.town.centre, f"陈{number}木", phone=f"1380000000{number}")
        make_inquiry(by, at=clock.at, person=person, matter="不能给别人看的原话")
    make_inquiry(platform.town.actor(platform.town.deng), at=clock.at)
    platform.post("inquiries", call())
    seen, cursor = [], None
    while True:
        page = platform.get("inquiries", limit=3, **({"cursor": cursor} if cursor else {})).json()
        seen += [one["number"] for one in page["data"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [f"问 261009-{number:02d}" for number in range(7, 0, -1)]
    calls = platform.get("inquiries", channel="phone").json()["data"]
    assert [(one["person"], one["phone"]) for one in calls] == [("陈*木", "138****5678")]
    raw = platform.get("inquiries").content.decode()
    assert "原话" not in raw
    assert "13800000001" not in raw
    assert platform.get("inquiries", since="2026-10-10T00:00:00+08:00").json()["data"] == []
    assert problem(platform.get("inquiries", since="yesterday")) == (422, "not_valid")
    assert platform.get("inquiries/261009-07").json()["channel"] == "phone"
    assert problem(platform.get("inquiries/261009-08")) == (404, "inquiry_unknown")


def test_a_question_of_the_website_waits_to_be_claimed(platform: Platform) -> None:
    answer = platform.post("questions", {"caller": CALLER, "matter": "社保卡丢了怎么补"})
    assert (answer.status_code, answer.json()) == (
        201,
        {"number": "网 26-0001", "asked_at": "2026-10-09T10:47:00+08:00"},
    )
    row = OnlineQuestion.objects.get()
    assert (row.inquiry, row.matter) == (None, "社保卡丢了怎么补")
    entry = Entry.objects.get(action="question.ask")
    assert (entry.actor_name, entry.data["via"]) == ("系统", "区政务平台")


def test_f8_calls_come_in_record_by_record_and_missed_ones_are_owed(platform: Platform, clock: Clock) -> None:
    office = connect(platform.town, name="电话系统", acts_as=platform.town.office)
    calls = [
        {"called_at": "2026-10-09T09:00:00+08:00", "phone": "13812345678", "was_answered": False},
        {"called_at": "2026-10-09T09:05:00+08:00", "phone": "13812345679", "was_answered": True, "seconds": 60},
        {"called_at": "2026-10-09T12:05:00+08:00", "phone": "13812345679", "was_answered": True},
        {"called_at": "2026-08-01T09:05:00+08:00", "phone": "13812345679", "was_answered": True},
        {"called_at": "2026-10-09T09:06:00+08:00", "phone": "匿名", "was_answered": False},
    ]
    answer = office.post("calls", {"calls": calls})
    assert (answer.status_code, answer.json()) == (
        201,
        {
            "received": 5,
            "new": 2,
            "known": 0,
            "refused": [
                {"place": 3, "field": "called_at", "message": "时间还没有到"},
                {"place": 4, "field": "called_at", "message": "31 天以前的来电不再导入"},
                {"place": 5, "field": "phone", "message": "没有来电号码，没法回电"},
            ],
        },
    )
    assert list(CallRecord.objects.order_by("called_at").values_list("phone_masked", "number")) == [
        ("138****5678", "回 26-0001"),
        ("138****5679", ""),
    ]
    again = office.post("calls", {"calls": calls[:2]}).json()
    assert (again["new"], again["known"]) == (0, 2)


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_once_of_one_call_are_one_inquiry(clock: Clock) -> None:
    platform = connect(make_town())
    came: list[tuple[int, bytes]] = []

    def send() -> None:
        answer = platform.post("inquiries", call(), key="call-20261009-1")
        came.append((answer.status_code, answer.content))

    assert at_once(send, send, send) == ["done"] * 3
    assert Inquiry.objects.count() == 1
    assert len(set(came)) == 1
    assert came[0][0] == 201


def test_a_system_acts_with_the_powers_of_whoever_answers_for_it(platform: Platform) -> None:
    system = connect(platform.town, name="门户", acts_as=platform.town.deng)
    calls = {"calls": [{"called_at": "2026-10-09T09:00:00+08:00", "phone": "13812345678", "was_answered": True}]}
    assert problem(system.post("calls", calls)) == (403, "not_for_calls")
    platform.town.deng.is_active = False
    platform.town.deng.save()
    assert problem(system.post("inquiries", call())) == (403, "nobody_answers")
    read = system.get("inquiries")
    assert (read.status_code, read.json()) == (200, {"data": [], "next": None})
