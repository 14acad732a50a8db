"""One filled paper of every kind: the house-building case of the mockups, and a month sheet with a cap and an undecided line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from shouwen.papers.rendering.content import (
    AcceptanceNotice,
    Applicant,
    ComplaintAnswer,
    ConclusionNotice,
    Contact,
    DeclineNotice,
    DeliveryReceipt,
    ExtensionNotice,
    FaultyMaterial,
    HandoverSlip,
    MaterialFault,
    MaterialReceipt,
    MeasureDecision,
    MonthSheet,
    Office,
    OneTimeNotice,
    OwedMaterial,
    Paper,
    ProcedureNotice,
    PromiseLetter,
    Qr,
    Reading,
    ReceivedMaterial,
    RectifyNotice,
    Remedy,
    RequiredMaterial,
    ResultDocument,
    SheetLine,
    SheetPart,
    SupervisionOrder,
    TaskReceipt,
    Trace,
    TraceFact,
)

CENTRE = "二坪镇便民服务中心"
DAY = date(2026, 10, 9)
QR = Qr("https://fw.example.gov.cn/c/26-01873", "扫码看进度、看样本、上传材料")
OFFICE = Office("镇便民服务中心1号窗口", "工作日9:00—12:00、13:30—17:30", "023-0000 0010", ("023-0000 0020", "12345"))
HANDLER, FIRST = Contact("何谷雨", "023-0000 0011"), Contact("邓白露", "023-0000 0014")
CASE = {
    "centre": CENTRE,
    "issued_on": DAY,
    "reference": "办 26-01873",
    "qr": QR,
    "guide_version": 7,
    "applicant": Applicant("陈甲木", "500151********001X"),
    "item": "农村宅基地建房审批",
    "situation": "原址改建",
    "handler": HANDLER,
    "first_responder": FIRST,
    "office": OFFICE,
}
MATERIALS = (
    FaultyMaterial(
        "建房设计图（调整后）",
        MaterialFault.DEFECTIVE,
        "没有标注东侧与邻房的间距，没有设计人签名",
        "标明间距（米，保留一位小数），设计人签名并写日期；原件2份",
    ),
    FaultyMaterial(
        "东侧相邻权利人意见", MaterialFault.MISSING, "勘查意见（9月29日）要求补交", "本人签名、按手印；原件1份"
    ),
    FaultyMaterial(
        "村民委员会审查意见", MaterialFault.DEFECTIVE, "没有写明调整后的建筑面积", "重新出具，加盖村委会公章；原件1份"
    ),
)


def other_case_papers() -> list[Paper]:
    return [
        AcceptanceNotice(
            **CASE,
            number="二坪便受〔2026〕873号",
            applied_on=date(2026, 9, 29),
            accepted_on=date(2026, 9, 29),
            limit_workdays=20,
            due_on=date(2026, 11, 3),
            special_procedures=("现场踏勘，约3个工作日", "公示5个工作日"),
            owed_materials=(OwedMaterial("原宅基地证明（复印件）", date(2026, 10, 16)),),
            collection="1号窗口领取，或者免费邮寄",
        ),
        DeclineNotice(
            **CASE,
            number="二坪便不受〔2026〕5号",
            applied_on=date(2026, 10, 8),
            reason="房屋不在二坪镇辖区内，本镇没有审批权",
            way_out="请向太平镇便民服务中心申请，电话023-0000 0101",
            returned_materials=("建房申请表",),
            remedy=Remedy("铜梁区人民政府", "铜梁区人民法院"),
        ),
        ConclusionNotice(
            **CASE,
            number="二坪便结〔2026〕801号",
            accepted_on=date(2026, 9, 29),
            concluded_on=date(2026, 10, 27),
            outcome="同意在原址改建，建筑面积120平方米",
            used_workdays=15,
            limit_workdays=20,
            documents=(ResultDocument("农村宅基地批准书", "二坪宅〔2026〕第33号"),),
            collection="1号窗口领取，带身份证",
        ),
        MaterialReceipt(
            **CASE,
            number="二坪便收〔2026〕1204号",
            received_on=DAY,
            received_at="1号窗口",
            materials=(ReceivedMaterial("居民身份证及户口簿", "复印件", 2, "已核对原件"),),
        ),
        PromiseLetter(
            **CASE,
            number="二坪便承〔2026〕6号",
            basis=("国家关于减证便民、容缺受理的规定", "《一次性告知制度》第六条"),
            material="原宅基地证明（复印件）",
            promise="本人承诺2026年10月16日前补交原宅基地证明复印件1份",
            due_on=date(2026, 10, 16),
        ),
        ProcedureNotice(
            **CASE,
            number="二坪便特〔2026〕12号",
            basis=("《中华人民共和国行政许可法》第四十五条", "《限时办结制度》第四条"),
            accepted_on=date(2026, 9, 29),
            procedure="现场踏勘",
            purpose="量东侧与邻房的间距",
            from_on=date(2026, 10, 10),
            planned_workdays=3,
            planned_until=date(2026, 10, 13),
            left_workdays=11,
        ),
        ExtensionNotice(
            **CASE,
            number="二坪便延〔2026〕4号",
            basis=("《限时办结制度》第三条、第五条",),
            accepted_on=date(2026, 9, 29),
            original_due_on=date(2026, 11, 3),
            due_on=date(2026, 11, 6),
            workdays=3,
            reason="东侧邻居的意见要等他从外地回来签",
            legal_due_on=date(2026, 11, 24),
        ),
    ]


def supervision_order() -> SupervisionOrder:
    return SupervisionOrder(
        centre=CENTRE,
        number="二坪便督〔2026〕3号",
        issued_on=DAY,
        reference="督 26-0003",
        receiver="邓白露",
        place="4号 民政残联窗口",
        about="办 26-01873",
        matter="农村宅基地建房审批",
        person="陈*木",
        due_on=DAY,
        stands="今天到期",
        wanted="请说明现在到哪一步，今天能不能办结",
        answer_by=datetime(2026, 10, 13, 17, 30),
        issuer=Contact("周立夏", "023-45670010"),
        office=OFFICE,
    )


def measures() -> list[Paper]:
    given: dict[str, Any] = {
        "centre": CENTRE,
        "issued_on": DAY,
        "receiver": "何谷雨",
        "place": "1号 综合受理窗口",
        "facts": "10月8日到期的宅基地审批拖了两天，没有告诉本人",
        "evidence": "超期的事 办 26-01873",
        "clause": "服务承诺制度 第四条",
        "basis": "不守承诺和时限的，限期改正",
        "decided_by": Contact("罗霜降", "023-45670002"),
        "office": OFFICE,
    }
    return [
        RectifyNotice(
            number="二坪便改〔2026〕1号",
            reference="责 26-0001",
            capacity="当事人",
            decision="三个工作日内办结并回告本人",
            limit_workdays=3,
            **given,
        ),
        MeasureDecision(
            number="二坪便责〔2026〕1号",
            reference="责 26-0002",
            capacity="责任人",
            decision="经考评领导小组研究",
            measure="取消当年评优资格（2026年度）",
            **given,
        ),
    ]


def complaint_answer() -> ComplaintAnswer:
    return ComplaintAnswer(
        centre=CENTRE,
        number="二坪便诉〔2026〕2号",
        issued_on=DAY,
        reference="诉 26-0009",
        person="陈甲木",
        received_on=date(2026, 9, 29),
        about="1号 综合受理窗口",
        matter_number="办 26-01873",
        verdict="部分属实",
        answer="那天电脑升级，窗口晚开了十二分钟，没有给您说一声，是我们不对。",
        mended="升级改到下班以后，晚开的先贴告示",
        code="4821 0937 1506",
        handler=Contact("马立秋", "023-00000099"),
        office=OFFICE,
    )


def task_receipt() -> TaskReceipt:
    return TaskReceipt(
        centre=CENTRE,
        number="二坪便任〔2026〕3号",
        issued_on=DAY,
        reference="任 26-0007",
        superior="12345热线",
        their_number="CQ2026100117",
        task="新街路口路灯不亮",
        received_on=date(2026, 9, 29),
        due_on=date(2026, 10, 12),
        done_on=DAY,
        result="三盏路灯已修好，晚上试亮正常",
        person="陈*木",
        told="电话里说了",
        extended="经区政务服务办陈科长同意，延长2个工作日",
        attachments=2,
        handler=HANDLER,
        office=OFFICE,
    )


def delivery_receipt(notice: Paper) -> DeliveryReceipt:
    return DeliveryReceipt(
        centre=CENTRE,
        number="二坪便送〔2026〕7号",
        issued_on=DAY,
        reference="办 26-01873",
        recipient=Applicant("陈甲木", "500151********001X"),
        item="农村宅基地建房审批（原址改建）",
        paper_title=notice.title,
        paper_number=notice.number,
        means="当面送达",
        signed_by="陈甲木",
        delivered_at=datetime(2026, 10, 9, 10, 58),
        served_by=HANDLER,
        office=OFFICE,
    )


def one_time_notice() -> OneTimeNotice:
    return OneTimeNotice(
        centre=CENTRE,
        number="二坪便告〔2026〕312号",
        issued_on=DAY,
        reference="问 261009-07",
        qr=QR,
        guide_version=7,
        item="最低生活保障审核确认初审",
        item_code="MZ01",
        situation="有残疾成员",
        person="谭立夏",
        conditions=("户籍在本镇，或在本镇居住", "家庭人均收入低于低保标准"),
        materials=(
            RequiredMaterial("最低生活保障申请书", "表格1份", "窗口免费提供"),
            RequiredMaterial("残疾人证", "复印件1份", "残联", "家里有残疾人"),
        ),
        steps=("交材料：1号窗口或者村便民服务站", "入户调查和核对：10个工作日", "公示7天"),
        legal_workdays=30,
        promised_workdays=20,
        special_procedures=("公示7天",),
        fee="不收费",
        free_samples="申请书窗口免费领，也可扫码看样本",
        office=OFFICE,
        first_responder=FIRST,
        told_by=FIRST,
        told_on=DAY,
    )


def handover_slip() -> HandoverSlip:
    return HandoverSlip(
        centre=CENTRE,
        number="二坪便转〔2026〕58号",
        issued_on=DAY,
        reference="问 261009-11",
        qr=QR,
        person=Applicant("冯小雪", phone="138****0000"),
        matter="想在老房子旁边加盖一间厨房，问要不要审批",
        from_window="2号综合受理窗口",
        first_responder=FIRST,
        to_window="3号规划建设窗口",
        to_place="大厅进门右手第二个窗口",
        to_contact=HANDLER,
        reason="建房审批由规划建设窗口承办",
        accept_by=datetime(2026, 10, 9, 15, 50),
    )


def month_sheet() -> MonthSheet:
    facts = tuple(
        TraceFact(date(2026, 9, day), reference, "经核实", points, counted)
        for day, reference, points, counted in (
            (10, "差评3318", 1, 1),
            (14, "投诉071", 2, 2),
            (14, "投诉072", 2, 2),
            (15, "投诉074", 2, 2),
            (21, "差评3391", 1, 1),
            (22, "差评3392", 1, 1),
            (28, "投诉080", 2, 1),
        )
    )
    return MonthSheet(
        centre=CENTRE,
        number="二坪便考〔2026〕97号",
        issued_on=date(2026, 10, 8),
        staff="杨惊蛰",
        post="2号综合受理窗口",
        month=date(2026, 9, 1),
        days_present=21,
        days_due=22,
        parts=(
            SheetPart(
                "业务办理",
                (
                    SheetLine("三（一）3 超时", "残疾人两项补贴，超2个工作日", "办 26-01755", "时钟算出", 2),
                    SheetLine("三（一）5 评诉", "差评3件、投诉4件", "按时间先后累计", "已核实", 10, "11", "每月最多10"),
                    SheetLine("三（一）2 咨询", "网上咨询晚答1天", "问 260916-03", "异议中", None),
                ),
            ),
            SheetPart(
                "效能纪律", (SheetLine("三（二）1 迟到", "9月8日迟到12分钟", "应9:00，打卡9:12", "打卡算出", 1),)
            ),
        ),
        undecided_count=1,
        undecided_points=1,
        later_month=date(2026, 10, 1),
        announced_from=date(2026, 10, 8),
        announced_until=date(2026, 10, 14),
        traces=(
            Trace(
                "三（一）5 评诉",
                "差评3件、投诉4件",
                "两项合计当月最多扣10分。",
                (Reading("R12", "每人每月合并封顶；超出的照样列出，计0分。"),),
                facts,
                "1×3＋2×4＝11，上限10，计10",
                10,
            ),
        ),
        rulebook="二坪府〔2023〕87号",
        rulebook_hash="3f2a9c41d07be5589a1c",
    )
