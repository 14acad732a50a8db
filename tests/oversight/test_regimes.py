"""制度公开（服务承诺制度 第一条）: everybody can read the six regimes without log-in."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories import make_centre

pytestmark = pytest.mark.django_db


def test_p1_the_regimes_are_open_to_everybody() -> None:
    make_centre()
    page = Client().get("/public/regimes/").content.decode()
    for regime in (
        "首问负责制度",
        "一次性告知制度",
        "自助办理制度",
        "服务承诺制度",
        "限时办结制度",
        "二坪镇便民服务中心工作人员考核制度",
    ):
        assert f">{regime}</h2>" in page
    assert "以下是内容摘要，原文以文件为准" in page
    assert "023-45670001" in page


def test_a_centre_among_several_is_named_in_the_address() -> None:
    make_centre("one")
    make_centre("two", town="三坪镇")
    assert Client().get("/public/regimes/").status_code == 404
    assert "三坪镇便民服务中心" in Client().get("/public/two/regimes/").content.decode()
