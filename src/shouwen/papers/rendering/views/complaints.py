"""Words of the 投诉答复书, version 2, the first that had one."""

from __future__ import annotations

from shouwen.papers.rendering.content import ComplaintAnswer
from shouwen.papers.rendering.views import words
from shouwen.papers.rendering.views.blocks import NoticeView, entries, entry, paragraph, plain, strong
from shouwen.papers.rendering.views.frame import frame


def complaint_answer(letter: ComplaintAnswer) -> NoticeView:
    """投诉答复书: what was found, what was put right, and where to go if that isn't enough."""
    about = (
        f"（{'，'.join(filter(None, (letter.about, letter.matter_number)))}）"
        if letter.about or letter.matter_number
        else ""
    )
    facts = [entry("查实情况", strong(letter.verdict)), entry("答复", letter.answer)]
    if letter.mended:
        facts.append(entry("改了什么", letter.mended))
    phone = f"；中心电话{words.phone(letter.office.phone)}" if letter.office.phone else ""
    facts.append(entry("查办人", f"{words.person(letter.handler)}{phone}"))
    again = "、".join(words.phone(one) for one in letter.office.supervision_phones)
    read = f"凭编号{letter.reference}和查询码{letter.code}，随时可以在网上看这份答复、作评价。" if letter.code else ""
    blocks = [
        paragraph(plain(f"你{words.day(letter.received_on)}的投诉{about}收到后，我们作了查核，现答复如下：")),
        entries(*facts),
        paragraph(plain(f"{read}对答复不满意的，可以作评价，也可以打{again}。谢谢你的监督。")),
    ]
    return frame(
        letter,
        right="",
        info=[["投诉编号", letter.reference], ["投诉人", letter.person or "没有留名"]],
        salutation=f"{letter.person or '投诉人'}：",
        blocks=blocks,
        signatures=["查办人（签名）"],
        is_sealed=True,
        is_letter=True,
    )
