"""Working days (工作日): the official calendar of China as data, and arithmetic on it. Pure Python, naive local dates.

What is dear to load (the library with the dates, the reader of workbooks) is imported when it is first used, so that
`shouwen deadline` starts fast.
"""

from __future__ import annotations

from shouwen.workdays.calendar import Calendar
from shouwen.workdays.days import DayKind, DayRow, PublishedYear
from shouwen.workdays.errors import CalendarRangeError, OpenExclusionError
from shouwen.workdays.hours import DatedHours, Hours, OpeningHours
from shouwen.workdays.published import SOURCE
from shouwen.workdays.reach import FIRST_DAY, LAST_DAY
from shouwen.workdays.spans import Span
from shouwen.workdays.year_check import YearFileProblem
from shouwen.workdays.year_file import YearFileError, parse_year_rows, read_year_bytes, read_year_file

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "SOURCE",
    "Calendar",
    "CalendarRangeError",
    "DatedHours",
    "DayKind",
    "DayRow",
    "Hours",
    "OpenExclusionError",
    "OpeningHours",
    "PublishedYear",
    "Span",
    "YearFileError",
    "YearFileProblem",
    "parse_year_rows",
    "read_year_bytes",
    "read_year_file",
]
