"""今天谁在岗 (P1): what stands on the sign at the window, and who stands in."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.factories import Town, civil, make_staff, make_town

from shouwen.attendance.models import Leave, Shift
from shouwen.oversight.duty import office_of, on_duty
from shouwen.people.enums import Role
from shouwen.people.models import Cover, Staff

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 50)


@pytest.fixture
def town() -> Town:
    town = make_town()
    make_staff(town.centre, "唐芒种", roles=[Role.HELPER])
    return town


def said(town: Town, at: datetime = NOW) -> list[tuple[str, str, str, str]]:
    return [(one.place, one.name, one.state, one.words) for one in on_duty(town.centre.pk, at=at)]


def roster(staff: Staff, start: datetime, end: datetime) -> None:
    Shift.objects.create(centre=staff.centre, staff=staff, start=start, end=end)


def away(staff: Staff, start: datetime, end: datetime) -> None:
    Leave.objects.create(
        centre=staff.centre, staff=staff, kind="sick", from_at=start, to_at=end, approved_by=staff, approved_at=start
    )


def cover(absent: Staff, by: Staff, start: datetime, end: datetime) -> None:
    Cover.objects.create(centre=absent.centre, absent=absent, by=by, from_at=start, to_at=end, reason="病假")


def test_p1_windows_by_number_then_who_helps(town: Town) -> None:
    assert said(town) == [
        ("1号 综合", "何谷雨", "here", "在岗"),
        ("4号 民政残联", "邓白露", "here", "在岗"),
        ("帮办代办", "唐芒种", "here", "在服务区"),
    ]
    assert [one.post for one in on_duty(town.centre.pk, at=NOW)] == ["综合窗口人员", "窗口人员", "帮办代办"]
    assert office_of(town.centre.pk, at=NOW) == "周立夏"


def test_p1_who_stands_in_now_or_later_today_is_named(town: Town) -> None:
    cover(town.he, town.deng, civil(2026, 10, 9, 9), civil(2026, 10, 9, 12))
    cover(town.deng, town.he, civil(2026, 10, 9, 13, 30), civil(2026, 10, 9, 17, 30))
    assert said(town)[:2] == [
        ("1号 综合", "何谷雨", "covered", "邓白露代班"),
        ("4号 民政残联", "邓白露", "here", "下午何谷雨代班"),
    ]


def test_p1_leave_is_said_without_its_reason(town: Town) -> None:
    away(town.he, civil(2026, 10, 9, 9), civil(2026, 10, 9, 12))
    away(town.deng, civil(2026, 10, 9, 9), civil(2026, 10, 12, 9))
    assert [words for _, _, _, words in said(town)[:2]] == ["12:00 回来", "今天不在"]


def test_p1_a_roster_says_when_somebody_comes_or_has_gone(town: Town) -> None:
    roster(town.he, civil(2026, 10, 9, 9), civil(2026, 10, 9, 10))
    roster(town.deng, civil(2026, 10, 9, 13, 30), civil(2026, 10, 9, 17, 30))
    assert [words for _, _, _, words in said(town)] == ["下班了", "13:30 上班", "今天不上班"]


def test_p1_outside_opening_hours_nobody_is_said_to_be_there(town: Town) -> None:
    assert {words for _, _, _, words in said(town, civil(2026, 10, 9, 12, 30))} == {"现在不办公"}
    assert {words for _, _, _, words in said(town, civil(2026, 10, 7, 10))} == {"现在不办公"}
