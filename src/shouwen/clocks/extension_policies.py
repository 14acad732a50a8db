"""May this clock be extended, by so much, now, and who says so? (限时办结制度 第三、五条; T3, reading R11)"""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import ClockState, ExtensionCategory, ExtensionState, LimitUnit
from shouwen.clocks.known_ends import known_ends, last_day_to_ask
from shouwen.clocks.live_requests import live_request
from shouwen.clocks.models import Clock, Extension, ExtensionRequest
from shouwen.clocks.policies import MOST_REASON
from shouwen.clocks.yardstick import Yardstick
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal
from shouwen.rulebook.clock_facts import Extension as AskedFor
from shouwen.rulebook.extension import extension_error

ARTICLE = "限时办结制度 第三、五条"
LEAST_REASON = 2
"""Characters: 停电 says why, 等 doesn't."""
_CODES = {
    "too_long": "extension_too_long",
    "too_short": "extension_too_short",
    "asked_late": "extension_too_late",
    "not_told": "not_told",
    "told_before_asked": "told_before_asked",
    "told_late": "told_too_late",
}
_WAYS = {"asked_late": "尽快办结，并向本人说明", "told_late": "尽快办结，并向本人说明"}


def may_extend(
    clock: Clock,
    *,
    workdays: int,
    reason: str,
    asked_at: datetime,
    told_at: datetime | None = None,
    category: str | None,
) -> Refusal | None:
    """延期: one a clock, within the rulebook's working days, asked and told on or before the original due date, told after asked,
    with a reason and its category, never past the limit of the law. `told_at` None: it is only asked for yet. `category` None: it
    was asked before each had to have one.

    Length and days are judged by the rulebook: the words are those of `shouwen deadline`."""
    if clock.state == ClockState.CLOSED:
        return Refusal("clock_closed", "这件已经了结，不用延期", ARTICLE)
    if clock.unit == LimitUnit.OPEN_MINUTE:
        return Refusal("not_extendable", "按分钟算的时限不能延期", ARTICLE)
    by = Yardstick.of(clock.centre_id)
    rules = by.rulebook.on(local_date(clock.started_at))
    if Extension.objects.filter(clock=clock).exists():
        most = rules.limit("extension_max_workdays")
        words = f"已经延过一次。一件只能延一次，合计不超过{most}个工作日"
        return Refusal("extension_used", words, ARTICLE, "转交承办人，或说明不能办的理由")
    told = local(told_at if told_at is not None else asked_at)
    ends = known_ends(clock, on=told.date(), by=by)
    error = extension_error(AskedFor(workdays, local(asked_at), told, reason), ends.due_on, rules)
    if error is not None:
        return Refusal(_CODES[error.code], error.sentence, error.citation, _WAYS.get(error.code, ""))
    if refusal := _reason_fits(reason, category):
        return refusal
    if ends.by_law is None or by.calendar.add(ends.due_on, workdays, excluding=ends.spans) <= ends.by_law:
        return None
    more = f"，含法律另准的 {clock.legal_extension} 个工作日" if clock.legal_extension else ""
    words = f"延这么久会超过法定时限（{ends.by_law.month}月{ends.by_law.day}日{more}）"
    return Refusal("past_legal_limit", words, ARTICLE, "少延几天，或按时办结")


def told_by_now(told_at: datetime, *, at: datetime) -> Refusal | None:
    """Nobody has been told yet at a moment that hasn't come."""
    if told_at <= at:
        return None
    return Refusal("told_in_the_future", "告知的时间还没到，不能先记", ARTICLE, "告知本人以后再记")


def may_ask(clock: Clock, *, by: Actor) -> Refusal | None:
    """申请延期: one request at a time."""
    if refusal := same_centre(clock, by):
        return refusal
    request = live_request(clock.pk)
    if request is None:
        return None
    return waits(request)


def waits(request: ExtensionRequest) -> Refusal:
    """Why nothing more can be asked for while this request waits."""
    if request.state == ExtensionState.APPROVED:
        return Refusal("extension_approved", "延期已经批准，还没告知本人", ARTICLE, "告知本人，延期才生效")
    return Refusal("extension_asked", "已经申请了延期，等审批", ARTICLE, "请审批人尽快批，过了到期日就作废")


def may_ask_and_tell(centre_id: int) -> Refusal | None:
    """One step is for centres where whoever handles it decides."""
    if not (approver := people.centre(centre_id).extension_approver):
        return None
    return Refusal(
        "extension_needs_approval", f"延期要先由{Role(approver).label}批准", ARTICLE, "先申请，批准后再告知本人"
    )


def may_decide(request: ExtensionRequest, *, approve: bool, reason: str, by: Actor, at: datetime) -> Refusal | None:
    """批延期: whom the setting names, never who asked, before the original due date is over; a refusal says why."""
    if refusal := same_centre(request, by) or may_judge(request, by=by):
        return refusal
    if request.state != ExtensionState.ASKED:
        return Refusal("extension_decided", f"这个申请现在是“{ExtensionState(request.state).label}”，不用再批")
    if has_lapsed(request, at=at):
        return Refusal("extension_too_late", "到期日已过，这个申请作废了", ARTICLE, "尽快办结，并向本人说明")
    if not approve and not reason.strip():
        return Refusal("reason_missing", "不批准要写明理由")
    if len(reason.strip()) > MOST_REASON:
        return Refusal("reason_too_long", f"理由最多 {MOST_REASON} 字，现在 {len(reason.strip())} 字")
    return None


def may_judge(request: ExtensionRequest, *, by: Actor) -> Refusal | None:
    """Whether this person is one of those who decide on it."""
    if by.staff_id == request.asked_by_id:
        return Refusal("own_request", "自己申请的延期不能自己批", ARTICLE, "请另一位有权审批的人批")
    approver = people.centre(request.centre_id).extension_approver or Role.MANAGEMENT_OFFICE
    if by.has(Role(approver)):
        return None
    return Refusal("not_approver", f"延期由{Role(approver).label}批", ARTICLE)


def has_lapsed(request: ExtensionRequest, *, at: datetime) -> bool:
    """Whether the original due date is over. One that stands still isn't due yet."""
    clock = request.clock
    if clock.state == ClockState.PAUSED and clock.unit != LimitUnit.INSTANT:
        return False
    return local_date(at) > last_day_to_ask(clock)


def _reason_fits(reason: str, category: str | None) -> Refusal | None:
    if not reason.strip():
        return Refusal("reason_missing", "要写明延期理由，告知本人时照着说", ARTICLE)
    if len(reason.strip()) < LEAST_REASON:
        return Refusal("reason_too_short", "延期理由太短，写清楚等什么、为什么，告知本人时照着说", ARTICLE)
    if len(reason.strip()) > MOST_REASON:
        return Refusal("reason_too_long", f"延期理由最多 {MOST_REASON} 字，现在 {len(reason.strip())} 字")
    if category == "":
        return Refusal("category_missing", "还没有选哪一类理由", ARTICLE, "从名单里选一类")
    if category is not None and category not in ExtensionCategory.values:
        return Refusal("category_unknown", "没有这一类理由，请从名单里选")
    return None
