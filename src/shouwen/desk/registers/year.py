"""工作日历 of a year: twelve months with 休 and 班, the holidays in words, and where the year comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shouwen.desk.chinese_dates import full_day, month_day
from shouwen.workdays import SOURCE, Calendar, DayKind, DayRow

NAMES = {DayKind.HOLIDAY: "off", DayKind.WEEKEND: "end"}
WORKED = {DayKind.MAKEUP_WORKDAY}


@dataclass(frozen=True, slots=True)
class YearDay:
    """One day in its month. `tone`: off (休), made (班), end (a weekend), work. `words` are for a screen reader and the tip."""

    day: date
    tone: str
    mark: str
    words: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks of seven, None before the first and after the last day."""

    name: str
    workdays: int
    weeks: Sequence[Sequence[YearDay | None]]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday in words: 10月1日至7日, 共 7 天, and the days worked for it."""

    name: str
    days: str
    length: int
    made_up: str


@dataclass(frozen=True, slots=True)
class YearPage:
    """The whole page. `imported_at`: when the centre took the year over itself. `known`: the years published."""

    year: int
    months: Sequence[Month]
    holidays: Sequence[Holiday]
    local: Sequence[str]
    workdays: int
    is_provisional: bool
    source: str
    imported_at: datetime | None
    known: str
    before: int | None
    after: int | None


def year_page(calendar: Calendar, year: int, *, imported_at: datetime | None, today: date) -> YearPage | None:
    """The page of a year: from the first known one to the one after the last, which waits to be published. None beyond."""
    years = calendar.covered_years
    first_year, last_year = min(years), max(*years, today.year) + 1
    if not first_year <= year <= last_year:
        return None
    rows = [row for row in calendar.official_rows if row.arrangement_year == year]
    months = [_month(calendar, year, month, today) for month in range(1, 13)]
    return YearPage(
        year=year,
        months=months,
        holidays=list(_holidays(rows)),
        local=[one.words for one in _days(months) if calendar.kind(one.day).is_local],
        workdays=sum(month.workdays for month in months),
        is_provisional=year not in years,
        source=SOURCE if imported_at is None else "管理员导入",
        imported_at=imported_at,
        known=_in_words(years),
        before=year - 1 if year > first_year else None,
        after=year + 1 if year < last_year else None,
    )


def _days(months: Sequence[Month]) -> Iterator[YearDay]:
    return (day for month in months for week in month.weeks for day in week if day is not None)


def _in_words(years: Collection[int]) -> str:
    """2004—2026 年; years that miss between are left out: 2004—2026、2028 年."""
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return "、".join(f"{span[0]}—{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans) + " 年"


def _month(calendar: Calendar, year: int, month: int, today: date) -> Month:
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    days: list[YearDay | None] = [None] * first.weekday()
    days += [_day(calendar, first.replace(day=number), today) for number in range(1, last.day + 1)]
    days += [None] * (-len(days) % 7)
    weeks = [days[start : start + 7] for start in range(0, len(days), 7)]
    return Month(f"{month}月", calendar.count(first - timedelta(days=1), last), weeks)


def _day(calendar: Calendar, day: date, today: date) -> YearDay:
    kind = calendar.kind(day)
    name = calendar.name(day)
    if kind.is_local:
        is_closed = kind is DayKind.LOCAL_OFF
        tone, mark, what = ("off", "停", f"{name}停办") if is_closed else ("made", "班", f"{name}，加班办理")
    elif kind in WORKED:
        tone, mark, what = "made", "班", f"{name}调休上班" if name else kind.label
    else:
        tone = NAMES.get(kind, "work")
        mark, what = ("休", f"{name}放假") if tone == "off" else ("", kind.label)
    return YearDay(day, tone, mark, f"{month_day(day)}，{what}", day == today)


def _holidays(rows: Sequence[DayRow]) -> Iterator[Holiday]:
    """Days off in a row under one name, with the days worked for that name."""
    off = [row for row in rows if row.kind is DayKind.HOLIDAY]
    spans: list[list[DayRow]] = []
    for row in off:
        if spans and spans[-1][-1].name == row.name and (row.day - spans[-1][-1].day).days <= 3:
            spans[-1].append(row)
        else:
            spans.append([row])
    told: set[str] = set()
    for span in spans:
        first, last, name = span[0].day, span[-1].day, span[0].name
        made = [row.day for row in rows if row.kind is not DayKind.HOLIDAY and row.name == name]
        made_up = "" if name in told else "、".join(month_day(day) for day in made)
        told.add(name)
        yield Holiday(name, _between(first, last), (last - first).days + 1, made_up)


def _between(first: date, last: date) -> str:
    if first == last:
        return month_day(first)
    if first.year != last.year:
        return f"{full_day(first)}至{full_day(last)}"
    return (
        f"{month_day(first)}至{last.day}日" if first.month == last.month else f"{month_day(first)}至{month_day(last)}"
    )
