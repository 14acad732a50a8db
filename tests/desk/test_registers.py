"""台账: the registers with what isn't settled, and the register of papers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import Town, civil, client_of, make_case, make_inquiry, make_item, make_person, make_town

from shouwen import civil_time
from shouwen.cases import actions as cases
from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import ReviewState
from shouwen.inquiries import handovers, rulings
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.notice_paper import print_notice
from shouwen.papers.actions import open_file
from shouwen.papers.enums import PaperFormat
from shouwen.papers.models import Paper
from shouwen.promises.actions import make_promise

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


def notice(town: Town, *, at: datetime, name: str = "陈甲木") -> Paper:
    """A correction notice on a new case."""
    clerk = town.actor(town.he, at=at)
    case = make_case(clerk, town.house, at=at, person=make_person(town.centre, name, at=at))
    for material in case.materials.all():
        is_missing = material.position == 1
        cases.review_material(
            material=material,
            state=ReviewState.MISSING if is_missing else ReviewState.OK,
            reason="没有交" if is_missing else "",
            requirement="交 1 份" if is_missing else "",
            by=clerk,
            at=at,
        )
    case.refresh_from_db()
    return issue_correction_notice(case=case, by=clerk, at=at).paper


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def page(town: Town, url: str) -> str:
    return client_of(town.he).get(url).content.decode()


def rows(html: str, cells: int) -> list[list[str]]:
    found = re.findall(r"<tr data-row.*?</tr>", html, re.DOTALL)
    return [[plain(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)][:cells] for row in found]


def counts(html: str) -> dict[str, list[str]]:
    """Of each register: what isn't settled, today, this year."""
    return {row[1].split()[0]: row[2:] for row in rows(html, 5)}


# ---- the hub -------------------------------------------------------------------------------------------------------


def test_an_empty_centre_has_every_register_and_nothing_in_it(town: Town) -> None:
    assert counts(page(town, "/registers/")) == {
        "首问登记簿": ["没有", "0", "0"],
        "来电登记簿": ["没有", "0", "0"],
        "网上提问": ["没有", "0", "0"],
        "转办台账": ["没有", "0", "0"],
        "请示台账": ["没有", "0", "0"],
        "办不成事台账": ["没有", "0", "0"],
        "承诺台账": ["没有", "0", "0"],
        "现在办不了台账": ["没有", "0", "0"],
        "办件": ["没有", "0", "0"],
        "上级任务": ["没有", "0", "0"],
        "设备": ["没有", "0", "0"],
        "代办委托": ["", "0", "0"],
        "帮办台账": ["没有", "0", "0"],
        "文书登记簿": ["", "0", "0"],
        "告知电话": ["没有", "0", "0"],
    }


def test_f8_t1_counts_are_of_today_of_the_year_and_of_what_is_owed(town: Town) -> None:
    clerk = town.actor(town.he)
    make_inquiry(clerk, at=civil(2025, 12, 31, 10))  # last year's, and still not answered
    make_inquiry(clerk, at=civil(2026, 10, 8, 10))
    make_inquiry(clerk, at=civil(2026, 10, 9, 10))
    make_case(clerk, make_item(town.general, "事项", promised_limit=1), at=civil(2026, 9, 28))
    make_case(clerk, town.house, at=civil(2026, 10, 9, 9))
    found = counts(page(town, "/registers/"))
    assert found["首问登记簿"] == ["没完 3 过了时限 2", "2", "4"]
    assert found["办件"] == ["在办 2 逾期 1", "1", "2"]


def test_f6_f7_handovers_and_rulings_wait_in_their_registers(town: Town) -> None:
    clerk = town.actor(town.he)
    given = make_inquiry(clerk, at=NOW, person=make_person(town.centre))
    handovers.hand_over(
        inquiry=given,
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="归 4号窗口",
        by=clerk,
        at=NOW,
    )
    asked = make_inquiry(clerk, at=NOW, person=make_person(town.centre))
    rulings.ask_ruling(inquiry=asked, question="外地户口能不能办", words="问清楚了回话", by=clerk, at=NOW)
    found = counts(page(town, "/registers/"))
    assert found["转办台账"] == ["等接收 1", "1", "1"]
    assert found["请示台账"] == ["等答复 1", "1", "1"]


def test_t1_a_promised_inquiry_is_not_finished_and_the_count_is_that_of_its_list(town: Town) -> None:
    clerk = town.actor(town.he)
    inquiry = make_inquiry(clerk, at=NOW, person=make_person(town.centre))
    make_promise(
        inquiry=inquiry,
        reason="专网检修",
        promised_for=date(2026, 10, 12),
        words="10月12日打给您",
        means=ToldBy.IN_PERSON,
        by=clerk,
        at=NOW,
    )
    make_inquiry(clerk, at=NOW)
    html = page(town, "/registers/")
    assert counts(html)["首问登记簿"][0] == "没完 2"
    assert counts(html)["承诺台账"] == ["没兑现 1", "1", "1"]
    assert len(rows(page(town, "/inquiries/?state=open"), 1)) == 2


def test_every_register_and_every_count_leads_to_its_list(town: Town) -> None:
    clerk = town.actor(town.he)
    make_inquiry(clerk, at=NOW)
    make_case(clerk, make_item(town.general, "事项", promised_limit=1), at=civil(2026, 9, 28))
    client = client_of(town.he)
    html = client.get("/registers/").content.decode()
    table = re.findall(r"<tbody>.*?</tbody>", html, re.DOTALL)[0]
    links = re.findall(r'<a class="(?:b sm|owed|light over)" href="([^"]+)"', table)
    assert links == [
        "/inquiries/?state=open",
        "/registers/first/",
        "/registers/calls/",
        "/questions/",
        "/registers/handed-over/",
        "/registers/rulings/",
        "/registers/unresolved/",
        "/registers/promises/",
        "/registers/not-possible/",
        "/cases/?state=open",
        "/cases/?state=overdue",
        "/cases/",
        "/registers/tasks/",
        "/tasks/",
        "/devices/",
        "/agency/",
        "/registers/help-calls/",
        "/registers/papers/",
        "/calls-to-make/?state=all",
    ]
    assert {client.get(link).status_code for link in links} == {200}


def test_the_working_calendar_is_one_click_away(town: Town) -> None:
    assert '<a class="b" href="/calendar/">' in page(town, "/registers/")


def test_another_centre_is_not_counted(town: Town) -> None:
    other = make_town("other", town="三坪镇")
    make_inquiry(other.actor(other.he), at=NOW)
    assert counts(page(town, "/registers/"))["首问登记簿"] == ["没有", "0", "0"]


def test_much_in_the_registers_costs_no_more_queries(town: Town) -> None:
    client = client_of(town.he)
    client.get("/registers/")
    with CaptureQueriesContext(connection) as empty:
        client.get("/registers/")
    for _ in range(5):
        notice(town, at=civil(2026, 10, 8))
    with CaptureQueriesContext(connection) as full:
        client.get("/registers/")
    assert len(full) == len(empty)


# ---- the register of papers ----------------------------------------------------------------------------------------


def test_n4_a_paper_says_what_it_is_about_who_issued_it_and_how_often_it_was_printed(town: Town) -> None:
    first, second = notice(town, at=civil(2026, 10, 8, 9, 30)), notice(town, at=civil(2026, 10, 9, 9, 5), name="李丙火")
    for at in (civil(2026, 10, 8, 9, 31), civil(2026, 10, 8, 15)):
        open_file(paper=first, format=PaperFormat.PDF, by=town.actor(town.he), at=at)
    assert rows(page(town, "/registers/papers/"), 5) == [
        [second.number, "补正材料一次性告知书", "李*火： 农村宅基地建房审批 办 26-00002", "何谷雨 2026年10月9日 09:05", "没打过"],
        [first.number, "补正材料一次性告知书", "陈*木： 农村宅基地建房审批 办 26-00001", "何谷雨 2026年10月8日 09:30", "2 次"],
    ]  # fmt: skip
    assert first.number == "二坪便补〔2026〕1号"


def test_a_paper_leads_to_its_case_and_names_nobody_in_full(town: Town) -> None:
    notice(town, at=civil(2026, 10, 8))
    html = page(town, "/registers/papers/")
    assert '<a class="b sm" href="/cases/26-00001/" data-main>' in html
    assert "陈甲木" not in html


def test_n2_a_one_time_notice_leads_to_its_inquiry(town: Town) -> None:
    clerk = town.actor(town.he)
    inquiry = make_inquiry(clerk, at=NOW, person=make_person(town.centre), item_id=town.house.item_id)
    print_notice(inquiry=inquiry, version=town.house, situation=None, by=clerk, at=NOW)
    html = page(town, "/registers/papers/")
    assert rows(html, 3) == [["二坪便告〔2026〕1号", "一次性告知单", "陈*木： 老屋想在原址翻建 问 261009-01"]]
    assert '<a class="b sm" href="/inquiries/261009-01/" data-main>' in html


Searched = Callable[[str], list[str]]


@pytest.fixture
def searched(town: Town) -> Searched:
    """Numbers found by a search, where three notices are and one one-time notice."""
    for day in (6, 7, 8):
        notice(town, at=civil(2026, 9, day))
    clerk = town.actor(town.he)
    inquiry = make_inquiry(clerk, at=NOW, person=make_person(town.centre), item_id=town.house.item_id)
    print_notice(inquiry=inquiry, version=town.house, situation=None, by=clerk, at=NOW)
    client = client_of(town.he)

    def search(text: str) -> list[str]:
        answer = client.post("/registers/papers/", {"q": text}, follow=True)
        return [row[0] for row in rows(answer.content.decode(), 1)]

    return search


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("二坪便补〔2026〕2号", ["二坪便补〔2026〕2号"]),
        ("二坪便补[2026]2号", ["二坪便补〔2026〕2号"]),
        ("补（2026）3", ["二坪便补〔2026〕3号"]),
        ("补 2", ["二坪便补〔2026〕2号"]),
        ("告知单1号", ["二坪便告〔2026〕1号"]),
        ("3", ["二坪便补〔2026〕3号"]),
        ("1号", ["二坪便告〔2026〕1号", "二坪便补〔2026〕1号"]),
        ("办 26-00002", ["二坪便补〔2026〕2号"]),
        ("26-00002", ["二坪便补〔2026〕2号"]),
        ("问 261009-01", ["二坪便告〔2026〕1号"]),
        ("一次性告知单", ["二坪便告〔2026〕1号"]),
        ("41", []),
        ("%", []),
    ],
)
def test_n4_a_paper_is_found_by_its_number_as_people_type_it(searched: Searched, text: str, found: list[str]) -> None:
    assert searched(text) == found


def test_the_register_narrows_to_a_kind(town: Town, searched: Searched) -> None:
    html = page(town, "/registers/papers/?kind=one_time_notice")
    assert [row[0] for row in rows(html, 1)] == ["二坪便告〔2026〕1号"]
    assert '<option value="one_time_notice" selected>一次性告知单</option>' in html


def test_nothing_found_says_what_to_try(town: Town, searched: Searched) -> None:
    assert (
        "没有查到这份文书" in client_of(town.he).post("/registers/papers/", {"q": "999"}, follow=True).content.decode()
    )


def test_no_paper_yet_says_so(town: Town) -> None:
    assert "还没有出过文书" in page(town, "/registers/papers/")


def test_one_paper_and_thirty_cost_the_same_queries(town: Town) -> None:
    client = client_of(town.he)
    notice(town, at=civil(2026, 9, 1))
    client.get("/registers/papers/")
    with CaptureQueriesContext(connection) as one:
        client.get("/registers/papers/")
    for number in range(29):
        notice(town, at=civil(2026, 9, 1, 10, number))
    with CaptureQueriesContext(connection) as many:
        html = client.get("/registers/papers/").content.decode()
    assert (len(rows(html, 1)), "共 30 条，第 1–25 条" in html) == (25, True)
    assert len(many) == len(one)
    assert not any("content_sealed" in query["sql"] for query in many.captured_queries)


def test_papers_of_another_centre_are_not_seen(town: Town) -> None:
    other = make_town("other", town="三坪镇")
    notice(other, at=civil(2026, 9, 1))
    assert "还没有出过文书" in page(town, "/registers/papers/")


def test_without_login_the_way_leads_to_the_login_page(town: Town) -> None:
    assert Client().get("/registers/papers/").headers["Location"] == "/login/?next=/registers/papers/"
