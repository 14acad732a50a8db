"""预警 (限时办结制度 第二条): at the marks of the table, to whom it names, once for each due date (T1, T4)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import civil, make_staff
from tests.supervision.scene import BEGAN, Scene, make_scene

from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit, PauseKind
from shouwen.clocks.models import OpeningTimes
from shouwen.journal.models import Entry
from shouwen.journal.queries import verify
from shouwen.supervision.models import LimitWarning

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def test_t1_two_days_left_the_last_day_and_overdue_each_warn_whom_the_table_names(scene: Scene) -> None:
    scene.owe()
    days = [day for day in range(9, 31) if day != 11]
    for day in days:
        scene.warn(civil(2026, 10, day, 9, 5))
    number, due = "办 26-00001", "2026-10-15"
    assert scene.warned() == [
        (number, "left-2", due, "何谷雨", 2),
        (number, "left-0", due, "何谷雨", 0),
        (number, "left-0", due, "周立夏", 0),
        *((number, "over-1", due, who, 1) for who in ("何谷雨", "周立夏", "高镇长")),
        *((number, "over-6", due, who, 6) for who in ("何谷雨", "周立夏", "高镇长")),
        *((number, "over-11", due, who, 11) for who in ("何谷雨", "周立夏", "高镇长")),
    ]
    assert scene.notices(scene.leader) == [
        f"10-{day} 09:05 {number} 已超期 {over} 个工作日，办件：农村宅基地建房审批（陈*木），何谷雨负责。请尽快办结，写明超期原因"
        for day, over in (("16", 1), ("23", 6), ("30", 11))
    ]
    assert scene.notices(scene.town.he)[:2] == [
        f"10-13 09:05 {number} 还剩 2 个工作日，办件：农村宅基地建房审批（陈*木）",
        f"10-15 09:05 {number} 今天到期，办件：农村宅基地建房审批（陈*木）",
    ]


def test_t1_once_each_however_often_the_job_runs(scene: Scene) -> None:
    scene.owe()
    at = civil(2026, 10, 15, 9)
    assert [scene.warn(at + timedelta(minutes=3 * n)) for n in range(6)] == [2, 0, 0, 0, 0, 0]
    assert len(scene.notices(scene.town.he)) == len(scene.notices(scene.town.office)) == 1


def test_t1_quiet_outside_the_hours_until_the_next_opening(scene: Scene) -> None:
    scene.owe()
    closed = [
        civil(2026, 10, 13, 8, 59),
        civil(2026, 10, 13, 12, 0),
        civil(2026, 10, 13, 13, 29),
        civil(2026, 10, 13, 17, 30),
        civil(2026, 10, 18, 10),  # a Sunday
    ]
    assert [scene.warn(at) for at in closed] == [0] * 5
    assert scene.warn(civil(2026, 10, 13, 13, 30)) == 1


def test_t1_the_opening_times_of_the_centre_say_when_it_is_open(scene: Scene) -> None:
    scene.owe()
    OpeningTimes.objects.create(
        centre=scene.town.centre, from_on="2026-10-12", sessions=[["10:00", "16:00"]], set_at=BEGAN
    )
    assert scene.warn(civil(2026, 10, 13, 9, 30)) == 0
    assert scene.warn(civil(2026, 10, 13, 12, 30)) == 1


def test_t1_nothing_for_what_stands_still_or_is_closed(scene: Scene) -> None:
    paused, closed = scene.owe(1), scene.owe(2)
    clocks.pause(
        clock=paused,
        kind=PauseKind.CORRECTION,
        reason="等补材料",
        from_on=civil(2026, 10, 12).date(),
        by=scene.town.actor(scene.town.he),
        at=civil(2026, 10, 12, 9),
    )
    clocks.close(centre_id=scene.centre_id, kind=ClockKind.CASE, subject_id=closed.subject_id, at=civil(2026, 10, 12))
    assert [scene.warn(civil(2026, 10, day, 9)) for day in (13, 15, 16, 23)] == [0, 0, 0, 0]


def test_t1_a_due_date_that_moved_has_its_marks_anew_and_the_old_ones_never_again(scene: Scene) -> None:
    clock = scene.owe()
    scene.warn(civil(2026, 10, 13, 9))
    actor = scene.town.actor(scene.town.he)
    clocks.pause(
        clock=clock,
        kind=PauseKind.CORRECTION,
        reason="等补材料",
        from_on=civil(2026, 10, 14).date(),
        by=actor,
        at=civil(2026, 10, 14, 9),
    )
    clocks.resume(clock=clock, last_paused_on=civil(2026, 10, 15).date(), by=actor, at=civil(2026, 10, 15, 16))
    for day in (13, 14, 15, 16, 19):
        scene.warn(civil(2026, 10, day, 17))
    assert [row[1:4] for row in scene.warned()] == [
        ("left-2", "2026-10-15", "何谷雨"),
        ("left-2", "2026-10-19", "何谷雨"),
        ("left-0", "2026-10-19", "何谷雨"),
        ("left-0", "2026-10-19", "周立夏"),
    ]


def test_t1_the_cover_hears_of_it_while_a_is_away_and_only_then(scene: Scene) -> None:
    town = scene.town
    scene.cover(town.he, town.deng, first=civil(2026, 10, 13, 8), last=civil(2026, 10, 13, 18))
    scene.owe()
    scene.warn(civil(2026, 10, 13, 9))
    scene.warn(civil(2026, 10, 15, 9))
    assert [(row.mark, row.staff.name, row.receiver) for row in LimitWarning.objects.order_by("pk")] == [
        ("left-2", "何谷雨", "responsible"),
        ("left-2", "邓白露", "cover"),
        ("left-0", "何谷雨", "responsible"),
        ("left-0", "周立夏", "office"),
    ]
    assert scene.notices(town.deng) == [
        "10-13 09:00 办 26-00001 还剩 2 个工作日，办件：农村宅基地建房审批（陈*木），何谷雨负责"
    ]


def test_t1_of_somebody_who_left_the_office_hears(scene: Scene) -> None:
    gone = make_staff(scene.town.centre, "韩冬")
    scene.owe(responsible_id=gone.pk)
    gone.postings.update(to_on=civil(2026, 10, 12).date())
    scene.warn(civil(2026, 10, 13, 9))
    assert [row[3] for row in scene.warned()] == ["周立夏"]


def test_t1_a_limit_in_minutes_is_warned_of_when_a_third_is_left(scene: Scene) -> None:
    at = civil(2026, 10, 9, 11, 45)
    scene.owe(kind=ClockKind.HANDOVER, unit=LimitUnit.OPEN_MINUTE, promised_limit=30, at=at)
    # 15 minutes before noon, 15 after 13:30: due at 13:45, ten minutes left at 13:35.
    assert [scene.warn(civil(2026, 10, 9, *time)) for time in ((11, 59), (13, 34), (13, 35), (13, 40))] == [0, 0, 1, 0]
    assert scene.notices(scene.town.he) == ["10-09 13:35 接 26-00001 还剩 10 分钟，接收：农村宅基地建房审批（陈*木）"]
    scene.warn(civil(2026, 10, 9, 13, 46))
    scene.warn(civil(2026, 10, 10, 9))
    row = LimitWarning.objects.get(staff=scene.leader)
    assert (row.mark, row.days) == ("over-1", 0)
    assert scene.notices(scene.leader)[0].startswith("10-09 13:46 接 26-00001 已过时限，接收：")


def test_t1_what_was_just_promised_for_today_or_tomorrow_isnt_warned_of_at_once(scene: Scene) -> None:
    scene.owe(1, promised_limit=1, at=civil(2026, 10, 13, 10))
    scene.owe(2, unit=LimitUnit.INSTANT, promised_limit=0, at=civil(2026, 10, 13, 10))
    assert scene.warn(civil(2026, 10, 13, 10, 5)) == 0
    scene.warn(civil(2026, 10, 14, 9))
    assert [row[:2] for row in scene.warned()] == [("办 26-00001", "left-0")] * 2 + [("办 26-00002", "over-1")] * 3


def test_t1_a_missed_mark_is_caught_up_with_but_only_the_last_one(scene: Scene) -> None:
    scene.owe(1)
    assert scene.warn(civil(2026, 10, 14, 9)) == 1  # nothing ran on the 13th
    assert scene.warned() == [("办 26-00001", "left-2", "2026-10-15", "何谷雨", 1)]
    scene.warn(civil(2026, 10, 20, 9))  # nor until the third overdue day: not "due today" as well
    assert [row[1] for row in scene.warned()] == ["left-2", "over-1", "over-1", "over-1"]


def test_t1_an_instant_matter_that_waited_is_overdue_only_from_its_first_overdue_day(scene: Scene) -> None:
    clock = scene.owe(unit=LimitUnit.INSTANT, promised_limit=0)
    actor = scene.town.actor(scene.town.he)
    clocks.pause(clock=clock, kind=PauseKind.CORRECTION, reason="等补材料", from_on=BEGAN.date(), by=actor, at=BEGAN)
    clocks.resume(clock=clock, last_paused_on=civil(2026, 10, 14).date(), by=actor, at=civil(2026, 10, 14, 10))
    assert [scene.warn(civil(2026, 10, 14, 11)), scene.warn(civil(2026, 10, 15, 11))] == [0, 3]
    assert scene.warned()[0][4] == 1


def test_t1_several_matters_of_one_mark_come_as_one_notice(scene: Scene) -> None:
    for serial in range(1, 9):
        scene.owe(serial)
    assert scene.warn(civil(2026, 10, 15, 9)) == 16
    named = "、".join(f"办 26-{serial:05d}" for serial in range(1, 7))
    with_who = "、".join(f"办 26-{serial:05d}（何谷雨）" for serial in range(1, 7))
    assert scene.notices(scene.town.he) == [f"10-15 09:00 8 件 8 件今天到期：{named}等"]
    assert scene.notices(scene.town.office) == [f"10-15 09:00 8 件 8 件今天到期：{with_who}等"]


def test_t1_one_journal_entry_a_chunk_names_what_was_warned_of(scene: Scene) -> None:
    scene.owe(1)
    scene.owe(2)
    scene.warn(civil(2026, 10, 13, 9))
    entry = Entry.objects.get(action="supervision.warn")
    assert entry.data == {"mark": "left-2", "count": 2, "numbers": ["办 26-00001", "办 26-00002"]}
    assert verify(scene.centre_id).breaks == []


def test_t1_another_centre_is_warned_of_its_own_only(scene: Scene) -> None:
    other = make_scene("qingshi", town="青石镇")
    scene.owe()
    other.owe()
    scene.warn(civil(2026, 10, 13, 9))
    assert (len(scene.warned()), len(other.warned())) == (1, 0)


def test_t1_the_same_number_of_queries_for_one_clock_and_for_thirty(scene: Scene) -> None:
    other = make_scene("qingshi", town="青石镇")
    scene.owe()
    for serial in range(1, 31):
        other.owe(serial)
    counts = []
    for one in (scene, other):
        with CaptureQueriesContext(connection) as found:
            one.warn(civil(2026, 10, 15, 9))
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert counts[0] <= 40
