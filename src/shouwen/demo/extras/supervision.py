"""预警和督办: one order of each state in the last week, the reasons of two overdue matters, and the warnings of the present morning."""

from __future__ import annotations

from datetime import date, datetime, time

from shouwen.civil_time import instant
from shouwen.clocks.models import Clock
from shouwen.clocks.standing import Stand, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.demo.town.centre import LEADER, OFFICE
from shouwen.demo.world import World
from shouwen.people.actor import Actor
from shouwen.supervision.actions import accept, answer, explain_overdue, issue_order, send_back, withdraw
from shouwen.supervision.enums import OverdueCategory
from shouwen.supervision.models import SupervisionOrder
from shouwen.supervision.warning import warn

REASONS = (
    (OverdueCategory.OTHER_OFFICE, "等区里核验，函发了两次，昨天才回"),
    (OverdueCategory.SITE, "连着下雨，现场去不了"),
)


def put(world: World) -> None:
    """Through the doors that the pages use; then the job of the present morning, so that desks have its notices."""
    office, leader = world.actor(OFFICE), world.actor(LEADER)
    late = _late(world)
    _answered(world, "大厅叫号机屏幕不亮", "本周修好，修好以前用纸号", office)
    _closed(world, "4号窗口折页发完了", "补印，今天摆上", leader)
    _withdrawn(world, "自助机缺纸", leader)
    for clock, (category, words) in zip(late, REASONS, strict=False):
        by = _holder(world, clock)
        if by is not None:
            explain_overdue(clock=clock, category=category, words=words, by=by, at=_at(world.plan.last_day, 9, 10))
    for clock in late[-1:]:
        words = "已经超期，今天说清楚卡在哪里、哪天能办结"
        at = _at(world.plan.last_day, 9, 30)
        issue_order(clock=clock, words=words, by=leader if clock.responsible_id == office.staff_id else office, at=at)
    warn(centre_id=world.town.centre.pk, at=min(world.plan.present, _at(world.plan.last_day, 10)))


def _answered(world: World, matter: str, words: str, by: Actor) -> SupervisionOrder:
    """Sent back once, answered again, not accepted yet."""
    order = issue_order(
        matter=matter, words=words, to_staff_id=world.staff_id("fenglixia"), by=by, at=_on(world, -3, 10)
    )
    to = world.actor("fenglixia")
    answer(order=order, words="已经报修", by=to, at=_on(world, -2, 11))
    send_back(order=order, reason="哪天修好没有写", by=by, at=_on(world, -2, 15))
    done_by = world.calendar.next(world.plan.last_day)
    answer(order=order, words="厂家明天来换屏，现在用纸号", done_by=done_by, by=to, at=_on(world, -1, 10))
    return order


def _closed(world: World, matter: str, words: str, by: Actor) -> None:
    to = world.actor("dengbailu")
    order = issue_order(matter=matter, words=words, to_staff_id=to.staff_id, by=by, at=_on(world, -5, 9))
    answer(order=order, words="补印了两百份，下午摆上了", by=to, at=_on(world, -5, 16))
    accept(order=order, by=by, at=_on(world, -4, 9))


def _withdrawn(world: World, matter: str, by: Actor) -> None:
    order = issue_order(
        matter=matter, words="马上补", to_staff_id=world.staff_id("luoshuangjiang"), by=by, at=_on(world, -4, 14)
    )
    withdraw(order=order, reason="看错了，是隔壁银行的机器", by=by, at=_on(world, -4, 15))


def _late(world: World) -> list[Clock]:
    """At most three open matters that are overdue, the longest first."""
    centre, at = world.town.centre.pk, world.plan.present
    by = Yardstick.of(centre)
    rows = Clock.objects.filter(centre_id=centre, closed_at=None, due_at__lt=at).order_by("due_at", "pk")
    rows = rows.select_related("extension").prefetch_related("pauses")
    return [clock for clock in rows if standing_of(clock, at=at, by=by).stand == Stand.OVERDUE][:3]


def _holder(world: World, clock: Clock) -> Actor | None:
    return next((one for one in world.town.actors.values() if one.staff_id == clock.responsible_id), None)


def _on(world: World, workdays: int, hour: int) -> datetime:
    """So many working days before the town's present day."""
    day = world.plan.last_day
    for _ in range(abs(workdays)):
        day = world.calendar.previous(day)
    return _at(day, hour)


def _at(on: date, hour: int, minute: int = 0) -> datetime:
    return instant(datetime.combine(on, time(hour, minute)))
