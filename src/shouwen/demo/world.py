"""What a story needs to know of the town: chance, calendar, guides, who is at the post, and the record it writes to."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from shouwen.cases.models import Case
from shouwen.civil_time import instant, local_date
from shouwen.clocks.yardstick import Yardstick
from shouwen.demo.agenda import Agenda
from shouwen.demo.board import Board
from shouwen.demo.founding import Founded
from shouwen.demo.plan import Plan
from shouwen.demo.record.recorder import Recorder
from shouwen.demo.rosters import desk_staff
from shouwen.demo.shelf import Shelf
from shouwen.people.actor import Actor
from shouwen.workdays import Calendar

Turn = Generator[datetime, None, tuple[Actor, datetime]]


@dataclass(slots=True)
class World:
    """The town while its year is being told."""

    plan: Plan
    town: Founded
    measure: Yardstick
    board: Board
    shelf: Shelf
    agenda: Agenda
    recorder: Recorder
    open_cases: dict[int, dict[int, Case]] = field(default_factory=dict)
    """Open cases by who answers for them, so that somebody who goes on leave can pass them on."""
    lately_done: deque[Case] = field(default_factory=lambda: deque(maxlen=40))

    @property
    def calendar(self) -> Calendar:
        """The working days of the town."""
        return self.measure.calendar

    @property
    def front_desk(self) -> list[Actor]:
        """Everybody who meets people."""
        return [self.town.actors[person.login] for person in desk_staff()]

    def on_window(self, window_id: int) -> Actor:
        """Who is posted to a window."""
        return next(actor for actor in self.front_desk if actor.window_id == window_id)

    def done(self, case: Case) -> None:
        """The case is concluded; somebody may still complain about it."""
        self.no_longer_open(case)
        self.lately_done.append(case)

    def keep_open(self, case: Case) -> None:
        """The case is somebody's from now on."""
        self.open_cases.setdefault(case.handler_id, {})[case.pk] = case

    def no_longer_open(self, case: Case) -> None:
        """The case is done."""
        self.open_cases[case.handler_id].pop(case.pk, None)

    def actor(self, login: str) -> Actor:
        """A member of staff by login."""
        return self.town.actors[login]

    def staff_id(self, login: str) -> int:
        """The id of a member of staff by login."""
        return self.actor(login).member_id

    def turn_of(self, staff_id: int, earliest: datetime) -> Turn:
        """Wait until one person is at the post."""
        when = earliest
        while True:
            when = self.board.next_moment(staff_id, when)
            yield when
            if self.board.is_there(staff_id, when):
                return self.board.actors[staff_id], when

    def turn_on(self, case: Case, earliest: datetime) -> Turn:
        """Wait until whoever answers for the case, or who stands in for them, is at the post."""
        when = earliest
        while True:
            yield when
            if self.board.is_there(case.handler_id, when):
                return self.board.actors[case.handler_id], when
            cover = self.board.stand_in_for(case.handler_id, when)
            if cover is not None:
                return self.board.actors[cover], when
            when = self.board.next_moment(case.handler_id, when)

    def workday_time(self, day: date, chance: Random) -> datetime:
        """Some moment of the opening hours of a day."""
        minutes = chance.choice((range(5, 175), range(275, 500)))
        return instant(
            datetime.combine(day, time(9)) + timedelta(minutes=chance.choice(minutes), seconds=chance.randrange(60))
        )

    def after_workdays(self, at: datetime, days: int, chance: Random) -> datetime:
        """Some moment `days` working days after a moment, or later the same day for 0."""
        if days == 0:
            return at + timedelta(minutes=chance.randint(20, 120))
        return self.workday_time(self.calendar.add(local_date(at), days), chance)
