"""办公时间 from a day on: close of business and minutes by the hours of the day; extended service changes no limit (T1)."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.factories import Town, civil, make_staff, make_town

from shouwen.civil_time import local
from shouwen.clocks import actions as clocks
from shouwen.clocks import recomputation
from shouwen.clocks.calendars import hours_of
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock, MovedDue, OpeningTimes, Recomputation
from shouwen.clocks.opening_times import (
    later_times,
    opening_times,
    set_opening_times,
    times_on,
    times_words,
    withdraw_opening_times,
)
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refused
from shouwen.workdays import OpeningHours

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
FROM = date(2026, 10, 14)
SUMMER = ((time(9), time(12)), (time(14), time(18)))


@pytest.fixture
def town() -> Town:
    return make_town()


def put(town: Town, **more: object) -> Recomputation:
    values: dict[str, object] = {"from_on": FROM, "sessions": SUMMER} | more
    return set_opening_times(by=Actor.system(town.centre.pk), at=AT, **values)  # type: ignore[arg-type]


def owe(town: Town, kind: ClockKind, unit: LimitUnit, limit: int, serial: int = 1, hour: int = 10) -> Clock:
    return clocks.start(
        kind=kind, subject_id=serial, number=f"{kind.mark} 26-{serial:05d}", matter="事", responsible_id=town.he.pk,
        unit=unit, promised_limit=limit, by=town.actor(town.he), at=civil(2026, 10, 13, hour, 20),
    )  # fmt: skip


def reckon(town: Town) -> None:
    recomputation.run_all(centre_id=town.centre.pk, at=AT)


def due_of(clock: Clock) -> str:
    return local(Clock.objects.get(pk=clock.pk).due_at).isoformat(timespec="minutes")


def test_t1_a_due_day_ends_when_the_centre_closes_on_that_day(town: Town) -> None:
    before, after = (owe(town, ClockKind.CASE, LimitUnit.WORKDAY, limit, limit) for limit in (0, 3))
    put(town)
    reckon(town)
    assert (due_of(before), due_of(after)) == ("2026-10-13T17:30", "2026-10-16T18:00")
    assert not MovedDue.objects.exists()  # the day stays, so nobody has to be told


def test_t1_minutes_are_counted_by_the_hours_of_each_day(town: Town) -> None:
    clock = owe(town, ClockKind.HANDOVER, LimitUnit.OPEN_MINUTE, 300, hour=16)
    assert due_of(clock) == "2026-10-14T14:20"
    put(town)
    reckon(town)
    # 70 minutes on the 13th; on the 14th the morning's 180 and 50 of an afternoon that begins half an hour later.
    assert due_of(clock) == "2026-10-14T14:50"
    assert MovedDue.objects.get().clock_id == clock.pk


def test_t1_extended_service_makes_no_working_day_and_adds_no_minute(town: Town) -> None:
    minutes = owe(town, ClockKind.HANDOVER, LimitUnit.OPEN_MINUTE, 400, 1, hour=16)
    days = owe(town, ClockKind.CASE, LimitUnit.WORKDAY, 5, 2)
    put(town, sessions=OpeningHours().sessions)
    reckon(town)
    plain = (due_of(minutes), due_of(days))
    put(
        town,
        sessions=OpeningHours().sessions,
        midday=[(time(12), time(13, 30))],
        weekend={6: [(time(9), time(12))], 7: [(time(9), time(11))]},
    )
    reckon(town)
    assert (due_of(minutes), due_of(days)) == plain
    assert hours_of(town.centre.pk).on(FROM).sessions == OpeningHours().sessions


def test_the_words_for_the_public_name_the_extended_service(town: Town) -> None:
    put(town, sessions=OpeningHours().sessions, midday=[(time(12), time(13, 30))], weekend={6: [(time(9), time(12))]})
    assert times_words(town.centre.pk, date(2026, 10, 13)) == town.centre.hours
    assert times_words(town.centre.pk, FROM) == (
        "工作日 9:00—12:00、13:30—17:30；延时服务：中午 12:00—13:30、周六 9:00—12:00"
    )
    assert times_on(town.centre.pk, date(2026, 10, 13)).from_on is None


def test_what_has_not_begun_may_be_withdrawn_and_what_has_may_not(town: Town) -> None:
    clock = owe(town, ClockKind.CASE, LimitUnit.WORKDAY, 3)
    put(town)
    reckon(town)
    ((row_id, _),) = later_times(town.centre.pk, date(2026, 10, 9))
    row = opening_times(town.centre.pk, row_id)
    assert row is not None
    with pytest.raises(Refused, match="已经在用了"):
        withdraw_opening_times(row=row, by=Actor.system(town.centre.pk), at=civil(2026, 10, 14))
    withdraw_opening_times(row=row, by=Actor.system(town.centre.pk), at=AT)
    reckon(town)
    assert (due_of(clock), OpeningTimes.objects.count()) == ("2026-10-16T17:30", 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"from_on": date(2026, 10, 8)}, "hours_in_the_past"),
        ({"from_on": date(2028, 10, 8)}, "hours_too_far"),
        ({"sessions": ()}, "hours_missing"),
        ({"sessions": ((time(12), time(9)),)}, "hours_wrong"),
        ({"sessions": ((time(9), time(12)), (time(11), time(17)))}, "hours_wrong"),
        ({"midday": ((time(11), time(13)),)}, "midday_wrong"),
        ({"midday": ((time(18), time(19)),)}, "midday_wrong"),
        ({"weekend": {5: ((time(9), time(12)),)}}, "weekend_wrong"),
    ],
)
def test_times_that_make_no_sense_are_refused(town: Town, change: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as caught:
        put(town, **change)
    assert (caught.value.code, OpeningTimes.objects.count()) == (code, 0)


def test_only_the_administrator_sets_them(town: Town) -> None:
    with pytest.raises(Refused, match="由系统管理员改"):
        set_opening_times(from_on=FROM, sessions=SUMMER, by=town.actor(town.office), at=AT)
    administrator = make_staff(town.centre, "系统员", roles=[Role.ADMINISTRATOR])
    set_opening_times(from_on=FROM, sessions=SUMMER, by=town.actor(administrator), at=AT)
    assert OpeningTimes.objects.get().set_by_id == administrator.pk
