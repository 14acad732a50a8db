"""Making the town: found it, put every story on the agenda, and let the year happen in the order of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from shouwen.attendance.models import Punch, Shift
from shouwen.civil_time import start_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.demo.agenda import Agenda, Story
from shouwen.demo.board import Board
from shouwen.demo.crowd import Crowd
from shouwen.demo.extras import put_all
from shouwen.demo.founding import Founded, found
from shouwen.demo.plan import Plan
from shouwen.demo.record.recorder import Recorder
from shouwen.demo.rhythm import arrival_on, visits_on
from shouwen.demo.rosters import Attendance, attendance_of
from shouwen.demo.shelf import Shelf
from shouwen.demo.stories.closing import FRONT_DESK, Closing
from shouwen.demo.stories.feedback import complained
from shouwen.demo.stories.findings import YEAR, occurred, seen_away
from shouwen.demo.stories.office import assessed_months, draft_months, new_versions, on_leave
from shouwen.demo.stories.visit import draw_visit, visit
from shouwen.demo.world import World

COMPLAINTS_A_MONTH, AWAYS_A_MONTH = 2.4, 0.7
Progress = Callable[[str], None]
RecordMaker = Callable[[Plan, Founded, Yardstick], Recorder]


@transaction.atomic
def load(plan: Plan, *, say: Progress, record: RecordMaker = Recorder) -> World:
    """Make the whole town in one transaction: all of it or nothing."""
    town = found(plan)
    say(f"建好 {town.centre.name}：{len(town.windows)} 个窗口，{len(town.actors)} 名工作人员，40 个事项")
    measure = Yardstick.of(town.centre.pk)
    attendance = attendance_of(plan, measure.calendar)
    board = Board({actor.member_id: actor for actor in town.actors.values()})
    for login, intervals in attendance.presence.items():
        for interval in intervals:
            board.was_there(town.actors[login].member_id, interval)
    world = World(plan, town, measure, board, Shelf(town.centre.pk), Agenda(), record(plan, town, measure))
    _write_attendance(world, attendance)
    _put_the_office(world, attendance)
    crowd = Crowd(plan)
    if plan.inquiries_a_day < 100:
        _put_the_last_days(world, crowd)
    _put_the_visits(world, crowd)
    _live(world, say)
    world.recorder.book.flush()
    draft_months(world)
    world.recorder.book.finish()
    put_all(world)
    return world


def _write_attendance(world: World, attendance: Attendance) -> None:
    centre_id = world.town.centre.pk
    Shift.objects.bulk_create(
        (
            Shift(centre_id=centre_id, staff_id=world.staff_id(login), start=start, end=end, extended_service=extended)
            for login, start, end, extended in attendance.shifts
        ),
        batch_size=1000,
    )
    Punch.objects.bulk_create(
        (Punch(centre_id=centre_id, staff_id=world.staff_id(login), at=at) for login, at in attendance.punches),
        batch_size=1000,
    )


def _put_the_office(world: World, attendance: Attendance) -> None:
    plan = world.plan
    begin, length = start_of(plan.first_day), plan.present - start_of(plan.first_day)
    for leave in attendance.leaves:
        world.agenda.put(begin, on_leave(world, leave, plan.random("leave story", leave.login, leave.from_at)))
    world.agenda.put(begin, new_versions(world))
    world.agenda.put(begin, assessed_months(world, plan.first_day.replace(day=1)))
    for number, occurrence in enumerate(YEAR[:: 4 if plan.is_small else 1]):
        at = _in_hours(world, begin + length * occurrence.share, number)
        world.agenda.put(at, occurred(world, occurrence, at, plan.random("finding", number)))
    months = length.days / 30
    for kind, a_month, story in (("complaint", COMPLAINTS_A_MONTH, complained), ("away", AWAYS_A_MONTH, seen_away)):
        chance = plan.random(kind)
        for number in range(round(months * a_month)):
            at = _in_hours(world, begin + length * chance.random(), number)
            world.agenda.put(at, story(world, at, plan.random(kind, number)))


def _in_hours(world: World, at: datetime, number: int) -> datetime:
    """The same working day or the next, in opening hours."""
    day = at.date()
    if not world.calendar.is_workday(day):
        day = world.calendar.next(day)
    return world.workday_time(day, world.plan.random("hour", day, number))


def _put_the_last_days(world: World, crowd: Crowd) -> None:
    for login in FRONT_DESK:
        closing = Closing(world, crowd, login, world.plan.random("closing", login))
        for at, story in closing.stories():
            world.agenda.put(at, story)


def _put_the_visits(world: World, crowd: Crowd) -> None:
    """One story a day that puts the visits of that day, so that the agenda stays short."""
    day = world.plan.first_day
    while day <= world.plan.last_day:
        world.agenda.put(start_of(day), _visits_of(world, crowd, day))
        day += timedelta(days=1)


def _visits_of(world: World, crowd: Crowd, day: date) -> Story:
    chance = world.plan.random("visits", day)
    for number in range(visits_on(day, world.plan, world.calendar, chance)):
        came = arrival_on(day, chance, closes_at_noon=not world.calendar.is_workday(day))
        world.agenda.put(came, visit(world, crowd, draw_visit(world, came, world.plan.random("visit", day, number))))
    yield from ()


def _live(world: World, say: Progress) -> None:
    """Day by day, so that the book can be written out in between."""
    day = world.plan.first_day
    while day <= world.plan.last_day:
        following = day + timedelta(days=1)
        world.agenda.run_until(min(start_of(following), world.plan.present))
        world.recorder.book.flush_if_full()
        if following.day == 1 or following > world.plan.last_day:
            added = world.recorder.book.added
            say(f"到{day.year}年{day.month}月{day.day}日：首问 {added['Inquiry']} 件，办件 {added['Case']} 件")
        day = following
