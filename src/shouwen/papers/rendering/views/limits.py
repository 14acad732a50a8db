"""Words of the papers on what moves a limit: the thing told first, then what it does to the days."""

from __future__ import annotations

from shouwen.papers.rendering.content import ExtensionNotice, ProcedureNotice
from shouwen.papers.rendering.views import words
from shouwen.papers.rendering.views.blocks import NoticeView, entries, entry, paragraph, plain, strong
from shouwen.papers.rendering.views.case_notices import case_frame


def procedure_notice(notice: ProcedureNotice) -> NoticeView:
    """特别程序告知书: what is done, how long it takes, that these days aren't counted."""
    you, left = notice.applicant.you, notice.left_workdays
    after = (
        f"结束后的下一个工作日起接着算，还有{words.limit_in_words(left, notice.left_unit)}" if left else "结束后接着办"
    )
    blocks = [
        paragraph(
            plain(
                f"{you}申请的事项已于{words.day(notice.accepted_on)}受理。办理中依法需要{notice.procedure}，"
                f"所需时间不计算在办理时限内，现将所需时间告知{you}。"
            )
        ),
        entries(
            entry("做什么", strong(f"{notice.procedure}：{notice.purpose}")),
            entry(
                "需要多久",
                [
                    plain(f"{words.day(notice.from_on)}起，大约{notice.planned_workdays}个工作日，"),
                    strong(f"预计{words.day(notice.planned_until)}结束"),
                ],
            ),
            entry("办理时限", f"这段时间不计入时限；{after}"),
            entry("如果更久", f"到时候没有结束的，本中心会再向{you}说明原因"),
            entry("依据", *notice.basis),
            entry("有事找谁", words.whom_to_ask(notice.handler, notice.first_responder, notice.office, "办理过程")),
        ),
    ]
    return case_frame(notice, blocks, ["经办人（签名）", "申请人（签收）"], is_letter=True)


def extension_notice(notice: ExtensionNotice) -> NoticeView:
    """延期办理告知书: why, by how much, and that there is no second time."""
    you = notice.applicant.you
    by_law = f"，法定时限{words.day(notice.legal_due_on)}" if notice.legal_due_on else ""
    blocks = [
        paragraph(
            plain(
                f"{you}申请的事项已于{words.day(notice.accepted_on)}受理，原定{words.day(notice.original_due_on)}前办结。"
                f"因有特殊情况不能按期办结，现将延期的理由和新的期限告知{you}。给{you}添了麻烦，请谅解。"
            )
        ),
        entries(
            entry("为什么延", strong(notice.reason)),
            entry(
                "延到哪天",
                [
                    plain(f"延长{notice.workdays}个工作日，"),
                    strong(f"{words.day(notice.due_on)}前办结（含当日）"),
                    plain(f"；原到期日{words.day(notice.original_due_on)}{by_law}"),
                ],
            ),
            entry(
                "还会再延吗",
                f"不会。一件事只延一次，最多{notice.extension_most}个工作日；到期没有办结的，{you}可以投诉",
            ),
            entry("依据", *notice.basis),
            entry("有事找谁", words.whom_to_ask(notice.handler, notice.first_responder, notice.office, "延期")),
        ),
    ]
    return case_frame(notice, blocks, ["经办人（签名）", "申请人（签收）"], is_letter=True)
