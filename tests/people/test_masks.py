"""Masks of free text: numbers and addresses are hidden wherever the words stand beyond their own page; the rest stays."""

from __future__ import annotations

import pytest

from shouwen.people.masks import mask_words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证500151198901012345补办", "身份证500151********2345补办"),
        ("证号50015119890101001X，不能用", "证号500151********001X，不能用"),
        ("５００１５１１９８９０１０１２３４５", "500151********2345"),
        ("500151 19890101 2345", "500151 ******** 2345"),
        ("打13812345678", "打138****5678"),
        ("138-1234-5678", "138-****-5678"),
        ("+86 13812345678", "+86 1******5678"),
        ("座机023-49876543", "座机023-****6543"),
        ("卡号6217001234567890123退款", "卡号621700*********0123退款"),
        ("他是红光村3组25号的", "他是红光村***的"),
        ("建设路12号附3号", "建设路***"),
        ("家住二坪镇红光村三组，想翻建", "家住***，想翻建"),
        ("住址：幸福小区3栋2单元501", "住址：***"),
    ],
)
def test_numbers_and_addresses_are_masked(text: str, shown: str) -> None:
    assert mask_words(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "问 261009-12",
        "办 26-01873",
        "二坪便补〔2026〕41号",
        "到二楼4号窗口办，带身份证就行",
        "打 12345 或 12348",
        "2026年10月9日 10:47 到 11:30",
        "120平方米，补贴3600元",
        "低保户，两个人，一年收入 20000 元",
        "老屋想在原址翻建",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert mask_words(text) == text
