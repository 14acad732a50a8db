"""What the applicant does after sending: hand in what a correction asks for, withdraw."""

from __future__ import annotations

from datetime import datetime

from shouwen.applications.by_agent import acting
from shouwen.applications.drafts import hold, record
from shouwen.applications.enums import ApplicationState
from shouwen.applications.models import Application, ApplicationFile, ApplicationMaterial
from shouwen.cases import actions as cases
from shouwen.cases.corrections import receive_sent
from shouwen.cases.corrections_asked import still_asked
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people.actor import Actor
from shouwen.refusals import refuse

MOST_REASON = 200


def asked_materials(application: Application) -> list[ApplicationMaterial]:
    """What the open notice asks for, with what is uploaded for it and not handed in yet."""
    if application.case is None:
        return []
    asked = [one.pk for one in still_asked(application.case)]
    rows = application.materials.filter(case_material_id__in=asked).select_related("material", "case_material")
    return list(rows.prefetch_related("files__file"))


@one_change
def hand_in(*, application: Application, at: datetime) -> Application:
    """交补的材料: all that the notice asks for, in one go, so that it is reviewed in one go. Raises Refused."""
    hold(application)
    asked = asked_materials(application)
    if application.case is None or not asked:
        raise refuse("nothing_asked", "现在没有要补的材料，可能已经交过了", way_out="看看下面办到哪了")
    files = {
        row.case_material_id: [file for file in row.files.all() if file.sent_at is None]
        for row in asked
        if row.case_material_id is not None
    }
    missing = [row.name for row in asked if not files.get(row.case_material_id or 0)]
    if missing:
        raise refuse(
            "materials_missing", f"“{missing[0]}”还没有传", way_out="要补的都传上来，再一起交；没有的打电话问窗口"
        )
    by = Actor.system(application.centre_id)
    acting(application, "交补的材料", by=by, at=at)
    sent = {pk: [file.file for file in those] for pk, those in files.items()}
    receive_sent(case=application.case, sent=sent, by=by, at=at)
    ApplicationFile.objects.filter(pk__in=[file.pk for those in files.values() for file in those]).update(sent_at=at)
    record(application, "application.hand_in", by=by, at=at, data={"materials": [row.name for row in asked]})
    return application


@one_change
def withdraw(*, application: Application, reason: str, at: datetime) -> Application:
    """撤回: before the pre-review the application, afterwards the case that it became. Raises Refused when it is over."""
    hold(application)
    by, words = Actor.system(application.centre_id), reason.strip()[:MOST_REASON]
    acting(application, "撤回申请", by=by, at=at)
    if application.case is not None:
        cases.withdraw_from_home(case=application.case, reason=words, by=by, at=at)
    elif application.state == ApplicationState.SUBMITTED:
        changes = {"state": ApplicationState.WITHDRAWN, "withdrawn_reason": words, "closed_at": at}
        if not Application.objects.filter(pk=application.pk, state=ApplicationState.SUBMITTED).update(**changes):
            raise refuse("application_moved_on", "窗口刚刚办了这件，刷新看看")
        application.state = ApplicationState.WITHDRAWN
        clocks.close(centre_id=application.centre_id, kind=ClockKind.PREREVIEW, subject_id=application.pk, at=at)
    else:
        raise refuse("application_moved_on", "这件现在不能在网上撤回", way_out="打电话给窗口")
    record(application, "application.withdraw", by=by, at=at, data={"reason": Words(words)})
    return application
