"""收回承诺: a promise that was taken by mistake, as if it had not been taken; its 承诺书 is voided and keeps its number."""

from __future__ import annotations

from datetime import datetime

from shouwen.cases import policies
from shouwen.cases.actions import hold, record
from shouwen.cases.case_clocks import close_owed
from shouwen.cases.enums import CaseState, OwedKind, ReviewState
from shouwen.cases.models import CaseMaterial, OwedMaterial
from shouwen.cases.owed import REVIEWED
from shouwen.civil_time import local_date
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.queries import papers_in_force
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal, refuse, refuse_if


@one_change
def take_promise_back(*, material: CaseMaterial, reason: str, by: Actor, at: datetime) -> CaseMaterial:
    """收回收错的承诺: the material is again what its review said before, nobody owes it any more, the 承诺书 is void. Why, who and when
    stand in the journal and on the voided paper; the row of the promise goes. Raises Refused."""
    case = material.case
    hold(case)
    material.refresh_from_db(fields=REVIEWED)
    owed = OwedMaterial.objects.filter(case_material=material).select_related("paper").first()
    refuse_if(may_take_back(material, owed, by=by, at=at))
    if not reason.strip():
        raise refuse("reason_missing", "要写明为什么收回，比如“点错了材料”")
    refuse_if(policies.fits_on_paper(reason, "理由"))
    if owed is None:
        raise refuse("nothing_promised", f"“{material.name}”没有承诺")
    if owed.kind == OwedKind.LATER:
        close_owed(owed, at=at)
    if owed.paper is not None:
        papers.void_with_its_case(paper=owed.paper, reason=reason, by=by, at=at)
    _put_back(material, owed.before)
    OwedMaterial.objects.filter(pk=owed.pk).delete()
    data: dict[str, object] = {"material": material.name, "kind": owed.kind, "reason": Words(reason.strip())}
    whose = (case.handler_id, case.first_responder_id)
    record(case, "case.promise_taken_back", by=by, at=at, data=data, whose=whose)
    return material


def may_take_back_now(material: CaseMaterial, *, by: Actor, at: datetime) -> Refusal | None:
    """The same, asked before anybody is asked why."""
    return may_take_back(material, OwedMaterial.objects.filter(case_material=material).first(), by=by, at=at)


def may_take_back(material: CaseMaterial, owed: OwedMaterial | None, *, by: Actor, at: datetime) -> Refusal | None:
    """Who works on the case, or its first responder; while the material isn't here and the case isn't over.

    On the day it was taken, unless a 受理通知书 issued on it is in force: that one is voided first, and once it was delivered the
    person has been told so. On a later day only while nothing rests on the promise yet, so before the acceptance; of an accepted
    case only the management office, and not once its day has passed: who takes it back then would hide that it wasn't kept."""
    case = material.case
    mine = by.staff_id is not None and by.staff_id == case.first_responder_id
    if refusal := (same_centre(case, by) or may_serve(by)) if mine else policies.may_work_on(case, by=by, at=at):
        return refusal
    if refusal := policies.in_review(case):
        return refusal
    if owed is None or material.state != ReviewState.OWED:
        return Refusal("nothing_promised", f"“{material.name}”没有在等的承诺，刷新看看")
    notice = papers_in_force(case.centre_id, "case", case.pk, PaperKind.ACCEPTANCE_NOTICE).first()
    if notice is not None and notice.issued_at >= owed.signed_at:
        return Refusal(
            "promise_relied_on",
            f"已经出了受理通知书 {notice.number}，写的是按承诺受理，不能收回",
            way_out="通知书还没送达的，先作废它再收回；送达了的，按承诺办",
        )
    if local_date(owed.signed_at) == local_date(at) or case.state == CaseState.RECEIVED:
        return None
    if owed.due_on is not None and owed.due_on < local_date(at):
        return Refusal("promise_overdue", "答应的日子已经过了，不能再收回", way_out="收到了按“收到补交”")
    if by.has(Role.MANAGEMENT_OFFICE):
        return None
    return Refusal(
        "promise_stands", "承诺是以前收的，这件已经按它受理了，不能自己收回", way_out="确是收错的，请管理办公室收回"
    )


def _put_back(material: CaseMaterial, before: dict[str, object]) -> None:
    """What the review said before; of a promise taken before that was kept, the material is to be reviewed."""
    said = before or {"state": ReviewState.UNREVIEWED, "reviewed_at": None, "reviewed_by": None}
    material.state = ReviewState(str(said["state"]))
    material.reason, material.requirement = str(said.get("reason", "")), str(said.get("requirement", ""))
    material.corrected_on_spot = bool(said.get("corrected_on_spot"))
    reviewed_at, reviewed_by = said["reviewed_at"], said["reviewed_by"]
    material.reviewed_at = datetime.fromisoformat(str(reviewed_at)) if reviewed_at else None
    material.reviewed_by_id = int(str(reviewed_by)) if reviewed_by else None
    material.save(update_fields=REVIEWED)
