"""Words of the notices on a case, versions 1 and 2. The sentences belong to the version: a new wording is a new version."""

from __future__ import annotations

from shouwen.papers.rendering.content import (
    AcceptanceNotice,
    ConclusionNotice,
    CorrectionNotice,
    DeclineNotice,
    MaterialFault,
    MaterialReceipt,
)
from shouwen.papers.rendering.content.notices import CaseNotice
from shouwen.papers.rendering.views import words
from shouwen.papers.rendering.views.blocks import (
    Block,
    NoticeView,
    Span,
    entries,
    entry,
    heading,
    paragraph,
    plain,
    strong,
    table,
)
from shouwen.papers.rendering.views.frame import frame

FAULTS = {MaterialFault.MISSING: "缺少", MaterialFault.DEFECTIVE: "不符合"}


def case_frame(
    notice: CaseNotice, blocks: list[Block], signatures: list[str], *, right: str = "", is_letter: bool = False
) -> NoticeView:
    """What stands around every notice on a case."""
    applicant = notice.applicant
    return frame(
        notice,
        right=right,
        info=[
            ["申请人", applicant.name],
            ["证件号码", applicant.id_number],
            ["代办人", applicant.agent],
            ["办理事项", words.item_with_situation(notice.item, notice.situation)],
        ],
        salutation=f"{applicant.name}：",
        blocks=blocks,
        signatures=signatures,
        is_sealed=True,
        is_letter=is_letter,
    )


def _ask(notice: CaseNotice, paper: str) -> str:
    return words.whom_to_ask(notice.handler, notice.first_responder, notice.office, paper)


def correction_notice(notice: CorrectionNotice) -> NoticeView:
    """补正材料一次性告知书: one sentence promises that nothing else is missing."""
    you, count = notice.applicant.you, len(notice.materials)
    already = [f"{material.name}{material.fault}，{you}已当场补正，不必再交。" for material in notice.corrected_on_spot]
    if notice.has_accepted_materials:
        already.append("其余材料合格，不必重交。")
    remaining = notice.remaining_workdays
    where = f"{notice.office.place}，{notice.office.hours}"
    blocks = [
        paragraph(
            plain(
                f"{you}于{words.day(notice.submitted_on)}在{notice.submitted_at}提交的材料，已当场审查。"
                f"下列{count}项不齐全或者不符合法定形式，当场不能补正，现一次性告知。"
                f"除这{count}项外，没有其他需要补正的材料。"
            )
        ),
        table(
            "correction",
            ((line.name, FAULTS[line.fault], line.reason, line.requirement) for line in notice.materials),
        ),
        *([paragraph(plain("".join(already)))] if already else []),
        entries(
            entry("依据", *notice.basis),
            entry("交到哪里", f"{where}；{notice.other_ways}" if notice.other_ways else where),
            entry(
                "办理时限",
                [
                    plain(f"等{you}补正的时间不计入时限；自补齐的下一个工作日起，"),
                    strong(f"{words.limit_in_words(remaining)}内办结"),
                ]
                if remaining
                else [plain(f"等{you}补正的时间不计入时限；补齐后"), strong("当场办结")],
            ),
            entry("有事找谁", _ask(notice, "本告知书")),
        ),
    ]
    return case_frame(notice, blocks, ["告知人（签名）", "申请人（签收）"], right=f"共{count}项")


def acceptance_notice(notice: AcceptanceNotice) -> NoticeView:
    """受理通知书: when the clock starts, when it ends, what isn't counted."""
    you = notice.applicant.you
    complete = "主要材料齐全，按容缺受理办理" if notice.owed_materials else "材料齐全、符合法定形式"
    limit = (
        [
            plain(f"承诺{words.limit_in_words(notice.limit_workdays, notice.limit_unit)}，受理当天不算，"),
            strong(f"{words.day(notice.due_on)}前办结（含当日）"),
            *_by_law(notice),
        ]
        if notice.due_on
        else [strong("当场办结")]
    )
    special = "；".join(notice.special_procedures)
    owed = [
        heading("容缺受理，请按期补交"),
        table("owed", ((material.name, words.day(material.due_on)) for material in notice.owed_materials)),
    ]
    opening = (
        f"{you}于{words.day(notice.applied_on)}提出的申请，{complete}，本中心自{words.day(notice.accepted_on)}起受理。"
    )
    if notice.is_deemed:
        opening = (
            f"{you}的申请材料于{words.day(notice.accepted_on)}收到。本中心没有在规定期限内告知需要补正的内容，"
            "依法自收到之日起即为受理。"
        )
    blocks = [
        paragraph(plain(opening)),
        *(owed if notice.owed_materials else []),
        entries(
            entry("办理时限", limit),
            entry("不计入时限", special),
            entry(
                "如要延期",
                f"只延一次，最多{notice.extension_most}个工作日，事先向{you}说明理由" if notice.due_on else "",
            ),
            entry("怎么领结果", notice.collection),
            entry("办理地点", f"{notice.office.place}，{notice.office.hours}"),
            entry("依据", *notice.basis),
            entry("有事找谁", _ask(notice, "办理过程")),
        ),
    ]
    return case_frame(notice, blocks, ["经办人（签名）", "申请人（签收）"], is_letter=True)


def _by_law(notice: AcceptanceNotice) -> list[Span]:
    if notice.legal_limit is None or notice.legal_due_on is None:
        return []
    legal = words.limit_in_words(notice.legal_limit, notice.legal_unit)
    return [plain(f"；法定{legal}，到{words.day(notice.legal_due_on)}")]


def decline_notice(notice: DeclineNotice) -> NoticeView:
    """不予受理通知书: the reason, the way out, the remedies."""
    you = notice.applicant.you
    blocks = [
        paragraph(plain(f"{you}于{words.day(notice.applied_on)}提出的申请，经审查，不予受理。理由和办法如下。")),
        entries(
            entry("理由", strong(notice.reason)),
            entry("可以怎么办", notice.way_out),
            entry("依据", *notice.basis),
            entry("退回材料", "、".join(notice.returned_materials)),
            entry("不服本决定", words.remedies(notice.remedy, you)),
            entry("有事找谁", _ask(notice, "本通知书")),
        ),
    ]
    return case_frame(notice, blocks, ["经办人（签名）", "申请人（签收）"], is_letter=True)


def conclusion_notice(notice: ConclusionNotice) -> NoticeView:
    """办结通知书: the result first, then how to get it."""
    you = notice.applicant.you
    took = ""
    if notice.used_workdays is not None:
        took = f"用了{notice.used_workdays}个工作日"
        took += (
            f"，承诺{words.limit_in_words(notice.limit_workdays, notice.limit_unit)}" if notice.limit_workdays else ""
        )
    blocks = [
        paragraph(
            plain(f"{you}的申请于{words.day(notice.accepted_on)}受理，{words.day(notice.concluded_on)}办结，结果如下。")
        ),
        *(
            [table("documents", ((document.name, document.number or "无") for document in notice.documents))]
            if notice.documents
            else []
        ),
        entries(
            entry("办理结果", strong(notice.outcome)),
            entry("说明", notice.explanation),
            entry("办理用时", took),
            entry("怎么领结果", notice.collection),
            entry("依据", *notice.basis),
            entry("不服本决定", words.remedies(notice.remedy, you)),
            entry("评价", "可以评价这次服务，也可以不评；评价人的信息保密"),
            entry("有事找谁", _ask(notice, "办理结果")),
        ),
    ]
    return case_frame(notice, blocks, ["经办人（签名）", "申请人（签收）"], is_letter=True)


def material_receipt(notice: MaterialReceipt) -> NoticeView:
    """材料接收凭证: a receipt is not an acceptance, and says so."""
    you, count = notice.applicant.you, len(notice.materials)
    purpose = "补正" if notice.completes_correction else "提交"
    next_step = (
        "补正材料齐全的，办理时限自下一个工作日起接着算。"
        if notice.completes_correction
        else f"收到材料不等于受理。材料不全的，当场（最迟五日内）一次性告知{you}；逾期不告知的，自收到材料之日起即为受理。"
    )
    blocks = [
        paragraph(
            plain(f"{words.day(notice.received_on)}在{notice.received_at}收到{you}{purpose}的材料{count}项，清单如下。")
        ),
        table(
            "received",
            ((material.name, material.form, str(material.copies), material.note) for material in notice.materials),
        ),
        paragraph(plain(next_step)),
        entries(
            entry("依据", *notice.basis),
            entry("有事找谁", _ask(notice, "接收情况")),
        ),
    ]
    return case_frame(notice, blocks, ["接收人（签名）", "申请人（签名）"], right=f"共{count}项")
