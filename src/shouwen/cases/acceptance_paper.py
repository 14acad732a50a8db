"""受理通知书: from when the limit runs and when it ends (限时办结制度 第四条), issued once a case."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.cases import paper_policies as policies
from shouwen.cases.actions import hold
from shouwen.cases.enums import OwedKind
from shouwen.cases.models import Case, OwedMaterial
from shouwen.cases.paper_parts import ACCEPTED_BY_LAW, notice_parts, place_of
from shouwen.catalogue.told_words import special_procedures, unit_on_paper
from shouwen.civil_time import local_date
from shouwen.clocks.enums import LimitUnit
from shouwen.clocks.reckoning import last_day
from shouwen.clocks.rules import most_extension_workdays
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal.change import one_change
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.rendering import content
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if


@one_change
def issue_acceptance_notice(*, case: Case, by: Actor, at: datetime) -> Paper:
    """出具受理通知书. Raises Refused."""
    hold(case)
    refuse_if(policies.may_issue_acceptance(case, by=by, at=at))
    paper: Paper = papers.issue(
        kind=PaperKind.ACCEPTANCE_NOTICE,
        subject_kind="case",
        subject_id=case.pk,
        build=lambda number: acceptance_content(case, number=number, at=at),
        by=by,
        at=at,
    )
    return paper


def acceptance_content(case: Case, *, number: str, at: datetime) -> content.AcceptanceNotice:
    """The promised and the legal limit and their last days as they were on the day of acceptance (R8); pauses and an extension come
    later and are told then."""
    accepted_on = local_date(case.accepted_at)
    clock = case.clock
    limit = clock.promised_limit if clock is not None and clock.unit != LimitUnit.INSTANT else None
    owed = OwedMaterial.objects.filter(
        case_material__case=case, kind=OwedKind.LATER, handed_in_at=None, due_on__isnull=False
    ).select_related("case_material")
    law = (f"{ACCEPTED_BY_LAW}第一款第{'四' if case.deemed_accepted else '五'}项",)
    return content.AcceptanceNotice(
        **notice_parts(case, number=number, issued_on=local_date(at)),
        basis=(*(law if case.version.deemed_acceptance else ()), "《限时办结制度》第四条"),
        applied_on=local_date(case.received_at),
        accepted_on=accepted_on,
        limit_workdays=limit,
        limit_unit=unit_on_paper(case.version.promised_unit) if limit else "",
        due_on=_end(case, case.version.promised_unit, limit) if limit else None,
        legal_limit=case.version.legal_limit if limit else None,
        legal_unit=unit_on_paper(case.version.legal_unit) if limit else "",
        legal_due_on=_end(case, case.version.legal_unit, case.version.legal_limit) if limit else None,
        special_procedures=special_procedures(case.version),
        owed_materials=tuple(
            content.OwedMaterial(row.case_material.name, row.due_on) for row in owed if row.due_on is not None
        ),
        collection=f"办好了到{place_of(case)}领取，带身份证",
        extension_most=most_extension_workdays(case.centre_id, accepted_on=accepted_on),
        is_deemed=case.deemed_accepted,
    )


def _end(case: Case, unit: str, limit: int) -> date:
    calendar = Yardstick.of(case.centre_id).calendar
    return last_day(unit=unit, limit=limit, accepted_on=local_date(case.accepted_at), calendar=calendar)
