"""Adding working days: this product beside a plain chinesecalendar loop and numpy's busday_offset, in one run.

Run: python benchmarks/bench_workdays.py (about 10 s). Each figure is the median of several rounds, in nanoseconds
for one call, over 500 starting days of 2024 and 2025. All three must give the same days, or the run fails.
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from shouwen.workdays import Calendar

ROUNDS = 7
STARTS = [date(2024, 1, 2) + timedelta(days=step) for step in range(500)]
SHORT, LONG = 20, 200
LIMIT_NS = 2000

Add = Callable[[date, int], object]


def plain_loop(day: date, n: int) -> date:
    while n:
        day += timedelta(days=1)
        n -= chinese_calendar.is_workday(day)
    return day


def numpy_offset() -> tuple[Add, Callable[[object], date]]:
    """numpy knows no make-up Saturdays: a week of seven working days, with every day off as a holiday, is the same."""
    national = Calendar.national()
    first = date(2004, 1, 1)
    days = [first + timedelta(days=step) for step in range((date(2026, 12, 31) - first).days + 1)]
    off = [day for day in days if not national.is_workday(day)]
    calendar = np.busdaycalendar(weekmask="1111111", holidays=np.array(off, dtype="datetime64[D]"))

    def add(day: date, n: int) -> object:
        # "backward" first: a day off counts from the working day before it, as ours does.
        return np.busday_offset(np.datetime64(day), n, roll="backward", busdaycal=calendar)

    return add, lambda result: result.item()  # type: ignore[attr-defined]


def nanoseconds(add: Add, n: int, starts: list[date]) -> float:
    """Median over the rounds of the time for one call."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter_ns()
        for day in starts:
            add(day, n)
        rounds.append((time.perf_counter_ns() - began) / len(starts))
    return statistics.median(rounds)


def main() -> int:
    began = time.perf_counter()
    Calendar.national()
    built = time.perf_counter() - began
    ours = Calendar.national().add
    theirs, as_date = numpy_offset()
    for day in STARTS:
        for n in (SHORT, LONG):
            expected = plain_loop(day, n)
            if not ours(day, n) == expected == as_date(theirs(day, n)):
                print(f"not the same day: {day} + {n}", file=sys.stderr)
                return 1

    many = STARTS * 20
    print(f"Adding working days, Python {platform.python_version()}, numpy {np.__version__}, median of {ROUNDS} rounds")
    print(f"calendar of 1990-2200 built once in {built * 1e3:.1f} ms (chinesecalendar imported before)")
    print(f"{'':28}{f'+{SHORT} days':>14}{f'+{LONG} days':>14}{f'{LONG}/{SHORT}':>9}")
    figures = {}
    for name, add, starts in [
        ("shouwen Calendar.add", ours, many),
        ("numpy busday_offset", theirs, STARTS),
        ("chinesecalendar loop", plain_loop, STARTS[::25]),
    ]:
        short, long = nanoseconds(add, SHORT, starts), nanoseconds(add, LONG, starts)
        figures[name] = short
        print(f"{name:28}{short:>11,.0f} ns{long:>11,.0f} ns{long / short:>9.2f}")
    mine = figures["shouwen Calendar.add"]
    print(f"limit for +{SHORT} days: {LIMIT_NS:,} ns, {'kept' if mine < LIMIT_NS else 'NOT kept'}")
    return 0 if mine < LIMIT_NS else 1


if __name__ == "__main__":
    sys.exit(main())
