"""中心设置: limits within bounds, departments added, changed and closed, the duty roster of a month; journalled, office only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import Town, actor_for, civil, client_of, make_staff, make_town, make_window

from shouwen import civil_time
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.inquiries import online
from shouwen.journal.models import Entry
from shouwen.people.centre_settings import (
    add_department,
    change_limits,
    change_window,
    close_department,
    reopen_department,
)
from shouwen.people.duties import copy_week, set_duties, set_duty
from shouwen.people.enums import Role
from shouwen.people.limits import LIMITS
from shouwen.people.models import Centre, Department, Duty, Window
from shouwen.people.roster import who_is_on_duty
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    return make_town()


def values(town: Town, **changes: object) -> dict[str, Any]:
    centre = Centre.objects.get(pk=town.centre.pk)
    now = {limit.field: getattr(centre, limit.field) for limit in LIMITS}
    return {name: "" if value is None else value for name, value in {**now, **changes}.items()}


def test_every_limit_stands_on_the_page_with_its_bounds(town: Town) -> None:
    page = client_of(town.office).get("/settings/").content.decode()
    for limit in LIMITS:
        assert limit.label in page
        assert f"{limit.least} 到 {limit.most}" in page


def test_the_office_changes_a_limit_for_what_begins_from_now_on(town: Town) -> None:
    before = online.ask_online(centre_id=town.centre.pk, name="甲", phone="13800000001", matter="一", at=AT)
    answer = client_of(town.office).post("/settings/", values(town, claim_minutes=60, ruling_minutes=120), follow=True)
    assert "改好了：请示改按分钟答复、网上提问多久没人认领归值班人" in answer.content.decode()
    after = online.ask_online(centre_id=town.centre.pk, name="乙", phone="13800000002", matter="二", at=AT)
    due = [Clock.objects.get(kind=ClockKind.QUESTION, subject_id=one.pk).due_at for one in (before, after)]
    assert due == [civil(2026, 10, 9, 10, 30), civil(2026, 10, 9, 11)]
    entry = Entry.objects.get(action="centre.limits")
    assert (entry.actor_name, entry.data) == (
        "周立夏",
        {"claim_minutes": [30, 60], "ruling_minutes": [None, 120]},
    )


def test_saving_without_a_change_records_nothing(town: Town) -> None:
    client_of(town.office).post("/settings/", values(town))
    assert Entry.objects.filter(action="centre.limits").count() == 0


@pytest.mark.parametrize("wrong", ["0", "999", "", "abc", "-5", "3.5"])
def test_a_limit_out_of_bounds_is_refused_at_its_field(town: Town, wrong: str) -> None:
    answer = client_of(town.office).post("/settings/", values(town, claim_minutes=wrong, handover_minutes=45))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“网上提问多久没人认领归值班人”要在 5 到 480 分钟（工作时间）之间" in page
    assert 'value="45"' in page
    centre = Centre.objects.get(pk=town.centre.pk)
    assert (centre.claim_minutes, centre.handover_minutes) == (30, 30)


def test_only_the_office_and_the_administrator_change_anything(town: Town) -> None:
    clerk = client_of(town.he)
    shown = clerk.get("/settings/").content.decode()
    assert ("网上提问多久没人认领归值班人" in shown, 'name="claim_minutes"' in shown) == (True, False)
    assert clerk.post("/settings/", values(town, claim_minutes=60)).status_code == 422
    assert clerk.post("/settings/departments/", {"name": "派出所"}).status_code == 422
    assert clerk.post("/settings/duty/", {"on_2026-10-09": str(town.he.pk)}).status_code == 422
    assert (Centre.objects.get(pk=town.centre.pk).claim_minutes, Department.objects.count(), Duty.objects.count()) == (
        30,
        0,
        0,
    )
    keeper = make_staff(town.centre, "管理员", roles=[Role.ADMINISTRATOR])
    assert client_of(keeper).post("/settings/", values(town, claim_minutes=60)).status_code == 302
    with pytest.raises(Refused) as refused:
        change_limits(values=values(town, claim_minutes=10), by=town.actor(town.deng), at=AT)
    assert refused.value.code == "not_for_settings"


def test_f6_departments_are_added_changed_closed_and_opened_again(town: Town) -> None:
    client = client_of(town.office)
    client.post("/settings/departments/", {"name": " 镇派出所 ", "place": "新街2号", "phone": "023-45670110"})
    department = Department.objects.get()
    assert (department.name, department.place, department.phone, department.is_active) == (
        "镇派出所",
        "新街2号",
        "023-45670110",
        True,
    )
    address = f"/settings/departments/{department.pk}/"
    client.post(address, {"name": "二坪派出所", "place": "新街3号", "phone": ""})
    client.post(address, {"does": "close", "name": "不会改成这个"})
    department.refresh_from_db()
    assert (department.name, department.place, department.is_active) == ("二坪派出所", "新街3号", False)
    assert client.post(address, {"does": "close"}).status_code == 422
    client.post(address, {"does": "reopen"})
    department.refresh_from_db()
    assert department.is_active
    actions = Entry.objects.filter(subject_kind="department").order_by("seq").values_list("action", flat=True)
    assert list(actions) == ["department.add", "department.change", "department.close", "department.reopen"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "还没有写外部门的名称"), ("多" * 61, "名称最多 60 字"), ("供电所", "已经有叫“供电所”的外部门")],
)
def test_a_department_needs_a_name_of_its_own(town: Town, name: str, words: str) -> None:
    client = client_of(town.office)
    client.post("/settings/departments/", {"name": "供电所"})
    answer = client.post("/settings/departments/", {"name": name})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Department.objects.count() == 1


def test_another_centres_department_is_out_of_reach(town: Town) -> None:
    other = make_town("elsewhere", town="别处镇")
    theirs = add_department(name="供电所", by=other.actor(other.office), at=AT)
    assert client_of(town.office).post(f"/settings/departments/{theirs.pk}/", {"does": "close"}).status_code == 404
    for change in (close_department, reopen_department):
        with pytest.raises(Refused) as refused:
            change(department=theirs, by=town.actor(town.office), at=AT)
        assert refused.value.code == "another_centre"


def test_f8_the_office_writes_the_telephone_of_a_window(town: Town) -> None:
    client, address = client_of(town.office), f"/settings/windows/{town.civil_affairs.pk}/"
    answer = client.post(address, {"phone": " ０２３-45670000 转 8004 "}, follow=True)
    page = answer.content.decode()
    assert "4号 民政残联窗口的电话改好了，以后导入的来电按这个对" in page
    assert 'name="phone" value="023-45670000 转 8004"' in page
    assert Window.objects.get(pk=town.civil_affairs.pk).phone == "023-45670000 转 8004"
    assert "没有改动" in client.post(address, {"phone": "023-45670000 转 8004"}, follow=True).content.decode()
    client.post(address, {"phone": ""})
    entries = Entry.objects.filter(subject_kind="window", subject_id=town.civil_affairs.pk).order_by("seq")
    assert [(one.action, one.actor_name, one.data["before"], one.data["phone"]) for one in entries] == [
        ("window.phone", "周立夏", "", "023-45670000 转 8004"),
        ("window.phone", "周立夏", "023-45670000 转 8004", ""),
    ]


@pytest.mark.parametrize(
    ("phone", "words"),
    [
        ("没有", "要写号码，至少 2 位数字；没有电话就空着"),
        ("分机 4", "要写号码，至少 2 位数字；没有电话就空着"),
        ("8" * 31, "电话最多 30 个字，现在 31 个"),
    ],
)
def test_a_telephone_that_matches_nothing_is_refused_at_its_field(town: Town, phone: str, words: str) -> None:
    answer = client_of(town.office).post(f"/settings/windows/{town.civil_affairs.pk}/", {"phone": phone})
    page, field = answer.content.decode(), f"id_phone_{town.civil_affairs.pk}"
    assert answer.status_code == 422
    assert page.count(words) == 1
    assert f'id="{field}-error"' in page
    assert f'id="{field}" name="phone" value="{phone}"' in page
    assert page.count("aria-invalid") == 1
    assert Window.objects.get(pk=town.civil_affairs.pk).phone == ""


def test_windows_with_one_telephone_are_told_of_each_other(town: Town) -> None:
    client = client_of(town.office)
    for window, phone in ((town.general, "023-45678001"), (town.civil_affairs, "(023)4567 8001")):
        client.post(f"/settings/windows/{window.pk}/", {"phone": phone})
    page = client.get("/settings/windows/").content.decode()
    assert page.count("是同一个号，来电对不上是哪个窗口，归值班人") == 2
    assert f"和{town.general.label}是同一个号" in page


def test_only_the_office_changes_a_telephone_and_only_of_its_own_centre(town: Town) -> None:
    clerk, theirs = client_of(town.he), make_town("elsewhere", town="别处镇").general
    shown = clerk.get("/settings/windows/").content.decode()
    assert ("4号 民政残联窗口" in shown, 'name="phone"' in shown) == (True, False)
    assert clerk.post(f"/settings/windows/{town.general.pk}/", {"phone": "8001"}).status_code == 422
    assert client_of(town.office).post(f"/settings/windows/{theirs.pk}/", {"phone": "8001"}).status_code == 404
    for window, by, code in (
        (town.general, town.he, "not_for_settings"),
        (theirs, town.office, "another_centre"),
    ):
        with pytest.raises(Refused) as refused:
            change_window(window=window, phone="8001", by=town.actor(by), at=AT)
        assert refused.value.code == code
    assert set(Window.objects.values_list("phone", flat=True)) == {""}


def test_f2_the_month_is_planned_day_by_day(town: Town) -> None:
    client = client_of(town.office)
    page = client.get("/settings/duty/").content.decode()
    assert "2026 年 10 月" in page
    assert 'name="on_2026-10-08"' not in page
    sent = {"on_2026-10-09": str(town.deng.pk), "on_2026-10-10": str(town.he.pk), "on_2026-10-08": str(town.he.pk)}
    answer = client.post("/settings/duty/?month=2026-10", sent, follow=True)
    assert "改了 2 天的值班" in answer.content.decode()
    assert list(Duty.objects.order_by("on").values_list("on", "staff__name")) == [
        (date(2026, 10, 9), "邓白露"),
        (date(2026, 10, 10), "何谷雨"),
    ]
    client.post("/settings/duty/?month=2026-10", {**sent, "on_2026-10-10": ""})
    assert Duty.objects.count() == 1
    assert Entry.objects.filter(action="duty.set").count() == 3
    assert (
        "值班没有改动"
        in client.post("/settings/duty/", {"on_2026-10-09": str(town.deng.pk)}, follow=True).content.decode()
    )


def test_f2_the_week_before_is_taken_over(town: Town) -> None:
    office = town.actor(town.office)
    set_duties(
        days={date(2026, 10, 12): town.he.pk, date(2026, 10, 13): town.deng.pk, date(2026, 10, 20): town.he.pk},
        by=office,
        at=AT,
    )
    answer = client_of(town.office).post("/settings/duty/?month=2026-10", {"copy": "2026-10-19"}, follow=True)
    assert "10月19日这一周照上一周排了 1 天" in answer.content.decode()
    assert list(Duty.objects.filter(on__gte=date(2026, 10, 19)).order_by("on").values_list("on", "staff__name")) == [
        (date(2026, 10, 19), "何谷雨"),
        (date(2026, 10, 20), "何谷雨"),
    ]
    again = client_of(town.office).post("/settings/duty/?month=2026-10", {"copy": "2026-10-19"})
    assert (again.status_code, "没有可抄的" in again.content.decode()) == (422, True)


def test_days_that_are_over_stay_and_only_the_front_desk_is_on_duty(town: Town) -> None:
    office = town.actor(town.office)
    leader = make_staff(town.centre, "领导", roles=[Role.LEADER])
    for on, staff_id, code in (
        (date(2026, 10, 8), town.he.pk, "duty_is_over"),
        (date(2026, 10, 9), leader.pk, "not_on_the_front_desk"),
        (date(2026, 10, 9), 987654, "not_on_the_front_desk"),
    ):
        with pytest.raises(Refused) as refused:
            set_duty(on=on, staff_id=staff_id, by=office, at=AT)
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        copy_week(monday=date(2026, 10, 12), by=actor_for(leader), at=AT)
    assert refused.value.code == "not_for_settings"
    assert Duty.objects.count() == 0


def test_f2_without_a_roster_the_comprehensive_window_has_the_day(town: Town) -> None:
    day = date(2026, 10, 9)
    assert who_is_on_duty(town.centre.pk, on=day) == town.he.pk
    set_duty(on=day, staff_id=town.deng.pk, by=town.actor(town.office), at=AT)
    assert who_is_on_duty(town.centre.pk, on=day) == town.deng.pk


@pytest.mark.parametrize("address", ["/settings/departments/", "/settings/duty/", "/settings/windows/"])
def test_settings_cost_the_same_for_one_and_for_thirty(town: Town, address: str) -> None:
    client, office, counts = client_of(town.office), town.actor(town.office), []
    for number in range(1, 31):
        add_department(name=f"第 {number} 所", by=office, at=AT)
        make_window(town.centre, 10 + number, "业务窗口")
        if number <= 20:
            set_duty(on=date(2026, 10, 10 + number), staff_id=town.he.pk, by=office, at=AT)
        if number in (1, 30):
            with CaptureQueriesContext(connection) as caught:
                client.get(address)
            counts.append(len(caught))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("month", ["2026-13", "x", "2026-00", "99999-1", ""])
def test_a_month_that_is_none_shows_the_present_one(town: Town, month: str) -> None:
    assert "2026 年 10 月" in client_of(town.office).get(f"/settings/duty/?month={month}").content.decode()


def test_f4_the_review_authorities_are_set_by_the_office_and_journalled(town: Town) -> None:
    office, he = client_of(town.office), client_of(town.he)
    typed = {"review_authority": " 铜梁区人民政府 ", "court": "铜梁区人民法院", "area_code": "０２３"}

    plain = office.get("/settings/centre/").content.decode()
    refused = he.post("/settings/centre/", typed)
    sent = office.post("/settings/centre/", typed, follow=True)
    again = office.post("/settings/centre/", typed)

    centre = Centre.objects.get(pk=town.centre.pk)
    assert "空着就印“上一级人民政府”" in plain
    assert "空着就照中心电话，是 023" in plain
    assert (refused.status_code, 'name="court"' in he.get("/settings/centre/").content.decode()) == (422, False)
    assert "以后出的通知书照这个印，以前的不变" in sent.content.decode()
    assert (centre.review_authority, centre.court, centre.area_code) == ("铜梁区人民政府", "铜梁区人民法院", "023")
    assert again.status_code == 302
    assert Entry.objects.get(action="centre.words").data == {
        "review_authority": ["", "铜梁区人民政府"],
        "court": ["", "铜梁区人民法院"],
        "area_code": ["", "023"],
    }


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("review_authority", "府" * 61, "复议机关最多 60 字，现在 61 字"),
        ("court", "院" * 61, "起诉法院最多 60 字，现在 61 字"),
        ("area_code", "23", "区号是 0 开头的 3 到 4 位数字，如 023"),
    ],
)
def test_a_wrong_word_of_the_centre_is_told_at_its_field(town: Town, field: str, typed: str, words: str) -> None:
    page = client_of(town.office).post("/settings/centre/", {"court": "铜梁区人民法院", field: typed})

    html = page.content.decode()
    assert (page.status_code, f'id="id_{field}-error"' in html, words in html) == (422, True, True)
    assert f'value="{typed}"' in html
    assert Centre.objects.get(pk=town.centre.pk).court == ""
