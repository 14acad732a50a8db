"""Words of the 督办单, version 2, the first that had one."""

from __future__ import annotations

from shouwen.papers.rendering.content import SupervisionOrder
from shouwen.papers.rendering.views import words
from shouwen.papers.rendering.views.blocks import NoticeView, entries, entry, paragraph, plain, strong
from shouwen.papers.rendering.views.frame import frame


def supervision_order(order: SupervisionOrder) -> NoticeView:
    """督办单: what is wanted stands first, then how the matter stands and what the answer has to say."""
    number = f"（{order.about}）" if order.about else ""
    facts = [entry("要求", strong(order.wanted))]
    if order.due_on is not None:
        stands = f"，{order.stands}" if order.stands else ""
        facts.append(entry("办理时限", f"{words.day(order.due_on)}到期{stands}"))
    if order.person:
        facts.append(entry("服务对象", order.person))
    phone = f"；中心电话{words.phone(order.office.phone)}" if order.office.phone else ""
    facts += [
        entry(
            "答复期限",
            [strong(f"{words.day(order.answer_by.date())}{order.answer_by:%H:%M}前"), plain("在系统里答复，计时")],
        ),
        entry("答复写什么", "办了什么、还差什么；没办完的，写明哪天前办完"),
        entry("依据", "《限时办结制度》第二条"),
        entry("督办人", f"{words.person(order.issuer)}{phone}"),
    ]
    blocks = [paragraph(plain(f"现就“{order.matter}”{number}督办如下，请按要求办理并按期答复：")), entries(*facts)]
    return frame(
        order,
        right="",
        info=[
            ["督办对象", f"{order.receiver} {order.place}".strip()],
            ["事项编号", order.about],
            ["事项", order.matter],
        ],
        salutation=f"{order.receiver}：",
        blocks=blocks,
        signatures=["督办人（签名）", "承办人（签收）"],
        is_sealed=True,
        is_letter=True,
    )
