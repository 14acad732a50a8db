"""Words of the 送达回证, version 2, the first that had one."""

from __future__ import annotations

from shouwen.papers.rendering.content import DeliveryReceipt
from shouwen.papers.rendering.views import words
from shouwen.papers.rendering.views.blocks import NoticeView, entries, entry, paragraph, plain, strong
from shouwen.papers.rendering.views.frame import frame


def delivery_receipt(receipt: DeliveryReceipt) -> NoticeView:
    """送达回证: what was delivered, how, when, and who signed."""
    signer = receipt.signed_as.removesuffix("和邮件号")  # the number of the mail item signs nothing
    when = f"{words.day(receipt.delivered_at)}{receipt.delivered_at:%H:%M}"
    blocks = [
        paragraph(plain("下列文书已送达，由签收人在本回证上签名并写明日期。")),
        entries(
            entry("送达文书", strong(f"《{receipt.paper_title}》")),
            entry("文号", receipt.paper_number),
            entry("送达方式", receipt.means),
            entry("送达时间", when),
            entry("送达地点", receipt.office.place),
            entry(receipt.signed_as, strong(receipt.signed_by)),
            entry("送达人", words.person(receipt.served_by)),
            entry("监督电话", "或".join(words.phone(number) for number in receipt.office.supervision_phones)),
        ),
    ]
    return frame(
        receipt,
        right="",
        info=[
            ["受送达人", receipt.recipient.name],
            ["证件号码", receipt.recipient.id_number],
            ["办理事项", receipt.item],
        ],
        salutation="",
        blocks=blocks,
        signatures=["送达人（签名）", f"{signer}（签名）"],
        is_sealed=True,
        is_letter=True,
    )
