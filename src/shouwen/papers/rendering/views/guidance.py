"""Words of the one-time notice and of the hand-over slip, version 1."""

from __future__ import annotations

from shouwen.papers.rendering.content import HandoverSlip, OneTimeNotice
from shouwen.papers.rendering.views import words
from shouwen.papers.rendering.views.blocks import (
    NoticeView,
    entries,
    entry,
    heading,
    paragraph,
    plain,
    strong,
    stub,
    table,
)
from shouwen.papers.rendering.views.frame import frame


def one_time_notice(notice: OneTimeNotice) -> NoticeView:
    """一次性告知单: conditions, materials, procedure, fee, and where forms are free (一次性告知制度 第四条)."""
    is_instant = not notice.promised_workdays
    legal = (
        f"法定{words.limit_in_words(notice.legal_workdays, notice.legal_unit)}，"
        if notice.legal_workdays and not is_instant
        else ""
    )
    limit = [plain("材料齐全的，"), strong("当场办结")]
    if not is_instant:
        limit = [
            plain(legal),
            strong(f"本中心承诺{words.limit_in_words(notice.promised_workdays, notice.promised_unit)}"),
            plain("，受理当天不算"),
        ]
    complaint = "或".join(words.phone(number) for number in notice.office.supervision_phones)
    blocks = [
        entries(entry("申请条件", *_numbered(notice.conditions))),
        heading("申请材料" if notice.materials else "申请材料：不用交材料"),
        *(
            [
                table(
                    "guide",
                    (
                        (material.name, material.form, material.needed_when or "都要", material.source)
                        for material in notice.materials
                    ),
                )
            ]
            if notice.materials
            else []
        ),
        entries(
            entry("样表表格", notice.free_samples),
            entry("办理流程", *_numbered(notice.steps)),
            entry("办理时限", limit),
            entry("不计入时限", "；".join(notice.special_procedures)),
            entry("收费", strong(notice.fee)),
            entry("在哪里办", f"{notice.office.place}，{notice.office.hours}"),
            entry("咨询电话", words.phone(notice.office.phone)),
            entry("首问负责人", f"{words.person(notice.first_responder)}，办完之前都可以找"),
            entry("监督电话", complaint),
        ),
    ]
    return frame(
        notice,
        right=f"共{len(notice.materials)}项材料",
        info=[
            ["办理事项", words.item_with_situation(notice.item, notice.situation)],
            ["事项编码", notice.item_code],
            ["办件类型", "即办件" if is_instant else "承诺件"],
            ["服务对象", notice.person],
            ["告知人", f"{words.person(notice.told_by)}，{words.day(notice.told_on)}"],
        ],
        salutation="",
        blocks=blocks,
        signatures=["告知人（签名）", "服务对象（签收）"],
        is_sealed=False,
    )


def handover_slip(slip: HandoverSlip) -> NoticeView:
    """转办单: where to go, by when the other side takes over, and who stays responsible."""
    to_contact = f"，找{words.person(slip.to_contact)}" if slip.to_contact else ""
    complaint = "或".join(words.phone(number) for number in slip.supervision_phones)
    blocks = [
        paragraph(plain("这件事由下面的窗口（部门）办理，请拿这张单子直接过去，不用从头再说一遍。")),
        entries(
            entry("转到", strong(slip.to_window)),
            entry("怎么去", f"{slip.to_place}{to_contact}"),
            entry("转办原因", slip.reason),
            entry(
                "接收时限",
                [strong(f"{words.moment(slip.accept_by)}前接收"), plain("；到时没有接收的，由首问负责人接着办")],
            ),
            entry("转自", slip.from_window),
            entry("首问负责人", f"{words.person(slip.first_responder)}，办完之前都可以找"),
            entry("监督电话", complaint),
            entry("依据", "《首问负责制度》第五条第二项"),
        ),
        stub(
            "转办回执",
            [
                ["转办单号", slip.number],
                ["服务对象", slip.person.name],
                ["事项", slip.matter],
                ["接收方", slip.to_window],
            ],
            ["接收人（签名）", "接收人签名后当天送回首问负责人，扫码签收的不用送回。"],
        ),
    ]
    return frame(
        slip,
        right="",
        info=[
            ["服务对象", slip.person.name],
            ["联系电话", words.phone(slip.person.phone)],
            ["事项", slip.matter],
            ["随带材料", "、".join(slip.carried_materials) or "无"],
        ],
        salutation="",
        blocks=blocks,
        signatures=["首问负责人（签名）"],
        is_sealed=False,
    )


def _numbered(lines: tuple[str, ...]) -> list[str]:
    if len(lines) == 1:
        return [lines[0]]
    return [f"{index}．{line}" for index, line in enumerate(lines, start=1)]
