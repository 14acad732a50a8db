"""`shouwen deadline` must start in under 0.3 s: counting days loads neither Django nor what reads workbooks."""

import subprocess
import sys

PROGRAM = """
import sys
from datetime import date
from shouwen.workdays import Calendar
before = set(sys.modules)
print(Calendar.national().add(date(2026, 9, 29), 5))
print("chinese_calendar" in before, *sorted({"django", "python_calamine", "zipfile"} & set(sys.modules)))
"""


def test_t2_counting_days_loads_only_what_it_needs():
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.splitlines() == ["2026-10-12", "False"]
