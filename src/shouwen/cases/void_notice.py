"""作废补正告知书 (一次性告知制度 第六、七条): a notice that never reached the person counts as none told, and the case goes on as before."""

from __future__ import annotations

from datetime import datetime

from shouwen.cases import paper_policies as policies
from shouwen.cases.actions import hold, move, open_clock, record
from shouwen.cases.enums import CaseState
from shouwen.cases.models import Case, CorrectionNotice, ReviewRound
from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal.change import one_change
from shouwen.papers import actions as papers
from shouwen.papers.models import VoidedPaper
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if


@one_change
def void_correction_notice(*, notice: CorrectionNotice, reason: str, by: Actor, at: datetime) -> VoidedPaper:
    """作废: the management office, before the notice was handed out. The paper keeps its number; the case waits for nobody any more
    and its materials can be reviewed again; the next notice is the first that was told. Raises Refused."""
    case = notice.case
    hold(case)
    notice.refresh_from_db(fields=["settled_at"])
    refuse_if(policies.may_void_notice(notice, by=by, at=at))
    voided: VoidedPaper = papers.void_with_its_case(paper=notice.paper, reason=reason, by=by, at=at)
    notice.settled_at = at
    notice.save(update_fields=["settled_at"])
    if case.clock_id is None:
        move(case, CaseState.RECEIVED)
        _review_goes_on(case, by=by, at=at)
    else:
        move(case, CaseState.ACCEPTED)
        clocks.resume(clock=open_clock(case), last_paused_on=local_date(at), by=by, at=at)
    record(case, "case.notice_voided", by=by, at=at, data={"paper": notice.paper.number})
    return voided


def _review_goes_on(case: Case, *, by: Actor, at: datetime) -> None:
    """What was only received is still to be told about by the same day: the days don't begin anew (行政许可法 第三十二条)."""
    last = ReviewRound.objects.filter(case=case).select_related("clock").order_by("-sequence")[0]
    round_ = ReviewRound.objects.create(
        centre_id=case.centre_id, case=case, sequence=last.sequence + 1, began_at=last.began_at
    )
    today = local_date(at)
    due_on = local_date(last.clock.due_at) if last.clock is not None else today
    round_.clock = clocks.start(
        kind=ClockKind.REVIEW,
        subject_id=round_.pk,
        number=case.number,
        matter=case.version.item.name,
        person_masked=case.person.name_masked,
        responsible_id=case.handler_id,
        unit=LimitUnit.WORKDAY,
        promised_limit=max(Yardstick.of(case.centre_id).calendar.count(today, due_on), 0),
        by=by,
        at=at,
    )
    round_.save(update_fields=["clock"])
