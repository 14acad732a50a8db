"""登记簿的打印稿: rows never cut, two thousand of them, and a character that no font has."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from shouwen.papers.rendering.table import LONGEST_CELL, PrintColumn, PrintTable, render_table

COLUMNS = (PrintColumn("编号", 23), PrintColumn("什么事", 120), PrintColumn("结果", 60, centred=True))


def printed(rows: list[list[str]]) -> list[str]:
    """The text of each page, without spaces."""
    table = PrintTable("首问登记簿", "二坪镇便民服务中心", "2026年", "共几条", "何谷雨打印", COLUMNS, rows)
    pages = PdfReader(BytesIO(render_table(table, on=date(2026, 10, 9)))).pages
    return [re.sub(r"\s+", "", page.extract_text()) for page in pages]


def test_two_thousand_rows_have_the_header_on_each_page_and_every_row_once() -> None:
    pages = printed([[f"问{number:05d}", "老屋想在原址翻建", "已答复"] for number in range(1, 2001)])
    assert all("序号编号什么事结果" in page for page in pages)
    assert [f"第{number}页，共{len(pages)}页" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert re.findall(r"问(\d{5})", "".join(pages)) == [f"{number:05d}" for number in range(1, 2001)]


def test_a_row_is_never_cut_by_the_end_of_a_page() -> None:
    long = "材料要带齐，" * 40
    pages = printed([[f"问{number:02d}开头", long + f"收尾{number:02d}", "已答复"] for number in range(1, 31)])
    assert len(pages) > 3
    for page in pages:
        assert re.findall(r"问(\d\d)开头", page) == re.findall(r"收尾(\d\d)", page)


def test_a_very_long_cell_ends_in_an_ellipsis() -> None:
    [page] = printed([["问1", "长" * 3000, ""]])
    assert page.count("长") == LONGEST_CELL - 1
    assert "长…" in page


def test_a_character_that_no_font_has_is_replaced_and_said() -> None:
    [page] = printed([["问1", "名字里有\U0001f9ff这个字", "已答复"]])
    assert "名字里有〓这个字" in page
    assert "〓处的字打印字体里没有" in page


def test_words_are_set_as_text_and_never_evaluated() -> None:
    [page] = printed([["#panic()", "$x$ *粗* // 注", "= 标题"]])
    assert "#panic()" in page
    assert "$x$*粗*//注" in page
