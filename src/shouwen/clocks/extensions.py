"""延期办结（限时办结制度 第三、五条）: asked in time, decided by whom the centre's setting names, told to the person; then it counts.

One door each. Where nobody has to approve it, `extend` does all of it in one step."""

from __future__ import annotations

import logging
from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks import extension_policies as policies
from shouwen.clocks.actions import due_words, hold, recompute, record, start
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.decisions_owed import follow_decisions
from shouwen.clocks.enums import ClockKind, ClockState, ExtensionState, LimitUnit, ToldMeans
from shouwen.clocks.known_ends import known_ends, last_day_to_ask
from shouwen.clocks.live_requests import LIVE, close_approvals
from shouwen.clocks.models import Clock, Extension, ExtensionRequest
from shouwen.clocks.told_days import put_day
from shouwen.clocks.transitions import REQUEST_MOVES
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.messages import actions as messages
from shouwen.messages.enums import MessageChannel
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if

log = logging.getLogger(__name__)


@one_change
def ask_extension(
    *, clock: Clock, workdays: int, reason: str, category: str = "", by: Actor, at: datetime
) -> ExtensionRequest:
    """申请延期: whom the centre's setting names owes the decision by the original due date; where it names nobody, it is agreed
    at once. Nothing moves yet. Raises Refused."""
    refuse_if(same_centre(clock, by))
    hold(clock)
    refuse_if(policies.may_ask(clock, by=by))
    refuse_if(policies.may_extend(clock, workdays=workdays, reason=reason, category=category, asked_at=at))
    role = people.centre(clock.centre_id).extension_approver
    approver = _approver(clock.centre_id, Role(role), by=by, at=at) if role else None
    request = _asked(clock, workdays, reason, category, is_agreed=approver is None, by=by, at=at)
    if approver is not None:
        _owe_decision(request, approver, by=by, at=at)
    data: dict[str, object] = {"workdays": workdays, "reason": Words(request.reason), "category": category}
    record(clock, "clock.extension_asked", by=by, at=at, data=data)
    return request


@one_change
def decide_extension(
    *, request: ExtensionRequest, approve: bool, by: Actor, at: datetime, reason: str = ""
) -> ExtensionRequest:
    """批准或不批准延期. Approved, it counts only once the person is told. Raises Refused."""
    refuse_if(same_centre(request, by))
    hold(request.clock)
    request.refresh_from_db(fields=["state"])
    refuse_if(policies.may_decide(request, approve=approve, reason=reason, by=by, at=at))
    to = ExtensionState.APPROVED if approve else ExtensionState.REFUSED
    changes = {"state": to, "decided_at": at, "decided_by_id": by.member_id, "decided_reason": reason.strip()}
    _move(request, ExtensionState.ASKED, changes)
    close_approvals([request.pk], centre_id=request.centre_id, at=at)
    action = "clock.extension_approved" if approve else "clock.extension_refused"
    data: dict[str, object] = {"workdays": request.workdays, "reason": Words(request.decided_reason)}
    record(request.clock, action, by=by, at=at, data=data)
    _say_decided(request, by=by, at=at)
    return request


@one_change
def tell_extension(
    *, request: ExtensionRequest, told_at: datetime, means: ToldMeans, paper_number: str = "", by: Actor, at: datetime
) -> Extension:
    """告知本人，延期生效: told on or before the original due date, after it was asked; the due date moves. Raises Refused."""
    refuse_if(same_centre(request, by))
    clock = request.clock
    hold(clock)
    request.refresh_from_db(fields=["state"])
    if request.state != ExtensionState.APPROVED:
        raise refuse("extension_not_approved", f"这个申请现在是“{ExtensionState(request.state).label}”，不能这样办")
    refuse_if(policies.told_by_now(told_at, at=at))
    refuse_if(
        policies.may_extend(
            clock,
            workdays=request.workdays,
            reason=request.reason,
            category=request.category or None,
            asked_at=request.asked_at,
            told_at=told_at,
        )
    )
    _move(request, ExtensionState.APPROVED, {"state": ExtensionState.TOLD})
    return _take_effect(request, told_at=told_at, means=means, paper_number=paper_number, by=by, at=at)


@one_change
def extend(
    *,
    clock: Clock,
    workdays: int,
    reason: str,
    told_at: datetime,
    by: Actor,
    at: datetime,
    category: str = "",
    means: ToldMeans | None = ToldMeans.IN_PERSON,
    paper_number: str = "",
    needs_approval: bool = True,
) -> Extension:
    """延期办结 in one step: once, within the rulebook's working days, told to the person. Where the centre's setting names somebody
    to approve it, it is asked for instead; only a limit that isn't the centre's own doesn't need that. `means` None: nobody had
    to be told. Raises Refused."""
    refuse_if(same_centre(clock, by))
    hold(clock)
    refuse_if(policies.told_by_now(told_at, at=at))
    refuse_if(
        policies.may_extend(clock, workdays=workdays, reason=reason, category=category, asked_at=at, told_at=told_at)
    )
    refuse_if(policies.may_ask(clock, by=by))
    if needs_approval:
        refuse_if(policies.may_ask_and_tell(clock.centre_id))
    request = _asked(clock, workdays, reason, category, is_agreed=True, by=by, at=at)
    _move(request, ExtensionState.APPROVED, {"state": ExtensionState.TOLD})
    return _take_effect(request, told_at=told_at, means=means, paper_number=paper_number, by=by, at=at)


def lapse_unanswered(*, centre_id: int, at: datetime) -> int:
    """过期作废: requests that nobody decided on, or told the person of, by the original due date. Each is its own change; one that
    fails is logged, and the others don't wait for it. While the matter stands still its day moves on, and so does that of the
    decision. Returns how many lapsed."""
    live = ExtensionRequest.objects.filter(centre_id=centre_id, state__in=LIVE).select_related("clock")
    standing = live.filter(clock__state=ClockState.PAUSED).values_list("clock_id", flat=True)
    follow_decisions(clock_ids=list(standing), on=local_date(at), by=Yardstick.of(centre_id))
    done = 0
    for request in live.order_by("pk"):
        if not policies.has_lapsed(request, at=at):
            continue
        try:
            done += _lapse(request, at)
        except Exception:
            log.exception("extension request %s not lapsed", request.pk)
    return done


@one_change
def _lapse(request: ExtensionRequest, at: datetime) -> bool:
    hold(request.clock)
    rows = ExtensionRequest.objects.filter(pk=request.pk, state__in=LIVE)
    if not policies.has_lapsed(request, at=at) or not rows.update(state=ExtensionState.LAPSED):
        return False
    close_approvals([request.pk], centre_id=request.centre_id, at=at)
    data: dict[str, object] = {"workdays": request.workdays, "before": request.state}
    record(request.clock, "clock.extension_lapsed", by=Actor.system(request.centre_id), at=at, data=data)
    return True


def _say_decided(request: ExtensionRequest, *, by: Actor, at: datetime) -> None:
    """A notice on the desk of who owes the matter: what was decided, and what to do by the original due date."""
    clock = request.clock
    last = last_day_to_ask(clock)
    said = f"没有批准延期：{request.decided_reason}。按原来的日子办"
    if request.state == ExtensionState.APPROVED:
        said = f"延期批准了，{last.month}月{last.day}日前告知本人才生效，过了就作废"
    messages.write(
        purpose=f"extension-decided/{request.pk}",
        channel=MessageChannel.DESK,
        words=f"{clock.number}：{said}",
        subject_kind=clock.kind,
        subject_id=clock.subject_id,
        number=clock.number,
        staff_id=clock.responsible_id,
        by=by,
        at=at,
    )


def _asked(
    clock: Clock, workdays: int, reason: str, category: str, *, is_agreed: bool, by: Actor, at: datetime
) -> ExtensionRequest:
    return ExtensionRequest.objects.create(
        centre_id=clock.centre_id,
        clock=clock,
        workdays=workdays,
        reason=reason.strip(),
        category=category,
        state=ExtensionState.APPROVED if is_agreed else ExtensionState.ASKED,
        asked_at=at,
        asked_by_id=by.member_id,
        decided_at=at if is_agreed else None,
    )


def _owe_decision(request: ExtensionRequest, approver_id: int, *, by: Actor, at: datetime) -> None:
    clock = request.clock
    last = known_ends(clock, on=local_date(at), by=Yardstick.of(clock.centre_id)).due_on
    start(
        kind=ClockKind.APPROVAL,
        subject_id=request.pk,
        number=clock.number,
        matter=f"延期 {request.workdays} 个工作日：{clock.matter}",
        person_masked=clock.person_masked,
        responsible_id=approver_id,
        unit=LimitUnit.WORKDAY,
        promised_limit=0,
        due_on=last,
        by=by,
        at=at,
    )


def _approver(centre_id: int, role: Role, *, by: Actor, at: datetime) -> int:
    """Who owes the decision: the first of today who has the role and didn't ask."""
    for colleague in people.colleagues(centre_id, on=local_date(at)):
        if role in colleague.roles and colleague.staff_id != by.staff_id:
            return colleague.staff_id
    raise refuse("no_approver", f"今天没有别的{role.label}的人能批", way_out="按时办结，或请管理办公室改设置")


def _take_effect(
    request: ExtensionRequest, *, told_at: datetime, means: ToldMeans | None, paper_number: str, by: Actor, at: datetime
) -> Extension:
    clock = request.clock
    original = known_ends(clock, on=local_date(told_at), by=Yardstick.of(clock.centre_id)).due_on
    row, made = Extension.objects.get_or_create(
        clock=clock,
        defaults={
            "centre_id": clock.centre_id,
            "workdays": request.workdays,
            "reason": request.reason,
            "original_due_on": original,
            "asked_at": request.asked_at,
            "told_at": told_at,
            "told_on": local_date(told_at),
            "told_means": means or "",
            "paper_number": paper_number,
            "asked_by_id": request.asked_by_id,
        },
    )
    if not made:
        raise refuse("extension_used", "别人刚刚已经办了延期。一件只能延一次", clause=policies.ARTICLE)
    if clock.is_dated:
        put_day(clock, calendar_of(clock.centre_id).add(original, request.workdays))
    recompute(clock)
    data: dict[str, object] = {"workdays": row.workdays, "reason": Words(row.reason), "due": due_words(clock)}
    record(clock, "clock.extend", by=by, at=at, data=data)
    return row


def _move(request: ExtensionRequest, source: ExtensionState, changes: dict[str, object]) -> None:
    """Guarded: along the table, and of two at once one is refused."""
    to = ExtensionState(str(changes["state"]))
    if to not in REQUEST_MOVES[source]:
        raise ValueError(f"no move from {source} to {to}")
    if not ExtensionRequest.objects.filter(pk=request.pk, state=source).update(**changes):
        raise refuse("extension_decided", "别人刚刚办了这个申请，刷新看看")
    for name, value in changes.items():
        setattr(request, name, value)
