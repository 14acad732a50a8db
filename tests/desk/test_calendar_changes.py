"""另定的日子, 办公时间 and the list of due dates that moved, as the administrator and the staff use them (T2, T3)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from tests.factories import Town, civil, client_of, make_case, make_staff, make_town

from shouwen import civil_time
from shouwen.clocks.models import LocalDay, MovedDue, OpeningTimes, Recomputation
from shouwen.clocks.recomputation import run_all
from shouwen.journal.models import Entry
from shouwen.messages.models import Message
from shouwen.people.enums import Role
from shouwen.people.models import Staff

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
DAY = {"day": "2026-10-14", "kind": "closed", "name": "停电检修", "basis": "镇政府10月8日通知"}
HOURS = {
    "from_on": "2026-10-12",
    "morning_from": "9:00",
    "morning_to": "12:00",
    "afternoon_from": "13：00",
    "afternoon_to": "17:00",
}


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def administrator(town: Town) -> Staff:
    return make_staff(town.centre, "系统员", roles=[Role.ADMINISTRATOR])


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def close_day(client: Client) -> str:
    """Set the day, do the job; the page of what moved."""
    where = client.post("/calendar/days/", DAY).headers["Location"]
    run_all(centre_id=Recomputation.objects.get().centre_id, at=NOW)
    return client.get(where).content.decode()


def test_t2_a_day_is_looked_at_first_and_then_set_with_its_basis(town: Town, administrator: Staff) -> None:
    case = make_case(town.actor(town.he), town.house, at=NOW)
    client = client_of(administrator)
    looked = client.post("/calendar/days/", DAY | {"does": "look"}).content.decode()
    assert '<b class="num">1</b> 件没办完的到期日会变' in looked
    assert (f"<b>{case.number}</b>" in looked, LocalDay.objects.count()) == (True, 0)
    html = close_day(client)
    assert "重算 1 件，1 件的到期日变了" in html
    listed = client.get("/calendar/days/").content.decode()
    row = plain(re.findall(r"<tr data-row.*?</tr>", listed, re.DOTALL)[0])
    assert row.startswith("2026年10月14日 周三 停办 停电检修 镇政府10月8日通知 系统员 10月9日")
    assert '10月14日，停电检修停办"' in client.get("/calendar/").content.decode()


def test_t2_a_due_date_moved_over_a_weekend_moves_by_one_working_day(town: Town, administrator: Staff) -> None:
    make_case(town.actor(town.he), town.house, at=NOW)
    client, where = client_of(administrator), ""
    for day in ("2026-10-13", "2026-10-14", "2026-10-15", "2026-10-16"):
        where = client.post("/calendar/days/", DAY | {"day": day}).headers["Location"]
        run_all(centre_id=town.centre.pk, at=NOW)
    row = plain(re.findall(r"<tr data-row.*?</tr>", client.get(where).content.decode(), re.DOTALL)[0])
    assert "10月23日 周五 10月26日 周一 推后 1 个工作日" in row


def test_t2_a_day_without_basis_keeps_what_was_typed(administrator: Staff) -> None:
    answer = client_of(administrator).post("/calendar/days/", DAY | {"basis": " "})
    assert (answer.status_code, LocalDay.objects.count()) == (422, 0)
    assert "写明依据" in answer.content.decode()
    assert 'value="停电检修"' in answer.content.decode()


def test_t2_a_day_is_withdrawn_with_a_reason(administrator: Staff) -> None:
    client = client_of(administrator)
    close_day(client)
    row = LocalDay.objects.get()
    assert client.post(f"/calendar/days/{row.pk}/withdraw/", {"reason": ""}).status_code == 422
    client.post(f"/calendar/days/{row.pk}/withdraw/", {"reason": "不停电了"})
    row.refresh_from_db()
    assert row.withdrawn_at == NOW
    assert "没有另定的日子" in client.get("/calendar/days/").content.decode()


def test_t2_others_look_and_the_administrator_changes(town: Town) -> None:
    client = client_of(town.he)
    assert [
        client.post(url, data).status_code for url, data in (("/calendar/days/", DAY), ("/calendar/hours/", HOURS))
    ] == [
        422,
        422,
    ]
    assert (LocalDay.objects.count(), OpeningTimes.objects.count()) == (0, 0)
    make_staff(town.centre, "杜处暑", roles=[Role.ADMINISTRATOR])
    for url, said in (("/calendar/days/", "把依据交给系统管理员 "), ("/calendar/hours/", "要改的找系统管理员 ")):
        page = client.get(url).content.decode()
        assert '<form class="card pad' not in page
        assert f"{said}杜处暑" in page


def test_t1_hours_are_set_from_a_day_on_with_extended_service_and_withdrawn(administrator: Staff) -> None:
    client = client_of(administrator)
    client.post("/calendar/hours/", HOURS | {"saturday_from": "9:00", "saturday_to": "12:00"})
    page = client.get("/calendar/hours/").content.decode()
    assert "2026年10月12日起改成" in page
    assert "工作日 9:00—12:00、13:00—17:00；延时服务：周六 9:00—12:00" in page
    row = OpeningTimes.objects.get()
    client.post(f"/calendar/hours/{row.pk}/withdraw/")
    assert OpeningTimes.objects.count() == 0


@pytest.mark.parametrize("change", [{"morning_to": ""}, {"from_on": "明天"}, {"afternoon_to": "25:00"}])
def test_hours_that_cant_be_read_are_refused_in_words(administrator: Staff, change: dict[str, str]) -> None:
    answer = client_of(administrator).post("/calendar/hours/", HOURS | change)
    assert (answer.status_code, OpeningTimes.objects.count()) == (422, 0)
    assert "日期或时间写得不对" in answer.content.decode()


@pytest.mark.parametrize("how", ["phone", "in_person"])
def test_t3_whoever_answers_for_it_notes_that_the_person_was_told(town: Town, administrator: Staff, how: str) -> None:
    make_case(town.actor(town.he), town.house, at=NOW)
    close_day(client_of(administrator))
    move, client = MovedDue.objects.get(), client_of(town.he)
    page = client.get(f"/calendar/moves/{move.recomputation_id}/?show=mine").content.decode()
    assert f'action="/calendar/moves/told/{move.pk}/"' in page
    assert f'name="does" value="{how}"' in page
    client.post(f"/calendar/moves/told/{move.pk}/", {"does": how, "show": "mine"})
    page = client.get(f"/calendar/moves/{move.recomputation_id}/").content.decode()
    assert "10月9日 何谷雨 已告知" in page
    assert "要告诉本人的都告诉了" in page
    assert Entry.objects.get(action="clock.due_told").data["means"] == how
    assert client.post(f"/calendar/moves/told/{move.pk}/", {"does": "phone"}).status_code == 409


def test_t3_without_a_gateway_a_call_is_owed_and_nobody_counts_as_told(town: Town, administrator: Staff) -> None:
    make_case(town.actor(town.he), town.house, at=NOW)
    close_day(client_of(administrator))
    move, client = MovedDue.objects.get(), client_of(town.he)
    where = client.post(f"/calendar/moves/told/{move.pk}/", {"does": "send"}).headers["Location"]
    assert "发不了，要打电话，记在 电 26-0001" in client.get(where).content.decode()
    move.refresh_from_db()
    assert move.told_at is None


def test_t3_the_notice_on_the_desk_leads_to_ones_own_list(town: Town, administrator: Staff) -> None:
    make_case(town.actor(town.he), town.house, at=NOW)
    close_day(client_of(administrator))
    row = Recomputation.objects.get()
    assert Message.objects.get().staff_id == town.he.pk
    page = client_of(town.he).get("/notices/").content.decode()
    assert f'href="/calendar/moves/{row.pk}/?show=mine"' in page


def test_t2_before_the_job_the_list_says_that_it_isnt_whole(administrator: Staff) -> None:
    client = client_of(administrator)
    where = client.post("/calendar/days/", DAY).headers["Location"]
    assert "正在重算，已算 0 件" in client.get(where).content.decode()
    assert "正在重算" in plain(client.get("/calendar/moves/").content.decode())


def test_another_centre_sees_no_list(town: Town, administrator: Staff) -> None:
    make_case(town.actor(town.he), town.house, at=NOW)
    close_day(client_of(administrator))
    other = make_town("qingshi", town="青石镇")
    run, move = Recomputation.objects.get(), MovedDue.objects.get()
    client = client_of(other.office)
    answers = [
        client.get(f"/calendar/moves/{run.pk}/"),
        client.post(f"/calendar/moves/told/{move.pk}/", {"does": "phone"}),
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert date(2026, 10, 14) == LocalDay.objects.get().day
