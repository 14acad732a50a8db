"""How long a month takes: 250, 500 and 1,000 people with every shift, punch and case; and how fast the two commands start."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from shouwen.rulebook.assessment import assess
from shouwen.rulebook.contract.json_text import parse_json, written
from shouwen.rulebook.contract.month_answer import month_answer
from shouwen.rulebook.contract.month_file import read_month
from shouwen.rulebook.shipped import shipped
from shouwen.workdays.calendar import Calendar

FIRST = date(2026, 3, 1)
LIMIT_SECONDS = 10.0
STARTS = 7


def month_of(people: int) -> dict[str, Any]:
    """A month of 31 days, two shifts and four punches a day, three cases a person and a little of everything else."""
    chance = random.Random(20260301)
    staff = [f"w{n:04d}" for n in range(people)]
    days = [FIRST + timedelta(days=n) for n in range(31)]
    at = "{}T{:02d}:{:02d}:{:02d}".format
    shifts, punches = [], []
    for one in staff:
        for day in days:
            for (h1, m1), (h2, m2) in (((9, 0), (12, 0)), ((13, 30), (17, 30))):
                shifts.append({"staff": one, "start": f"{day}T{h1:02d}:{m1:02d}", "end": f"{day}T{h2:02d}:{m2:02d}"})
            late = chance.choice([0] * 20 + [12, 40])
            punches += [
                {"staff": one, "at": at(day, 8 + (55 + late) // 60, (55 + late) % 60, chance.randrange(60))},
                {"staff": one, "at": at(day, 12, chance.randrange(20), chance.randrange(60))},
                {"staff": one, "at": at(day, 13, chance.randrange(20, 30), chance.randrange(60))},
                {"staff": one, "at": at(day, 17, chance.randrange(28, 50), chance.randrange(60))},
            ]
    cases = []
    for number in range(3 * people):
        accepted = datetime(2026, 2, 2, 9) + timedelta(days=chance.randrange(50), minutes=chance.randrange(400))
        closed = accepted + timedelta(days=chance.randrange(40))
        cases.append(
            {
                "id": f"c{number}",
                "kind": "limited",
                "accepted": accepted.isoformat(),
                "workdays": chance.choice([5, 10, 15, 20]),
                "closed": closed.isoformat() if chance.random() < 0.9 else None,
                "responsible": [{"staff": chance.choice(staff), "from": "2026-01-01"}],
            }
        )
    noon = [f"{day}T11:00" for day in days]
    common = [{"staff": one, "at": chance.choice(noon), "verified": True} for one in staff]
    return {
        "month": "2026-03",
        "as_of": "2026-04-01T09:00",
        "staff": [{"id": one, "name": "某某"} for one in staff],
        "shifts": shifts,
        "punches": punches,
        "leave": [
            {"staff": one, "kind": "sick", "from": "2026-03-10T09:00", "to": "2026-03-10T12:00"} for one in staff[::5]
        ],
        "cases": cases,
        "ratings": [{"id": f"r{n}", "level": 1 + n % 5, **one} for n, one in enumerate(common)],
        "complaints": [{"id": f"p{n}", **one} for n, one in enumerate(common[::4])],
        "findings": [{"id": f"f{n}", "clause": "K2.4", **one} for n, one in enumerate(common[::10])],
    }


def seconds(work: Callable[[], object]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def bench_months() -> bool:
    """Print a row for each size; whether the largest one stays within the limit."""
    rulebook, calendar = shipped(), Calendar.national()
    print(f"{'people':>7} {'punches':>8} {'read s':>8} {'engine s':>9} {'write s':>8} {'sum s':>7} {'ms/person':>10}")
    total = 0.0
    for people in (250, 500, 1000):
        data = json.dumps(month_of(people)).encode()
        reading, facts = seconds(lambda data=data: read_month(parse_json(data), rulebook, calendar))
        engine, result = seconds(lambda facts=facts: assess(facts, rulebook, calendar))
        writing, _ = seconds(lambda result=result: written(month_answer(result, rulebook)))
        total = reading + engine + writing
        row = f"{people:>7} {people * 124:>8} {reading:>8.2f} {engine:>9.2f} {writing:>8.2f} {total:>7.2f}"
        print(f"{row} {total / people * 1000:>10.2f}")
    status, process = whole_command(month_of(1000))
    print(f"shouwen assess as a process, 1,000 people: {process:.2f} s (limit {LIMIT_SECONDS:.0f} s)")
    return status == 0 and process < LIMIT_SECONDS


def whole_command(file: dict[str, Any]) -> tuple[int, float]:
    """Exit status and wall time of the command on a file, from its start to its end."""
    data = json.dumps(file).encode()
    command = [sys.executable, "-m", "shouwen", "assess", "-"]
    took, done = seconds(lambda: subprocess.run(command, input=data, stdout=subprocess.DEVNULL, check=False))
    return done.returncode, took


def bench_starts() -> None:
    """Print the median wall time of the smallest answer of each command, beside an empty Python."""
    one = '{"id": "c1", "kind": "limited", "accepted": "2026-09-29T10:00", "workdays": 5}'
    runs = {
        "python -c pass": (["-c", "pass"], ""),
        "shouwen deadline -": (
            ["-m", "shouwen", "deadline", "-"],
            f'{{"as_of": "2026-10-20T09:00", "cases": [{one}]}}',
        ),
        "shouwen assess -": (["-m", "shouwen", "assess", "-"], '{"month": "2026-03", "as_of": "2026-04-01T09:00"}'),
    }
    for name, (words, text) in runs.items():
        times = []
        for _ in range(STARTS):
            command = [sys.executable, *words]
            took, _ = seconds(
                lambda command=command, text=text: subprocess.run(
                    command, input=text.encode(), stdout=subprocess.DEVNULL, check=True
                )
            )
            times.append(took)
        print(f"{name:<20} median of {STARTS}: {statistics.median(times) * 1000:6.0f} ms")


if __name__ == "__main__":
    bench_starts()
    sys.exit(0 if bench_months() else 1)
