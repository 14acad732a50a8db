"""What clocks of one centre are measured with: its calendar, its opening hours, its rulebook."""

from __future__ import annotations

from dataclasses import dataclass

from shouwen.clocks.calendars import calendar_of, hours_of
from shouwen.clocks.rules import rulebook_of
from shouwen.rulebook.rules import Rulebook
from shouwen.workdays import Calendar, Hours


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What clocks of one centre are measured with; read once for a whole list."""

    calendar: Calendar
    hours: Hours
    rulebook: Rulebook

    @classmethod
    def of(cls, centre_id: int) -> Yardstick:
        """Two small queries."""
        return cls(calendar_of(centre_id), hours_of(centre_id), rulebook_of(centre_id))
