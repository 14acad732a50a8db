"""办事指南 for everybody: no log-in, no script; what to bring in my situation; which version; what is withdrawn (N2)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk.guide_scene import GUIDE, plain, publish, publish_next, three_versions
from tests.factories import Town, civil, make_town
from tests.files.samples import pdf

from shouwen import civil_time
from shouwen.catalogue.enums import GuideFileKind, MaterialForm
from shouwen.catalogue.guide import GuideMaterial
from shouwen.catalogue.guide_files import put_file, take_off_file
from shouwen.catalogue.questions import Answer, Question, follow, mistakes
from shouwen.catalogue.withdrawal import withdraw_item
from shouwen.demo.extras.guides import QUESTIONS, together
from shouwen.files import shelf
from shouwen.files.actions import open_file

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
TREE = (
    Question("有低保吗？", (Answer("有", "生活补贴"), Answer("没有", then=2))),
    Question("残疾等级是一、二级吗？", (Answer("是", "护理补贴"), Answer("不是", "生活补贴"))),
)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return make_town()


def page(address: str) -> str:
    return Client().get(address).content.decode()


def brought(html: str) -> list[str]:
    listed = re.findall(r'<ol class="bring">(.*?)</ol>', html, re.DOTALL)[0]
    return [plain(one) for one in re.findall(r"<li>(.*?)</li>", listed, re.DOTALL)]


def test_n2_the_guide_opens_without_log_in_with_all_four_facets(town: Town) -> None:
    publish(town)
    html = page("/g/MZ05/")
    told = plain(html)
    for words in (
        "户口在本镇，持残疾人证",
        "窗口审材料",
        "报区残联审定",
        "收费 不收费",
        "15 个工作日",
        "国发〔2015〕52号",
    ):
        assert words in told
    assert brought(html) == [
        "残疾人证 复印件2份 残联",
        "低保证明 原件1份 生活补贴才要 民政窗口核验；近三个月开的",
        "补贴申请表 表格1份 窗口免费提供",
    ]
    assert "<script" not in html
    assert "办事指南第 1 版，2026年1月1日起" in told


def test_n2_questions_answered_by_taps_leave_what_this_situation_needs(town: Town) -> None:
    publish(town, replace(GUIDE, questions=TREE))
    first = page("/g/MZ05/")
    assert re.findall(r'<li><a href="([^"]+)">(.*?)<', first) == [
        ("/g/MZ05/?a=0#bring", "有"),
        ("/g/MZ05/?a=1#bring", "没有"),
    ]
    second = page("/g/MZ05/?a=1")
    assert "残疾等级是一、二级吗？" in second
    done = page("/g/MZ05/?a=1.0")
    assert "您的情况：护理补贴" in plain(done)
    assert brought(done) == ["残疾人证 复印件2份 残联", "补贴申请表 表格1份 窗口免费提供"]
    assert 'href="/g/MZ05/?a=1#ask">改</a>' in done


def test_n2_without_a_tree_the_situations_are_the_question(town: Town) -> None:
    publish(town)
    html = page("/g/MZ05/?a=0")
    assert "您的情况：生活补贴" in plain(html)
    assert len(brought(html)) == 3
    assert len(brought(page("/g/MZ05/?s=2"))) == 2
    assert len(brought(page("/g/MZ05/?s=9"))) == 3


@pytest.mark.parametrize("query", ["a=x", "a=99.99", "a=0.0.0.0", "s=-1", "v=99", "v=x", "big=2", "a=" + "0." * 400])
def test_n2_any_other_address_shows_the_guide(town: Town, query: str) -> None:
    publish(town)
    html = page(f"/g/MZ05/?{query}")
    assert "<h1>残疾人两项补贴</h1>" in html
    assert len(brought(html)) in (2, 3)


def test_n1_an_old_version_is_marked_and_leads_to_the_one_in_force(town: Town) -> None:
    three_versions(town)
    html = page("/g/MZ05/?v=1")
    assert "这是旧版（第 1 版）" in html
    assert "现在照第 2 版办" in html
    assert len(brought(html)) == 3
    assert len(brought(page("/g/MZ05/"))) == 2
    coming = page("/g/MZ05/?v=3")
    assert "2026年12月1日起才照这一版办" in coming
    assert "工本费 10 元" in coming


def test_n1_a_withdrawn_item_says_so_and_why(town: Town) -> None:
    item = publish(town).item
    withdraw_item(item=item, from_on=date(2026, 10, 9), reason="移交区级办理", by=town.actor(town.office), at=NOW)
    html = page("/g/MZ05/")
    assert "这一项不再办了" in html
    assert "2026年10月9日起停办：移交区级办理。已经受理的会办完" in plain(html).replace("。 ", "。")
    assert len(brought(html)) == 3


def test_n2_large_type_is_a_link_and_drops_nothing(town: Town) -> None:
    publish(town, replace(GUIDE, questions=TREE))
    html = page("/g/MZ05/?a=1.0&big=1")
    assert '<body data-surface="phone" class="big">' in html
    assert '<a class="size" href="/g/MZ05/?a=1.0">' in html
    assert brought(html) == brought(page("/g/MZ05/?a=1.0"))


def test_n2_blank_forms_and_samples_are_taken_as_files(town: Town) -> None:
    item = publish(town).item
    data = pdf()
    put = put_file(
        item=item, material_name="补贴申请表", kind=GuideFileKind.BLANK, name="表.pdf", data=data,
        by=town.actor(town.office), at=NOW,
    )  # fmt: skip
    assert f'<a href="/g/MZ05/files/{put.pk}/" download>' in page("/g/MZ05/")
    answer = Client().get(f"/g/MZ05/files/{put.pk}/")
    assert answer.content == data
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E8%A1%A5")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    publish(town, code="MZ06")
    assert Client().get(f"/g/MZ06/files/{put.pk}/").status_code == 404
    take_off_file(guide_file=put, by=town.actor(town.office), at=NOW)
    assert Client().get(f"/g/MZ05/files/{put.pk}/").status_code == 404
    assert "files/" not in page("/g/MZ05/")


def test_n2_a_form_is_looked_through_before_the_change_that_keeps_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, depths, seal = publish(town).item, [len(connection.savepoint_ids)], shelf.put

    def noting(key: str, sealed: bytes) -> None:
        depths.append(len(connection.savepoint_ids))
        seal(key, sealed)

    monkeypatch.setattr(shelf, "put", noting)
    put = put_file(
        item=item, material_name="补贴申请表", kind=GuideFileKind.BLANK, name="表.pdf", data=pdf(),
        by=town.actor(town.office), at=NOW,
    )  # fmt: skip
    assert depths[0] == depths[1]
    assert open_file(put.file) == pdf()


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_n2_a_form_whose_file_is_gone_or_damaged_leads_to_the_phone(
    town: Town, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    item = publish(town).item
    put = put_file(
        item=item, material_name="补贴申请表", kind=GuideFileKind.BLANK, name="表.pdf", data=pdf(),
        by=town.actor(town.office), at=NOW,
    )  # fmt: skip
    phone = item.window.phone or town.centre.phone or "12345"
    path = shelf.path_of(put.file.key)
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1])
    answer = Client().get(f"/g/MZ05/files/{put.pk}/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "“补贴申请表”现在打不开" in html
    assert f'<a href="tel:{phone}">{phone}</a>' in html
    assert f"form {put.pk} of guide MZ05" in caplog.text


def test_n2_of_several_centres_the_address_names_one(town: Town) -> None:
    publish(town)
    make_town("other", town="别镇")
    assert Client().get("/g/MZ05/").status_code == 404
    html = page("/g/MZ05/?c=erping")
    assert "二坪镇便民服务中心" in html
    assert 'href="/g/MZ05/?c=erping&amp;a=0#bring"' in html


def test_an_unknown_code_is_a_page_that_says_what_to_do(town: Town) -> None:
    answer = Client().get("/g/XX99/")
    assert answer.status_code == 404
    assert "没有找到这份指南" in answer.content.decode()


def test_n2_one_material_and_thirty_cost_the_same_queries(town: Town) -> None:
    item = publish(town, replace(GUIDE, materials=GUIDE.materials[:2])).item
    with CaptureQueriesContext(connection) as one:
        page("/g/MZ05/")
    more = tuple(GuideMaterial(f"材料{number}", MaterialForm.COPY, "自备", "生活补贴") for number in range(30))
    publish_next(town, item, replace(GUIDE, materials=GUIDE.materials + more), date(2026, 7, 1))
    with CaptureQueriesContext(connection) as many:
        assert len(brought(page("/g/MZ05/"))) == 33
    assert len(many) == len(one)


NOTHING_ELSE = "除了这些，不会再要别的"


def test_n2_nothing_else_is_promised_only_where_all_was_asked(town: Town) -> None:
    publish(town)
    assert NOTHING_ELSE not in page("/g/MZ05/")
    assert "占几种情况的，每一种写的都要带。" in page("/g/MZ05/")
    chosen = page("/g/MZ05/?s=1")
    assert NOTHING_ELSE not in chosen
    assert "您还占别的情况的，那种情况的材料也要带；拿不准，先打电话问窗口。" in chosen

    publish(town, replace(GUIDE, questions=TREE), code="MZ06", name="另一项补贴")
    assert NOTHING_ELSE not in page("/g/MZ06/?a=1")
    assert NOTHING_ELSE in page("/g/MZ06/?a=1.0")

    publish(town, replace(GUIDE, situations=(), materials=GUIDE.materials[:1]), code="MZ07", name="第三项补贴")
    assert NOTHING_ELSE in page("/g/MZ07/")


def test_n2_a_family_with_two_situations_is_told_the_materials_of_both() -> None:
    two = ("有残疾成员", "有重病成员")
    more = [
        GuideMaterial(name, MaterialForm.COPY, "出具的单位", only)
        for name, only in zip(("残疾人证", "诊断证明"), two, strict=True)
    ]
    guide = together(replace(GUIDE, situations=("一般家庭", *two, "单人户"), materials=(*GUIDE.materials[:1], *more)))
    tree = QUESTIONS["MZ01"]
    ends = {path: follow(tree, path).situation for path in ((0, 0), (0, 1), (1, 0), (1, 1, 0), (1, 1, 1))}
    needed = {end: [one.name for one in guide.materials if one.situation in ("", end)][1:] for end in ends.values()}

    assert mistakes(tree, guide.situations) == []
    assert ends[0, 0] == "有残疾和重病成员"
    assert needed == {
        "有残疾和重病成员": ["残疾人证", "诊断证明"],
        "有残疾成员": ["残疾人证"],
        "有重病成员": ["诊断证明"],
        "单人户": [],
        "一般家庭": [],
    }
