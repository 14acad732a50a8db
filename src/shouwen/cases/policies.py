"""May this be done to a case, by this person, now? (一次性告知制度, 限时办结制度)"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice
from shouwen.cases.transitions import MOVES
from shouwen.civil_time import local_date
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal

ARTICLE = "一次性告知制度 第六条"
MOST_WORDS = 200
FAULTY = frozenset({ReviewState.MISSING, ReviewState.DEFECTIVE})


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


def may_receive(case: Case, *, to_staff_id: int, to_window_id: int | None, at: datetime) -> Refusal | None:
    """转交: only to a colleague of the same centre who meets people today, on the window they are posted to."""
    colleagues = people.colleagues(case.centre_id, on=local_date(at))
    receiver = next((one for one in colleagues if one.staff_id == to_staff_id), None)
    if receiver is None or not receiver.roles & FRONT_DESK_ROLES:
        return Refusal("receiver_unknown", "没有这位接待人员，请重新选")
    if to_window_id is not None and to_window_id != receiver.window_id:
        return Refusal("not_on_that_window", f"{receiver.name}不在所选的窗口，请重新选")
    return None


def may_move(case: Case, to: CaseState, *, by: Actor, at: datetime) -> Refusal | None:
    """A move along the table, by somebody who works on the case."""
    if to not in MOVES[CaseState(case.state)]:
        label = CaseState(case.state).label
        return Refusal("case_moved_on", f"这件现在是“{label}”，不能这样办。刷新看看")
    return may_work_on(case, by=by, at=at)


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


def may_issue_notice(case: Case, *, by: Actor, at: datetime, allowed_reason: str = "") -> Refusal | None:
    """补正材料一次性告知书: everything at once (so every material is reviewed first), and once: a second notice only for
    material newly handed in since, unless the management office allows it and says why (N5)."""
    if refusal := may_move(case, CaseState.CORRECTING, by=by, at=at):
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
            "只选新交的材料；确要再出，由管理办公室写明理由",
        )
    if not by.has(Role.MANAGEMENT_OFFICE):
        return Refusal("needs_management_office", "再出一次告知书要由管理办公室同意并写明理由", ARTICLE)
    return fits_on_paper(allowed_reason, "理由")


def repeated_materials(case: Case, faulty: Sequence[CaseMaterial]) -> list[CaseMaterial]:
    """Faulty materials that an earlier notice could have told: not handed in anew since the last notice."""
    last = CorrectionNotice.objects.filter(case=case).order_by("-sequence").first()
    if last is None:
        return []
    return [material for material in faulty if material.received_at is None or material.received_at <= last.issued_at]


def may_conclude(
    case: Case, *, words: str, by: Actor, at: datetime, result: CaseResult = CaseResult.GRANTED
) -> Refusal | None:
    """办结: the words told to the person. What is granted has every material in order; what is refused needs none of them,
    but the reason in the words (首问负责制度 第四条)."""
    if refusal := may_move(case, CaseState.CONCLUDED, by=by, at=at):
        return refusal
    if result == CaseResult.GRANTED and (refusal := _not_in_order(case)):
        return refusal
    if not words.strip():
        return Refusal("words_missing", "还没有写怎样告知本人结果的", "首问负责制度 第四条")
    return None


def _not_in_order(case: Case) -> Refusal | None:
    pending = [material for material in case.materials.all() if material.state != ReviewState.OK]
    if not pending:
        return None
    waiting = case.state == CaseState.CORRECTING
    return Refusal(
        "materials_not_in_order",
        f"还有 {len(pending)} 份材料不是“合格”：{pending[0].name}",
        ARTICLE,
        "等补齐了再办；不能批准的，写明理由" if waiting else "先审完材料，或出补正告知书",
    )
