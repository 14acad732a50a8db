"""May this paper of a case be issued, or its notice voided, now? Once each where the law says once; a receipt each time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shouwen.cases.enums import NOT_HERE, CaseState, ReviewState
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice, ReceiptLine
from shouwen.cases.policies import may_work_on
from shouwen.civil_time import local_date
from shouwen.papers.enums import PaperKind
from shouwen.papers.queries import papers_in_force
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal

ARTICLE = "限时办结制度 第四条"
ONCE = "一次性告知制度 第六、七条"
_SETTLED = frozenset({ReviewState.OK, ReviewState.OWED})


def may_issue_acceptance(case: Case, *, by: Actor, at: datetime) -> Refusal | None:
    """受理通知书: of a case whose limit runs, once, when all its materials are in order or promised (or its acceptance is deemed)."""
    if refusal := may_work_on(case, by=by, at=at):
        return refusal
    if case.closed_at is not None:
        return Refusal("case_closed", "这件已经了结了，不用再出受理通知书", way_out="要凭据的，出办结通知书")
    if case.clock_id is None:
        return Refusal("not_accepted", "这件还没受理，不能出受理通知书", ARTICLE, "材料审完、齐了再受理")
    if not case.deemed_accepted:
        if case.state == CaseState.CORRECTING:
            return Refusal("waiting_for_materials", "在等申请人补材料，补齐了再出受理通知书", ARTICLE)
        pending = [row for row in case.materials.all() if row.state not in _SETTLED]
        if pending:
            words = f"还有 {len(pending)} 份材料没审好：{pending[0].name}。受理通知书写“材料齐全”，先审完"
            return Refusal("not_complete", words, ARTICLE)
    return _issued_once(case, PaperKind.ACCEPTANCE_NOTICE)


def may_issue_conclusion(case: Case, *, by: Actor, at: datetime) -> Refusal | None:
    """办结通知书: of a concluded case, once."""
    if refusal := may_work_on(case, by=by, at=at):
        return refusal
    if case.state == CaseState.WITHDRAWN:
        return Refusal("case_withdrawn", "申请人撤回了，没有结果可以通知")
    if case.state != CaseState.CONCLUDED:
        return Refusal("not_concluded", "这件还没办结", way_out="先办结，再出办结通知书")
    return _issued_once(case, PaperKind.CONCLUSION_NOTICE)


def may_issue_receipt(
    case: Case, *, by: Actor, at: datetime, material_ids: Collection[int] | None = None
) -> Refusal | None:
    """材料接收凭证: for what was handed in and has no receipt yet. `material_ids` None: whether there is anything to choose."""
    if refusal := may_work_on(case, by=by, at=at):
        return refusal
    waiting = {row.pk for row in [*without_receipt(case), *brought_after_all(case)]}
    if not waiting:
        return Refusal("receipt_issued", "交来的材料都出过接收凭证了，请直接再打一份")
    if material_ids is None:
        return None
    if not material_ids:
        return Refusal("no_material_chosen", "先勾选收到了哪几份材料")
    if not set(material_ids) <= waiting:
        return Refusal("receipt_issued", "勾选的材料里有的已经出过接收凭证，刷新看看")
    return None


def without_receipt(case: Case) -> list[CaseMaterial]:
    """What was handed in and stands on no receipt in force: what is missing or only promised was not handed in."""
    given = {
        (line.case_material_id, line.received_at)
        for line in ReceiptLine.objects.filter(case_material__case=case, paper__voided=None)
    }
    return [
        row
        for row in case.materials.all()
        if row.received_at is not None and row.state not in NOT_HERE and (row.pk, row.received_at) not in given
    ]


def brought_after_all(case: Case) -> list[CaseMaterial]:
    """What an earlier case stood for: in order without having been handed in. When the person brings it all the same, the clerk
    ticks it for the receipt, and it was handed in then."""
    return [row for row in case.materials.all() if row.received_at is None and row.state == ReviewState.OK]


def may_void_notice(notice: CorrectionNotice, *, by: Actor, at: datetime) -> Refusal | None:
    """作废补正告知书 before it was handed out: on the day it was issued, while it is open and nothing came in answer to it. Who may,
    and that it wasn't delivered, says the policy of papers."""
    if hasattr(notice.paper, "voided"):
        return Refusal("paper_voided", f"{notice.paper.number} 已经作废了", ONCE)
    if notice.settled_at is not None or notice.case.state != CaseState.CORRECTING:
        return Refusal("notice_answered", "这份告知书已经补过材料了，说明本人知道，不能作废", ONCE)
    if local_date(notice.issued_at) != local_date(at):
        return Refusal(
            "notice_handed_out",
            "告知书出了不止一天，按已经告知本人算，不能作废",
            ONCE,
            "确要再告知一次，由管理办公室写明理由另出一份",
        )
    answered = [
        row for row in notice.materials.all() if row.received_at is not None and row.received_at > notice.issued_at
    ]
    if answered:
        return Refusal("notice_answered", f"已经收到补交的{answered[0].name}，说明本人知道，不能作废", ONCE)
    return None


def _issued_once(case: Case, kind: PaperKind) -> Refusal | None:
    issued = papers_in_force(case.centre_id, "case", case.pk, kind).first()
    if issued is None:
        return None
    return Refusal(
        "paper_issued", f"已经出过{kind.label} {issued.number}，请直接再打一份", way_out="写错了的，作废后再出"
    )
