"""要带什么 as a sheet (自助办理制度 第三、六条): this situation's materials, with place and hours, to print or keep."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from django.test import Client
from pypdf import PdfReader
from tests.desk.guide_scene import GUIDE, publish
from tests.factories import Town, civil, make_town
from tests.hall.test_guide import TREE

from shouwen import civil_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: civil(2026, 10, 9, 10, 47))
    town = make_town()
    publish(town, replace(GUIDE, questions=TREE))
    return town


def words_of(address: str) -> str:
    answer = Client().get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) == 1
    return re.sub(r"\s+", "", pages[0].extract_text())


def test_s5_the_sheet_lists_what_my_situation_needs_and_where_to_bring_it(town: Town) -> None:
    words = words_of("/g/MZ05/bring.pdf?a=1.0")

    for one in (
        "您的情况：护理补贴",
        "带这2样，带一样勾一样",
        "残疾人证复印件2份",
        "补贴申请表表格1份",
        "除了这些，不会再要别的。",
    ):
        assert one in words
    for one in ("二坪镇新街1号", "15个工作日内", "不收费", "办事指南第1版，2026年1月1日起", "扫码看指南"):
        assert one in words
    assert "低保证明" not in words


def test_s5_before_the_questions_are_answered_every_material_says_when_it_is_needed(town: Town) -> None:
    words = words_of("/g/MZ05/bring.pdf")

    assert "写了情况的，占哪种带哪种" in words
    assert "生活补贴才要" in words
    assert "拿不准要带哪些，先打电话问。" in words


def test_s5_the_guide_leads_to_the_sheet_of_the_same_answers(town: Town) -> None:
    html = Client().get("/g/MZ05/?a=1.0").content.decode()

    assert 'href="/g/MZ05/bring.pdf?a=1.0"' in html
    assert "现在开门，到 12:00" in html
    assert 'href="/ask/erping/?item=MZ05"' in html
    assert 'href="/hall/erping/"' in html


def test_s5_there_is_no_sheet_of_what_isnt_there(town: Town) -> None:
    assert Client().get("/g/XX99/bring.pdf").status_code == 404


def test_s5_large_type_is_remembered_on_the_guide(town: Town) -> None:
    client = Client()
    answer = client.get("/g/MZ05/?a=1.0&type=big")

    assert answer.headers["Location"] == "/g/MZ05/?a=1.0"
    assert '<body data-surface="phone" class="big">' in client.get("/g/MZ05/?a=1.0").content.decode()
