"""Reading orders, explanations and what is near or over its time. Every answer is a constant number of queries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from shouwen.civil_time import start_of
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.models import Posting
from shouwen.supervision.enums import OrderState, OverdueCategory
from shouwen.supervision.models import LimitWarning, OrderRound, OverdueReason, SupervisionOrder
from shouwen.supervision.transitions import OPEN

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of orders is narrowed to: `text` is a number of ours or of the matter, or words of the matter."""

    text: str = ""
    sift: str = ""
    to_id: int | None = None
    window_id: int | None = None


def orders_wanted(centre_id: int, wanted: Wanted) -> QuerySet[SupervisionOrder]:
    """督办 of a centre, the newest first. `sift`: open, owed (an answer), late (answered late), sent_back (once), or a state.

    `round_id` and `rounds_count` of the last round come along."""
    latest = OrderRound.objects.filter(order=OuterRef("pk")).order_by("-sequence")
    rows = SupervisionOrder.objects.filter(centre_id=centre_id).annotate(
        round_id=Subquery(latest.values("pk")[:1]), rounds_count=Subquery(latest.values("sequence")[:1])
    )
    if wanted.sift == "open":
        rows = rows.filter(state__in=OPEN)
    elif wanted.sift == "owed":
        rows = rows.filter(state__in=[OrderState.ISSUED, OrderState.RETURNED])
    elif wanted.sift == "sent_back":
        rows = rows.filter(rounds_count__gt=1)
    elif wanted.sift == "late":
        late = Clock.objects.filter(kind=ClockKind.SUPERVISION, centre_id=centre_id, closed_at__gt=F("due_at"))
        rounds = OrderRound.objects.filter(order=OuterRef("pk"), pk__in=late.values("subject_id"))
        rows = rows.filter(Exists(rounds)).exclude(state=OrderState.WITHDRAWN)
    elif wanted.sift in OrderState.values:
        rows = rows.filter(state=wanted.sift)
    if wanted.to_id is not None:
        rows = rows.filter(to_id=wanted.to_id)
    if wanted.window_id is not None:
        rows = rows.filter(to__in=_seated(centre_id, wanted.window_id))
    if wanted.text.strip():
        rows = rows.filter(_meant(wanted.text.strip()))
    return rows.select_related("to", "issued_by", "clock").order_by("-issued_at", "-pk")


def _seated(centre_id: int, window_id: int) -> QuerySet[Posting, Any]:
    """Who sits, or sat, on a window."""
    return Posting.objects.filter(centre_id=centre_id, window_id=window_id).values("staff")


def _meant(text: str) -> Q:
    number = re.fullmatch(r"督?\s*(\d\d)-(\d{1,4})", text)
    if number:
        return Q(number=f"督 {number[1]}-{int(number[2]):04d}") | Q(about_number__endswith=text)
    return Q(about_number__iexact=text) | Q(about_number__endswith=f" {text}") | Q(matter__icontains=text)


def at_hand_of(rows: QuerySet[SupervisionOrder], by: Actor) -> QuerySet[SupervisionOrder]:
    """Of these, what this person got or issued."""
    return rows.filter(Q(to_id=by.staff_id) | Q(issued_by_id=by.staff_id))


def order_register(
    centre_id: int,
    *,
    first: date | None,
    last: date | None,
    state: str,
    staff_id: int | None,
    text: str,
    window_id: int | None = None,
) -> QuerySet[SupervisionOrder]:
    """督办台账, the newest first: days (both included) of issue, `state` as the sift of `orders_wanted`."""
    rows = orders_wanted(centre_id, Wanted(text=text, sift=state, to_id=staff_id, window_id=window_id))
    if first is not None:
        rows = rows.filter(issued_at__gte=start_of(first))
    if last is not None:
        rows = rows.filter(issued_at__lt=start_of(last + DAY))
    return rows


def order_numbered(centre_id: int, serial: str) -> SupervisionOrder | None:
    """The order 督 26-0003 by its serial, with all that its page shows."""
    rounds = OrderRound.objects.select_related("answered_by").order_by("sequence")
    rows = SupervisionOrder.objects.filter(centre_id=centre_id, number=f"督 {serial}")
    rows = rows.select_related("clock__responsible", "to", "issued_by", "ended_by", "paper")
    return rows.prefetch_related(Prefetch("rounds", rounds)).first()


def rounds_of(centre_id: int, order_ids: Iterable[int]) -> dict[int, list[OrderRound]]:
    """The rounds of each of these orders, in order; one query."""
    found: dict[int, list[OrderRound]] = {}
    for row in OrderRound.objects.filter(centre_id=centre_id, order_id__in=list(order_ids)).order_by("sequence"):
        found.setdefault(row.order_id, []).append(row)
    return found


def clocks_of_rounds(centre_id: int, round_ids: Iterable[int]) -> dict[int, Clock]:
    """The clocks of these rounds, by round; two queries."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=ClockKind.SUPERVISION, subject_id__in=list(round_ids))
    return {
        clock.subject_id: clock for clock in rows.select_related("responsible", "extension").prefetch_related("pauses")
    }


def orders_about(centre_id: int, numbers: Iterable[str]) -> list[SupervisionOrder]:
    """What was ordered about the matters of these numbers (办 26-01873), the oldest first; two queries."""
    rows = SupervisionOrder.objects.filter(centre_id=centre_id, about_number__in=[one for one in numbers if one])
    rows = rows.select_related("issued_by", "to", "ended_by").order_by("issued_at", "pk")
    return list(rows.prefetch_related(Prefetch("rounds", OrderRound.objects.select_related("answered_by"))))


def open_order_of(clock_id: int) -> SupervisionOrder | None:
    """What is ordered about this clock and not settled."""
    return SupervisionOrder.objects.filter(clock_id=clock_id, state__in=OPEN).first()


def open_orders_of(centre_id: int, clock_ids: Iterable[int]) -> dict[int, str]:
    """The numbers of such orders by clock; one query."""
    rows = SupervisionOrder.objects.filter(centre_id=centre_id, clock_id__in=list(clock_ids), state__in=OPEN)
    return dict(rows.values_list("clock_id", "number"))


def overdue_reason_of(clock_id: int) -> OverdueReason | None:
    """Why this clock went over its time, if that was noted."""
    return OverdueReason.objects.filter(clock_id=clock_id).select_related("noted_by").first()


def overdue_reasons_of(centre_id: int, clock_ids: Iterable[int]) -> dict[int, OverdueCategory]:
    """The kinds of reasons by clock; one query."""
    rows = OverdueReason.objects.filter(centre_id=centre_id, clock_id__in=list(clock_ids))
    return {clock_id: OverdueCategory(category) for clock_id, category in rows.values_list("clock_id", "category")}


def overdue_by_category(
    centre_id: int, *, first: date, last: date, kinds: Iterable[ClockKind] = ()
) -> dict[OverdueCategory, int]:
    """超期的原因 of matters that were due from `first` to `last`, counted by kind of reason (优化营商环境条例 第三十六条): no person, no
    member of staff. Every kind is there, with 0; one query. For public figures, which merge what is too few."""
    rows = OverdueReason.objects.filter(
        centre_id=centre_id, clock__due_at__gte=start_of(first), clock__due_at__lt=start_of(last + DAY)
    )
    if chosen := list(kinds):
        rows = rows.filter(clock__kind__in=chosen)
    counted = dict(rows.values_list("category").annotate(count=Count("pk")))
    return {category: counted.get(category.value, 0) for category in OverdueCategory}


def last_warned(centre_id: int, clock_ids: Iterable[int]) -> dict[int, datetime]:
    """When somebody was last warned of each of these clocks; one query."""
    rows = LimitWarning.objects.filter(centre_id=centre_id, clock_id__in=list(clock_ids)).order_by("warned_at")
    return dict(rows.values_list("clock_id", "warned_at"))


def overdue_reasons_about(centre_id: int, numbers: Iterable[str]) -> list[OverdueReason]:
    """Why the matters of these numbers went over their time, where that was noted; one query."""
    rows = OverdueReason.objects.filter(centre_id=centre_id, clock__number__in=list(numbers))
    return list(rows.select_related("noted_by").order_by("noted_at"))


def warnings_of(centre_id: int) -> QuerySet[LimitWarning]:
    """Everybody who was warned of anything in a centre."""
    return LimitWarning.objects.filter(centre_id=centre_id)


def warning_register(
    centre_id: int,
    *,
    first: date | None,
    last: date | None,
    step: str,
    staff_id: int | None,
    window_id: int | None,
    text: str,
) -> QuerySet[LimitWarning]:
    """预警台账, the newest first: days (both included) of the warning, `step` left, share or over, whom it went to, the window of
    who answers for the matter."""
    # Who was ordered to put something right stands on the pages of measures only (服务承诺制度 第四条).
    rows = LimitWarning.objects.filter(centre_id=centre_id).exclude(clock__kind=ClockKind.RECTIFY)
    if first is not None:
        rows = rows.filter(warned_at__gte=start_of(first))
    if last is not None:
        rows = rows.filter(warned_at__lt=start_of(last + DAY))
    if step:
        rows = rows.filter(mark__startswith=f"{step}-")
    if staff_id is not None:
        rows = rows.filter(staff_id=staff_id)
    if window_id is not None:
        rows = rows.filter(clock__responsible__in=_seated(centre_id, window_id))
    if text.strip():
        rows = rows.filter(Q(clock__number__iendswith=text.strip()) | Q(clock__matter__icontains=text.strip()))
    return rows.select_related("clock__responsible", "staff").order_by("-warned_at", "-pk")


def rounds_at_hand(by: Actor, *, at: datetime) -> QuerySet[OrderRound]:
    """The rounds of the orders that `policies.may_see` lets somebody see who doesn't look over them all; two queries at most."""
    absent = [one.absent_id for one in people.covers_of(by.staff_id, by.centre_id, at=at)] if by.staff_id else []
    ids = [by.staff_id or 0, *absent]
    return OrderRound.objects.filter(Q(order__to__in=ids) | Q(order__issued_by__in=ids), centre_id=by.centre_id)
