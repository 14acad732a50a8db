"""My day: one ordered list of what I owe, by when."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cases.scene import make_received
from tests.factories import Town, civil, client_of, make_case, make_inquiry, make_item, make_person, make_town

from shouwen import civil_time
from shouwen.catalogue.models import ItemVersion
from shouwen.inquiries import handovers, rulings
from shouwen.inquiries.models import Handover
from shouwen.people.models import Cover, Staff

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def shown(html: str) -> list[tuple[str, str, str]]:
    """Light, what is to be done, and due words of every row, in order."""
    found = []
    for row in re.findall(r"<tr data-row.*?</tr>", html, re.DOTALL):
        light, _, work, due, _ = re.findall(r"<td.*?</td>", row, re.DOTALL)
        title = re.search(r'<span class="ti">.*?<span class="me">', work, re.DOTALL)
        assert title
        found.append((plain(light), plain(title[0]), plain(due.replace("</b>", "</b> "))))
    return found


def page(staff: Staff, url: str = "/") -> str:
    return client_of(staff).get(url).content.decode()


def hand_over(town: Town, at: datetime) -> Handover:
    inquiry = make_inquiry(town.actor(town.he), at=at, person=make_person(town.centre, "李丙火"), matter="医保转移接续")
    return handovers.hand_over(
        inquiry=inquiry,
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="归 4号窗口，今天给您回话",
        by=town.actor(town.he),
        at=at,
    )


def test_f3_t1_everything_owed_stands_in_one_list_by_due_day(town: Town) -> None:
    clerk = town.actor(town.he)
    quick = make_item(town.general, "老年人优待证办理", promised_limit=1)
    make_case(clerk, town.house, at=civil(2026, 9, 29), person=make_person(town.centre, "陈甲木"))
    make_case(clerk, quick, at=civil(2026, 10, 8), person=make_person(town.centre, "王戊土"))
    make_case(clerk, quick, at=civil(2026, 9, 28), person=make_person(town.centre, "赵己金"))
    assert shown(page(town.he)) == [
        ("逾期 3 天", "办理 赵*金：老年人优待证办理", "9月29日 周二 17:30"),
        ("今天", "办理 王*土：老年人优待证办理", "今天 17:30"),
        ("余 5 天", "办理 陈*木：农村宅基地建房审批", "10月15日 周四 17:30"),
    ]


def test_groups_are_days_and_a_makeup_saturday_says_so(town: Town) -> None:
    clerk = town.actor(town.he)
    for limit in (1, 2, 3):
        make_case(clerk, make_item(town.general, f"事项{limit}", promised_limit=limit), at=civil(2026, 10, 8))
    headings = [plain(one) for one in re.findall(r'<tr class="g">.*?</tr>', page(town.he), re.DOTALL)]
    assert headings == ["今天10月9日 周五", "明天10月10日 周六，国庆节调休上班，照常计时", "以后"]


def test_counts_above_the_list_are_of_the_whole_list(town: Town) -> None:
    clerk = town.actor(town.he)
    make_case(clerk, make_item(town.general, "事项", promised_limit=1), at=civil(2026, 10, 8))
    make_case(clerk, make_item(town.general, "事项二", promised_limit=1), at=civil(2026, 9, 28))
    make_inquiry(clerk, at=civil(2026, 10, 9, 9))
    html = page(town.he)
    assert plain(re.findall(r'<p class="cnt">.*?</p>', html, re.DOTALL)[0]) == "逾期 1今天到期 2共 3 件，按到期先后"
    seg = re.findall(r'<nav class="seg".*?</nav>', html, re.DOTALL)[0]
    assert [plain(one) for one in re.findall(r"<a.*?</a>", seg)] == ["全部 3", "首问 1", "办件 2"]


def test_a_filter_narrows_the_list_and_stays_marked(town: Town) -> None:
    clerk = town.actor(town.he)
    make_case(clerk, town.house, at=civil(2026, 10, 8))
    make_inquiry(clerk, at=civil(2026, 10, 9, 9), matter="问低保")
    html = page(town.he, "/?kind=inquiry")
    assert [title for _, title, _ in shown(html)] == ["答复：问低保"]
    assert '<a href="/?kind=inquiry" aria-current="true">首问 1</a>' in html
    assert '<a href="/">全部 2</a>' in html


def test_f6_a_hand_over_waits_in_minutes_and_says_what_happens_then(town: Town) -> None:
    hand_over(town, civil(2026, 10, 9, 10, 42))
    html = page(town.deng)
    assert shown(html) == [("剩 25 分", "接收 李*火：医保转移接续", "今天 11:12")]
    assert "10:42 转来 · <b>11:12 前不接收就退回首问负责人</b>" in html
    assert 'data-left-until="2026-10-09T' in html


def test_f3_first_responder_keeps_what_was_handed_over_and_accepted(town: Town) -> None:
    handover = hand_over(town, civil(2026, 10, 9, 10, 42))
    handovers.accept_handover(handover=handover, by=town.actor(town.deng), at=civil(2026, 10, 9, 10, 45))
    assert [title for _, title, _ in shown(page(town.he))] == ["跟到答复 李*火：医保转移接续"]
    assert "现在由 邓白露 负责，你仍是首问负责人" in page(town.he)
    assert [title for _, title, _ in shown(page(town.deng))] == ["答复 李*火：医保转移接续"]


def second_lines(html: str) -> list[str]:
    return [plain(line) for line in re.findall(r'<span class="me">(.*?)</span>', html, re.DOTALL)]


def permit(town: Town, name: str = "户外广告设置审批") -> ItemVersion:
    """An item of which silence is acceptance."""
    version = make_item(town.general, name)
    ItemVersion.objects.filter(pk=version.pk).update(deemed_acceptance=True)
    return ItemVersion.objects.get(pk=version.pk)


def test_n4_a_review_says_what_comes_of_telling_nothing_in_time(town: Town) -> None:
    clerk = town.actor(town.he)
    for version in (permit(town), town.house):
        make_received(clerk, version, at=civil(2026, 9, 29, 9, 40), person=make_person(town.centre))
    assert sorted(second_lines(page(town.he))) == [
        "办 26-00001 · 9月29日 收件 · 10月12日前要告知补正，否则算受理",
        "办 26-00002 · 9月29日 收件 · 10月12日前要告知补正，过了就是逾期告知",
    ]


def test_n4_a_review_that_is_late_says_so(town: Town) -> None:
    clerk = town.actor(town.he)
    for version in (permit(town), town.house):
        make_received(clerk, version, at=civil(2026, 9, 22, 9, 40), person=make_person(town.centre))
    assert sorted(second_lines(page(town.he))) == [
        "办 26-00001 · 9月22日 收件 · 9月30日前就该告知补正，马上按自收件之日受理",
        "办 26-00002 · 9月22日 收件 · 9月30日前就该告知补正，已经是逾期告知，请尽快告知",
    ]


def test_n4_on_the_day_itself_a_review_is_still_in_time(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    make_received(town.actor(town.he), permit(town), at=civil(2026, 9, 29, 9, 40))
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 12, 17))
    assert second_lines(page(town.he)) == ["办 26-00001 · 9月29日 收件 · 10月12日前要告知补正，否则算受理"]


def test_reviews_cost_the_same_queries_for_one_and_for_a_full_page(town: Town) -> None:
    clerk, client, version = town.actor(town.he), client_of(town.he), permit(town)
    make_received(clerk, version, at=civil(2026, 10, 8, 9), person=make_person(town.centre))
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    for _ in range(24):
        make_received(clerk, version, at=civil(2026, 10, 8, 9), person=make_person(town.centre))
    with CaptureQueriesContext(connection) as many:
        html = client.get("/").content.decode()
    assert html.count("否则算受理") == 25
    assert len(many) == len(one)


def test_f7_a_ruling_that_came_back_stands_in_the_row_to_be_told(town: Town) -> None:
    clerk, office = town.actor(town.he), town.actor(town.office)
    inquiry = make_inquiry(clerk, at=civil(2026, 10, 8, 9), person=make_person(town.centre, "赵丁金"))
    ruling = rulings.ask_ruling(
        inquiry=inquiry, question="能不能原址翻建", words="我去问，今天给您回话", by=clerk, at=civil(2026, 10, 8, 9, 12)
    )
    rulings.give_ruling(
        ruling=ruling, answer="可以，先到 5号窗口审图。", reason="规划允许", by=office, at=civil(2026, 10, 9, 10, 20)
    )
    html = page(town.he)
    assert [title for _, title, _ in shown(html)] == ["告知 赵*金：老屋想在原址翻建"]
    assert '<span class="ans">管理办公室 10:20 答复：可以，先到 5号窗口审图。</span>' in html


def test_no_minutes_are_counted_down_across_the_lunch_break(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_over(town, civil(2026, 10, 9, 11, 50))
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 9, 11, 55))
    html = page(town.deng)
    assert shown(html) == [("剩 25 分", "接收 李*火：医保转移接续", "今天 13:50")]
    assert "data-left-until" not in html


def test_rows_of_a_covered_colleague_are_mine_today_and_marked(town: Town) -> None:
    make_case(town.actor(town.deng), town.house, at=civil(2026, 10, 8))
    assert shown(page(town.he)) == []
    Cover.objects.create(
        centre=town.centre,
        absent=town.deng,
        by=town.he,
        from_at=civil(2026, 10, 9, 9),
        to_at=civil(2026, 10, 9, 17, 30),
        reason="去区里培训",
    )
    html = page(town.he)
    assert shown(html) == [("余 7 天", "办理 陈*木：农村宅基地建房审批代 邓白露", "10月19日 周一 17:30")]
    assert '<b>09:00–17:30 代 邓白露</b>　<span class="nw">4号 民政残联窗口</span>' in html
    assert "去区里培训。手上 1 件，今天到期 0 件，已排进左边" in plain(html)


def test_calendar_of_due_days_has_eight_days_with_their_marks(town: Town) -> None:
    make_case(town.actor(town.he), make_item(town.general, "事项", promised_limit=1), at=civil(2026, 10, 8))
    calendar = re.findall(r'<ol class="wk">.*?</ol>', page(town.he), re.DOTALL)[0]
    assert re.findall(r'<span class="sr">(.*?)</span>', calendar) == [
        "10月9日 周五，到期 1 件",
        "10月10日 周六，调休上班，到期 0 件",
        "10月11日 周日，休，到期 0 件",
        "10月12日 周一，到期 0 件",
        "10月13日 周二，到期 0 件",
        "10月14日 周三，到期 0 件",
        "10月15日 周四，到期 0 件",
        "10月16日 周五，到期 0 件",
    ]
    assert calendar.count("<i>▪</i>") == 1


def test_nothing_owed_says_so_and_what_to_do_next(town: Town) -> None:
    html = page(town.he)
    assert "手上没有欠着的事" in html
    assert '<a class="b sm" href="/inquiries/new/">登记首问 <kbd>F2</kbd></a>' in html


def test_another_centre_is_not_seen(town: Town) -> None:
    other = make_town("other", town="三坪镇")
    make_case(other.actor(other.he), other.house, at=civil(2026, 10, 8))
    assert shown(page(town.he)) == []


def test_the_first_row_is_chosen_and_leads_to_its_case(town: Town) -> None:
    case = make_case(town.actor(town.he), town.house, at=civil(2026, 10, 8))
    html = page(town.he)
    assert html.count('<tr data-row class="sel">') == 1
    assert f'<a class="b" href="/cases/{case.number[2:]}/" data-main>' in html


def test_one_row_and_a_full_page_cost_the_same_queries(town: Town) -> None:
    clerk, client = town.actor(town.he), client_of(town.he)
    make_case(clerk, town.house, at=civil(2026, 10, 8))
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    for _ in range(29):
        make_case(clerk, town.house, at=civil(2026, 10, 8), person=make_person(town.centre))
    with CaptureQueriesContext(connection) as many:
        html = client.get("/").content.decode()
    assert len(shown(html)) == 25
    assert "共 30 条，第 1–25 条" in html
    assert len(many) == len(one)


def test_page_two_goes_on_where_page_one_ended(town: Town) -> None:
    clerk = town.actor(town.he)
    for _ in range(27):
        make_case(clerk, town.house, at=civil(2026, 10, 8), person=make_person(town.centre))
    html = page(town.he, "/?page=2")
    assert len(shown(html)) == 2
    assert 'rel="prev" href="?page=1"' in html


def test_without_login_the_way_leads_to_the_hall_and_where_staff_log_in_to_the_login_page(town: Town) -> None:
    assert Client().get("/").headers["Location"] == "/hall/"
    of_staff = Client()
    of_staff.cookies["desk"] = "1"
    assert of_staff.get("/").headers["Location"] == "/login/?next=/"
