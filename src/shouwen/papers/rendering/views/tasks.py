"""Words of the 任务办理回执, version 2, the first that had one."""

from __future__ import annotations

from shouwen.papers.rendering.content import TaskReceipt
from shouwen.papers.rendering.views import words
from shouwen.papers.rendering.views.blocks import NoticeView, entries, entry, paragraph, plain, strong
from shouwen.papers.rendering.views.frame import frame


def task_receipt(receipt: TaskReceipt) -> NoticeView:
    """任务办理回执: what was asked, what was done, who was told."""
    number = f"（{receipt.their_number}）" if receipt.their_number else ""
    again = f"，第{receipt.round}次办理" if receipt.round > 1 else ""
    asked = f"要求{words.day(receipt.due_on)}前办结，{words.day(receipt.done_on)}办理完毕"
    on_time = "，按期" if receipt.done_on <= receipt.due_on else "，已超过要求的日期"
    facts = [
        entry("办理结果", strong(receipt.result)),
        entry("办理时限", f"{asked}{on_time}{again}"),
    ]
    if receipt.extended:
        facts.append(entry("延期", receipt.extended))
    if receipt.person:
        facts.append(entry("告知本人", f"{receipt.person}，{receipt.told}"))
    if receipt.attachments:
        facts.append(entry("附件", f"{receipt.attachments}份"))
    phone = f"；中心电话{words.phone(receipt.office.phone)}" if receipt.office.phone else ""
    facts.append(entry("经办人", f"{words.person(receipt.handler)}{phone}"))
    blocks = [
        paragraph(
            plain(f"你单位{words.day(receipt.received_on)}交办的“{receipt.task}”{number}，现将办理情况回复如下：")
        ),
        entries(*facts),
    ]
    return frame(
        receipt,
        right="",
        info=[["来件单位", receipt.superior], ["来件编号", receipt.their_number], ["任务", receipt.task]],
        salutation=f"{receipt.superior}：",
        blocks=blocks,
        signatures=["经办人（签名）", "审核人（签名）"],
        is_sealed=True,
        is_letter=True,
    )
