"""收件 first, 受理 later: what can't be reviewed while the person waits is received, reviewed, and accepted once it is complete.

The clock of the case starts with the acceptance (限时办结制度; R8). Of a permit, silence beyond the limit is acceptance from the day of
receipt (行政许可法 第三十二条); which items that is so for says their guide."""

from __future__ import annotations

import logging
from datetime import datetime

from shouwen.cases import policies
from shouwen.cases.actions import begin, enter, hold, move, record
from shouwen.cases.case_clocks import begin_round, end_round
from shouwen.cases.enums import CaseState, RoundEnding
from shouwen.cases.models import Case, ReviewRound
from shouwen.cases.telling_steps import remind_received
from shouwen.civil_time import local, local_date, start_of
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if

log = logging.getLogger(__name__)


@one_change
def receive_application(
    *,
    inquiry: Inquiry,
    item_id: int,
    situation_id: int | None,
    words: str,
    means: ToldBy,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
) -> Case:
    """收件（一次性告知制度 第六条）: the materials are here and are reviewed later. The working days run within which the person is
    told what must be corrected, from `received_at` if they came before they were entered; the case itself has no limit yet.
    Raises Refused."""
    case = enter(
        inquiry=inquiry,
        item_id=item_id,
        situation_id=situation_id,
        words=words,
        means=means,
        by=by,
        at=at,
        state=CaseState.RECEIVED,
        received_at=received_at,
    )
    round_ = begin_round(case, by=by, at=case.received_at)
    data: dict[str, object] = {"item": case.version.item.code, "version": case.version.number}
    if round_.clock is not None:
        data["tell_by"] = local(round_.clock.due_at).isoformat(timespec="minutes")
    record(case, "case.receive", by=by, at=at, data=data)
    remind_received(case, tell_by=round_.clock.due_at if round_.clock else None, by=by, at=at)
    return case


@one_change
def accept_received(*, case: Case, by: Actor, at: datetime) -> Case:
    """受理: all that was received is in order; the limit is counted from now on. Of two at once, one is refused. Raises Refused."""
    hold(case)
    refuse_if(policies.may_accept_received(case, by=by, at=at))
    end_round(case, ending=RoundEnding.ACCEPTED, at=at)
    move(case, CaseState.ACCEPTED, accepted_at=at)
    begin(case, by=by, at=at, since=at)
    return case


def deem_accepted(*, centre_id: int, at: datetime) -> int:
    """逾期不告知，自收到之日起即为受理（行政许可法 第三十二条）: every received permit whose days to tell ran out before today.

    Each is its own change, and a second run finds none of them; one that fails is logged, and the others don't wait for it.
    Returns how many."""
    overdue = ReviewRound.objects.filter(
        centre_id=centre_id,
        ended_at=None,
        case__state=CaseState.RECEIVED,
        case__version__deemed_acceptance=True,
        clock__due_at__lt=start_of(local_date(at)),
    )
    done = 0
    for round_ in overdue.select_related("case__version__item").order_by("pk"):
        try:
            done += _deem(round_.case, at)
        except Exception:
            log.exception("silence on case %s not counted as acceptance", round_.case_id)
    return done


@one_change
def _deem(case: Case, at: datetime) -> bool:
    """The clock is counted from the day on which what was reviewed came."""
    hold(case)
    if case.state != CaseState.RECEIVED:
        return False
    round_ = end_round(case, ending=RoundEnding.DEEMED, at=at)
    since = round_.began_at if round_ else case.received_at
    move(case, CaseState.ACCEPTED, accepted_at=since, deemed_accepted=True)
    begin(case, by=Actor.system(case.centre_id), at=at, since=since, action="case.deemed_accepted")
    return True
