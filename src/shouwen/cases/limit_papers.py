"""特别程序告知书、延期办理告知书: issued inside the change that they tell of."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shouwen.cases.models import Case
from shouwen.cases.paper_parts import notice_parts
from shouwen.catalogue.told_words import unit_on_paper
from shouwen.civil_time import local_date
from shouwen.clocks.enums import LimitUnit, PauseKind
from shouwen.clocks.known_ends import KnownEnds, known_ends
from shouwen.clocks.models import Clock
from shouwen.clocks.planned import planned_until
from shouwen.clocks.rules import most_extension_workdays
from shouwen.clocks.yardstick import Yardstick
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.rendering import content
from shouwen.people.actor import Actor
from shouwen.workdays import Calendar

PROCEDURE_BASIS = ("《中华人民共和国行政许可法》第四十五条", "《限时办结制度》第四条")
EXTENSION_BASIS = ("《限时办结制度》第三条、第五条",)


def issue_procedure_notice(
    case: Case, *, procedure: PauseKind, reason: str, from_on: date, planned_workdays: int, by: Actor, at: datetime
) -> Paper:
    """出具特别程序告知书."""
    paper: Paper = papers.issue(
        kind=PaperKind.PROCEDURE_NOTICE,
        subject_kind="case",
        subject_id=case.pk,
        build=lambda number: procedure_content(
            case,
            number=number,
            procedure=procedure,
            reason=reason,
            from_on=from_on,
            planned_workdays=planned_workdays,
            measure=Yardstick.of(case.centre_id),
            at=at,
        ),
        by=by,
        at=at,
    )
    return paper


def issue_extension_notice(case: Case, *, workdays: int, reason: str, by: Actor, at: datetime) -> Paper:
    """出具延期办理告知书, with the days as they are known when it is issued."""
    measure = Yardstick.of(case.centre_id)
    ends = known_ends(case.clock, on=local_date(at), by=measure)  # type: ignore[arg-type]
    paper: Paper = papers.issue(
        kind=PaperKind.EXTENSION_NOTICE,
        subject_kind="case",
        subject_id=case.pk,
        build=lambda number: extension_content(
            case, number=number, workdays=workdays, reason=reason, ends=ends, calendar=measure.calendar, at=at
        ),
        by=by,
        at=at,
    )
    return paper


def procedure_content(
    case: Case,
    *,
    number: str,
    procedure: PauseKind,
    reason: str,
    from_on: date,
    planned_workdays: int,
    measure: Yardstick,
    at: datetime,
) -> content.ProcedureNotice:
    """What the paper says: the planned end is the last of the planned working days from the first day on."""
    return content.ProcedureNotice(
        **notice_parts(case, number=number, issued_on=local_date(at)),
        basis=PROCEDURE_BASIS,
        accepted_on=local_date(case.accepted_at),
        procedure=procedure.label,
        purpose=reason.strip(),
        from_on=from_on,
        planned_workdays=planned_workdays,
        planned_until=planned_until(from_on, planned_workdays, measure.calendar),
        left_workdays=_left(case, from_on, measure.calendar),
        left_unit=unit_on_paper(case.clock.unit) if case.clock is not None else "",
    )


def extension_content(
    case: Case, *, number: str, workdays: int, reason: str, ends: KnownEnds, calendar: Calendar, at: datetime
) -> content.ExtensionNotice:
    """What the paper says of an extension that is told now."""
    return content.ExtensionNotice(
        **notice_parts(case, number=number, issued_on=local_date(at)),
        basis=EXTENSION_BASIS,
        accepted_on=local_date(case.accepted_at),
        original_due_on=ends.due_on,
        due_on=calendar.add(ends.due_on, workdays, excluding=ends.spans),
        workdays=workdays,
        reason=reason.strip(),
        extension_most=most_extension_workdays(case.centre_id, accepted_on=local_date(case.accepted_at)),
        legal_due_on=ends.by_law,
    )


def _left(case: Case, from_on: date, calendar: Calendar) -> int | None:
    """Days of the limit, in its own unit, from the first day of the procedure on, as they will be counted when it is over; the day
    of acceptance never counts (限时办结制度 第四条)."""
    clock = case.clock
    if clock is None or clock.unit == LimitUnit.INSTANT:
        return None
    if clock.unit == LimitUnit.CALENDAR_DAY:
        return _calendar_days_left(clock, from_on)
    counted = max(from_on - timedelta(days=1), local_date(clock.started_at))
    return max(calendar.count(counted, local_date(clock.due_at)), 0) or None


def _calendar_days_left(clock: Clock, from_on: date) -> int | None:
    """None once only the working days of an extension, or of a carried last day, are left."""
    gone = {
        local_date(clock.started_at) + timedelta(days=n + 1)
        for n in range((from_on - local_date(clock.started_at)).days - 1)
    }
    for row in clock.pauses.all():
        if not row.lapsed and row.to_on is not None:
            gone -= {row.from_on + timedelta(days=n) for n in range((row.to_on - row.from_on).days + 1)}
    return max(clock.promised_limit - len(gone), 0) or None
