"""必读 on the desk: the difference is shown, then the receipt is given; the office sees who has not read (N1)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desk.guide_scene import GUIDE, page, plain, publish, three_versions
from tests.factories import Town, civil, client_of, make_town

from shouwen import civil_time
from shouwen.catalogue.actions import publish_version
from shouwen.catalogue.models import ItemVersion, MustRead

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return make_town()


def changed(town: Town, code: str = "MZ05", *, on: date = date(2026, 10, 12)) -> ItemVersion:
    """From Monday on: one material less, done sooner, other words in the conditions."""
    item = publish(town, code=code).item
    guide = replace(
        GUIDE, promised_limit=10, materials=GUIDE.materials[1:], conditions="户口在本镇，持第三代残疾人证，在有效期内"
    )
    return publish_version(item=item, guide=guide, effective_from=on, by=town.actor(town.office), at=NOW)


def card(html: str) -> str:
    return plain(re.findall(r'<section class="card must".*?</section>', html, re.DOTALL)[0])


def test_n1_my_day_shows_what_goes_and_what_is_new_and_the_rail_counts(town: Town) -> None:
    changed(town)
    html = page(town, "/")
    assert card(html) == (
        "必读：指南有变 1 份未读 残疾人两项补贴 读 残疾人两项补贴改了什么 10月12日起 承诺时限 15 个工作日 改为 10 个工作日 "
        "少交 残疾人证 还改了 1 处"
    )
    assert "<del>残疾人证</del>" in html
    assert '<span class="n">1<span class="sr"> 份未读</span></span>' in html
    assert "必读：指南有变" not in client_of(town.office).get("/").content.decode()


def test_n1_the_difference_is_read_line_by_line(town: Town) -> None:
    changed(town)
    html = page(town, "/guides/MZ05/changes/?from=1&to=2")
    rows = re.findall(r"<tr>(.*?)</tr>", html.split('class="card diff"')[1].split("</table>")[0], re.DOTALL)[1:]
    assert [plain(row) for row in rows] == [
        "承诺时限 15 个工作日 10 个工作日",
        "条件 户口在本镇， 持残疾人证 持第三代残疾人证，在有效期内",
        "少交 残疾人证 不再要",
    ]
    assert "户口在本镇，<del>持残疾人证</del><ins>持第三代残疾人证，在有效期内</ins>" in html
    assert "2026年10月12日起照新的说，还有 3 天" in html


def test_n1_the_receipt_is_given_only_after_the_difference_was_shown(town: Town) -> None:
    version, he = changed(town), client_of(town.he)
    refused = he.post("/guides/MZ05/read/2/", {"shown": "made up"})
    assert refused.status_code == 422
    assert "先看改了什么，再按读了" in refused.content.decode()
    assert MustRead.objects.get(version=version, staff=town.he).read_at is None

    shown = re.findall(r'name="shown" value="([^"]+)"', he.get("/guides/MZ05/changes/?to=2").content.decode())[0]
    answer = he.post("/guides/MZ05/read/2/", {"shown": shown}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "记下了：残疾人两项补贴第 2 版读了。必读都读完了" in answer.content.decode()
    assert MustRead.objects.get(version=version, staff=town.he).read_at == NOW
    assert "10月9日 周五 10:47 你读了" in plain(he.get("/guides/MZ05/changes/?to=2").content.decode())
    # What was shown to one isn't a receipt of another.
    assert client_of(town.deng).post("/guides/MZ05/read/2/", {"shown": shown}).status_code == 422


def test_n1_after_one_is_read_the_list_says_what_is_left(town: Town) -> None:
    changed(town)
    changed(town, "MZ06", on=date(2026, 10, 20))
    he = client_of(town.he)
    shown = re.findall(r'name="shown" value="([^"]+)"', he.get("/guides/MZ05/changes/?to=2").content.decode())[0]
    answer = he.post("/guides/MZ05/read/2/", {"shown": shown})
    # Not the next difference: the same key would sign it unread.
    assert answer.headers["Location"] == "/guides/"
    assert "还有 1 份没读" in he.get("/guides/").content.decode()


def test_n1_any_two_versions_can_be_set_beside_each_other(town: Town) -> None:
    three_versions(town)
    html = page(town, "/guides/MZ05/changes/?from=1&to=3")
    assert "第 1 版（2026年1月1日起）和第 3 版（2026年12月1日起）" in html
    rows = re.findall(r"<tr>(.*?)</tr>", html.split('class="card diff"')[1].split("</table>")[0], re.DOTALL)[1:]
    assert [plain(row) for row in rows] == [
        "承诺时限 15 个工作日 10 个工作日",
        "收费 不收费 工本费 10 元",
        "少交 残疾人证 不再要",
    ]


@pytest.mark.parametrize("query", ["from=3&to=1", "from=9&to=3", "to=9", "to=x"])
def test_versions_that_are_not_there_are_not_found(town: Town, query: str) -> None:
    three_versions(town)
    answer = client_of(town.he).get(f"/guides/MZ05/changes/?{query}")
    assert answer.status_code == 404
    assert "<h1>没找到</h1>" in answer.content.decode()


def test_n1_the_office_sees_who_has_not_read(town: Town) -> None:
    version = changed(town)
    MustRead.objects.filter(version=version, staff=town.he).update(read_at=NOW)
    html = client_of(town.office).get("/guides/unread/").content.decode()
    row = re.findall(r"<tr data-row.*?</tr>", html, re.DOTALL)[0]
    assert plain(row) == (
        "残疾人两项补贴 MZ05 · 第 2 版 · 10月9日发布 10月12日 周一 1 人 邓白露 1 人 何谷雨 10-09 10:47 看改了什么 MZ05"
    )
    MustRead.objects.update(read_at=NOW)
    office = client_of(town.office)
    assert "都读完了" in office.get("/guides/unread/").content.decode()
    assert "都读了" in office.get("/guides/unread/?all=1").content.decode()


def test_n1_who_reads_is_the_offices_business(town: Town) -> None:
    answer = client_of(town.he).get("/guides/unread/")
    assert answer.status_code == 422
    assert "谁读了谁没读，由管理办公室看" in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/guides/", "/guides/unread/"])
def test_n1_one_unread_guide_and_thirty_cost_the_same_queries(town: Town, address: str) -> None:
    client = client_of(town.office if "unread" in address else town.he)
    changed(town)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(10, 39):
        changed(town, f"MZ{number}")
    with CaptureQueriesContext(connection) as many:
        html = client.get(address).content.decode()
    assert "30 份未读" in plain(html) or "共 30 条" in plain(html)
    assert len(many) == len(one)
