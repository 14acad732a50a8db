"""The strip of a clock of the database (钟): `strip_of(facts_of(clock), at=request.at, by=Yardstick.of(centre_id))`."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.strip.build import build_strip
from shouwen.desk.strip.days import clock_and_days
from shouwen.desk.strip.parts import Strip
from shouwen.rulebook.clock_facts import ClockFacts


def strip_of(facts: ClockFacts, *, at: datetime, by: Yardstick) -> Strip:
    """Reckoned by the centre's rulebook as it was on the day of acceptance. For limits in working days and instant items."""
    rules = by.rulebook.on(facts.accepted.date())
    return build_strip(*clock_and_days(facts, local(at), by.calendar, rules))
