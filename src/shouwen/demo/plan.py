"""What is to be made: from when to when, how much, and from which seed. The same plan makes the same town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from shouwen.civil_time import instant, local_date

SEED = 20230725
"""The day of 二坪府〔2023〕87号."""


PRESENT_TIME = time(10, 47)


@dataclass(frozen=True, slots=True)
class Plan:
    """One town to be made. `present` is the moment at which its people live when somebody logs in."""

    first_day: date
    present: datetime
    inquiries_a_day: float
    seed: int = SEED
    centre_code: str = "erping"
    is_small: bool = False

    @property
    def last_day(self) -> date:
        """The day on which the town lives."""
        return local_date(self.present)

    def random(self, *about: object) -> Random:
        """A source of chance of its own for each thing, so that one more thing doesn't change the others."""
        return Random("/".join(str(part) for part in (self.seed, *about)))


def full_plan(*, seed: int = SEED, centre_code: str = "erping", scale: int = 1) -> Plan:
    """The year 2026 up to Friday 20 November, 10:47; `scale` times as many people come."""
    return Plan(
        first_day=date(2026, 1, 1),
        present=instant(datetime.combine(date(2026, 11, 20), PRESENT_TIME)),
        inquiries_a_day=34.5 * scale,
        seed=seed,
        centre_code=centre_code,
    )


def small_plan(*, seed: int = SEED, centre_code: str = "erping") -> Plan:
    """Three weeks up to Friday 9 October 2026, 10:47, the day before a make-up Saturday."""
    return Plan(
        first_day=date(2026, 9, 18),
        present=instant(datetime.combine(date(2026, 10, 9), PRESENT_TIME)),
        inquiries_a_day=6,
        seed=seed,
        centre_code=centre_code,
        is_small=True,
    )
