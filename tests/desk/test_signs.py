"""牌子 (S4, S5): sheets for the wall from the catalogue, in one click and in bulk; large, black on white, with the code of the guide."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.devices.scene import BEGAN, make_scene
from tests.factories import client_of, make_item, make_town

from shouwen.devices import actions
from shouwen.papers.rendering.sign_icons import NAMES, icon_for, icon_svg

AREA = {"name": "自助服务区", "place": "一楼大厅", "maintainer_name": "刘工", "maintainer_phone": "023-45671234"}


def _pages(content: bytes) -> list[tuple[str, int, int]]:
    """Of each page its words without blanks, width and height in millimetres."""
    found = []
    for page in PdfReader(BytesIO(content)).pages:
        words = re.sub(r"\s+", "", page.extract_text())
        found.append(
            (words, round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4))
        )
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "width", "height"), [("", 210, 297), ("?size=a3", 297, 420)])
def test_s5_the_sign_of_an_item_has_its_name_steps_limit_fee_and_place(asked: str, width: int, height: int) -> None:
    town = make_town()
    answer = client_of(town.he).get(f"/guides/{town.house.item.code}/sign.pdf{asked}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    ((words, *measures),) = _pages(answer.content)
    assert measures == [width, height]
    for said in (town.house.item.name, "8个工作日", town.house.fee, town.house.place, *town.house.steps):
        assert said.replace(" ", "") in words


@pytest.mark.django_db
def test_s5_all_items_are_one_file_with_a_sheet_each() -> None:
    town = make_town()
    make_item(town.general, code="SB01", name="社保卡申领")
    pages = _pages(client_of(town.he).get("/guides/signs.pdf").content)
    assert len(pages) == 2
    assert {"社保卡申领" in words for words, _, _ in pages} == {True, False}


@pytest.mark.django_db
def test_s4_the_sign_of_the_area_has_the_maintainer_with_phone_and_the_items() -> None:
    scene = make_scene()
    client = client_of(scene.town.he)
    refused = client.get("/devices/area/sign.pdf")
    assert (refused.status_code, "还没有写自助服务区" in refused.content.decode()) == (422, True)
    actions.set_area(**AREA, by=scene.qin, at=BEGAN)
    ((words, *_),) = _pages(client.get("/devices/area/sign.pdf").content)
    for said in ("自助服务区", "刘工", "023-45671234", "023-45670000", scene.town.house.item.name):
        assert said in words


@pytest.mark.parametrize(
    ("step", "icon"),
    [
        ("准备材料", "bring"),
        ("取号", "ticket"),
        ("现场踏勘", "visit"),
        ("公示7天", "show"),
        ("审核", "check"),
        ("领取证件", "take"),
        ("缴费", "pay"),
        ("随缘", "go"),
    ],
)
def test_s5_a_step_has_the_picture_of_its_verb(step: str, icon: str) -> None:
    assert icon_for(step) == icon
    assert all('stroke="#000"' in icon_svg(name) for name in NAMES)
