"""新增事项: written in the browser with its first guide, everything wrong told at once, seen as citizens will, then published."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.test import Client
from tests.desk.guide_scene import publish
from tests.factories import Town, civil, client_of, make_town

from shouwen import civil_time
from shouwen.catalogue import queries
from shouwen.catalogue.enums import ItemKind
from shouwen.catalogue.models import ItemVersion, ServiceItem

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
PAGE = "/guides/new/"
WHOLE = {
    "code": "MZ09",
    "name": "高龄津贴",
    "domain": "民政",
    "window": "4",
    "everyday_words": "老年钱\n八十岁的钱",
    "kind": "promised",
    "promised_limit": "10",
    "legal_limit": "20",
    "publicity_days": "0",
    "notice_workdays": "5",
    "conditions": "满 80 岁，户口在本镇",
    "steps": "窗口审材料\n报区里审定",
    "fee": "不收费",
    "place": "",
    "basis": "",
    "special_procedures": "",
    "situations": "",
    "materials": "1",
    "m-0-name": "户口簿",
    "m-0-form": "original",
    "m-0-copies": "1",
    "m-0-source": "本人带来",
    "effective_from": "2026-10-12",
}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    def now() -> datetime:
        return NOW

    monkeypatch.setattr(civil_time, "now", now)


@pytest.fixture
def town() -> Town:
    return make_town()


def wrongs(html: str) -> list[str]:
    """The words under wrong fields, in the order of the page."""
    found = re.findall(r'<p class="badly"[^>]*>(.*?)</p>', html, re.DOTALL)
    told = [re.sub(r"<[^>]+>|\s+", "", one) for one in found]
    return [one for one in told if one != "没办成："]  # An empty one waits on every page for a lost line.


def items() -> list[str]:
    return list(ServiceItem.objects.values_list("code", flat=True))


def kept(client: Client, **other: str) -> None:
    client.post(PAGE, WHOLE | other)


def test_n1_a_new_item_is_written_looked_at_and_published(town: Town) -> None:
    office = client_of(town.office)
    before = items()

    saved = office.post(PAGE, WHOLE)
    form = office.get(PAGE).content.decode()
    shown = office.get("/guides/new/preview/").content.decode()
    assert (saved.status_code, items()) == (302, before)
    assert 'value="高龄津贴"' in form
    assert "高龄津贴" in shown and "户口簿" in shown and "这是还没发布的稿子" in shown

    done = office.post(PAGE, WHOLE | {"next": "publish"}, follow=True)

    item = ServiceItem.objects.get(code="MZ09")
    version = ItemVersion.objects.get(item=item)
    guide = queries.guide_of(version)
    assert (item.name, item.domain, item.window_id, item.everyday_words, item.initials) == (
        "高龄津贴",
        "民政",
        town.civil_affairs.pk,
        ["老年钱", "八十岁的钱"],
        "gljt",
    )
    assert (version.number, version.effective_from, version.published_by_id) == (1, date(2026, 10, 12), town.office.pk)
    assert (guide.kind, guide.promised_limit, guide.legal_limit, guide.steps) == (
        ItemKind.PROMISED,
        10,
        20,
        ("窗口审材料", "报区里审定"),
    )
    assert [one.name for one in guide.materials] == ["户口簿"]
    assert done.redirect_chain == [("/guides/MZ09/", 302)]
    assert f"高龄津贴发布了，已请 {version.must_reads.count()} 人必读" in done.content.decode()
    assert 'value="高龄津贴"' not in office.get(PAGE).content.decode()


def test_n1_everything_wrong_with_a_new_item_is_told_at_once_and_nothing_is_published(town: Town) -> None:
    publish(town)
    before = items()
    wrong = {
        "code": "MZ05",
        "name": "",
        "domain": "",
        "window": "",
        "promised_limit": "30",
        "legal_limit": "二十",
        "conditions": "",
        "effective_from": "",
        "m-0-source": "",
        "next": "publish",
    }

    answer = client_of(town.office).post(PAGE, WHOLE | wrong)

    told = wrongs(answer.content.decode())
    assert (answer.status_code, items()) == (422, before)
    assert told == [
        "编码MZ05已经是“残疾人两项补贴”的",
        "没有写事项名称",
        "没有写领域，如民政",
        "还没有选窗口",
        "这里要写整数",
        "申请条件、办理流程和收费都要写，一次告知才说得全",
        "材料“户口簿”要写怎么取得，群众才知道去哪里拿",
        "还没有选从哪天起用",
    ]


def test_n1_an_unfinished_item_is_kept_and_said_to_be_so(town: Town) -> None:
    office = client_of(town.office)

    kept(office, conditions="")
    html = office.get(PAGE).content.decode()

    assert "还有 1 处没写好" in html
    assert 'value="高龄津贴"' in html
    assert 'value="高龄津贴"' not in client_of(town.he).get(PAGE).content.decode()


def test_n1_an_empty_form_complains_of_nothing(town: Town) -> None:
    html = client_of(town.office).get(PAGE).content.decode()

    assert (wrongs(html), "没写好，都标在" in html) == ([], False)
    assert client_of(town.office).get("/guides/new/preview/").status_code == 200


def test_n1_a_draft_that_is_not_wanted_goes(town: Town) -> None:
    office = client_of(town.office)
    kept(office)

    office.post(PAGE, {"next": "drop"})

    assert 'value="高龄津贴"' not in office.get(PAGE).content.decode()


@pytest.mark.parametrize("address", [PAGE, "/guides/new/preview/"])
def test_n1_a_clerk_adds_no_item(town: Town, address: str) -> None:
    client = client_of(town.he)

    assert "办事指南由管理办公室或系统管理员发布" in client.get(address).content.decode()
    assert "新增事项" not in client.get("/guides/").content.decode()
    assert "新增事项" in client_of(town.office).get("/guides/").content.decode()


@pytest.mark.parametrize("sent", [{"window": "9999999"}, {"window": "-1"}, {"code": "a/b"}, {"code": "\x00"}])
def test_n1_a_crafted_form_publishes_nothing(town: Town, sent: dict[str, str]) -> None:
    before = items()

    answer = client_of(town.office).post(PAGE, WHOLE | sent | {"next": "publish"})

    assert (answer.status_code, items()) == (422, before)
