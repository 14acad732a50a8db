"""班次、请假、代班与打卡: when everybody was due, away and there, as a punch clock and an office would have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from shouwen.attendance.enums import LeaveKind
from shouwen.civil_time import instant
from shouwen.demo.board import Interval
from shouwen.demo.plan import Plan
from shouwen.demo.town.centre import OFFICE, STAFF, StaffPlan
from shouwen.people.enums import FRONT_DESK_ROLES
from shouwen.workdays import Calendar, OpeningHours

SATURDAY_TEAM = ("heguyu", "yangjingzhe")
SATURDAY_HOURS = (time(9), time(12))
TRAINED, TRAINING = "tangmangzhong", (time(10, 40), time(17, 30))
"""Who leaves for a training on the last day, so that somebody covers for him at the present."""
LAST_ROSTER_DAYS = 12
"""The roster is out this many days beyond the present."""


@dataclass(frozen=True, slots=True)
class PlannedLeave:
    """One leave: who, what kind, from when to when, and who stands in (AB岗)."""

    login: str
    kind: LeaveKind
    from_at: datetime
    to_at: datetime
    stand_in: str


@dataclass(slots=True)
class Attendance:
    """What the roster, the leave book and the punch clock say."""

    shifts: list[tuple[str, datetime, datetime, bool]] = field(default_factory=list)
    leaves: list[PlannedLeave] = field(default_factory=list)
    punches: list[tuple[str, datetime]] = field(default_factory=list)
    presence: dict[str, list[Interval]] = field(default_factory=dict)


def desk_staff() -> list[StaffPlan]:
    """Everybody with a roster: who meets people."""
    return [person for person in STAFF if FRONT_DESK_ROLES & set(person.roles)]


def attendance_of(plan: Plan, calendar: Calendar) -> Attendance:
    """Shifts, leave and punches of the whole time, by person."""
    found = Attendance()
    for person in desk_staff():
        found.leaves += _leaves(person, plan, calendar)
    for person in desk_staff():
        chance = plan.random("punches", person.login)
        presence = found.presence.setdefault(person.login, [])
        leaves = [leave for leave in found.leaves if leave.login == person.login]
        absent_on = _absent_days(plan, calendar, chance)
        for day in _days(plan):
            for start, end, extended in _shifts(person, day, calendar):
                found.shifts.append((person.login, start, end, extended))
                punches = _punches(start, end, leaves, chance)
                if day in absent_on:
                    continue
                found.punches += [(person.login, at) for at in punches if at < plan.present]
                if punches:
                    presence.append((max(punches[0], start), min(punches[-1], end) if len(punches) > 1 else end))
    return found


def _days(plan: Plan) -> Iterator[date]:
    day = plan.first_day
    while day <= plan.last_day + timedelta(days=LAST_ROSTER_DAYS):
        yield day
        day += timedelta(days=1)


def _shifts(person: StaffPlan, day: date, calendar: Calendar) -> Iterator[tuple[datetime, datetime, bool]]:
    """The two sessions of a working day; on the first Saturday of a month one of two is there in the morning (延时服务)."""
    if calendar.is_workday(day):
        for start, end in OpeningHours().sessions:
            yield instant(datetime.combine(day, start)), instant(datetime.combine(day, end)), False
    elif day.weekday() == 5 and day.day <= 7 and person.login == SATURDAY_TEAM[day.month % 2]:
        start, end = SATURDAY_HOURS
        yield instant(datetime.combine(day, start)), instant(datetime.combine(day, end)), True


def _leaves(person: StaffPlan, plan: Plan, calendar: Calendar) -> list[PlannedLeave]:
    """A year's leave of one person, on working days, none overlapping; at the end the afternoon that everybody sees coming."""
    chance = plan.random("leave", person.login)
    taken: set[date] = set()
    found = []
    length = (plan.last_day - plan.first_day).days
    months = max(1, length // 30)
    wanted = [(LeaveKind.ANNUAL, 5)] if length > 40 else []
    wanted += [(LeaveKind.BUSINESS, 1)] * round(months * 0.35) + [(LeaveKind.PERSONAL, 0)] * round(months * 0.4)
    wanted += [(LeaveKind.SICK, chance.randint(1, 3))] * round(months * 0.12)
    if months > 3 and person.login == "dengbailu":
        wanted.append((LeaveKind.PARENTAL, 5))
    if months > 3 and person.login == "fenglixia":
        wanted.append((LeaveKind.QUARANTINE, 4))
    for kind, days in wanted:
        first = _free_day(plan, calendar, chance, taken, max(days, 1))
        if first is None:
            continue
        last = calendar.add(first, days - 1) if days > 1 else first
        taken.update(_through(calendar.previous(first), calendar.next(last)))
        found.append(_leave(person, kind, first, last, half_day=days == 0, chance=chance))
    if person.login == TRAINED:
        found.append(_training(person, plan.last_day))
    return sorted(found, key=lambda leave: leave.from_at)


def _training(person: StaffPlan, day: date) -> PlannedLeave:
    begin, end = (instant(datetime.combine(day, moment)) for moment in TRAINING)
    return PlannedLeave(person.login, LeaveKind.BUSINESS, begin, end, person.stands_in)


def _leave(
    person: StaffPlan, kind: LeaveKind, first: date, last: date, *, half_day: bool, chance: Random
) -> PlannedLeave:
    sessions = OpeningHours().sessions
    begin, close = sessions[0][0], sessions[-1][1]
    if half_day:
        begin, close = sessions[chance.randrange(2)]
    return PlannedLeave(
        person.login,
        kind,
        instant(datetime.combine(first, begin)),
        instant(datetime.combine(last, close)),
        person.stands_in,
    )


def _free_day(plan: Plan, calendar: Calendar, chance: Random, taken: set[date], days: int) -> date | None:
    """A working day whose block is free, and which ends a week before the present."""
    span = (plan.last_day - plan.first_day).days - 7 - days * 2
    for _ in range(40):
        first = plan.first_day + timedelta(days=chance.randrange(3, max(span, 4)))
        if not calendar.is_workday(first):
            continue
        last = calendar.add(first, days - 1) if days > 1 else first
        if not taken.intersection(_through(first, last)):
            return first
    return None


def _through(first: date, last: date) -> list[date]:
    return [first + timedelta(days=days) for days in range((last - first).days + 1)]


def _absent_days(plan: Plan, calendar: Calendar, chance: Random) -> set[date]:
    """A day without coming and without leave is rare: one person in five has one in a year."""
    if chance.random() > 0.2:
        return set()
    day = plan.first_day + timedelta(days=chance.randrange(5, (plan.last_day - plan.first_day).days - 7))
    return {day} if calendar.is_workday(day) else set()


def _punches(start: datetime, end: datetime, leaves: list[PlannedLeave], chance: Random) -> list[datetime]:
    """Coming and going of one shift: mostly in time, now and then late, early or forgotten; none if on leave."""
    for leave in leaves:
        if leave.from_at <= start < leave.to_at:
            start = leave.to_at
        if leave.from_at < end <= leave.to_at:
            end = leave.from_at
    if start >= end:
        return []
    came = start - timedelta(seconds=chance.randint(20, 13 * 60))
    went = end + timedelta(seconds=chance.randint(5, 9 * 60))
    luck = chance.random()
    if luck < 0.006:
        came = start + timedelta(seconds=chance.randint(60, 26 * 60))
    elif luck < 0.0072:
        came = start + timedelta(seconds=chance.randint(31 * 60, 58 * 60))
    elif luck < 0.0076:
        came = start + timedelta(seconds=chance.randint(62 * 60, 95 * 60))
    elif luck < 0.009:
        went = end - timedelta(seconds=chance.randint(60, 25 * 60))
    elif luck < 0.011:
        return [came]
    return [came, went]


def approver_of(login: str) -> str:
    """Who approves leave: the management office, and for the office the leader."""
    return "maliqiu" if login == OFFICE else OFFICE
