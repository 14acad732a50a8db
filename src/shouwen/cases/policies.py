"""May this be done to a case, by this person, now? (一次性告知制度, 限时办结制度)"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shouwen.cases.enums import CaseResult, CaseState, OwedKind, ReviewState
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice
from shouwen.cases.transitions import MOVES
from shouwen.civil_time import local_date
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import ClockState
from shouwen.inquiries.enums import ToldBy
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal

ARTICLE = "一次性告知制度 第六条"
DEEMED = "行政许可法 第三十二条"
MOST_WORDS = 200
FAULTY = frozenset({ReviewState.MISSING, ReviewState.DEFECTIVE})
IN_REVIEW = frozenset({CaseState.RECEIVED, CaseState.ACCEPTED})


def may_work_on(case: Case, *, by: Actor, at: datetime) -> Refusal | None:
    """The handler, who stands in for the handler (AB岗), anybody on the same window, or the management office."""
    if refusal := same_centre(case, by) or may_serve(by):
        return refusal
    mine = by.staff_id == case.handler_id or (by.window_id is not None and by.window_id == case.window_id)
    if mine or by.has(Role.MANAGEMENT_OFFICE):
        return None
    if by.staff_id is not None and any(
        cover.absent_id == case.handler_id for cover in people.covers_of(by.staff_id, case.centre_id, at=at)
    ):
        return None
    return Refusal("not_your_case", "这件不在你手上", way_out="请承办人办，或由他转交给你")


def still_in_review(case: Case, *, at: datetime) -> Refusal | None:
    """受理 at once: only while the days run within which the applicant must hear. Later it would begin the limit anew for somebody
    who has waited longer; a receipt keeps the day (行政许可法 第三十二条)."""
    days, came = case.version.notice_workdays, local_date(case.received_at)
    if came == local_date(at) or local_date(at) <= calendar_of(case.centre_id).add(came, days):
        return None
    return Refusal(
        "received_too_long_ago",
        f"收到已经超过 {days} 个工作日，不能从今天起算受理",
        DEEMED,
        "先收件，审查的时限从收到那天算",
    )


def may_receive(case: Case, *, to_staff_id: int, to_window_id: int | None, at: datetime) -> Refusal | None:
    """转交: only to a colleague of the same centre who meets people today, on the window they are posted to."""
    colleagues = people.colleagues(case.centre_id, on=local_date(at))
    receiver = next((one for one in colleagues if one.staff_id == to_staff_id), None)
    if receiver is None or not receiver.roles & FRONT_DESK_ROLES:
        return Refusal("receiver_unknown", "没有这位接待人员，请重新选")
    if to_window_id is not None and to_window_id != receiver.window_id:
        return Refusal("not_on_that_window", f"{receiver.name}不在所选的窗口，请重新选")
    return None


def reassigned_with_reason(case: Case, *, reason: str, by: Actor, at: datetime) -> Refusal | None:
    """改派: who takes a matter from somebody else's hands says why; the handler, who stands in, and the window need not."""
    if refusal := fits_on_paper(reason, "理由"):
        return refusal
    if reason.strip() or not is_reassignment(case, by=by, at=at):
        return None
    return Refusal("reason_missing", "改派别人的办件，要写明为什么", "限时办结制度 第二条")


def is_reassignment(case: Case, *, by: Actor, at: datetime) -> bool:
    """Whether the management office would pass on what is in somebody else's hands."""
    mine = by.staff_id == case.handler_id or (by.window_id is not None and by.window_id == case.window_id)
    if mine or by.staff_id is None or not by.has(Role.MANAGEMENT_OFFICE):
        return False
    covers = people.covers_of(by.staff_id, case.centre_id, at=at)
    return not any(cover.absent_id == case.handler_id for cover in covers)


def may_move(case: Case, to: CaseState, *, by: Actor, at: datetime) -> Refusal | None:
    """A move along the table, by somebody who works on the case."""
    return _along_the_table(case, to) or may_work_on(case, by=by, at=at)


def may_be_withdrawn(case: Case, *, by: Actor) -> Refusal | None:
    """撤回 by the applicant, who stands at no window."""
    return same_centre(case, by) or _along_the_table(case, CaseState.WITHDRAWN)


def _along_the_table(case: Case, to: CaseState) -> Refusal | None:
    if to in MOVES[CaseState(case.state)]:
        return None
    return Refusal("case_moved_on", f"这件现在是“{CaseState(case.state).label}”，不能这样办。刷新看看")


def in_review(case: Case) -> Refusal | None:
    """Results may change while the materials lie here: after a receipt, and while the case is handled."""
    if case.state in IN_REVIEW:
        return None
    words = f"这件现在是“{CaseState(case.state).label}”，不能改审查结果"
    way = "收到补交的材料后再审" if case.state == CaseState.CORRECTING else ""
    return Refusal("case_not_in_review", words, way_out=way)


def not_owed(material: CaseMaterial) -> Refusal | None:
    """What a signed promise stands for is reviewed once it has come."""
    if material.state != ReviewState.OWED:
        return None
    return Refusal("material_owed", f"“{material.name}”有本人签的承诺，收到了再审", way_out="收到时按“收到补交”")


def comes_with_review(material: CaseMaterial, state: ReviewState) -> bool:
    """Whether a review says that what wasn't here came just now: it was missing, or an earlier case stood for it and was found
    wanting. Once a correction notice told what is missing, only a hand-in counts as one: else a second notice could be had by
    reviewing to and fro (N5)."""
    was_away = material.state == ReviewState.MISSING or (
        material.received_at is None and material.state == ReviewState.DEFECTIVE
    )
    if state == ReviewState.MISSING or not was_away:
        return False
    return not CorrectionNotice.objects.filter(case=material.case, paper__voided=None).exists()


def review_fits(state: ReviewState, *, reason: str, corrected_on_spot: bool, requirement: str = "") -> Refusal | None:
    """A faulty material has its reason, in the words the notice will print; what was put right on the spot is in order."""
    if state in FAULTY and not reason.strip():
        return Refusal("reason_missing", "要写明缺什么、哪里不符合，告知书照着印", ARTICLE)
    if refusal := fits_on_paper(reason, "原因"):
        return refusal
    if refusal := fits_on_paper(requirement, "要求"):
        return refusal
    if corrected_on_spot and state != ReviewState.OK:
        return Refusal("corrected_means_ok", "当场改好的材料，请选“合格”", ARTICLE)
    return None


def fits_on_paper(words: str, what: str) -> Refusal | None:
    """Words that the row of a material, or of a notice, can hold."""
    if (count := len(words.strip())) > MOST_WORDS:
        return Refusal("words_too_long", f"{what}最多 {MOST_WORDS} 字，现在 {count} 字")
    return None


def notice_told_by(means: ToldBy) -> Refusal | None:
    """补正 is told in writing (第六条): the paper in the person's hands, or a message with every material on it."""
    if means not in (ToldBy.PRINT, ToldBy.MESSAGE):
        return Refusal("notice_in_writing", "要补什么要书面告知，只说不算", ARTICLE, "当面交给本人，或发消息告诉他")
    return None


def may_issue_notice(case: Case, *, by: Actor, at: datetime, allowed_reason: str = "") -> Refusal | None:
    """补正材料一次性告知书: everything at once (so every material is reviewed first), and once: a second notice only for
    material newly handed in since, unless the management office allows it and says why (N5)."""
    if refusal := may_move(case, CaseState.CORRECTING, by=by, at=at) or _still_to_tell(case, at=at):
        return refusal
    materials = list(case.materials.all())
    unreviewed = [material for material in materials if material.state == ReviewState.UNREVIEWED]
    if unreviewed:
        names = unreviewed[0].name + ("等" if len(unreviewed) > 1 else "")
        return Refusal(
            "not_all_reviewed",
            f"还有 {len(unreviewed)} 份材料没审：{names}。告知书要一次写全，先都审完",
            ARTICLE,
        )
    faulty = [material for material in materials if material.state in FAULTY]
    if not faulty:
        return Refusal("nothing_to_correct", "材料都合格，不用出告知书", ARTICLE, "可以直接办结")
    old = repeated_materials(case, faulty)
    if not old:
        return None
    if not allowed_reason.strip():
        return Refusal(
            "told_once_already",
            f"这件已经出过一次告知书。“{old[0].name}”不是之后新交的，不能再告知一次",
            ARTICLE,
            "先前漏掉的请当场帮他补好；确要再出，由管理办公室写明理由，事后核实",
        )
    if not by.has(Role.MANAGEMENT_OFFICE):
        return Refusal("needs_management_office", "再出一次告知书要由管理办公室同意并写明理由", ARTICLE)
    return fits_on_paper(allowed_reason, "理由")


def repeated_materials(case: Case, faulty: Sequence[CaseMaterial]) -> list[CaseMaterial]:
    """Faulty materials that an earlier notice could have told: not handed in anew since the last notice. One that was voided
    before it was handed out told nothing."""
    last = CorrectionNotice.objects.filter(case=case, paper__voided=None).order_by("-sequence").first()
    if last is None:
        return []
    return [material for material in faulty if material.received_at is None or material.received_at <= last.issued_at]


def may_conclude(
    case: Case, *, words: str, by: Actor, at: datetime, result: CaseResult = CaseResult.GRANTED
) -> Refusal | None:
    """办结: the words told to the person. What is granted has every material in order; what is refused needs none of them,
    but the reason in the words (首问负责制度 第四条)."""
    if refusal := _not_accepted(case) or may_move(case, CaseState.CONCLUDED, by=by, at=at) or _stands_still(case):
        return refusal
    if result == CaseResult.GRANTED and (refusal := _not_in_order(case)):
        return refusal
    if not words.strip():
        return Refusal("words_missing", "还没有写怎样告知本人结果的", "首问负责制度 第四条")
    return None


def _stands_still(case: Case) -> Refusal | None:
    """A special procedure ends with what came out of it, before what rests on it is concluded. Waiting for materials may end so."""
    if case.clock is None or case.clock.state != ClockState.PAUSED or case.state == CaseState.CORRECTING:
        return None
    return Refusal("procedure_runs", "特别程序还没有结束，不能办结", "行政许可法 第四十五条", "先恢复计时、写结果")


def may_accept_received(case: Case, *, by: Actor, at: datetime) -> Refusal | None:
    """受理 after a receipt: everything is here and in order, or a signed promise stands for it."""
    if case.state != CaseState.RECEIVED:
        label = CaseState(case.state).label
        return Refusal("not_received", f"这件现在是“{label}”，不用再受理")
    if refusal := may_work_on(case, by=by, at=at):
        return refusal
    pending = [row for row in case.materials.all() if row.state not in {ReviewState.OK, ReviewState.OWED}]
    if not pending:
        return None
    return Refusal(
        "not_complete",
        f"还有 {len(pending)} 份材料不是“合格”：{pending[0].name}。材料齐了才受理、起算时限",
        ARTICLE,
        "先审完；要补正的出告知书，次要材料可以容缺",
    )


def _still_to_tell(case: Case, *, at: datetime) -> Refusal | None:
    """Of a permit, silence beyond the limit is acceptance (行政许可法 第三十二条): what comes later is a notice of an accepted case."""
    if case.state != CaseState.RECEIVED or not case.version.deemed_acceptance:
        return None
    round_ = case.review_rounds.filter(ended_at=None).select_related("clock").first()
    if round_ is None or round_.clock is None or local_date(at) <= local_date(round_.clock.due_at):
        return None
    return Refusal(
        "told_too_late", "告知补正的期限已过，这件自收件之日起算受理", DEEMED, "过几分钟刷新，按已受理的办件办"
    )


def _not_accepted(case: Case) -> Refusal | None:
    if case.closed_at is None and case.clock_id is None:
        return Refusal("not_accepted", "这件还没受理，不能办结", way_out="材料齐了先受理；申请人不办了，按撤回办")
    return None


def _not_in_order(case: Case) -> Refusal | None:
    rows = list(case.materials.all())
    pending = [material for material in rows if material.state not in {ReviewState.OK, ReviewState.OWED}]
    if not pending:
        return _still_owed(rows)
    waiting = case.state == CaseState.CORRECTING
    return Refusal(
        "materials_not_in_order",
        f"还有 {len(pending)} 份材料不是“合格”：{pending[0].name}",
        ARTICLE,
        "等补齐了再办；不能批准的，写明理由" if waiting else "先审完材料，或出补正告知书",
    )


def _still_owed(rows: Sequence[CaseMaterial]) -> Refusal | None:
    """容缺受理: what was promised for a day must be here; what a 告知承诺 replaces is never asked for."""
    waiting = [row for row in rows if row.state == ReviewState.OWED and row.owed.kind == OwedKind.LATER]
    if not waiting:
        return None
    first = waiting[0]
    day = first.owed.due_on
    when = f"答应 {day.month}月{day.day}日补交的" if day else ""
    return Refusal(
        "owed_not_in", f"容缺受理，{when}“{first.name}”还没收到，不能办结", ARTICLE, "收到补交的材料，审过再办结"
    )
