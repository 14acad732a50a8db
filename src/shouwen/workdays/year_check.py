"""Is a year's list of days off whole and free of contradiction (节假日安排的核对)? Says everything that is wrong at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from shouwen.workdays import statutory
from shouwen.workdays.days import DayKind, DayRow
from shouwen.workdays.reach import in_words
from shouwen.workdays.statutory import StatutoryHoliday

FARTHEST_MAKEUP_DAY: Final = 14
"""Days between a make-up working day and the nearest day off; the farthest so far was 11 (20 September 2026)."""


@dataclass(frozen=True, slots=True)
class YearFileProblem:
    """One thing that is wrong: the row of the file (1 is the first), or None for the file as a whole, and the words."""

    row: int | None
    words: str

    def __str__(self) -> str:
        return f"第{self.row}行：{self.words}" if self.row is not None else f"整个文件：{self.words}"


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A readable row together with its place in the file."""

    number: int
    row: DayRow


def row_problems(year: int, rows: Sequence[NumberedRow]) -> Iterator[YearFileProblem]:
    """What single rows say wrongly: another year, a day written twice, a make-up day that is one anyway, no name."""
    first_seen: dict[date, NumberedRow] = {}
    days_off = [numbered.row.day for numbered in rows if numbered.row.kind is DayKind.HOLIDAY]
    for numbered in rows:
        number, row = numbered.number, numbered.row
        words = in_words(row.day)
        if not _belongs(year, row):
            yield YearFileProblem(number, f"{words}不是{year}年的日子。")
        if row.kind is DayKind.HOLIDAY:
            yield from _holiday_row_problems(number, row)
        elif row.day.weekday() < 5:
            yield YearFileProblem(number, f"{words}是{_weekday(row.day)}，本来就上班，不用写调休上班。")
        elif all(abs((row.day - off).days) > FARTHEST_MAKEUP_DAY for off in days_off):
            yield YearFileProblem(number, f"{words}调休上班，但前后两周都没有放假，请核对日期。")
        if (earlier := first_seen.setdefault(row.day, numbered)) is not numbered:
            both = "既写放假又写上班" if earlier.row.kind is not row.kind else "写了两次"
            yield YearFileProblem(number, f"{words}{both}（另见第{earlier.number}行）。")


def missing_holidays(year: int, names: Sequence[str]) -> Iterator[YearFileProblem]:
    """The statutory holidays that no row names."""
    named = {holiday for name in names for holiday in statutory.holidays_named(name)}
    for holiday in statutory.THE_SEVEN:
        if holiday not in named:
            hint = "如与国庆节连放，名称写“国庆节、中秋节”。" if holiday.name == "中秋节" else ""
            yield YearFileProblem(None, f"缺{year}年的{holiday.name}。{hint}")


def arrangement_problems(year: int, rows: Sequence[NumberedRow]) -> Iterator[YearFileProblem]:
    """What the rows say wrongly together: too few days, a hole in a holiday, days off and make-up days that don't balance."""
    first_of_day: dict[date, NumberedRow] = {}
    for numbered in rows:
        if numbered.row.arrangement_year == year:
            first_of_day.setdefault(numbered.row.day, numbered)
    off = {day: numbered for day, numbered in first_of_day.items() if numbered.row.kind is DayKind.HOLIDAY}
    makeup = {day: numbered.number for day, numbered in first_of_day.items() if day not in off}
    for holiday in statutory.THE_SEVEN:
        own = {
            day: numbered.number
            for day, numbered in off.items()
            if holiday in statutory.holidays_named(numbered.row.name) and _in_window(day, holiday)
        }
        if own:
            yield from _holiday_problems(year, holiday, own, off.keys(), makeup)
    yield from _balance_problems(year, [numbered.row for numbered in first_of_day.values()])


def _belongs(year: int, row: DayRow) -> bool:
    if row.day.year == year:
        return True
    return row.arrangement_year == year and row.day >= date(year - 1, 12, 25)


def _holiday_row_problems(number: int, row: DayRow) -> Iterator[YearFileProblem]:
    if not row.name:
        yield YearFileProblem(number, f"{in_words(row.day)}放假，没有写节日名称。")
    for holiday in statutory.holidays_named(row.name):
        if not _in_window(row.day, holiday):
            yield YearFileProblem(number, f"{in_words(row.day)}不会是{holiday.name}，请核对日期。")


def _in_window(day: date, holiday: StatutoryHoliday) -> bool:
    (first, last), own = holiday.window, (day.month, day.day)
    return first <= own <= last if first <= last else own >= first or own <= last


def _holiday_problems(
    year: int, holiday: StatutoryHoliday, own: Mapping[date, int], off: Set[date], makeup: Mapping[date, int]
) -> Iterator[YearFileProblem]:
    """`own`: days and row numbers of one holiday; `off`: all days off; `makeup`: all make-up days with row numbers."""
    first, last = min(own), max(own)
    least = holiday.statutory_days(year)
    if len(own) < least:
        yield YearFileProblem(own[first], f"{holiday.name}只写了{len(own)}天，法定{least}天。")
    always = {date(year, month, day) for month, day in holiday.always}
    for day in sorted(always - off):
        yield YearFileProblem(own[first], f"{holiday.name}没有写{day.month}月{day.day}日。")
    between = {first + timedelta(step) for step in range((last - first).days)}
    for day in sorted(between - off - always):
        if day in makeup:
            yield YearFileProblem(makeup[day], f"{in_words(day)}在{holiday.name}放假中间，不能写上班。")
        elif day.weekday() < 5:  # an ordinary weekend inside a holiday is off without a row
            yield YearFileProblem(own[first], f"{holiday.name}中间的{in_words(day)}没有写放假。")


def _balance_problems(year: int, rows: Sequence[DayRow]) -> Iterator[YearFileProblem]:
    """Each statutory day takes one working day from the year; every further one is made up for on a weekend.

    Special days off (an anniversary, a prolonged holiday) may take more.
    """
    taken = Counter(row.kind for row in rows if (row.day.weekday() < 5) == (row.kind is DayKind.HOLIDAY))
    net, lawful = taken[DayKind.HOLIDAY] - taken[DayKind.MAKEUP_WORKDAY], statutory.statutory_total(year)
    special = any(row.kind is DayKind.HOLIDAY and not statutory.holidays_named(row.name) for row in rows)
    if net < lawful:
        words = f"放假比法定的{lawful}天少{lawful - net}天：漏写了放假的日子，或者多写了调休上班。"
        yield YearFileProblem(None, words)
    elif net > lawful and not special:
        words = f"放假比法定的{lawful}天多{net - lawful}天：漏写了调休上班的日子，或者多写了放假。"
        yield YearFileProblem(None, words)


def _weekday(day: date) -> str:
    return "星期" + "一二三四五六日"[day.weekday()]
