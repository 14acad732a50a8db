"""What can be done to a case now, and if not, why: asked of the policies, once, for the buttons of a page."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from shouwen.cases import policies
from shouwen.cases.enums import CaseResult, CaseState
from shouwen.cases.models import Case
from shouwen.civil_time import local_date
from shouwen.clocks import extension_policies
from shouwen.clocks import policies as clock_policies
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import ClockState, ExtensionCategory, ExtensionState, PauseKind
from shouwen.clocks.models import ExtensionRequest
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal

_WRITTEN = "…"
"""Stands for words that are typed only once the button was pressed, so that their absence is no reason yet."""


_NO_CLOCK = "这件还没受理，没有开始计时"


class Step(StrEnum):
    """The steps a case page offers."""

    REVIEW = "review"
    ACCEPT = "accept"
    NOTICE = "notice"
    RECEIVE = "receive"
    EXTEND = "extend"
    TELL = "tell"
    DECIDE = "decide"
    PAUSE = "pause"
    RESUME = "resume"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"
    CONCLUDE = "conclude"
    DECLINE = "decline"


def refusals(
    case: Case, *, by: Actor, at: datetime, asked: ExtensionRequest | None = None
) -> dict[Step, Refusal | None]:
    """For every step the reason why it can't be done now, None if it can. `asked`: the request for an extension that waits; who
    decides on it need not be one of those who work on the case."""
    decide = _may_decide(asked, by=by, at=at)
    if (not_theirs := policies.may_work_on(case, by=by, at=at)) is not None:
        return {**dict.fromkeys(Step, _closed(case) or not_theirs), Step.DECIDE: decide}
    return {
        Step.REVIEW: policies.in_review(case),
        Step.ACCEPT: policies.may_accept_received(case, by=by, at=at),
        Step.NOTICE: policies.may_issue_notice(case, by=by, at=at),
        Step.RECEIVE: _not_waiting(case),
        Step.EXTEND: _may_extend_now(case, asked, at=at),
        Step.TELL: _may_tell(asked),
        Step.DECIDE: decide,
        Step.PAUSE: _may_pause(case, at=at),
        Step.RESUME: _may_resume(case),
        Step.TRANSFER: _closed(case),
        Step.WITHDRAW: policies.may_move(case, CaseState.WITHDRAWN, by=by, at=at),
        Step.CONCLUDE: policies.may_conclude(case, words=_WRITTEN, by=by, at=at),
        Step.DECLINE: policies.may_conclude(case, words=_WRITTEN, by=by, at=at, result=CaseResult.REFUSED),
    }


def may_extend(
    case: Case, *, workdays: int, reason: str, category: str, asked_at: datetime, told_at: datetime
) -> Refusal | None:
    """延期（限时办结制度 第五条）: the clock's policy, asked for a case."""
    if case.clock is None:
        return Refusal("clock_missing", _NO_CLOCK)
    return extension_policies.may_extend(
        case.clock, workdays=workdays, reason=reason, category=category, asked_at=asked_at, told_at=told_at
    )


def _may_extend_now(case: Case, asked: ExtensionRequest | None, *, at: datetime) -> Refusal | None:
    if asked is not None:
        return extension_policies.waits(asked)
    reason = _WRITTEN * extension_policies.LEAST_REASON
    return may_extend(case, workdays=1, reason=reason, category=ExtensionCategory.OTHER, asked_at=at, told_at=at)


def _may_tell(asked: ExtensionRequest | None) -> Refusal | None:
    if asked is None or asked.state != ExtensionState.APPROVED:
        return Refusal("extension_not_approved", "没有已批准、待告知的延期")
    return None


def _may_decide(asked: ExtensionRequest | None, *, by: Actor, at: datetime) -> Refusal | None:
    if asked is None:
        return Refusal("nothing_asked", "没有等批的延期")
    return extension_policies.may_decide(asked, approve=True, reason="", by=by, at=at)


def _closed(case: Case) -> Refusal | None:
    return Refusal("case_closed", "这件已经了结了") if case.closed_at is not None else None


def _not_waiting(case: Case) -> Refusal | None:
    return None if case.state == CaseState.CORRECTING else Refusal("not_waiting", "这件没有在等补材料")


def _may_pause(case: Case, *, at: datetime) -> Refusal | None:
    """For a special procedure from the next working day on, as the step offers it."""
    if case.clock is None:
        return Refusal("clock_missing", _NO_CLOCK)
    calendar, today = calendar_of(case.centre_id), local_date(at)
    return clock_policies.may_pause(
        case.clock,
        kind=PauseKind.SITE_VISIT,
        reason=_WRITTEN,
        from_on=calendar.next(today),
        planned_workdays=1,
        on=today,
        calendar=calendar,
    )


def _may_resume(case: Case) -> Refusal | None:
    if case.state == CaseState.CORRECTING:
        return Refusal("waiting_for_materials", "在等申请人补材料，收到材料后会自动接着算")
    if case.clock is None or case.clock.state != ClockState.PAUSED:
        return Refusal("clock_not_paused", "这件没有暂停，不用恢复")
    return None
