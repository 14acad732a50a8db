"""Words of the 整改通知书 and the 问责决定书, version 2, the first that had them."""

from __future__ import annotations

from shouwen.papers.rendering.content import MeasureDecision, RectifyNotice
from shouwen.papers.rendering.views import words
from shouwen.papers.rendering.views.blocks import Entry, NoticeView, entries, entry, paragraph, plain, strong
from shouwen.papers.rendering.views.frame import frame


def rectify_notice(notice: RectifyNotice) -> NoticeView:
    """整改通知书: what to put right and by when stands first."""
    limit = f"送达之日起{notice.limit_workdays}个工作日内改好，并在系统里报整改情况"
    facts = [
        entry("责令", strong(notice.decision)),
        entry("期限", strong(limit)),
        *_why(notice),
        entry("核查", "由别人核查；没有通过的，重新限期再改"),
    ]
    return _letter(notice, "现责令你限期整改如下：", facts)


def measure_decision(decision: MeasureDecision) -> NoticeView:
    """问责决定书: the measure stands first."""
    return _letter(
        decision,
        "现决定对你问责如下：",
        [entry("决定", strong(decision.measure)), entry("意见", decision.decision), *_why(decision)],
    )


def _why(paper: RectifyNotice | MeasureDecision) -> list[Entry]:
    phone = f"；中心电话{words.phone(paper.office.phone)}" if paper.office.phone else ""
    return [
        entry("事实", paper.facts),
        entry("凭据", paper.evidence),
        entry("依据", f"《{paper.clause.partition(' ')[0]}》{paper.clause.partition(' ')[2]}：{paper.basis}"),
        entry("申辩", "对这个决定有话说的，可以在系统里写申辩，写了的和决定一起留存"),
        entry("决定人", f"{words.person(paper.decided_by)}{phone}"),
    ]


def _letter(paper: RectifyNotice | MeasureDecision, opening: str, facts: list[Entry]) -> NoticeView:
    return frame(
        paper,
        right="",
        info=[["姓名", f"{paper.receiver} {paper.place}".strip()], ["身份", paper.capacity]],
        salutation=f"{paper.receiver}：",
        blocks=[paragraph(plain(opening)), entries(*facts)],
        signatures=["决定人（签名）", "本人（签收）"],
        is_sealed=True,
        is_letter=True,
    )
