"""预审的结果: 受理, 一次告知补正 or 拟不予受理. Each goes through the doors of inquiries and cases, like what is handed in at the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from shouwen.applications import policies
from shouwen.applications.drafts import hold, is_up_to_date, record
from shouwen.applications.enums import ApplicationState, PreReview
from shouwen.applications.models import Application, ApplicationMaterial
from shouwen.applications.telling import tell_taken
from shouwen.cases import actions as cases
from shouwen.cases.agents import name_agent
from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import ReviewState
from shouwen.cases.intake import receive_application
from shouwen.cases.material_files import keep
from shouwen.cases.models import Case, CaseMaterial
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.inquiries import actions as inquiries
from shouwen.inquiries.declines import propose_decline
from shouwen.inquiries.enums import Channel, DeclineGround, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if

ACCEPTED = "网上申请预审合格，已受理"
TO_CORRECT = "网上申请预审有要补的，已收件并一次告知"
_REVIEWED = {
    PreReview.OK: ReviewState.OK,
    PreReview.MISSING: ReviewState.MISSING,
    PreReview.DEFECTIVE: ReviewState.DEFECTIVE,
}


@one_change
def accept(*, application: Application, originals: Sequence[str], by: Actor, at: datetime) -> Case:
    """受理: everything is in order, so it is a case from now on, with what was uploaded as its materials. `originals`: what the
    person brings along, once; none: nobody need come. Raises Refused."""
    materials = _held(application, by=by, at=at)
    refuse_if(policies.in_order(materials))
    unknown = set(originals) - {one.name for one in materials}
    if unknown:
        raise refuse("material_unknown", f"申请的材料里没有“{min(unknown)}”，请重新勾选")
    case = _to_case(application, materials, cases.accept, ACCEPTED, by=by, at=at)
    Application.objects.filter(pk=application.pk).update(originals=list(originals))
    application.originals = list(originals)
    record(application, "application.accept", by=by, at=at, data={"case": case.number, "originals": list(originals)})
    tell_taken(application, originals=originals, case_number=case.number, by=by, at=at)
    return case


@one_change
def ask_correction(*, application: Application, by: Actor, at: datetime) -> Case:
    """一次告知补正（一次性告知制度 第六条）: received as a case whose materials are reviewed, with exactly this list on the notice.
    What comes then, and a second notice, follow the rules of any case (N5). Raises Refused."""
    materials = _held(application, by=by, at=at)
    refuse_if(policies.to_correct(materials))
    case = _to_case(application, materials, receive_application, TO_CORRECT, by=by, at=at)
    notice = issue_correction_notice(case=case, by=by, at=at, means=ToldBy.MESSAGE)
    record(application, "application.correct", by=by, at=at, data={"case": case.number, "paper": notice.paper.number})
    return case


@one_change
def decline(
    *,
    application: Application,
    ground: DeclineGround,
    reason: str,
    basis: str,
    way_out: str,
    words: str,
    by: Actor,
    at: datetime,
) -> Inquiry:
    """拟不予受理: as at the window, a second person checks it before the applicant gets the notice. Raises Refused."""
    hold(application)
    refuse_if(policies.may_decide(application, ApplicationState.DECLINING, by=by, at=at))
    inquiry = _inquiry(application, by=by, at=at)
    propose_decline(
        inquiry=inquiry, ground=ground, reason=reason, basis=basis, way_out=way_out, words=words, by=by, at=at
    )
    _move(application, ApplicationState.DECLINING, inquiry=inquiry, by=by, at=at)
    record(application, "application.decline", by=by, at=at, data={"inquiry": inquiry.number})
    return inquiry


def _held(application: Application, *, by: Actor, at: datetime) -> list[ApplicationMaterial]:
    hold(application)
    refuse_if(policies.may_decide(application, ApplicationState.IN_CASE, by=by, at=at))
    return list(application.materials.select_related("material"))


def _to_case(
    application: Application,
    materials: Sequence[ApplicationMaterial],
    enter: Callable[..., Case],
    words: str,
    *,
    by: Actor,
    at: datetime,
) -> Case:
    """The inquiry, the case, the files with their materials, and what the pre-review said of each."""
    if not is_up_to_date(application, at=at):
        raise refuse(
            "guide_changed",
            "这个事项换了新版指南，网上申请是照旧版交的",
            way_out="先打电话跟申请人说清，请他撤回重交或到窗口来",
        )
    case = enter(
        inquiry=_inquiry(application, by=by, at=at),
        item_id=application.item_id,
        situation_id=application.situation_id,
        words=words,
        means=ToldBy.ONLINE,
        by=by,
        at=at,
    )
    if (by_whom := application.authorisation) is not None:
        name_agent(case=case, agent=by_whom.agent, helper=by_whom.helper, authorisation=by_whom.number, by=by, at=at)
    rows = {row.material_id: row for row in case.materials.all()}
    for one in materials:
        row = rows[one.material_id]
        _carry_over(one, row, case, by=by, at=at)
    _move(application, ApplicationState.IN_CASE, inquiry=case.inquiry, case=case, by=by, at=at)
    return case


def _carry_over(one: ApplicationMaterial, row: CaseMaterial, case: Case, *, by: Actor, at: datetime) -> None:
    row.case = case
    for file in one.files.select_related("file"):
        keep(row, file.file, by=Actor.system(by.centre_id), at=at)
    cases.review_material(
        material=row,
        state=_REVIEWED[PreReview(one.state)],
        reason=one.reason,
        requirement=one.requirement,
        by=by,
        at=at,
    )
    one.case_material = row
    one.save(update_fields=["case_material"])


def _inquiry(application: Application, *, by: Actor, at: datetime) -> Inquiry:
    """The first responder is whoever decides; one sent back after a proposed decline is gone on with."""
    if application.inquiry is not None:
        return application.inquiry
    return inquiries.register(
        channel=Channel.ONLINE,
        matter=f"网上申请{application.item.name}（{application.number}）",
        person=application.person,
        item_id=application.item_id,
        by=by,
        at=at,
    )


def _move(application: Application, to: ApplicationState, *, by: Actor, at: datetime, **changes: object) -> None:
    """Guarded: of two at once one is refused. The pre-review is over."""
    changes |= {"decided_at": at, "decided_by_id": by.member_id}
    before = application.state
    if not Application.objects.filter(pk=application.pk, state=before).update(state=to, **changes):
        raise refuse("application_moved_on", "别人刚刚办了这件，刷新看看")
    application.state = to
    for name, value in changes.items():
        setattr(application, name, value)
    if before == ApplicationState.SUBMITTED:
        clocks.close(centre_id=application.centre_id, kind=ClockKind.PREREVIEW, subject_id=application.pk, at=at)
