"""补正（一次性告知制度 第六条）: everything that must be corrected, told once in writing; then the materials come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from shouwen.cases import policies
from shouwen.cases.actions import hold, move, open_clock, record
from shouwen.cases.case_clocks import begin_round, end_round
from shouwen.cases.correction_paper import correction_content
from shouwen.cases.enums import CaseState, ReviewState, RoundEnding
from shouwen.cases.material_files import keep
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice
from shouwen.cases.telling_steps import remind_materials, tell_correction
from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockState, PauseKind
from shouwen.files.models import StoredFile
from shouwen.inquiries.enums import ToldBy
from shouwen.journal.change import one_change
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if


@one_change
def issue_correction_notice(
    *, case: Case, by: Actor, at: datetime, allowed_reason: str = "", means: ToldBy = ToldBy.PRINT
) -> CorrectionNotice:
    """出具《补正材料一次性告知书》: numbered paper, and from tomorrow the clock waits for the applicant. Of what was only received,
    no clock runs yet: it starts once everything is here.

    A second notice on material that the first could have told needs the management office and its reason (N5). `means` PRINT: the
    paper is handed over, and that is the telling; MESSAGE: the person isn't here and is told by their channel, or a call is owed.
    Raises Refused."""
    hold(case)
    refuse_if(policies.notice_told_by(means))
    refuse_if(policies.may_issue_notice(case, by=by, at=at, allowed_reason=allowed_reason))
    faulty = [material for material in case.materials.all() if material.state in policies.FAULTY]
    repeated = bool(policies.repeated_materials(case, faulty))
    move(case, CaseState.CORRECTING)
    paper = papers.issue(
        kind=PaperKind.CORRECTION_NOTICE,
        subject_kind="case",
        subject_id=case.pk,
        build=lambda number: correction_content(case, number=number, by=by, at=at),
        by=by,
        at=at,
    )
    notice = CorrectionNotice.objects.create(
        centre_id=case.centre_id,
        case=case,
        sequence=case.correction_notices.count() + 1,
        paper=paper,
        issued_at=at,
        issued_by_id=by.member_id,
        repeats_old_material=repeated,
        allowed_by_id=by.staff_id if repeated else None,
        allowed_reason=allowed_reason.strip() if repeated else "",
    )
    notice.materials.set(faulty)
    if case.clock_id is None:
        end_round(case, ending=RoundEnding.CORRECTION, at=at)
    else:
        _wait_for_applicant(case, count=len(faulty), by=by, at=at)
    record(case, "case.correction_notice", by=by, at=at, data={"paper": paper.number, "materials": len(faulty)})
    tell_correction(case, notice, means=means, by=by, at=at)
    return notice


def _wait_for_applicant(case: Case, *, count: int, by: Actor, at: datetime) -> None:
    """Waiting isn't counted (R9), from the day after the notice."""
    clock = open_clock(case)
    if clock.state == ClockState.PAUSED:
        raise refuse("clock_paused", "这件正在暂停，先恢复计时再出告知书")
    clocks.pause(
        clock=clock,
        kind=PauseKind.CORRECTION,
        reason=f"等申请人补 {count} 份材料",
        from_on=local_date(at) + timedelta(days=1),
        by=by,
        at=at,
    )


@one_change
def receive_materials(*, case: Case, material_ids: Collection[int], by: Actor, at: datetime) -> Case:
    """收到补交材料: they are to be reviewed anew. Once all that the notice asked for is here, the clock goes on; of what was only
    received, a new review begins. Raises Refused."""
    hold(case)
    refuse_if(policies.may_work_on(case, by=by, at=at))
    return _handed_in(case, material_ids, by=by, at=at)


@one_change
def receive_sent(*, case: Case, sent: Mapping[int, Sequence[StoredFile]], by: Actor, at: datetime) -> Case:
    """本人从网上补交: what the notice asked for, by the material; nobody stands at the window, so `by` is the system, and the
    handler reviews it like what is handed in there. Raises Refused."""
    hold(case)
    refuse_if(same_centre(case, by))
    materials = {material.pk: material for material in case.materials.all()}
    for pk, files in sent.items():
        for file in files:
            keep(materials[pk], file, by=by, at=at)
    return _handed_in(case, sent.keys(), by=by, at=at)


def _handed_in(case: Case, material_ids: Collection[int], *, by: Actor, at: datetime) -> Case:
    notice = case.correction_notices.filter(settled_at=None).first()
    if case.state != CaseState.CORRECTING or notice is None:
        raise refuse("not_waiting", "这件没有在等补材料")
    asked = {material.pk: material for material in notice.materials.all()}
    handed_in = [asked[pk] for pk in material_ids if pk in asked]
    if not handed_in:
        raise refuse("no_material_chosen", "先勾选收到了哪几份材料")
    CaseMaterial.objects.filter(pk__in=[material.pk for material in handed_in]).update(
        state=ReviewState.UNREVIEWED, received_at=at, reason="", requirement="", corrected_on_spot=False
    )
    waiting = [
        material
        for material in asked.values()
        if material not in handed_in and (material.received_at is None or material.received_at <= notice.issued_at)
    ]
    names = [material.name for material in handed_in]
    record(case, "case.materials_received", by=by, at=at, data={"materials": names, "still_waiting": len(waiting)})
    if not waiting:
        notice.settled_at = at
        notice.save(update_fields=["settled_at"])
        _go_on(case, by=by, at=at)
        remind_materials(case, notice, by=by, at=at)
    return case


def _go_on(case: Case, *, by: Actor, at: datetime) -> None:
    if case.clock_id is None:
        move(case, CaseState.RECEIVED)
        begin_round(case, by=by, at=at)
        return
    move(case, CaseState.ACCEPTED)
    clocks.resume(clock=open_clock(case), last_paused_on=local_date(at), by=by, at=at)
