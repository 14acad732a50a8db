"""May this be done with a paper, by this person, now? Who may open which one is asked here and nowhere else."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks.queries import answered_for
from shouwen.papers.enums import ABOUT_STAFF, DELIVERED_KINDS, NEVER_VOIDED, SLIP_KINDS, PaperFormat, PaperKind
from shouwen.papers.kept_from import is_kept_from
from shouwen.papers.models import Delivery, Paper, VoidedPaper
from shouwen.papers.served import is_served
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal

ONCE = "一次性告知制度 第六、七条"
LEAST_REASON, MOST_REASON = 2, 100
MOST_VOID_REASON, MOST_SIGNED_BY = 200, 40
_LOOKS_IN = (Role.LEADER, Role.DISCIPLINE, Role.ASSESSMENT_PANEL)
"""Who neither meets people nor keeps papers, but looks into how a matter went."""
OPENS_ALL = frozenset({Role.MANAGEMENT_OFFICE, *_LOOKS_IN})
"""Who can open the paper of any matter, at once or with a reason: what they mustn't learn doesn't stand in a paper at all."""


def may_open(paper: Paper, *, by: Actor, at: datetime, reason: str = "") -> Refusal | None:
    """The management office opens every paper of its centre; who meets people those of their own work, or another one with a
    reason; leaders, discipline office and panel each with a reason; nobody else. A month sheet is no paper of a person served:
    the panel opens it without a reason, who meets people not at all. Every reason is journalled."""
    if paper.centre_id != by.centre_id:
        return Refusal("paper_unknown", "没有这份文书")
    if paper.kind in ABOUT_STAFF:
        return _of_staff(paper, by=by)
    if is_kept_from(paper, by=by, at=at):
        return Refusal(
            "paper_about_you", "这件事和你有关，它的文书你不能打开", way_out="要用到的，请管理办公室的其他人打开"
        )
    if by.has(Role.MANAGEMENT_OFFICE):
        return None
    if paper.kind == PaperKind.MONTH_SHEET:
        return _sheet(by, reason)
    if paper.kind == PaperKind.COMPLAINT_ANSWER and not by.has(*_LOOKS_IN):
        # It carries the name of who complained: nobody at the windows opens it but who answered.
        if by.staff_id is not None and by.staff_id == paper.issued_by_id:
            return None
        return Refusal("paper_not_for_role", "投诉答复书只有答复的人和管理办公室能打开")
    if by.has(*FRONT_DESK_ROLES):
        if is_theirs(paper, by=by, at=at):
            return None
        return _reason_given(reason, "这份文书不是你或你们窗口经办的，写明原因再打开，会记下来")
    if by.has(*_LOOKS_IN):
        return _reason_given(reason, "看群众的文书要写明原因，会和你的名字一起记下")
    return Refusal("paper_not_for_role", "你的岗位不看群众的文书", way_out="要用到的，请承办窗口或管理办公室打印")


def _sheet(by: Actor, reason: str) -> Refusal | None:
    if by.has(Role.ASSESSMENT_PANEL):
        return None
    if not by.has(*_LOOKS_IN):
        return Refusal("sheet_not_for_role", "考核表在你自己的“考核”页上看，别人的不能打开")
    return _reason_given(reason, "看考核表要写明原因，会和你的名字一起记下")


def _of_staff(paper: Paper, *, by: Actor) -> Refusal | None:
    """问责: who decided, leaders, panel and discipline office, and whom it is about once it was served, whatever their post; the
    management office as little as anybody else."""
    if by.staff_id == paper.subject_id:
        return None if is_served(paper) else Refusal("paper_unknown", "没有这份文书")
    if by.has(*_LOOKS_IN) or by.staff_id == paper.issued_by_id:
        return None
    return Refusal("paper_not_for_role", "问责的文书只有本人、决定的人和镇纪委能打开")


def is_theirs(paper: Paper, *, by: Actor, at: datetime) -> bool:
    """Of one's own work: who issued it, who answered for its matter on any day, its first responder; whoever sits on their window
    today, and whoever stands in for one of them (AB岗)."""
    if by.staff_id is None:
        return False
    concerned = answered_for(paper.centre_id, paper.subject_kind, paper.subject_id) | {paper.issued_by_id}
    if by.staff_id in concerned:
        return True
    if by.window_id is not None:
        on_window = people.colleagues(paper.centre_id, on=local_date(at))
        if any(one.window_id == by.window_id and one.staff_id in concerned for one in on_window):
            return True
    return any(cover.absent_id in concerned for cover in people.covers_of(by.staff_id, paper.centre_id, at=at))


def _reason_given(reason: str, words: str) -> Refusal | None:
    if len(reason.strip()) < LEAST_REASON:
        return Refusal("paper_reason_missing", words)
    if len(reason.strip()) > MOST_REASON:
        return Refusal("reason_too_long", f"原因最多 {MOST_REASON} 字")
    return None


def has_form(paper: Paper, form: PaperFormat, *, is_voided: bool) -> Refusal | None:
    """The slip is for what is handed over at the counter; of a voided paper nothing is to be edited any more."""
    if form == PaperFormat.SLIP and paper.kind not in SLIP_KINDS:
        return Refusal("no_slip", f"{PaperKind(paper.kind).label}没有小票", way_out="打 PDF")
    if form == PaperFormat.DOCX and is_voided:
        return Refusal("paper_voided", f"{paper.number} 已经作废，没有可以改的 DOCX", way_out="看盖了“作废”的 PDF")
    return None


def voided_by_itself(paper: Paper) -> Refusal | None:
    """A correction notice stopped the clock of its case: voided alone, the case would wait for materials nobody asks for. And a
    promise is not without its paper."""
    if paper.kind == PaperKind.CORRECTION_NOTICE:
        return Refusal(
            "void_with_case", "补正告知书要连同办件一起作废，不能单独作废", ONCE, "打开办件，从那里作废这份告知书"
        )
    if paper.kind == PaperKind.PROMISE_LETTER:
        return Refusal(
            "void_with_case", "承诺书跟着承诺走，不能单独作废", way_out="打开办件，收回这份承诺，承诺书一起作废"
        )
    return None


def may_void(paper: Paper, *, reason: str, by: Actor, at: datetime) -> Refusal | None:
    """作废: the management office; one's own mistake also who issued it, on the same day, before it was delivered. A correction
    notice only the management office, and never once it was handed out (N5)."""
    if refusal := same_centre(paper, by):
        return refusal
    if words := NEVER_VOIDED.get(PaperKind(paper.kind)):
        return Refusal("never_voided", words)
    if VoidedPaper.objects.filter(paper=paper).exists():
        return Refusal("paper_voided", f"{paper.number} 已经作废了")
    is_delivered = Delivery.objects.filter(paper=paper).exists()
    if paper.kind == PaperKind.CORRECTION_NOTICE and is_delivered:
        return Refusal(
            "notice_handed_out",
            "这份告知书已经送到本人手里，告知过了，不能作废",
            ONCE,
            "确要再告知一次，由管理办公室写明理由另出一份",
        )
    if refusal := _who_may_void(paper, is_delivered=is_delivered, by=by, at=at):
        return refusal
    if not reason.strip():
        return Refusal("reason_missing", "写明为什么作废")
    if len(reason.strip()) > MOST_VOID_REASON:
        return Refusal("words_too_long", f"原因最多 {MOST_VOID_REASON} 字")
    return None


def _who_may_void(paper: Paper, *, is_delivered: bool, by: Actor, at: datetime) -> Refusal | None:
    if by.staff_id is not None and by.has(Role.MANAGEMENT_OFFICE):
        return None
    if paper.kind == PaperKind.CORRECTION_NOTICE:
        return Refusal("void_needs_office", "补正告知书只有管理办公室能作废，而且要在交给本人之前", ONCE)
    if paper.kind == PaperKind.PROMISE_LETTER:
        return None  # Only with its promise, and who may take that back says the policy of cases.
    own_today = paper.issued_by_id == by.staff_id and local_date(paper.issued_at) == local_date(at)
    if own_today and by.staff_id is not None and not is_delivered:
        return None
    return Refusal(
        "void_needs_office", "自己当天出的、还没送达的才能自己作废", way_out="别的请管理办公室作废，写明原因"
    )


def may_deliver(paper: Paper, *, signed_by: str, delivered_at: datetime, by: Actor, at: datetime) -> Refusal | None:
    """送达: what has a 送达回证, once, by those whose work it is, after it was issued and not in the future."""
    if refusal := same_centre(paper, by) or may_serve(by):
        return refusal
    if not by.has(Role.MANAGEMENT_OFFICE) and not is_theirs(paper, by=by, at=at):
        return Refusal("not_your_paper", "这份文书不是你或你们窗口经办的", way_out="请经办人登记送达")
    if paper.kind not in DELIVERED_KINDS:
        return Refusal("not_delivered_formally", f"{PaperKind(paper.kind).label}当面交给本人就行，不用送达回证")
    if VoidedPaper.objects.filter(paper=paper).exists():
        return Refusal("paper_voided", f"{paper.number} 已经作废，不能送达")
    if Delivery.objects.filter(paper=paper).exists():
        return Refusal(
            "delivered_already", f"{paper.number} 的送达已经登记过了", way_out="要再打一份回证，从文书里打开"
        )
    if refusal := _signed(signed_by):
        return refusal
    if delivered_at > at:
        return Refusal("delivered_in_future", "送达时间不能比现在晚")
    if delivered_at < paper.issued_at.replace(second=0, microsecond=0):
        return Refusal("delivered_before_issue", "送达时间不能比出具文书还早")
    return None


def may_correct_delivery(paper: Paper, *, signed_by: str, reason: str, by: Actor, at: datetime) -> Refusal | None:
    """更正签收人: by those who may note the delivery, once it is noted, with the right name and the reason."""
    if refusal := same_centre(paper, by) or may_serve(by):
        return refusal
    if not by.has(Role.MANAGEMENT_OFFICE) and not is_theirs(paper, by=by, at=at):
        return Refusal("not_your_paper", "这份文书不是你或你们窗口经办的", way_out="请经办人或管理办公室更正")
    if not Delivery.objects.filter(paper=paper).exists():
        return Refusal("not_delivered", f"{paper.number} 还没有登记送达", way_out="先登记送达")
    if refusal := _signed(signed_by):
        return refusal
    if len(reason.strip()) < 2:
        return Refusal("reason_missing", "写明为什么更正，比如“签收人是他女儿，写成了本人”")
    if len(reason.strip()) > MOST_REASON:
        return Refusal("reason_too_long", f"理由最多 {MOST_REASON} 字")
    return None


def _signed(signed_by: str) -> Refusal | None:
    if not signed_by.strip():
        return Refusal("signature_missing", "写明谁签收的；邮寄送达写收件人、邮件号，留置送达写见证人")
    if len(signed_by.strip()) > MOST_SIGNED_BY:
        return Refusal("words_too_long", f"签收人最多 {MOST_SIGNED_BY} 字")
    return None
