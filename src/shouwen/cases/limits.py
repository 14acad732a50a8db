"""What moves the due date of a case: special procedures that aren't counted (R9), and the one extension (限时办结制度 第五条)."""

from __future__ import annotations

from datetime import date, datetime

from shouwen.cases import extension_telling, policies
from shouwen.cases.actions import hold, open_clock
from shouwen.cases.enums import CaseState
from shouwen.cases.limit_papers import issue_extension_notice, issue_procedure_notice
from shouwen.cases.models import Case
from shouwen.cases.telling_limits import tell_extended, tell_procedure
from shouwen.cases.telling_steps import remind_resumed
from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks import extension_policies, extensions
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import PauseKind, ToldMeans
from shouwen.clocks.models import ExtensionRequest
from shouwen.clocks.policies import may_pause
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if

PERMITS = "行政许可法 第四十五条"


@one_change
def pause(
    *,
    case: Case,
    kind: PauseKind,
    reason: str,
    from_on: date,
    planned_workdays: int | None,
    by: Actor,
    at: datetime,
    means: ToldMeans = ToldMeans.IN_PERSON,
) -> Case:
    """特别程序（行政许可法 第四十五条）: 现场踏勘、公示 and the like aren't counted; what they are for and how long they will take is told
    in writing, with the numbered 《特别程序告知书》. Raises Refused."""
    hold(case)
    refuse_if(policies.may_work_on(case, by=by, at=at))
    clock, today = open_clock(case), local_date(at)
    refuse_if(
        may_pause(
            clock,
            kind=kind,
            reason=reason,
            from_on=from_on,
            planned_workdays=planned_workdays,
            on=today,
            calendar=calendar_of(case.centre_id),
        )
    )
    planned = planned_workdays or 0
    paper = issue_procedure_notice(
        case, procedure=kind, reason=reason, from_on=from_on, planned_workdays=planned, by=by, at=at
    )
    row = clocks.pause(
        clock=clock,
        kind=kind,
        reason=reason,
        from_on=from_on,
        planned_workdays=planned,
        told_at=at,
        told_means=means,
        paper_number=paper.number,
        by=by,
        at=at,
    )
    if means == ToldMeans.MESSAGE:
        tell_procedure(case, row, by=by, at=at)
    return case


@one_change
def resume(*, case: Case, by: Actor, at: datetime, outcome: str = "") -> Case:
    """恢复计时: what was waited for is there, with what came out of it; counting goes on the next working day. Raises Refused."""
    refuse_if(policies.may_work_on(case, by=by, at=at))
    if case.state == CaseState.CORRECTING:
        raise refuse("waiting_for_materials", "在等申请人补材料，收到材料后会自动接着算")
    refuse_if(policies.fits_on_paper(outcome, "结果"))
    clock = open_clock(case)
    stopped = clock.pauses.filter(to_on=None, lapsed=False).first()
    if stopped is not None and not outcome.strip():
        raise refuse(
            "outcome_missing", "还没有写有什么结果", clause=PERMITS, way_out="写一句，如“踏勘合格”“公示没有意见”"
        )
    clocks.resume(clock=clock, last_paused_on=local_date(at), outcome=outcome, by=by, at=at)
    remind_resumed(case, stopped, by=by, at=at)
    return case


@one_change
def extend(
    *,
    case: Case,
    workdays: int,
    reason: str,
    told_at: datetime,
    by: Actor,
    at: datetime,
    category: str,
    means: ToldMeans | None = ToldMeans.IN_PERSON,
) -> Case:
    """延期办结（限时办结制度 第三、五条） in one step, where whoever handles it decides: once, told to the person before the due date,
    with the numbered 《延期办理告知书》; told by a message, it counts once that has gone out. Raises Refused."""
    hold(case)
    refuse_if(policies.may_work_on(case, by=by, at=at))
    clock = open_clock(case)
    clocks.hold(clock)
    refuse_if(
        extension_policies.may_extend(
            clock, workdays=workdays, reason=reason, category=category, asked_at=at, told_at=told_at
        )
    )
    refuse_if(extension_policies.may_ask(clock, by=by))
    refuse_if(extension_policies.may_ask_and_tell(case.centre_id))
    if means is None:
        raise refuse(
            "not_told", "没有把延期告诉办事人", clause=extension_policies.ARTICLE, way_out="告知本人，再选怎样告知的"
        )
    paper = issue_extension_notice(case, workdays=workdays, reason=reason, by=by, at=at)
    if means == ToldMeans.MESSAGE:
        refuse_if(extension_policies.told_by_now(told_at, at=at))
        request = extensions.ask_extension(
            clock=clock, workdays=workdays, reason=reason, category=category, by=by, at=at
        )
        tell_extended(case, request, by=by, at=at)
        return case
    extensions.extend(
        clock=clock,
        workdays=workdays,
        reason=reason,
        category=category,
        told_at=told_at,
        means=means,
        paper_number=paper.number,
        by=by,
        at=at,
    )
    return case


@one_change
def ask_extension(
    *, case: Case, workdays: int, reason: str, category: str, by: Actor, at: datetime
) -> ExtensionRequest:
    """申请延期: decided by whom the centre's setting names; nothing moves yet. Raises Refused."""
    refuse_if(policies.may_work_on(case, by=by, at=at))
    clock = open_clock(case)
    request: ExtensionRequest = extensions.ask_extension(
        clock=clock, workdays=workdays, reason=reason, category=category, by=by, at=at
    )
    return request


@one_change
def tell_extension(*, case: Case, means: ToldMeans, by: Actor, at: datetime) -> Case:
    """告知本人已批准的延期: 《延期办理告知书》, in person or by telephone: the due date moves now; by a message: it moves when that has
    gone out (`extension_telling.settle`). Raises Refused."""
    hold(case)
    refuse_if(policies.may_work_on(case, by=by, at=at))
    request = approved_request(case)
    if request is None:
        raise refuse("extension_not_approved", "没有已批准、待告知的延期", clause=extension_policies.ARTICLE)
    on_its_way = extension_telling.on_its_way(request)
    refuse_if(on_its_way if means == ToldMeans.MESSAGE else None)
    refuse_if(
        extension_policies.may_extend(
            request.clock,
            workdays=request.workdays,
            reason=request.reason,
            category=request.category or None,
            asked_at=request.asked_at,
            told_at=at,
        )
    )
    number = extension_telling.paper_of(case) if on_its_way else ""
    number = (
        number or issue_extension_notice(case, workdays=request.workdays, reason=request.reason, by=by, at=at).number
    )
    if means == ToldMeans.MESSAGE:
        tell_extended(case, request, by=by, at=at)
        return case
    extension_telling.told_otherwise(request, by=by, at=at)
    extensions.tell_extension(request=request, told_at=at, means=means, paper_number=number, by=by, at=at)
    return case


def approved_request(case: Case) -> ExtensionRequest | None:
    """The extension that was approved and isn't told yet."""
    if case.clock_id is None:
        return None
    return ExtensionRequest.objects.filter(clock_id=case.clock_id, state="approved").select_related("clock").first()
