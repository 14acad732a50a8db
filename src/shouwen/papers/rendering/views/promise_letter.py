"""Words of the 告知承诺书: what stands in for which material, until when, and what follows if it isn't so."""

from __future__ import annotations

from shouwen.papers.rendering.content import PromiseLetter
from shouwen.papers.rendering.views import words
from shouwen.papers.rendering.views.blocks import NoticeView, entries, entry, heading, paragraph, plain, strong
from shouwen.papers.rendering.views.case_notices import case_frame


def promise_letter(letter: PromiseLetter) -> NoticeView:
    """告知承诺书: first what the centre tells, then what the person promises; both sign."""
    you, due_on = letter.applicant.you, letter.due_on
    opening = (
        "办事指南写明，下面这份材料可以后补。本中心先收下其他材料接着办，这份材料按期补交就行。"
        if due_on
        else "办事指南写明，下面这份材料可以用书面承诺代替。承诺属实的，这份材料不用交。"
    )
    if due_on:
        broken = f"到期没有补交的，这件事不能批准；不是{you}的原因造成的，请在到期以前告诉经办人。办理中查明承诺不实的，停止办理"
    else:
        broken = (
            "本中心会核查。查明不实的，停止办理并责令限期改正；已经办成的，依法撤销，由此得到的待遇要退回；情节严重的，按规定"
            "记入信用记录、承担法律责任"
        )
    blocks = [
        paragraph(plain(f"{you}申请办理本事项。{opening}")),
        heading("告知"),
        entries(
            entry("承诺代替的材料", strong(letter.material)),
            entry("最迟哪天补交", strong(f"{words.day(due_on)}（含当日）") if due_on else ""),
            entry("做不到会怎样", broken),
            entry("不愿承诺的", f"{you}可以不承诺，把材料交来再办；承诺是{you}自愿的"),
            entry("依据", *letter.basis),
        ),
        heading("承诺"),
        paragraph(strong(letter.promise)),
        paragraph(plain("以上告知本人看清楚了。所作承诺是本人真实的意思，没有做到，愿意承担上面写明的后果。")),
        entries(
            entry("有事找谁", words.whom_to_ask(letter.handler, letter.first_responder, letter.office, "本承诺书"))
        ),
    ]
    return case_frame(letter, blocks, ["承诺人（签名）", "经办人（签名）"])
