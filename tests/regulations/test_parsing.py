"""Reading an official text: an invented town, every way of numbering, every encoding an office uses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from shouwen.regulations.parsing import ParsedRegulation, UnreadableRegulationError, parse_bytes, parse_file


def parsed(text: str) -> ParsedRegulation:
    return parse_bytes(text.encode())


def outline(regulation: ParsedRegulation) -> list[tuple[str, str, str]]:
    return [(a.path, a.label, a.words) for regime in regulation.regimes for a in regime.articles]


def test_head_of_the_document_is_read(qingfengao: Path) -> None:
    regulation = parse_file(qingfengao)
    assert regulation.number == "青枫坳府〔2024〕6号"
    assert regulation.title == "关于印发《首问负责制度》和其他三项制度的通知"
    assert regulation.issuer == "清水县青枫坳镇人民政府"
    assert regulation.issued_on == dt.date(2024, 3, 11)
    assert regulation.preface.startswith("各窗口、各村（社区）便民服务站：\n为把来办事的人照顾好")


def test_regimes_are_told_apart_also_with_spaces_in_the_heading(qingfengao: Path) -> None:
    regulation = parse_file(qingfengao)
    assert [(regime.name, regime.line, len(regime.articles)) for regime in regulation.regimes] == [
        ("首问负责制度", 12, 10),
        ("一次性告知制度", 27, 4),
        ("限时办结制度", 35, 3),
        ("青枫坳镇便民服务中心窗口人员考核办法", 42, 10),
    ]
    assert regulation.article_count == 27
    assert regulation.regimes[3].preamble == "为管好窗口，订立本办法。"


def test_f8_nested_item_keeps_its_exact_words(qingfengao: Path) -> None:
    first = parse_file(qingfengao).regimes[0]
    item = first.articles[8]
    assert (item.path, item.label, item.line) == ("5.4", "第五条（四）", 22)
    assert item.words == "电话里说的事，把事由、姓名、号码记在本子上，转给承办部门，并回电告诉本人。"


def test_words_of_an_article_include_what_is_nested_in_it(qingfengao: Path) -> None:
    first = parse_file(qingfengao).regimes[0]
    assert first.words_at("5") == (
        "遇到不同的事，这样办：\n"
        "（一）归自己管的，马上答复或者收件。\n"
        "（二）不归自己管的，带到该去的窗口。\n"
        "（三）说不清归谁管的，先问管理办公室，再答复来人。\n"
        "（四）电话里说的事，把事由、姓名、号码记在本子上，转给承办部门，并回电告诉本人。"
    )
    assert first.words_at("9") is None


def test_second_paragraph_of_an_article_belongs_to_it(qingfengao: Path) -> None:
    assert parse_file(qingfengao).regimes[1].articles[0].words == (
        "窗口要熟悉自己的事项，办事条件变了，指南三天内跟着变。\n变了以后，老的指南留着备查。"
    )


def test_k2_6_three_levels_and_a_circled_number(qingfengao: Path) -> None:
    assessment = parse_file(qingfengao).regimes[3]
    assert [(a.path, a.label) for a in assessment.articles] == [
        ("1", "一"),
        ("2", "二"),
        ("2.1", "二（一）"),
        ("2.1.1", "二（一）（1）"),
        ("2.1.2", "二（一）（2）"),
        ("2.1.2.1", "二（一）（2）①"),
        ("2.2", "二（二）"),
        ("2.2.1", "二（二）（1）"),
        ("2.2.2", "二（二）（2）"),
        ("3", "三"),
    ]
    assert assessment.words_at("2.2.2") == "上班喝酒的，每次扣4分，并移交镇纪委。"
    assert assessment.articles[0].words == "考核谁\n中心各窗口的人。"


def test_what_was_not_placed_is_listed_with_its_line(qingfengao: Path) -> None:
    assert [(left.line, left.text, left.reason) for left in parse_file(qingfengao).unplaced] == [
        (25, "— 1 —", "页码"),
        (36, "第一章　总则", "章节标题，条文不受影响"),
        (38, "第二章　延期", "章节标题，条文不受影响"),
        (56, "抄送：县政务服务管理办公室", "落款、附件或抄送，不是条文"),
    ]


@pytest.mark.parametrize(
    ("encoding", "reported"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gbk", "gbk"), ("gb18030", "gbk"), ("utf-16", "utf-16")],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_give_the_same_articles(
    qingfengao: Path, encoding: str, reported: str, line_end: str
) -> None:
    text = qingfengao.read_text(encoding="utf-8").replace("①", "1．")
    regulation = parse_bytes(text.replace("\n", line_end).encode(encoding))
    assert regulation.encoding == reported
    assert outline(regulation) == outline(parsed(text))
    assert [left.line for left in regulation.unplaced] == [25, 36, 38, 56]


def test_reference_to_an_article_at_the_start_of_a_line_is_not_an_article() -> None:
    regulation = parsed(
        "窗口制度\n第一条　先来先办。\n第二条　按号叫人。\n第一条规定的次序，老人孩子除外。\n第三条 完。"
    )
    assert outline(regulation) == [
        ("1", "第一条", "先来先办。"),
        ("2", "第二条", "按号叫人。\n第一条规定的次序，老人孩子除外。"),
        ("3", "第三条", "完。"),
    ]


def test_article_without_a_space_after_its_number() -> None:
    assert outline(parsed("窗口制度\n第一条先来先办。\n第二条按号叫人。")) == [
        ("1", "第一条", "先来先办。"),
        ("2", "第二条", "按号叫人。"),
    ]


def test_inserted_article_has_a_path_of_its_own() -> None:
    assert outline(parsed("窗口制度\n第一条　甲事。\n第一条之一　乙事。\n第二条　丙事。")) == [
        ("1", "第一条", "甲事。"),
        ("1-1", "第一条之一", "乙事。"),
        ("2", "第二条", "丙事。"),
    ]


def test_line_broken_by_its_width_is_put_together_again() -> None:
    text = "窗口制度\n第一条　窗口人员要把每一位来办事的群众当成自己家里的客人来接\n待，不催不赶。\n第二条　完。"
    assert outline(parsed(text))[0] == (
        "1",
        "第一条",
        "窗口人员要把每一位来办事的群众当成自己家里的客人来接待，不催不赶。",
    )


def test_gap_in_the_numbering_is_reported_and_the_article_kept() -> None:
    regulation = parsed("窗口制度\n第一条　甲。\n第三条　丙。")
    assert [a.path for a in regulation.regimes[0].articles] == ["1", "3"]
    assert [(left.line, left.reason) for left in regulation.unplaced] == [(3, "编号不连续：第三条前面缺号，条文已收入")]


def test_number_used_twice_is_left_out_and_reported() -> None:
    regulation = parsed("窗口制度\n第一条　甲。\n第二条　乙。\n第二条　又一个乙。\n第三条　丙。")
    assert [a.words for a in regulation.regimes[0].articles] == ["甲。", "乙。", "丙。"]
    assert [(left.line, left.text, left.reason) for left in regulation.unplaced] == [
        (4, "第二条　又一个乙。", "编号重复：前面已有第二条")
    ]


def test_regime_that_stands_twice_is_taken_once() -> None:
    regulation = parsed("窗口制度\n第一条　甲。\n监督制度\n第一条　乙。\n窗口制度\n第一条　丙。\n第二条　丁。")
    assert [(regime.name, [a.words for a in regime.articles]) for regime in regulation.regimes] == [
        ("窗口制度", ["甲。"]),
        ("监督制度", ["乙。"]),
    ]
    assert [(left.line, left.reason) for left in regulation.unplaced] == [
        (line, "前面已有同名的制度，没有收入") for line in (5, 6, 7)
    ]


def test_regime_named_in_the_notice_but_missing_is_reported() -> None:
    text = "关于印发《窗口制度》和《监督制度》的通知\n现将《窗口制度》《监督制度》印发给你们。\n窗口制度\n第一条　甲。"
    assert [(left.line, left.text, left.reason) for left in parsed(text).unplaced] == [
        (2, "《监督制度》", "通知里提到，正文里没有找到")
    ]


def test_date_in_chinese_numerals_and_a_day_that_does_not_exist() -> None:
    text = "关于窗口工作的通知\n二〇二四年三月十一日\n窗口制度\n第一条　甲。\n2024年2月30日"
    regulation = parsed(text)
    assert regulation.issued_on == dt.date(2024, 3, 11)
    assert [(left.line, left.reason) for left in regulation.unplaced] == [(5, "日期写错了，没有这一天")]


def test_number_beyond_all_reason_is_no_article() -> None:
    regulation = parsed("窗口制度\n第一条　甲。\n第九九九九九九九九条　乙。")
    assert outline(regulation) == [("1", "第一条", "甲。\n第九九九九九九九九条　乙。")]


def test_endless_title_is_cut_where_it_stops_being_one() -> None:
    regulation = parsed("关于" + "窗口工作的各项" * 30 + "\n窗口制度\n第一条　甲。")
    assert regulation.title == "窗口制度"
    assert [(left.line, left.reason) for left in regulation.unplaced] == [(1, "文件开头的文字，不属于任何条文")]


def test_notice_without_a_heading_of_its_own_is_one_regime() -> None:
    regulation = parsed("关于印发《窗口制度》的通知\n一、甲事\n先来先办。\n二、乙事\n按号叫人。")
    assert regulation.regimes[0].name == "窗口制度"
    assert outline(regulation) == [("1", "一", "甲事\n先来先办。"), ("2", "二", "乙事\n按号叫人。")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的"),
        (b" \r\n\t", "文件是空的"),
        (b"%PDF-1.7 x", "这是 PDF 文件，读不出条文。请用原来的 Word 文件另存为 .docx，或另存为纯文本"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "这是旧版 Word 文件（.doc）。请用 Word 或 WPS 另存为 .docx"),
        (b"{\\rtf1 x}", "这是 RTF 文件。请用 Word 或 WPS 另存为 .docx"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "这不是文本文件，也不是 .docx"),
        ("第一条\x07甲".encode(), "这不是文本文件，也不是 .docx"),
        (b"\xff\xff\xff\xff\xff", "认不出文件的文字编码，请另存为 UTF-8 纯文本"),
        (b"Article 1. Be kind.", "文件里没有中文，认不出条文"),
        ("今天天气好。".encode(), "没有认出任何条文（第一条、一、（一）这样的编号）"),
        (b"PK\x03\x04 broken", "这个 .docx 文件已损坏，请用 Word 或 WPS 打开后重新保存"),
    ],
)
def test_unreadable_files_are_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableRegulationError) as refused:
        parse_bytes(data)
    assert str(refused.value) == reason


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRegulationError, match=r"打不开文件 none\.txt：没有这个文件"):
        parse_file(tmp_path / "none.txt")
    with pytest.raises(UnreadableRegulationError, match="这是一个文件夹"):
        parse_file(tmp_path)


def test_file_over_five_megabytes_is_refused(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_bytes("甲".encode() * 1_800_000)
    with pytest.raises(UnreadableRegulationError, match="文件太大（5273 KB），制度文件不超过 5120 KB"):
        parse_file(long)
