"""按时办结、延期、用了几天 (限时办结制度): from the clocks of cases."""

from __future__ import annotations

import copy
import re
from datetime import datetime

from django.db.models import Q, QuerySet

from shouwen.cases.enums import CaseState
from shouwen.cases.models import Case
from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import ClockKind, ClockState, ExtensionCategory, LimitUnit
from shouwen.clocks.facts import facts_of
from shouwen.clocks.models import Clock, Extension, ExtensionRequest
from shouwen.clocks.standing import Stand, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.indicators.facts.parts import Figures, Parts, spread
from shouwen.indicators.periods import Span
from shouwen.rulebook.clock_facts import spans_of
from shouwen.supervision.queries import overdue_by_category

_WORDS = (
    (ExtensionCategory.PUBLICITY, "公示"),
    (ExtensionCategory.EXPERTS, "专家|评审"),
    (ExtensionCategory.SITE_VISIT, "勘|踏|核实时|下村|进村|入户|现场"),
    (ExtensionCategory.WEATHER, "暴雨|大雪|天气|洪|塌方|断路|路断"),
    (ExtensionCategory.SYSTEM, "系统|网络|停电|设备|专网"),
    (ExtensionCategory.OTHER_OFFICE, "区里|市里|省里|部门|核对结果|核验|局|协查|回函"),
)


def limits(span: Span) -> Figures:
    """On-time rate, working days used and promised, extensions, why what went over did."""
    by = Yardstick.of(span.centre_id)
    in_time, ended, used, promised = 0, 0, [], []
    for clock in _ended(span):
        ended += 1
        in_time += standing_of(clock, at=span.last_moment, by=by).stand == Stand.DONE
        if clock.unit == LimitUnit.WORKDAY:
            used.append(_days_used(clock, by))
            promised.append(clock.promised_limit)
    overdue = sum(_was_overdue(clock, span.last_moment, by) for clock in _open_past_due(span))
    return {
        "on_time": {"n": in_time, "of": ended + overdue},
        "days_used": spread(used),
        "days_promised": spread(promised),
        "extensions": _extensions(span),
        "overdue_reasons": _overdue_reasons(span),
    }


def _cases(span: Span) -> QuerySet[Clock]:
    withdrawn = Case.objects.filter(centre_id=span.centre_id, state=CaseState.WITHDRAWN, closed_at__lt=span.end)
    rows = Clock.objects.filter(centre_id=span.centre_id, kind=ClockKind.CASE)
    return rows.exclude(subject_id__in=withdrawn.values("pk")).select_related("extension").prefetch_related("pauses")


def _ended(span: Span) -> QuerySet[Clock]:
    return _cases(span).filter(closed_at__gte=span.start, closed_at__lt=span.end)


def _open_past_due(span: Span) -> QuerySet[Clock]:
    """What was still open when the span ended though its day had passed; closed later, or not yet."""
    still_open = Q(closed_at=None) | Q(closed_at__gte=span.end)
    return _cases(span).filter(still_open, started_at__lt=span.end, due_at__lt=span.end)


def _was_overdue(clock: Clock, at: datetime, by: Yardstick) -> bool:
    """As it stood at that moment, whatever became of it since. One that stands still past its day is overdue all the same."""
    then = copy.copy(clock)
    then.state, then.closed_at = ClockState.RUNNING, None
    return standing_of(then, at=at, by=by).stand == Stand.OVERDUE


def _days_used(clock: Clock, by: Yardstick) -> int:
    """The working days that counted, from the day after acceptance to the day of conclusion (reading R8)."""
    facts = facts_of(clock)
    first, last = facts.accepted.date(), local_date(clock.closed_at) if clock.closed_at else facts.accepted.date()
    spans = [(start, end or last) for start, end in spans_of(facts, by.rulebook.on(first))]
    return by.calendar.count(first, last, excluding=spans)


def _extensions(span: Span) -> Parts:
    rows = Extension.objects.filter(
        centre_id=span.centre_id, clock__kind=ClockKind.CASE, told_at__gte=span.start, told_at__lt=span.end
    )
    said = dict(
        ExtensionRequest.objects.filter(clock__extension__in=rows.values("pk"))
        .exclude(category="")
        .order_by("decided_at", "pk")
        .values_list("clock_id", "category")
    )
    grouped: dict[str, int] = {}
    days, longest = 0, 0
    for row in rows.only("clock_id", "workdays", "reason"):
        reason = reason_of(said.get(row.clock_id, ""), row.reason)
        grouped[reason] = grouped.get(reason, 0) + 1
        days, longest = days + row.workdays, max(longest, row.workdays)
    return {"n": sum(grouped.values()), "by": grouped, "days": days, "longest": longest}


def _overdue_reasons(span: Span) -> Parts:
    """Why cases that were due in the span went over, as who answers for them wrote it (优化营商环境条例 第三十六条)."""
    last = local_date(span.last_moment)
    counted = overdue_by_category(span.centre_id, first=span.first, last=last, kinds=[ClockKind.CASE])
    grouped = {category.value: number for category, number in counted.items() if number}
    return {"n": sum(grouped.values()), "by": grouped}


def reason_of(category: str, words: str) -> ExtensionCategory:
    """The group of a reason: what was chosen when it was asked for, else what its words speak of."""
    if category in ExtensionCategory.values:
        return ExtensionCategory(category)
    return next((reason for reason, pattern in _WORDS if re.search(pattern, words)), ExtensionCategory.OTHER)


def minutes_until(start: datetime, end: datetime, by: Yardstick) -> int:
    """Minutes of opening hours between two instants."""
    return by.hours.open_minutes_between(local(start), local(end), by.calendar)
