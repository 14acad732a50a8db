"""到期日怎么算出来的: from every light to each day, or each stretch of opening time, with why it counts (T1, T2, T3)."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from tests.factories import Town, civil, client_of, make_town

from shouwen import civil_time
from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks import recomputation
from shouwen.clocks.enums import ClockKind, LimitUnit, LocalDayKind
from shouwen.clocks.extensions import extend
from shouwen.clocks.local_days import set_local_day
from shouwen.clocks.models import Clock
from shouwen.clocks.standing import standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.strip import day_strip
from shouwen.people.actor import Actor
from shouwen.people.models import Staff

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


def owe(
    town: Town, kind: ClockKind, unit: LimitUnit, limit: int, *, at: datetime = NOW, due_on: date | None = None
) -> Clock:
    return clocks.start(
        kind=kind, subject_id=1, number=f"{kind.mark} 26-00001", matter="老屋翻建", responsible_id=town.he.pk, unit=unit,
        promised_limit=limit, due_on=due_on, by=town.actor(town.he), at=at,
    )  # fmt: skip


def close_day(town: Town, day: date = date(2026, 10, 14)) -> None:
    by = Actor.system(town.centre.pk)
    set_local_day(day=day, kind=LocalDayKind.CLOSED, name="停电检修", basis="通知", by=by, at=NOW)
    recomputation.run_all(centre_id=town.centre.pk, at=NOW)


def shown(town: Town, clock: Clock, by: Staff | None = None) -> str:
    return client_of(by or town.he).get(f"/due/{clock.pk}/").content.decode()


def said(html: str) -> list[str]:
    """The text alternative: what each day or stretch is."""
    found = re.findall(r'<ol class="sr" aria-label="[^"]+">(.*?)</ol>', html, re.DOTALL)[0]
    return re.findall(r"<li>(.*?)</li>", found)


def summary(html: str) -> str:
    return re.sub(r"<[^>]+>", "", re.findall(r'<p class="sum">(.*?)</p>', html)[0])


def test_t2_each_day_is_said_with_the_closing_day_by_its_name(town: Town) -> None:
    clock = owe(town, ClockKind.CASE, LimitUnit.WORKDAY, 4)
    close_day(town)
    html = shown(town, clock)
    assert said(html) == [
        "10月9日 周五，受理，当天不计，今天",
        "10月10日 周六，第 1 个工作日，调休上班",
        "10月11日 周日，休息日，不计",
        "10月12日 周一，第 2 个工作日",
        "10月13日 周二，第 3 个工作日",
        "10月14日 周三，停电检修停办，不计",
        "10月15日 周四，第 4 个工作日，到期",
    ]
    assert "停电检修停办 10月14日不计" in summary(html)
    moved = re.findall(r"<del>(.*?)</del>.*?<ins>(.*?)</ins><span>(.*?)</span>", html)
    assert moved == [("10月14日 周三", "10月15日 周四", "2026年10月14日停办：停电检修")]


def test_t2_calendar_days_count_days_off_and_end_on_a_working_day(town: Town) -> None:
    html = shown(town, owe(town, ClockKind.CASE, LimitUnit.CALENDAR_DAY, 8))
    assert said(html)[1:4] == ["10月10日 周六，第 1 天", "10月11日 周日，第 2 天", "10月12日 周一，第 3 天"]
    assert said(html)[-3:] == [
        "10月17日 周六，第 8 天",
        "10月18日 周日，休息日，不计",
        "10月19日 周一，最后一天赶上休息日，顺延到这天，到期",
    ]
    assert summary(html) == "受理 10月9日（当天不计）起，承诺 8 个自然日，放假也算，最后一天休息，顺延到10月19日。"


def test_p3b_a_told_day_stays_and_says_that_nobody_is_there(town: Town) -> None:
    clock = owe(town, ClockKind.PROMISE, LimitUnit.CALENDAR_DAY, 5, due_on=date(2026, 10, 14))
    close_day(town)
    html = shown(town, clock)
    assert summary(html) == (
        "10月9日答应，约定 10月14日 前，按说好的日子算，放假不往后推。那天停电检修，没有人上班，要和本人另约。"
    )
    assert said(html)[-1] == "10月14日 周三，停电检修停办，不计，到期"


def test_t1_a_day_that_a_superior_set_is_not_for_this_centre_to_agree_on(town: Town) -> None:
    clock = owe(town, ClockKind.TASK, LimitUnit.CALENDAR_DAY, 5, due_on=date(2026, 10, 14))
    close_day(town)
    assert summary(shown(town, clock, town.office)) == (
        "10月9日交办，上级要求 10月14日前办结，放假不往后推。那天本中心停办，要提前报。"
    )


def test_t1_minutes_are_drawn_by_sessions_with_the_noon_between(town: Town) -> None:
    clock = owe(town, ClockKind.HANDOVER, LimitUnit.OPEN_MINUTE, 90, at=civil(2026, 10, 9, 10, 40))
    assert said(shown(town, clock)) == [
        "10月9日 周五，09:00—10:40不在期限内",
        "10月9日 周五，10:40—10:47转交，计了 7 分",
        "10月9日 周五，10:47—12:00还有 73 分",
        "10月9日 周五，12:00—13:30午休，不计",
        "10月9日 周五，13:30—13:40还有 10 分，到期",
        "10月9日 周五，13:40—17:30不在期限内",
    ]


def test_t1_minutes_over_the_time_and_days_off_are_said(town: Town) -> None:
    clock = owe(town, ClockKind.HANDOVER, LimitUnit.OPEN_MINUTE, 30, at=civil(2026, 10, 8, 17, 20))
    html = shown(town, clock)
    assert "10月9日 周五，09:20—10:47超了 87 分" in said(html)
    assert (
        summary(html) == "10月8日 周四 17:20转交起，30 分钟，只算办公时间，10月9日 周五 09:20 到期。已经超了 87 分钟。"
    )


def test_t2_what_rests_on_an_unpublished_year_says_so_and_why(town: Town) -> None:
    clock = owe(town, ClockKind.CASE, LimitUnit.WORKDAY, 70)
    html = shown(town, clock)
    assert "暂定：2027 年放假安排还没公布，公布后重算" in html
    assert "放假安排没公布，暂算" in said(html)[-1]


def test_t2_while_the_job_waits_the_page_says_that_it_is_being_reckoned(town: Town) -> None:
    clock = owe(town, ClockKind.CASE, LimitUnit.WORKDAY, 4)
    by = Actor.system(town.centre.pk)
    set_local_day(day=date(2026, 10, 14), kind=LocalDayKind.CLOSED, name="停电", basis="通知", by=by, at=NOW)
    html = shown(town, clock)
    assert ("正在重算</b>" in html, "到期日正在重算</a>" in html) == (True, True)
    recomputation.run_all(centre_id=town.centre.pk, at=NOW)
    assert "正在重算" not in shown(town, clock)


@pytest.mark.parametrize("kind", list(ClockKind))
def test_t2_every_kind_of_clock_has_its_strip_in_its_own_words(town: Town, kind: ClockKind) -> None:
    clock = owe(town, kind, LimitUnit.WORKDAY, 2)
    strip = day_strip(clock, at=NOW, by=Yardstick.of(town.centre.pk))
    assert strip.days[-1] == "10月12日 周一，第 2 个工作日，到期"
    assert strip.lead.endswith(" 10月9日（当天不计）起，")


def test_t2_the_dialog_is_a_part_and_another_centre_sees_nothing(town: Town) -> None:
    clock = owe(town, ClockKind.CASE, LimitUnit.WORKDAY, 4)
    other = make_town("qingshi", town="青石镇")
    client = client_of(other.he)
    assert client.get(f"/due/{clock.pk}/").status_code == 404
    part = client_of(town.he).get(f"/due/{clock.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert (part.lstrip().startswith('<div class="due-why">'), "data-close" in part) == (True, True)


def test_t3_an_extension_told_before_the_calendar_moved_its_day_holds_on_strip_and_due_alike(town: Town) -> None:
    """Eight days from 9 October end on the 20th, the day on which it is asked and told. A Saturday worked after all ends them on
    the 19th: the three days more count from there."""
    clock, by = owe(town, ClockKind.CASE, LimitUnit.WORKDAY, 8), town.actor(town.he)
    told = civil(2026, 10, 20, 9)
    extend(clock=clock, workdays=3, reason="核验", category="other", told_at=told, by=by, at=told)
    set_local_day(
        day=date(2026, 10, 17), kind=LocalDayKind.OPEN, name="补班", basis="镇政府通知",
        by=Actor.system(town.centre.pk), at=told,
    )  # fmt: skip
    recomputation.run_all(centre_id=town.centre.pk, at=told)
    now = Clock.objects.select_related("extension").get(pk=clock.pk)
    strip = day_strip(now, at=told, by=Yardstick.of(town.centre.pk))
    assert local_date(now.due_at) == date(2026, 10, 22)
    assert strip.label.startswith("受理 10月9日（当天不计）起，承诺 8 天 ＋ 延期 3 天 ＝ 11 个工作日。")
    assert [flag.text for flag in strip.flags] == ["受理", "今天", "到期"]
    assert strip.days[-1].startswith("10月22日")
    assert standing_of(now, at=told, by=Yardstick.of(town.centre.pk)).days == 2
