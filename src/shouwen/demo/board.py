"""Who is at the post when (在岗牌): stories ask it before somebody does something."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from random import Random

from shouwen.people.actor import Actor

Interval = tuple[datetime, datetime]


class Board:
    """The intervals in which each member of staff was at the post, and who stood in for whom."""

    def __init__(self, actors: dict[int, Actor]) -> None:
        self.actors = actors
        self._presence: dict[int, list[Interval]] = {staff_id: [] for staff_id in actors}
        self._covers: dict[int, list[tuple[datetime, datetime, int]]] = {staff_id: [] for staff_id in actors}

    def was_there(self, staff_id: int, interval: Interval) -> None:
        """Put down one interval of presence; each person's come in order of time."""
        self._presence[staff_id].append(interval)

    def stands_in(self, absent: int, by: int, interval: Interval) -> None:
        """Put down that `by` covers for `absent` (AB岗)."""
        self._covers[absent].append((*interval, by))

    def is_there(self, staff_id: int, at: datetime) -> bool:
        """Whether somebody is at the post at this moment."""
        place = bisect_right(self._presence[staff_id], at, key=lambda interval: interval[0]) - 1
        return place >= 0 and at < self._presence[staff_id][place][1]

    def next_moment(self, staff_id: int, earliest: datetime) -> datetime:
        """The first moment from `earliest` on at which somebody is at the post, or the end of the known time."""
        intervals = self._presence[staff_id]
        place = bisect_right(intervals, earliest, key=lambda interval: interval[0])
        if place and earliest < intervals[place - 1][1]:
            return earliest
        return intervals[place][0] if place < len(intervals) else datetime.max.replace(tzinfo=earliest.tzinfo)

    def stand_in_for(self, staff_id: int, at: datetime) -> int | None:
        """Who covers for somebody at this moment and is at the post."""
        for start, end, by in self._covers[staff_id]:
            if start <= at < end and self.is_there(by, at):
                return by
        return None

    def one_of(self, weights: dict[int, float], at: datetime, chance: Random) -> Actor | None:
        """One of those at the post, chosen by weight; None if nobody is."""
        there = [staff_id for staff_id in weights if self.is_there(staff_id, at)]
        if not there:
            return None
        return self.actors[chance.choices(there, [weights[staff_id] for staff_id in there])[0]]
