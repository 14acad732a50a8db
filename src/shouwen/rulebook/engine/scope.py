"""What every part of the engine needs to know: the month, the moment, the rules and the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from shouwen.rulebook.calendar import WorkdayCalendar
from shouwen.rulebook.clauses import BadRatings, Bands, Flat
from shouwen.rulebook.month_facts import Month
from shouwen.rulebook.rules import Rulebook, Rules


@dataclass(frozen=True, slots=True)
class Scope:
    """The month that is assessed, as seen at `as_of`."""

    month: Month
    as_of: datetime
    rulebook: Rulebook
    calendar: WorkdayCalendar

    def rules(self, day: date) -> Rules:
        """The rules in force on a day."""
        return self.rulebook.on(day)


# The loader lets a kind of fact be counted in one way only (clauses.FACT_KINDS), so that these casts hold.


def flat(rules: Rules, kind: str) -> int:
    """The points of a kind of fact that always costs the same."""
    return cast(Flat, rules.counting[kind].counts[kind]).points


def bands(rules: Rules, kind: str) -> Bands:
    """The bands of a kind of fact that costs by minutes."""
    return cast(Bands, rules.counting[kind].counts[kind])


def bad_ratings(rules: Rules) -> BadRatings:
    """Which ratings are bad, and what one costs."""
    return cast(BadRatings, rules.counting["bad_rating"].counts["bad_rating"])
