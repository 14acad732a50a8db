"""What happens next: stories of people wait here for their next moment, so that everything is told in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Generator
from datetime import datetime
from itertools import count

Story = Generator[datetime, None, None]
"""A story yields the moment at which it goes on."""


class Agenda:
    """Runs stories in the order of their moments; of two at once, the one that was put down first."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Story]] = []
        self._order = count()

    def put(self, at: datetime, story: Story) -> None:
        """Let a story begin at a moment."""
        heapq.heappush(self._waiting, (at, next(self._order), story))

    def run_until(self, end: datetime) -> None:
        """Tell everything that happens before `end`; what is to come after it stays."""
        while self._waiting and self._waiting[0][0] < end:
            at, _, story = heapq.heappop(self._waiting)
            moment = next(story, None)
            if moment is not None:
                self.put(max(moment, at), story)
