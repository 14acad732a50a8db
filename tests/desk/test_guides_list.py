"""指南: the list of the guides in force."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk.guide_scene import GUIDE, page, plain, publish, three_versions
from tests.desk.searching import searched
from tests.factories import Town, civil, client_of, make_item, make_town

from shouwen import civil_time
from shouwen.catalogue.enums import ItemKind
from shouwen.catalogue.models import ServiceItem

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


def rows(html: str) -> list[list[str]]:
    """The cells of every row of the list, without the button."""
    found = re.findall(r"<tr data-row.*?</tr>", html, re.DOTALL)
    return [[plain(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)[:5]] for row in found]


def names(html: str) -> list[str]:
    return [plain(one).replace(" ", "") for one in re.findall(r'<td><span class="ti">(.*?)</span>', html, re.DOTALL)]


def test_t2_a_row_shows_the_promised_limit_beside_the_legal_one(town: Town) -> None:
    publish(town)
    publish(town, replace(GUIDE, kind=ItemKind.INSTANT, promised_limit=0, legal_limit=1), code="MZ07", name="优待证")
    assert rows(page(town, "/guides/?domain=民政")) == [
        ["残疾人两项补贴 MZ05 · 民政 · 不收费", "承诺件", "15 个工作日 法定 20 个工作日", "4号 民政残联窗口", "第 1 版 2026年1月1日起"],
        ["优待证 MZ07 · 民政 · 不收费", "即办件", "当场办好 法定 1 个工作日", "4号 民政残联窗口", "第 1 版 2026年1月1日起"],
    ]  # fmt: skip


def test_n1_the_list_shows_the_version_in_force_and_says_when_it_changes(town: Town) -> None:
    three_versions(town)
    html = page(town, "/guides/?domain=民政")
    assert [row[2:] for row in rows(html)] == [
        ["10 个工作日 法定 20 个工作日", "4号 民政残联窗口", "第 2 版 12月1日起换新版"]
    ]
    coming = re.findall(r'<ul class="new-ones">.*?</ul>', html, re.DOTALL)[0]
    assert plain(coming) == "残疾人两项补贴 第 3 版，12月1日起"
    assert 'href="/guides/MZ05/?version=3"' in coming


def test_n1_an_item_that_begins_later_is_not_in_force_and_stands_among_the_coming(town: Town) -> None:
    publish(town, code="MZ09", name="殡葬补贴", since=date(2026, 11, 1))
    html = page(town, "/guides/")
    assert names(html) == ["农村宅基地建房审批"]
    assert "在用 1 项" in html
    assert '<a href="/guides/MZ09/?version=1">殡葬补贴</a><span class="meta">第 1 版，11月1日起</span>' in html


def test_an_item_no_longer_offered_is_not_listed(town: Town) -> None:
    version = publish(town)
    ServiceItem.objects.filter(pk=version.item_id).update(is_active=False)
    assert names(page(town, "/guides/")) == ["农村宅基地建房审批"]


@pytest.mark.parametrize("words", ["残疾人", "两项补", "MZ05", "mz05", "cjrlx", "领残疾钱"])
def test_it_is_found_by_name_code_initials_and_everyday_words(town: Town, words: str) -> None:
    publish(town, everyday=["领残疾钱"])
    publish(town, code="SB06", name="社会保障卡挂失", domain="社会保障")
    assert names(page(town, f"/guides/?q={words}")) == ["残疾人两项补贴"]


def test_the_words_searched_are_underlined_in_the_name(town: Town) -> None:
    publish(town)
    assert '<span class="ti"><mark>残疾人</mark>两项补贴</span>' in page(town, "/guides/?q=残疾人")


def test_what_is_not_found_says_what_to_do(town: Town) -> None:
    html = page(town, "/guides/?q=zzzz")
    assert names(html) == []
    assert "没有找到这样的指南" in html
    assert '<a class="b sm" href="/inquiries/new/">登记首问 <kbd>F2</kbd></a>' in html


def test_domain_and_kind_narrow_together_and_count_what_they_leave(town: Town) -> None:
    publish(town)
    publish(town, replace(GUIDE, kind=ItemKind.INSTANT, promised_limit=0), code="MZ07", name="优待证")
    publish(town, replace(GUIDE, kind=ItemKind.INSTANT, promised_limit=0), code="SB06", name="挂失", domain="社会保障")
    html = page(town, "/guides/?kind=instant&domain=民政")
    assert names(html) == ["优待证"]
    kinds = re.findall(r'<nav class="seg end".*?</nav>', html, re.DOTALL)[0]
    assert [plain(one) for one in re.findall(r"<a.*?</a>", kinds)] == ["全部 2", "即办件 1", "承诺件 1"]
    domains = re.findall(r'<ul class="dom">.*?</ul>', html, re.DOTALL)[0]
    counts = {plain(one) for one in re.findall(r"<a.*?</a>", domains)}
    assert counts == {"全部领域 2", "民生 0", "民政 1", "社会保障 1"}
    assert 'aria-current="true">民政<span>1</span>' in domains


def test_one_row_and_thirty_cost_the_same_queries(town: Town) -> None:
    client = client_of(town.he)
    for url in ("/guides/", "/guides/?q=事项"):
        client.get(searched(client, url))
    found = searched(client, "/guides/?q=农村")
    with CaptureQueriesContext(connection) as one:
        assert len(rows(client.get(found).content.decode())) == 1
    for number in range(30):
        make_item(town.general, f"农村事项{number:02d}")
    client.get(found)  # the catalogue changed: its index is built once
    with CaptureQueriesContext(connection) as many:
        html = client.get(found).content.decode()
    assert (len(rows(html)), "共 31 条，第 1–25 条" in html) == (25, True)
    assert len(many) == len(one)


def test_page_two_goes_on_and_keeps_what_was_chosen(town: Town) -> None:
    for number in range(26):
        make_item(town.general, f"事项{number:02d}", code=f"X{number:02d}")
    html = page(town, "/guides/?q=事项&kind=promised&page=2")
    assert names(html) == ["事项25"]
    assert re.search(r'rel="prev" href="\?kind=promised&amp;s=[^"]+&amp;page=1"', html)


def test_another_centre_is_not_seen(town: Town) -> None:
    other = make_town("other", town="三坪镇")
    publish(other)
    assert names(page(town, "/guides/")) == ["农村宅基地建房审批"]
    assert client_of(town.he).get("/guides/MZ05/").status_code == 404


def test_without_login_the_way_leads_to_the_login_page(town: Town) -> None:
    assert Client().get("/guides/").headers["Location"] == "/login/?next=/guides/"
