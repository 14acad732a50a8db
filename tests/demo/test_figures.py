"""The figures of the demo's September, reckoned a second time: slowly, day by day, from the bare rows (P2)."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from statistics import median_low

import pytest

from shouwen.cases.models import Case, CorrectionNotice
from shouwen.civil_time import local, local_date
from shouwen.clocks.models import Clock, Extension
from shouwen.demo.world import World
from shouwen.feedback.models import Complaint, Rating
from shouwen.indicators.models import Amendment, Snapshot
from shouwen.inquiries.models import Inquiry
from shouwen.papers.models import VoidedPaper

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MORNING, AFTERNOON = (540, 720), (810, 1050)
"""9:00 to 12:00 and 13:30 to 17:30, in minutes of the day."""


def in_september(at: datetime | None) -> bool:
    return at is not None and (local(at).year, local(at).month) == (2026, 9)


def counted_days(world: World, clock: Clock, first: date, last: date) -> int:
    """Working days after `first` up to `last` that no pause takes out, one by one."""
    pauses = [(row.from_on, row.to_on or date.max) for row in clock.pauses.all() if not row.lapsed]
    day, count = first + DAY, 0
    while day <= last:
        count += world.calendar.is_workday(day) and not any(start <= day <= end for start, end in pauses)
        day += DAY
    return count


def open_minutes(world: World, start: datetime, end: datetime) -> int:
    """Whole minutes of opening hours, day by day."""
    seconds, day = 0.0, start.date()
    while day <= end.date():
        if world.calendar.is_workday(day):
            for opens, shuts in (MORNING, AFTERNOON):
                midnight = datetime(day.year, day.month, day.day)
                since = max(start, midnight + timedelta(minutes=opens))
                until = min(end, midnight + timedelta(minutes=shuts))
                seconds += max((until - since).total_seconds(), 0)
        day += DAY
    return int(seconds // 60)


def test_p2_the_demo_s_september_comes_out_the_same_when_reckoned_slowly(whole_town: World) -> None:
    world = whole_town
    said = Snapshot.objects.get(month=date(2026, 9, 1)).figures
    late, ended, open_late, used = 0, 0, 0, []
    for case in Case.objects.exclude(clock=None).select_related("clock").prefetch_related("clock__pauses"):
        clock = case.clock
        assert clock is not None
        due, accepted = local_date(clock.due_at), local_date(clock.started_at)
        if case.state == "withdrawn":
            continue
        if in_september(clock.closed_at):
            closed = local_date(clock.closed_at)
            ended += 1
            late += counted_days(world, clock, due, closed) > 0
            if clock.unit == "workday":
                used.append(counted_days(world, clock, accepted, closed))
        elif accepted < date(2026, 10, 1):
            still = clock.closed_at is None or local_date(clock.closed_at) > date(2026, 9, 30)
            open_late += still and counted_days(world, clock, due, date(2026, 9, 30)) > 0
    assert said["on_time"] == {"n": ended - late, "of": ended + open_late}
    assert ended > 20
    assert said["days_used"]["values"] == {str(days): count for days, count in sorted(Counter(used).items())}

    waits, at_once, asked = [], 0, 0
    for inquiry in Inquiry.objects.exclude(channel="online"):
        if not in_september(inquiry.received_at):
            continue
        asked += 1
        if inquiry.channel == "on_site" and in_september(inquiry.first_answer_at):
            assert inquiry.first_answer_at is not None
            waits.append(open_minutes(world, local(inquiry.received_at), local(inquiry.first_answer_at)))
        elif inquiry.channel == "on_site":
            waits.append(100_000)
        told = inquiry.told_at if in_september(inquiry.told_at) else None
        soon = told is not None and told <= inquiry.received_at + timedelta(minutes=30)
        at_once += soon and inquiry.told_by_id == inquiry.first_responder_id
    assert said["answered_at_once"] == {"n": at_once, "of": asked}
    values = sorted(int(value) for value, times in said["first_answer_minutes"]["values"].items() for _ in range(times))
    assert (values, median_low(values)) == (sorted(waits), median_low(waits))

    told_at = [row.told_at for row in Extension.objects.filter(clock__kind="case")]
    assert said["extensions"]["n"] == sum(map(in_september, told_at)) == sum(said["extensions"]["by"].values())
    ratings = [row for row in Rating.objects.all() if in_september(row.at)]
    assert said["ratings"]["by"] == {
        str(level): sum(row.active and row.level == level for row in ratings) for level in (5, 4, 3, 2, 1)
    }
    assert said["ratings_default"]["n"] == sum(not row.active for row in ratings)
    assert said["complaints"]["n"] == sum(in_september(row.at) for row in Complaint.objects.all())
    again = sum(in_september(row.issued_at) and row.repeats_old_material for row in CorrectionNotice.objects.all())
    assert said["errors"]["n"] == again + sum(in_september(row.at) for row in VoidedPaper.objects.all())


def test_p1_the_demo_s_months_are_reckoned_by_the_job_and_need_no_correction(whole_town: World) -> None:
    assert whole_town.plan.is_small
    rows = [(row.month, row.sealed_at, row.as_of) for row in Snapshot.objects.order_by("month")]
    october = datetime(2026, 10, 1)
    assert [(month, sealed) for month, sealed, _ in rows] == [(date(2026, 9, 1), None), (date(2026, 10, 1), None)]
    assert [local(as_of) for _, _, as_of in rows] == [october, local(whole_town.plan.present)]
    assert Amendment.objects.count() == 0
