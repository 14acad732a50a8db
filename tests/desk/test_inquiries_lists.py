"""首问登记簿, 待我接收, 请示, 承诺: rows, filters, words when there is nothing, and a constant number of queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk.searching import searched
from tests.factories import Town, civil, client_of, make_inquiry, make_person, make_town

from shouwen import civil_time
from shouwen.inquiries import handovers, rulings
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.promises.actions import make_promise

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
CAME = civil(2026, 10, 9, 10)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


def register(town: Town, number: int = 1) -> Inquiry:
    """One more inquiry, a minute later than the one before."""
    person = make_person(town.centre, "周乙石", phone=f"138000{number:05d}")
    at = CAME + timedelta(minutes=number)
    return make_inquiry(
        town.actor(town.he), at=at, person=person, matter=f"第 {number} 件事", item_id=town.house.item_id
    )


def handed_over(town: Town, number: int = 1) -> None:
    handovers.hand_over(
        inquiry=register(town, number),
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="请到4号",
        by=town.actor(town.he),
        at=NOW,
    )


def ruling_asked(town: Town, number: int = 1) -> None:
    rulings.ask_ruling(
        inquiry=register(town, number), question=f"第 {number} 问", words="我去问", by=town.actor(town.he), at=NOW
    )


def promised(town: Town, number: int = 1) -> None:
    make_promise(
        inquiry=register(town, number),
        reason="系统检修",
        promised_for=date(2026, 10, 14),
        words="10月14日前",
        means=ToldBy.IN_PERSON,
        by=town.actor(town.he),
        at=NOW,
    )


def rows(client: Client, path: str) -> list[str]:
    body = client.get(searched(client, path)).content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in body.split("</tr>")[:-1]]


def empty(client: Client, path: str) -> str:
    html = client.get(searched(client, path)).content.decode()
    found = re.search(r'<div class="empty">(.*?)</div>', html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])).strip() if found else ""


@pytest.mark.parametrize(
    ("path", "make", "who"),
    [
        ("/inquiries/", register, "he"),
        ("/inquiries/?state=promised", promised, "he"),
        ("/inquiries/?q=zys", register, "he"),
        ("/handovers/", handed_over, "deng"),
        ("/rulings/", ruling_asked, "office"),
        ("/promises/", promised, "he"),
    ],
)
def test_one_row_and_thirty_rows_cost_the_same_queries(
    town: Town, path: str, make: Callable[[Town, int], object], who: str
) -> None:
    client = client_of(getattr(town, who))
    make(town, 1)
    path = searched(client, path)
    client.get(path)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    one = queries()
    assert len(rows(client, path)) == 1
    for number in range(2, 31):
        make(town, number)

    assert queries() == one
    assert len(rows(client, path)) == 25
    assert len(rows(client, f"{path}{'&' if '?' in path else '?'}page=2")) == 5


def test_a_row_says_who_what_first_responder_and_the_light(town: Town) -> None:
    register(town)

    assert rows(client_of(town.deng), "/inquiries/") == [
        "问 261009-01 10:01 现场 周*石 农村宅基地建房审批 第 1 件事 何谷雨 待处理 今天 打开 问 261009-01"
    ]


def test_f3_after_handing_over_the_row_names_who_holds_it_beside_the_first_responder(town: Town) -> None:
    handed_over(town)
    handover = Inquiry.objects.get().handovers.get()
    handovers.accept_handover(handover=handover, by=town.actor(town.deng), at=NOW)

    assert "何谷雨 现在归 邓白露 责任窗口已接收" in rows(client_of(town.he), "/inquiries/?mine=first&state=open")[0]
    assert len(rows(client_of(town.deng), "/inquiries/?mine=held&state=open")) == 1
    assert rows(client_of(town.he), "/inquiries/?mine=held&state=open") == []


def test_filters_narrow_and_keep_the_search(town: Town) -> None:
    first, second = register(town, 1), register(town, 2)
    answer(inquiry=second, words="说了", means=ToldBy.IN_PERSON, by=town.actor(town.he), at=NOW)
    make_inquiry(town.actor(town.he), at=NOW, channel=Channel.ONLINE, matter="网上问")
    he = client_of(town.he)

    def numbers(path: str) -> list[str]:
        return [row.split()[1] for row in rows(he, path)]

    assert numbers("/inquiries/?state=answered") == ["261009-02"]
    assert numbers("/inquiries/?channel=online") == ["261009-03"]
    assert numbers("/inquiries/?state=open&q=第 1") == [first.number.split()[1]]
    html = he.get(searched(he, "/inquiries/?state=open&q=第 1")).content.decode()
    assert re.search(r'href="/inquiries/\?s=[\w-]{8}&amp;state=open&amp;channel=phone"', html)
    assert '<input type="hidden" name="state" value="open">' in html


@pytest.mark.parametrize("path", ["/inquiries/?state=nonsense&channel=fax&mine=boss&page=x", "/inquiries/?page=999"])
def test_words_of_the_address_that_mean_nothing_are_left_out(town: Town, path: str) -> None:
    register(town)

    assert len(rows(client_of(town.he), path)) == 1


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/inquiries/", "还没有登记过首问 谁先接谁登记：来人、来电、网上问的都算。 登记首问 F2"),
        ("/inquiries/?q=没有", "没有这样的登记 少写几个字，或换成手机后四位、编号再查。 看全部"),
        ("/handovers/", "没有等你接收的 别的窗口转来的会排在这里，到时不接收就退回首问负责人。 看今日"),
        ("/rulings/", "没有请示 拿不准归谁办时，登记首问选“请示管理办公室”（Alt+4）。 登记首问 F2"),
        ("/rulings/?q=没有", "没有这样的请示 换个词，或只写编号的后几位。 看全部"),
        ("/promises/", "没有承诺 能办、但现在办不了的，登记首问选“说明原因并承诺”（Alt+5）。 登记首问 F2"),
        ("/promises/?q=没有", "没有这样的承诺 换个词，或写手机后四位。 看全部"),
    ],
)
def test_nothing_there_says_what_is_so_and_the_next_thing(town: Town, path: str, words: str) -> None:
    assert empty(client_of(town.he), path) == words


def test_f6_waiting_rows_say_until_when_and_what_was_told(town: Town) -> None:
    handed_over(town)

    assert rows(client_of(town.deng), "/handovers/") == [
        "剩 30 分 问 261009-01 周*石： 农村宅基地建房审批 对本人说：请到4号 何谷雨 10:47 11:17 退回 接收 问 261009-01 打开 问 261009-01"
    ]
    assert rows(client_of(town.he), "/handovers/") == []


def test_f7_the_office_sees_what_to_answer_first(town: Town) -> None:
    ruling_asked(town, 1)
    ruling_asked(town, 2)
    ruling = Inquiry.objects.order_by("pk")[1].rulings.get()
    rulings.give_ruling(ruling=ruling, answer="可以", reason="有规定", by=town.actor(town.office), at=NOW)

    found = rows(client_of(town.office), "/rulings/")

    assert found[0] == "余 2 天 请 26-0001 第 1 问 何谷雨 10:47 答复 请 26-0001"
    assert found[1] == "按时办结 请 26-0002 第 2 问 答：可以 何谷雨 10:47 打开 请 26-0002"
    assert len(rows(client_of(town.office), "/rulings/?state=open")) == 1


def test_p3b_promises_show_reason_day_and_who_keeps_them(town: Town) -> None:
    promised(town)

    assert rows(client_of(town.he), "/promises/?state=mine") == [
        "余 4 天 诺 26-0001 周*石： 第 1 件事 其他：系统检修 10月14日 周三 何谷雨 打开 诺 26-0001"
    ]
    assert rows(client_of(town.he), "/promises/?state=kept") == []


SAID = "证号500151198901012345，打13812345678"
SHOWN = "证号500151********2345，打138****5678"


def test_numbers_in_the_words_stand_open_on_their_own_page_alone(town: Town) -> None:
    inquiry = make_inquiry(town.actor(town.he), at=civil(2026, 10, 9, 9), matter=f"低保停发，{SAID}")
    ruling = rulings.ask_ruling(
        inquiry=inquiry, question=f"归谁办，{SAID}", words="请示后答复", by=town.actor(town.he), at=CAME
    )
    client = client_of(town.he)
    own = client.get(f"/inquiries/{inquiry.number[2:]}/").content.decode()
    assert f"低保停发，{SAID}" in own
    for path in (
        "/",
        "/inquiries/",
        "/rulings/",
        f"/rulings/{ruling.number[2:]}/",
        "/registers/first/",
        "/registers/rulings/",
    ):
        page = client.get(path).content.decode()
        assert (path, SHOWN in page, "500151198901012345" in page, "13812345678" in page) == (path, True, False, False)
