"""The working-day calendar: is this a working day, the n-th one after a day, how many between two days.

Everything is looked up in two arrays built once per calendar (about 3 ms for 211 years), so adding 200 working days
costs what adding 2 costs. All dates are naive local dates of the centre (Asia/Shanghai).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import accumulate, compress
from typing import Final

from shouwen.workdays import published
from shouwen.workdays.days import DayKind, DayRow
from shouwen.workdays.errors import CalendarRangeError, OpenExclusionError
from shouwen.workdays.reach import FIRST_DAY, FIRST_ORDINAL, IN_WORDS, LENGTH, in_words, offset_of
from shouwen.workdays.spans import Span, offsets_of

_WEEK_FROM_MONDAY: Final = b"\x01\x01\x01\x01\x01\x00\x00"


class Calendar:
    """An immutable calendar. Two calendars with the same days and the same covered years are equal.

    Years without published rows are reckoned with weekends off and nothing else; `provisional` tells.
    """

    __slots__ = ("_hash", "_local", "_official", "_row_by_ordinal", "_upto", "_workday_ordinals", "_years")

    _official: tuple[DayRow, ...]
    _local: tuple[DayRow, ...]
    _years: frozenset[int]
    _row_by_ordinal: dict[int, DayRow]
    _upto: array[int]  # _upto[i]: working days among the first i days
    _workday_ordinals: array[int]
    _hash: int

    def __init__(
        self, official: Iterable[DayRow] = (), covered_years: Iterable[int] = (), local: Iterable[DayRow] = ()
    ) -> None:
        """`official` rows of the notices of `covered_years`; `local` rows win over them.

        Raises ValueError for a day given twice, or of a kind that doesn't belong there.
        """
        official_by_day = _by_ordinal(official, {DayKind.HOLIDAY, DayKind.MAKEUP_WORKDAY})
        local_by_day = _by_ordinal(local, {DayKind.LOCAL_OFF, DayKind.LOCAL_WORKDAY})
        rows = official_by_day | local_by_day
        weekday = FIRST_DAY.weekday()
        flags = bytearray((_WEEK_FROM_MONDAY * (LENGTH // 7 + 2))[weekday : weekday + LENGTH])
        for ordinal, row in rows.items():
            flags[ordinal - FIRST_ORDINAL] = row.kind.is_workday
        put = object.__setattr__
        put(self, "_official", tuple(official_by_day[key] for key in sorted(official_by_day)))
        put(self, "_local", tuple(local_by_day[key] for key in sorted(local_by_day)))
        put(self, "_years", frozenset(covered_years))
        put(self, "_row_by_ordinal", rows)
        put(self, "_upto", array("i", accumulate(flags, initial=0)))
        put(self, "_workday_ordinals", array("i", compress(range(FIRST_ORDINAL, FIRST_ORDINAL + LENGTH), flags)))
        put(self, "_hash", hash((self._official, self._local, self._years)))

    @staticmethod
    def national() -> Calendar:
        """The official calendar of China as shipped with the product; the same object every time."""
        return _national()

    # What a day is ----------------------------------------------------------------------------------------------

    def is_workday(self, day: date) -> bool:
        """Whether `day` is a working day, make-up Saturdays and Sundays included."""
        offset = offset_of(day)
        return self._upto[offset + 1] > self._upto[offset]

    def kind(self, day: date) -> DayKind:
        """What kind of day it is."""
        row = self._row_by_ordinal.get(offset_of(day) + FIRST_ORDINAL)
        if row is not None:
            return row.kind
        return DayKind.WORKDAY if day.weekday() < 5 else DayKind.WEEKEND

    def name(self, day: date) -> str:
        """The holiday that the day belongs to (国庆节), also for its make-up working days; empty for an ordinary day."""
        row = self._row_by_ordinal.get(offset_of(day) + FIRST_ORDINAL)
        return row.name if row is not None else ""

    # Arithmetic -------------------------------------------------------------------------------------------------

    def add(self, day: date, n: int, *, excluding: Iterable[Span] = ()) -> date:
        """The n-th working day after `day`, which itself doesn't count (限时办结制度 第四条, reading R8).

        0 gives `day` itself, working day or not; a negative n counts backwards. Days inside `excluding` don't count
        (reading R9). Raises CalendarRangeError beyond 1990-2200, OpenExclusionError behind a span without an end.
        """
        offset = offset_of(day)
        if n == 0:
            return day
        if n > 0:
            index = self._upto[offset + 1] + n - 1
            if excluding:
                index = self._passing(index, offset, excluding)
        else:
            index = self._upto[offset] + n
            if excluding:
                index = self._passing_back(index, offset, excluding)
        if 0 <= index < len(self._workday_ordinals):
            return date.fromordinal(self._workday_ordinals[index])
        raise CalendarRangeError(f"从{in_words(day)}起数{n}个工作日，超出了日历的范围（{IN_WORDS}）。")

    def count(self, after: date, until: date, *, excluding: Iterable[Span] = ()) -> int:
        """The number of working days after `after`, up to and including `until`; without those inside `excluding`.

        If `until` lies before `after`: minus the number counted the other way round.
        """
        if until < after:
            return -self.count(until, after, excluding=excluding)
        start, end = offset_of(after) + 1, offset_of(until) + 1
        counted = self._upto[end] - self._upto[start]
        for first, stop in offsets_of(excluding):
            inside_from, inside_to = max(first, start), min(stop, end)
            if inside_from < inside_to:
                counted -= self._upto[inside_to] - self._upto[inside_from]
        return counted

    def workdays(self, first: date, last: date, *, excluding: Iterable[Span] = ()) -> list[date]:
        """The working days from `first` to `last`, both included, in order; without those inside `excluding`."""
        position, end = offset_of(first), offset_of(last) + 1
        ordinals: list[int] = []
        for skip_from, skip_to in offsets_of(excluding):
            ordinals += self._ordinals_between(position, min(skip_from, end))
            position = max(position, skip_to)
        ordinals += self._ordinals_between(position, end)
        return [date.fromordinal(ordinal) for ordinal in ordinals]

    def next(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add(day, 1)

    def previous(self, day: date) -> date:
        """The last working day before `day`."""
        return self.add(day, -1)

    # What is known ----------------------------------------------------------------------------------------------

    @property
    def covered_years(self) -> frozenset[int]:
        """The years whose official arrangement is known."""
        return self._years

    @property
    def official_rows(self) -> tuple[DayRow, ...]:
        """Every day that a published arrangement sets, in order."""
        return self._official

    @property
    def local_rows(self) -> tuple[DayRow, ...]:
        """Every day that the centre set itself, in order."""
        return self._local

    def covers(self, day: date) -> bool:
        """Whether the official arrangement of that day's year is known."""
        return day.year in self._years

    def provisional(self, first: date, last: date) -> bool:
        """Whether a year between the two days has no published arrangement, so that a result may still move."""
        years = sorted((first.year, last.year))
        return any(year not in self._years for year in range(years[0], years[1] + 1))

    # Extension --------------------------------------------------------------------------------------------------

    def with_year(self, year: int, rows: Iterable[DayRow]) -> Calendar:
        """A calendar that also knows the arrangement of `year`; an arrangement of that year known before is replaced.

        `rows` are those of a PublishedYear, checked when its file was read. Raises ValueError for a row of another
        year's arrangement, a day given twice or a kind other than holiday and make-up working day.
        """
        new = tuple(rows)
        for row in new:
            if year not in (row.day.year, row.arrangement_year):
                raise ValueError(f"{in_words(row.day)}不属于{year}年的放假安排。")
        days = {row.day for row in new}
        kept = [row for row in self._official if row.arrangement_year != year and row.day not in days]
        return Calendar([*kept, *new], self._years | {year}, self._local)

    def with_days(self, rows: Iterable[DayRow]) -> Calendar:
        """A calendar with days set by the centre itself (LOCAL_OFF, LOCAL_WORKDAY); they win over all others.

        Raises ValueError for a day given twice or another kind.
        """
        new = tuple(rows)
        days = {row.day for row in new}
        return Calendar(self._official, self._years, [*(row for row in self._local if row.day not in days), *new])

    # Identity ---------------------------------------------------------------------------------------------------

    def __setattr__(self, attribute: str, value: object) -> None:
        raise AttributeError("a Calendar cannot be changed; use with_year or with_days")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Calendar):
            return NotImplemented
        return self is other or (self._official, self._local, self._years) == (
            other._official,
            other._local,
            other._years,
        )

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type[Calendar], tuple[object, ...]]:
        return Calendar, (self._official, self._years, self._local)

    def __repr__(self) -> str:
        years = sorted(self._years)
        known = f"{years[0]}..{years[-1]}" if years else "no year"
        return f"<Calendar {known}, {len(self._official)} official and {len(self._local)} local days>"

    # Inside -----------------------------------------------------------------------------------------------------

    def _ordinals_between(self, start: int, stop: int) -> array[int]:
        return self._workday_ordinals[self._upto[start] : self._upto[stop]] if start < stop else array("i")

    def _passing(self, index: int, offset: int, excluding: Iterable[Span]) -> int:
        """Move the index of a working day after `offset` on by the working days that the spans before it take out."""
        for first, stop in offsets_of(excluding):
            start = max(first, offset + 1)
            if start >= stop:
                continue
            if self._upto[start] > index:
                break
            if stop >= LENGTH:
                raise OpenExclusionError("暂停还没有结束，到期日现在算不出来。")
            index += self._upto[stop] - self._upto[start]
        return index

    def _passing_back(self, index: int, offset: int, excluding: Iterable[Span]) -> int:
        """The same towards the past, for a working day before `offset`."""
        for first, stop in reversed(offsets_of(excluding)):
            end = min(stop, offset)
            if first >= end:
                continue
            if self._upto[end] <= index:
                break
            index -= self._upto[end] - self._upto[first]
        return index


@cache
def _national() -> Calendar:
    return Calendar(published.rows(), published.years())


def _by_ordinal(rows: Iterable[DayRow], kinds: set[DayKind]) -> dict[int, DayRow]:
    result: dict[int, DayRow] = {}
    for row in rows:
        ordinal = offset_of(row.day) + FIRST_ORDINAL
        if row.kind not in kinds:
            raise ValueError(f"{in_words(row.day)}的类型“{row.kind.label}”不能用在这里。")
        if ordinal in result:
            raise ValueError(f"{in_words(row.day)}写了两次。")
        result[ordinal] = row
    return result
