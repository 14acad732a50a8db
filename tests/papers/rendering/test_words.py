"""The sentences of version 1. Issued papers rest on them: a new wording is a new version, not a changed test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from shouwen.papers.rendering.content import Applicant, ContentError, CorrectionNotice, Paper
from shouwen.papers.rendering.views import view_of
from shouwen.papers.rendering.views.blocks import TABLES, TEXT_WIDTH_MM
from shouwen.papers.rendering.views.words import printable

Correction = Callable[..., CorrectionNotice]


def entries(view: dict[str, Any]) -> dict[str, list[str]]:
    """Label to lines over all blocks of a view."""
    return {
        item["label"]: ["".join(span["text"] for span in line) for line in item["lines"]]
        for block in view["blocks"]
        if block["shape"] == "entries"
        for item in block["entries"]
    }


def sentences(view: dict[str, Any]) -> list[str]:
    """The paragraphs of a view."""
    return [
        "".join(span["text"] for span in block["spans"]) for block in view["blocks"] if block["shape"] == "paragraph"
    ]


def test_n4_n5_the_correction_notice_says_everything_and_that_there_is_nothing_else(correction: Correction) -> None:
    view = view_of("correction_notice", correction())

    assert view["head"] == ["办件编号　办 26-01873", "二坪便补〔2026〕41号", "共3项"]
    assert view["info"] == [
        ["申请人", "陈甲木"],
        ["证件号码", "500151********001X"],
        ["办理事项", "农村宅基地建房审批（原址改建）"],
    ]
    assert sentences(view) == [
        "你于2026年10月9日在1号窗口提交的材料，已当场审查。下列3项不齐全或者不符合法定形式，当场不能补正，现一次性告知。"
        "除这3项外，没有其他需要补正的材料。",
        "《调整申请表》漏写日期，你已当场补正，不必再交。其余材料合格，不必重交。",
    ]
    rows = next(block["rows"] for block in view["blocks"] if block["shape"] == "correction")
    assert [row[:3] for row in rows] == [
        ["1", "建房设计图（调整后）", "不符合"],
        ["2", "东侧相邻权利人意见", "缺少"],
        ["3", "村民委员会审查意见", "不符合"],
    ]
    assert entries(view) == {
        "依据": ["《中华人民共和国行政许可法》第三十二条第一款第四项", "《一次性告知制度》第六条"],
        "交到哪里": ["镇便民服务中心1号窗口，工作日9:00—12:00、13:30—17:30；也可扫码上传"],
        "办理时限": ["等你补正的时间不计入时限；自补齐的下一个工作日起，2个工作日内办结"],
        "有事找谁": [
            "经办人\u00a0何谷雨 023-0000\u00a00011；首问负责人\u00a0邓白露 023-0000\u00a00014；"
            "对本告知书有意见，请打023-0000\u00a00020或12345"
        ],
    }
    assert (view["signatures"], view["seal"]) == (
        ["告知人（签名）", "申请人（签收）"],
        ["二坪镇便民服务中心", "2026年10月9日"],
    )
    assert (view["copies_label"], view["copies"], view["foot"]) == (
        "一式两份",
        ["申请人留存", "窗口存档"],
        "办事指南第7版",
    )


def test_an_instant_item_is_done_as_soon_as_it_is_complete(correction: Correction) -> None:
    view = view_of("correction_notice", correction(remaining_workdays=None))

    assert entries(view)["办理时限"] == ["等你补正的时间不计入时限；补齐后当场办结"]


def test_a_unit_is_spoken_to_as_one(correction: Correction) -> None:
    view = view_of("correction_notice", correction(applicant=Applicant("二坪镇甲木种植合作社", is_unit=True)))

    assert sentences(view)[0].startswith("你单位于2026年10月9日")


def test_nothing_is_said_about_materials_that_are_not_there(correction: Correction) -> None:
    view = view_of("correction_notice", correction(corrected_on_spot=(), has_accepted_materials=False))

    assert len(sentences(view)) == 1


def test_n2_the_one_time_notice_has_conditions_materials_procedure_and_fee(papers: dict[str, Paper]) -> None:
    view = view_of("one_time_notice", papers["one_time_notice"])
    told = entries(view)

    assert told["申请条件"] == ["1．户籍在本镇，或在本镇居住", "2．家庭人均收入低于低保标准"]
    assert next(block["rows"] for block in view["blocks"] if block["shape"] == "guide") == [
        ["1", "最低生活保障申请书", "表格1份", "都要", "窗口免费提供"],
        ["2", "残疾人证", "复印件1份", "家里有残疾人", "残联"],
    ]
    assert told["样表表格"] == ["申请书窗口免费领，也可扫码看样本"]
    assert told["办理流程"] == ["1．交材料：1号窗口或者村便民服务站", "2．入户调查和核对：10个工作日", "3．公示7天"]
    assert told["办理时限"] == ["法定30个工作日，本中心承诺20个工作日，受理当天不算"]
    assert told["收费"] == ["不收费"]
    assert told["首问负责人"] == ["邓白露 023-0000\u00a00014，办完之前都可以找"]
    assert view["head"][0] == "首问编号　问 261009-07"


def test_f6_the_slip_says_who_takes_over_and_who_stays_responsible(papers: dict[str, Paper]) -> None:
    told = entries(view_of("handover_slip", papers["handover_slip"]))

    assert told["转到"] == ["3号规划建设窗口"]
    assert told["接收时限"] == ["10月9日15:50前接收；到时没有接收的，由首问负责人接着办"]
    assert told["首问负责人"] == ["邓白露 023-0000\u00a00014，办完之前都可以找"]


def test_t3_the_acceptance_notice_says_when_it_ends_and_how_it_may_be_extended(papers: dict[str, Paper]) -> None:
    view = view_of("acceptance_notice", papers["acceptance_notice"])
    told = entries(view)

    assert sentences(view) == [
        "你于2026年9月29日提出的申请，主要材料齐全，按容缺受理办理，本中心自2026年9月29日起受理。"
    ]
    assert told["办理时限"] == ["承诺20个工作日，受理当天不算，2026年11月3日前办结（含当日）"]
    assert told["不计入时限"] == ["现场踏勘，约3个工作日；公示5个工作日"]
    assert told["如要延期"] == ["只延一次，最多5个工作日，事先向你说明理由"]


def test_t3_the_most_that_an_extension_may_have_is_the_rules(papers: dict[str, Paper]) -> None:
    seven = {kind: replace(papers[kind], extension_most=7) for kind in ("acceptance_notice", "extension_notice")}

    told = {kind: entries(view_of(kind, paper)) for kind, paper in seven.items()}

    assert told["acceptance_notice"]["如要延期"] == ["只延一次，最多7个工作日，事先向你说明理由"]
    assert told["extension_notice"]["还会再延吗"][0].startswith("不会。一件事只延一次，最多7个工作日；")


def test_f4_declining_gives_reason_way_out_and_remedies(papers: dict[str, Paper]) -> None:
    told = entries(view_of("decline_notice", papers["decline_notice"]))

    assert told["理由"] == ["房屋不在二坪镇辖区内，本镇没有审批权"]
    assert told["可以怎么办"] == ["请向太平镇便民服务中心申请，电话023-0000 0101"]
    assert told["不服本决定"] == [
        "你可以自收到之日起六十日内向铜梁区人民政府申请行政复议，也可以自收到之日起六个月内向铜梁区人民法院提起行政诉讼"
    ]


def test_the_conclusion_asks_nobody_to_rate(papers: dict[str, Paper]) -> None:
    told = entries(view_of("conclusion_notice", papers["conclusion_notice"]))

    assert told["办理用时"] == ["用了15个工作日，承诺20个工作日"]
    assert told["评价"] == ["可以评价这次服务，也可以不评；评价人的信息保密"]
    assert "说明" not in told


def test_a_receipt_is_no_acceptance_and_says_so(papers: dict[str, Paper]) -> None:
    receipt = papers["material_receipt"]

    assert sentences(view_of("material_receipt", receipt)) == [
        "2026年10月9日在1号窗口收到你提交的材料1项，清单如下。",
        "收到材料不等于受理。材料不全的，当场（最迟五日内）一次性告知你；逾期不告知的，自收到材料之日起即为受理。",
    ]
    assert sentences(view_of("material_receipt", replace(receipt, completes_correction=True)))[1] == (
        "补正材料齐全的，办理时限自下一个工作日起接着算。"
    )


def test_k1_5_the_month_sheet_shows_the_cap_and_leaves_undecided_lines_out(papers: dict[str, Paper]) -> None:
    view = view_of("month_sheet", papers["month_sheet"])

    assert [(row["raw"], row["points"]) for group in view["groups"] for row in group["rows"]] == [
        ("", "2"),
        ("11", "10"),
        ("", "先不计"),
        ("", "1"),
    ]
    assert (view["total"], view["sums"], view["undecided"]) == ("13", "业务办理12＋效能纪律1", "另有1件未定，最多再加1")
    assert view["info"][1] == ["出勤", "21天，应到22天", "出勤率", "95.5%"]
    assert view["remarks"] == [
        "公示：2026年10月8日至2026年10月14日。",
        "未定的1件，公示后定下来的，记入2026年10月，注明属2026年9月。",
    ]
    trace = view["traces"][0]
    assert [fact[3:] for fact in trace["facts"]][-2:] == [["1", "9"], ["2，计1", "10"]]
    assert trace["bar"] == {"cap": 10, "total": 11, "pieces": [[1, 0], [2, 0], [2, 0], [2, 0], [1, 0], [1, 0], [1, 1]]}


def test_k2_6_k2_9_consequences_stand_on_the_sheet(papers: dict[str, Paper]) -> None:
    sheet = replace(papers["month_sheet"], loses_awards=True, referrals=("查 0312",))

    assert view_of("month_sheet", sheet)["remarks"][2:] == [
        "本月有被查实或通报的违纪行为，取消当年评先评优资格（考核制度三（二）9）。",
        "移交镇纪委1件：查 0312（考核制度三（二）6）。",
    ]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("第一行\r\n第二行", "第一行\n第二行"),
        ("姓\t名", "姓 名"),
        ("陈\x00甲\x1b木", "陈甲木"),
        ("陈\u202e木甲", "陈木甲"),
        ("陈\ud800木", "陈木"),
        ("堃䶮𬭎珺祎龑", "堃䶮𬭎珺祎龑"),
    ],
)
def test_only_what_a_printer_shows_is_printed(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_content_of_another_kind_is_refused(correction: Correction) -> None:
    with pytest.raises(ContentError, match="应是受理通知书，内容却是补正材料一次性告知书"):
        view_of("acceptance_notice", correction())


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_of_a_table_fill_the_text_width(name: str) -> None:
    assert sum(column["width_mm"] for column in TABLES[name]) == TEXT_WIDTH_MM
