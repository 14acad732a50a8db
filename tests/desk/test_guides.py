"""指南: the guide of an item by each of its versions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desk.guide_scene import GUIDE, page, plain, publish, publish_next, three_versions
from tests.factories import Town, civil, client_of, make_town

from shouwen import civil_time
from shouwen.catalogue.enums import ItemKind, MaterialForm
from shouwen.catalogue.guide import GuideMaterial
from shouwen.catalogue.models import ServiceItem

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


def facet(html: str, name: str) -> str:
    """What the guide says under 条件, 材料, 怎么走 or 收费."""
    found = re.search(rf"<dt>{name}</dt><dd[^>]*>(.*?)</dd></div>", html, re.DOTALL)
    assert found
    return plain(found[1])


def materials(html: str) -> list[str]:
    """Headings and materials of the guide, in order."""
    table = re.findall(r'<table class="mat">.*?</table>', html, re.DOTALL)[0]
    return [plain(row) for row in re.findall(r"<tr.*?</tr>", table.split("</thead>")[1], re.DOTALL)]


def test_n2_the_four_facets_of_the_notice_come_first(town: Town) -> None:
    publish(town)
    html = page(town, "/guides/MZ05/")
    told = re.findall(r'<dl class="facets">.*?</dl>', html, re.DOTALL)[0]
    assert re.findall(r"<dt>(.*?)</dt>", told) == ["条件", "材料", "怎么走", "收费"]
    assert facet(html, "条件") == "户口在本镇，持残疾人证"
    assert facet(html, "怎么走") == "1 窗口审材料 2 报区残联审定"
    assert facet(html, "收费") == "不收费"
    content = html.split("<main")[1].split("</main>")[0]
    headings = [plain(one) for one in re.findall(r"<h2.*?</h2>", content)]
    assert headings == ["一次说清", "多久办好", "在哪办", "依据", "版本"]


def test_n2_without_a_situation_everything_is_told_apart_by_situation(town: Town) -> None:
    publish(town)
    assert materials(page(town, "/guides/MZ05/")) == [
        "都要带的 2 样",
        "1 残疾人证 复印件2份 残联",
        "2 补贴申请表 表格1份 窗口免费提供",
        "生活补贴 另加 1 样",
        "3 低保证明 近三个月开的 原件1份 民政窗口核验",
        "护理补贴 不用另加",
    ]


def test_n2_a_situation_shows_exactly_what_it_needs(town: Town) -> None:
    publish(town)
    assert materials(page(town, "/guides/MZ05/?situation=1")) == [
        "生活补贴，带这 3 样",
        "1 残疾人证 复印件2份 残联",
        "2 低保证明 这种情形才要 近三个月开的 原件1份 民政窗口核验",
        "3 补贴申请表 表格1份 窗口免费提供",
    ]
    assert materials(page(town, "/guides/MZ05/?situation=2")) == [
        "护理补贴，带这 2 样",
        "1 残疾人证 复印件2份 残联",
        "2 补贴申请表 表格1份 窗口免费提供",
    ]


def test_n2_a_guide_without_situations_has_no_choice_to_make(town: Town) -> None:
    publish(town, replace(GUIDE, situations=(), materials=()))
    html = page(town, "/guides/MZ05/")
    assert 'aria-label="情形"' not in html
    assert materials(html) == ["不用交材料"]


def test_t2_the_promised_limit_beside_the_legal_one_and_the_last_day_if_accepted_today(town: Town) -> None:
    publish(town)
    limits = re.findall(r'<section class="card lims".*?</section>', page(town, "/guides/MZ05/"), re.DOTALL)[0]
    # 15 working days after Friday 9 October, the make-up Saturday counted: the 10th, then 12-16, 19-23, 26-29.
    assert plain(limits) == (
        "多久办好 限时办结制度 第四条 15 个工作日 这是承诺时限，法定 20 个工作日 今天受理，最晚 10月29日 周四 "
        "入户核查、公示 7 天 这些日子不算在时限里，要多久先书面告诉本人。"
    )


def test_t2_a_last_day_in_a_year_not_published_is_provisional(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(town)
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 12, 25, 10))
    limits = re.findall(r'<p class="last">.*?</p>', page(town, "/guides/MZ05/"))[0]
    assert plain(limits) == "今天受理，最晚 1月15日 周五 暂算"


def test_t2_an_instant_item_is_done_on_the_spot(town: Town) -> None:
    publish(town, replace(GUIDE, kind=ItemKind.INSTANT, promised_limit=0, special_procedures=(), publicity_days=0))
    limits = re.findall(r'<section class="card lims".*?</section>', page(town, "/guides/MZ05/"), re.DOTALL)[0]
    assert plain(limits) == "多久办好 限时办结制度 第四条 当场办好 材料齐，当场就办；法定 20 个工作日"


def test_where_and_when_it_is_done(town: Town) -> None:
    publish(town)
    place = re.findall(r'<dl class="pairs">.*?</dl>', page(town, "/guides/MZ05/"), re.DOTALL)[0]
    assert plain(place) == (
        "窗口 4号 民政残联窗口 地址 二坪镇便民服务中心 二坪镇新街1号 时间 工作日 9:00—12:00、13:30—17:30 "
        "电话 023-45670000 监督 023-45670001"
    )


def test_f2_the_button_registers_an_inquiry_about_this_item(town: Town) -> None:
    publish(town)
    html = page(town, "/guides/MZ05/")
    assert '<a class="b pri lg" href="/inquiries/new/?item=MZ05" data-key="F2">' in html


def test_n2_from_the_guide_the_register_page_opens_with_what_to_read_out(town: Town) -> None:
    version = publish(town)
    html = page(town, "/inquiries/new/?item=MZ05")
    assert f'<input type="hidden" name="item" id="id_item" value="{version.item_id}">' in html
    assert "可以照着念：残疾人两项补贴" in plain(html)


def test_n1_an_old_version_stays_readable_and_is_marked(town: Town) -> None:
    three_versions(town)
    html = page(town, "/guides/MZ05/?version=1")
    assert materials(html)[1] == "1 残疾人证 复印件2份 残联"
    assert "<b>这是旧版（第 1 版），用到 2026年6月30日</b>" in html
    assert '<a class="b sm" href="/guides/MZ05/">看在用的第 2 版</a>' in html
    assert "今天受理" not in html
    assert "?item=MZ05" not in html


def test_n1_a_coming_version_is_marked_and_says_which_one_holds_until_then(town: Town) -> None:
    three_versions(town)
    html = page(town, "/guides/MZ05/?version=3")
    assert facet(html, "收费") == "工本费 10 元"
    assert "<b>第 3 版还没生效，2026年12月1日起用</b><p>在那以前照第 2 版办。</p>" in html
    assert "?item=MZ05" not in html


def test_n1_a_situation_of_an_old_version_keeps_that_version(town: Town) -> None:
    three_versions(town)
    html = page(town, "/guides/MZ05/?version=1&situation=2")
    assert materials(html)[0] == "护理补贴，带这 2 样"
    assert 'href="/guides/MZ05/?version=1&amp;situation=1"' in html


def test_n1_versions_say_from_when_until_when_and_what_each_changed(town: Town) -> None:
    three_versions(town)
    html = page(town, "/guides/MZ05/")
    versions = re.findall(r'<section class="card vers.*?</section>', html, re.DOTALL)[0]
    assert [plain(one) for one in re.findall(r"<li.*?</li>", versions, re.DOTALL)] == [
        "第 3 版 未生效 2026年12月1日起 周立夏 2026年1月5日发布 收费 不收费 改为 工本费 10 元",
        "第 2 版 在用 2026年7月1日起，到2026年11月30日 周立夏 2026年1月5日发布 "
        "承诺时限 15 个工作日 改为 10 个工作日 少交 残疾人证",
        "第 1 版 旧版 2026年1月1日起，到2026年6月30日 周立夏 2025年12月20日发布 第一版",
    ]


def test_n1_a_change_of_form_and_a_new_situation_are_told(town: Town) -> None:
    first = publish(town)
    changed = replace(
        GUIDE,
        situations=("生活补贴", "两项都领"),
        materials=(
            GuideMaterial("残疾人证", MaterialForm.ORIGINAL, "残联"),
            *GUIDE.materials[1:],
            GuideMaterial("银行卡", MaterialForm.COPY, "本人携带", "两项都领"),
        ),
    )
    publish_next(town, first.item, changed, date(2026, 7, 1))
    changes = re.findall(r'<div class="chg">(.*?)</div>', page(town, "/guides/MZ05/"), re.DOTALL)[0]
    assert plain(changes) == (
        "不再分情形 护理补贴 新分情形 两项都领 残疾人证 复印件2份，残联 改为 原件1份，残联 多交 银行卡（两项都领）"
    )


def test_n1_the_guide_of_an_item_no_longer_offered_stays_readable(town: Town) -> None:
    version = publish(town)
    ServiceItem.objects.filter(pk=version.item_id).update(is_active=False)
    html = page(town, "/guides/MZ05/")
    assert facet(html, "条件") == "户口在本镇，持残疾人证"
    assert "<b>这一项已经停办</b>" in html
    assert "?item=MZ05" not in html


def test_an_item_that_only_begins_later_opens_with_its_coming_version(town: Town) -> None:
    publish(town, code="MZ09", since=date(2026, 11, 1))
    html = page(town, "/guides/MZ09/")
    assert "<b>第 1 版还没生效，2026年11月1日起用</b><p>在那以前还不能受理这一项。</p>" in html


@pytest.mark.parametrize("address", ["XX99/", "MZ05/?version=9", "MZ05/?version=x", "MZ05/?version=" + "9" * 5000])
def test_what_does_not_exist_is_not_found(town: Town, address: str) -> None:
    publish(town)
    answer = client_of(town.he).get(f"/guides/{address}")
    assert answer.status_code == 404
    assert "<h1>没找到</h1>" in answer.content.decode()


def test_many_materials_and_versions_cost_the_same_queries(town: Town) -> None:
    first, client = publish(town), client_of(town.he)
    client.get("/guides/MZ05/")
    with CaptureQueriesContext(connection) as one:
        client.get("/guides/MZ05/")
    more = tuple(GuideMaterial(f"材料{number}", MaterialForm.COPY, "自备") for number in range(20))
    for month in range(2, 10):
        changed = replace(GUIDE, materials=GUIDE.materials + more, promised_limit=month)
        publish_next(town, first.item, changed, date(2026, month, 1))
    with CaptureQueriesContext(connection) as many:
        html = client.get("/guides/MZ05/").content.decode()
    assert "第 9 版" in html
    assert len(many) == len(one)
