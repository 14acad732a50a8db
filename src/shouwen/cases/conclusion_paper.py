"""办结通知书: the result, how long it took, how to get it or where to challenge it; issued once a case."""

from __future__ import annotations

from datetime import datetime

from shouwen.cases import paper_policies as policies
from shouwen.cases.actions import hold
from shouwen.cases.enums import CaseResult
from shouwen.cases.models import Case
from shouwen.cases.paper_parts import notice_parts, place_of
from shouwen.catalogue.told_words import unit_on_paper
from shouwen.civil_time import local_date
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal.change import one_change
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.remedies import remedy_of
from shouwen.papers.rendering import content
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if


@one_change
def issue_conclusion_notice(*, case: Case, by: Actor, at: datetime) -> Paper:
    """出具办结通知书. Raises Refused."""
    hold(case)
    refuse_if(policies.may_issue_conclusion(case, by=by, at=at))
    paper: Paper = papers.issue(
        kind=PaperKind.CONCLUSION_NOTICE,
        subject_kind="case",
        subject_id=case.pk,
        build=lambda number: conclusion_content(case, number=number, at=at),
        by=by,
        at=at,
    )
    return paper


def conclusion_content(case: Case, *, number: str, at: datetime) -> content.ConclusionNotice:
    """The result in the words that the person was told; working days used without those that weren't counted (R9)."""
    granted = case.result == CaseResult.GRANTED
    closed_on = local_date(case.closed_at or at)
    return content.ConclusionNotice(
        **notice_parts(case, number=number, issued_on=local_date(at)),
        basis=("《限时办结制度》第二条",) if granted else ("《首问负责制度》第四条",),
        accepted_on=local_date(case.accepted_at),
        concluded_on=closed_on,
        outcome=CaseResult(case.result).label,
        explanation=case.words_told,
        used_workdays=_used_workdays(case, at),
        limit_workdays=_limit(case),
        limit_unit=unit_on_paper(case.version.promised_unit) if _limit(case) else "",
        collection=f"到{place_of(case)}领取，带身份证" if granted else "",
        remedy=None if granted else remedy_of(people.centre(case.centre_id)),
    )


def _limit(case: Case) -> int | None:
    clock = case.clock
    return None if clock is None or clock.unit == LimitUnit.INSTANT else clock.promised_limit


def _used_workdays(case: Case, at: datetime) -> int | None:
    """Working days after the day of acceptance (R8); None for an instant item."""
    if case.clock is None or _limit(case) is None:
        return None
    pauses = list(case.clock.pauses.filter(lapsed=False).values_list("from_on", "to_on"))
    closed_on = local_date(case.closed_at or at)
    spans = [(first, last or closed_on) for first, last in pauses if (last or closed_on) >= first]
    calendar = Yardstick.of(case.centre_id).calendar
    return calendar.count(local_date(case.accepted_at), closed_on, excluding=spans)
