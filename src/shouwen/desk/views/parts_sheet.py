"""构件与状态: every part in every state, drawn by the real tags. Served only while developing (DEBUG)."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shouwen.civil_time import ZONE
from shouwen.desk.parts import (
    Box,
    BoxTone,
    CapPiece,
    ChainLink,
    ClauseWords,
    PersonChip,
    SheetGroup,
    SheetLine,
    TimelineEvent,
    Trace,
    TraceFact,
    WayOut,
)
from shouwen.desk.strip import Strip, build_strip, clock_and_days
from shouwen.rulebook.clock_facts import ClockFacts, Extension, Pause
from shouwen.rulebook.shipped import DEFAULT, shipped
from shouwen.workdays import Calendar


def parts_sheet(request: HttpRequest) -> HttpResponse:
    """The sheet of parts."""
    kinds = (
        ("问", "首问 问 261009-12"),
        ("办", "办件 办 26-01873"),
        ("接", "待我接收"),
        ("诺", "承诺 诺 26-0112"),
        ("请", "请示 请 26-0031"),
        ("任", "上级任务 任 26-0067"),
        ("诉", "投诉 诉 26-0080"),
    )
    page = {
        "kinds": kinds,
        "strips": [(title, strip) for title, strip in _strips().items()],
        "chains": _chains(),
        "person": PersonChip("陈*木", "500151********001X", "138****0000", open_url="/people/1/open/"),
        "words": _words(),
        "boxes": _boxes(),
        "events": [
            TimelineEvent(
                datetime(2026, 9, 30, 15, 10, tzinfo=ZONE), "电话告知延期 3 天", "何谷雨", "T3", "限时办结制 三", True
            ),
            TimelineEvent(datetime(2026, 9, 29, 17, 0, tzinfo=ZONE), "恢复计时", "何谷雨"),
        ],
        "groups": _groups(),
        "trace": _trace(),
        "reasons": ["缺间距标注", "缺签名", "比例不对", "不是原件"],
        "chosen": ["缺间距标注", "缺签名"],
    }
    return render(request, "desk/parts_sheet.html", page)


def _day(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour)  # noqa: DTZ001 civil time, as the rulebook reckons


def _strips() -> dict[str, Strip]:
    rules = shipped(DEFAULT).on(date(2026, 10, 9))

    def strip(today: datetime, facts: ClockFacts) -> Strip:
        return build_strip(*clock_and_days(facts, today, Calendar.national(), rules))

    survey = Pause(date(2026, 9, 23), date(2026, 9, 29), "现场勘查、村组公示")
    waiting = Pause(date(2026, 9, 30), None, "等补正")
    three, two = (Extension(days, _day(9, 30), _day(9, 30, 10)) for days in (3, 2))
    return {
        "延期 3 天，有一次暂停": strip(_day(10, 9), ClockFacts("limited", _day(9, 15), 8, (survey,), three)),
        "正常：国庆前受理，承诺 5 天": strip(_day(10, 8), ClockFacts("limited", _day(9, 29), 5)),
        "正在暂停：等申请人补正，到期日待定": strip(_day(10, 9), ClockFacts("limited", _day(9, 28), 5, (waiting,))),
        "延期 2 天，延期从原到期日后接着算": strip(_day(10, 8), ClockFacts("limited", _day(9, 28), 3, (), two)),
        "逾期：到期后的每个工作日各算一天": strip(_day(10, 9), ClockFacts("limited", _day(9, 28), 2)),
        "长件：计满的整周折起来": strip(_day(4, 9), ClockFacts("limited", _day(3, 2), 30)),
        "办结": strip(_day(10, 20), ClockFacts("limited", _day(9, 28), 5, closed=_day(10, 9))),
        "即办件": strip(_day(10, 9), ClockFacts("instant", _day(10, 9))),
    }


def _chains() -> list[list[ChainLink]]:
    return [
        [
            ChainLink("首问负责人，一直不变", "邓白露　4号窗口", "9月15日 09:40", is_first=True),
            ChainLink("现在负责", "何谷雨　1号窗口", "9 分钟后接收", is_current=True),
            ChainLink("还要", "答复 陈*木", "答复了才算完", is_coming=True, icon="phone"),
        ],
        [
            ChainLink("首问负责人，现在负责", "何谷雨　1号窗口", "11:12 自动退回", is_first=True, is_current=True),
            ChainLink("30 分钟没接收", "邓白露　4号窗口", "已记下，可再转一次", fell_back=True),
            ChainLink("今天 17:30 前", "答复 周*石", "期限不因退回变长", is_coming=True, icon="phone"),
        ],
    ]


def _words() -> ClauseWords:
    return ClauseWords(
        clause="T3",
        title="限时办结制 第五条",
        words="延期办结最长不得超过5个工作日，延期承诺后，必须在承诺时限内办结。",
        document="二坪府〔2023〕87号",
        readings=("一件只延一次（R11）",),
    )


def _boxes() -> list[Box]:
    return [
        Box(
            "不能再延期",
            "这件已延过 3 天（9月30日）。一件只能延一次，合计不超过 5 个工作日。",
            ways=(WayOut("转交承办人", "#"), WayOut("说明不能办的理由", "#")),
            clause="T3",
            clause_title="限时办结制 第五条",
        ),
        Box(
            "这件已经出过一次告知书",
            "再出一份只能写新交的材料，要写明理由，由管理办公室事后核实。先前漏掉的，请直接当场帮他办。",
            BoxTone.SOON,
            (WayOut("只选新交的材料", "#"),),
            "N5",
            "一次性告知制 第六条",
        ),
        Box("还差一步：没记下怎样告知来电人", "来电要记下何时、谁、说了什么，才能结束。写了的都还在。"),
        Box(
            "已转交，4号窗口邓白露 30 分钟内接收",
            "回到刚才的 办 26-01873，第 6 项。",
            BoxTone.OK,
            (WayOut("撤回（10 秒内）", "#"),),
        ),
    ]


def _groups() -> list[SheetGroup]:
    late = SheetLine(
        "K1.3",
        "三（一）3 超时",
        "残疾人两项补贴，超 2 个工作日",
        "办 26-01755 · 应 9月24日办结",
        "按时限算出",
        "2",
        "#",
    )
    cut = SheetLine(
        "K1.5",
        "三（一）5 评诉",
        "差评 3 件、投诉 4 件，都已核实",
        "9月10日至 28日，按时间先后累计",
        "已核实",
        "10",
        "#",
        struck="11",
        rules=("每月最多 10",),
        is_selected=True,
    )
    pending = SheetLine(
        "K1.1",
        "三（一）1 制度",
        "第二次补正告知",
        "补 038、补 040 · 系统发现的线索",
        "待核实",
        "先不计",
        "#",
        is_counted=False,
    )
    listed = SheetLine(
        "K2.9",
        "三（二）9 通报",
        "9月11日 镇级查实：同一次午间空岗",
        "已含在上一行",
        "已核实",
        "0",
        "#",
        struck="1",
        is_zero=True,
    )
    return [SheetGroup("业务办理", "12", [late, cut, pending]), SheetGroup("效能纪律", "6", [listed])]


def _trace() -> Trace:
    return Trace(
        title="差评与投诉",
        clause=ClauseWords(
            "K1.5",
            "三（一）5",
            "被群众差评的，经核实的每人（件）次扣1分；群众来信来访投诉的，经核实的，每人（件）次扣2分，两项合计当月最多扣10分。",
            "二坪府〔2023〕87号",
            ("R12　每人每月合并封顶；超出的照样列出，计 0 分。",),
        ),
        facts_title="事实 7 件，点开看核实记录",
        facts=(
            TraceFact("9月10日", [("差评 3318", "#")], "说话不耐烦", "1", "1"),
            TraceFact("9月14日", [("投诉 071", "#"), ("072", "#")], "排队没人管", "2＋2", "5"),
            TraceFact("9月14日", [("差评 3340", "#")], "等了 40 分钟", "1", "6"),
            TraceFact("9月15日", [("投诉 074", "#")], "没一次说清", "2", "8"),
            TraceFact("9月21日", [("差评 3391", "#")], "打错证明", "1", "9"),
            TraceFact("9月28日", [("投诉 080", "#")], "让跑了两趟", "1", "10", points_struck="2", reached_cap=True),
        ),
        formula="1×3 ＋ 2×4 ＝ 11，上限 10，计 10",
        cap=10,
        cap_pieces=[CapPiece(sign, {"评": 1, "诉": 2}[sign], sign == "诉") for sign in "评诉诉评诉评诉"],
        remark="本人对这一条没有异议。",
        ways=(WayOut("记异议", "#"), WayOut("改核实结论", "#")),
    )
