"""社会监督 (服务承诺制度 第一条): everything that the public page shows of one period, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shouwen.civil_time import local_date
from shouwen.clocks.calendars import calendar_of, hours_of
from shouwen.indicators import queries
from shouwen.indicators.definitions import OF_PROMISE, PROMISES
from shouwen.indicators.enums import Shown
from shouwen.indicators.figure import Figure
from shouwen.indicators.periods import months_before, sealing_time
from shouwen.indicators.publication import Complaints, Sheet
from shouwen.indicators.queries import Amended, PublishedMonth
from shouwen.oversight import charts
from shouwen.oversight.period import Period, steps

NUMBERS = "一二三四五六七八"
SPARK_MONTHS = 6


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One of the eight promises, with its measure."""

    number: str
    words: str
    figure: Figure
    spark: charts.Spark
    complaints: Complaints


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the large numbers on top."""

    name: str
    figure: Figure
    beside: str


@dataclass(frozen=True, slots=True)
class AmendedLine:
    """更正 of a month as the page says it."""

    month: date
    amended: Amended


def supervision(centre_id: int, months: Sequence[date], shown: Period, *, at: datetime) -> dict[str, Any]:
    """The figures of the period; duty and addresses are the view's. About six queries."""
    year = queries.published_year(centre_id, shown.year, until=shown.month)
    if year is None:
        raise ValueError(f"no figures of {shown.label}")
    current = year.months[-1]
    sheet = current.sheet if shown.month else year.sheet
    reasons, is_year_of_reasons = _reasons(sheet, year.sheet)
    return {
        "shown": shown,
        "steps": steps(months, shown, today=local_date(at)),
        "as_of": current.as_of,
        "standing": _standing(centre_id, current, at) if shown.month else "每个月封存以后合进来",
        "headlines": _headlines(sheet, is_year=shown.month is None),
        "promises": _promises(sheet, _six_months(centre_id, year.months, shown)),
        "unnamed": sheet.complaints.get(0),
        "sheet": sheet,
        "figures": sheet.figures,
        "curve": charts.curve(
            [(f"{one.first.month}月", one.sheet.figures["on_time"]) for one in year.months],
            sheet.figures["on_time"].definition,
        ),
        "bars": charts.bars(reasons),
        "is_year_of_reasons": is_year_of_reasons,
        "pieces": charts.pieces(sheet.levels),
        "amended": [AmendedLine(one.first, amended) for one in year.months for amended in one.amendments],
        "definitions": list(sheet.figures.values()),
        "overdue": sheet.overdue,
        "first_month": year.months[0].first,
        "last_month": current.first,
    }


def _standing(centre_id: int, month: PublishedMonth, at: datetime) -> str:
    """Whether the month goes on, is still open to correction, or sealed."""
    if month.sealed_at is not None:
        sealed = local_date(month.sealed_at)
        return f"{sealed.month}月{sealed.day}日封存"
    due = local_date(sealing_time(month.first, calendar_of(centre_id), hours_of(centre_id)))
    if (month.first.year, month.first.month) == (local_date(at).year, local_date(at).month):
        return "这个月还没有完，数会变"
    return f"{due.month}月{due.day}日封存"


def _headlines(sheet: Sheet, *, is_year: bool) -> list[Headline]:
    figures = sheet.figures
    extended, upheld = figures["extensions"], figures["complaints_upheld"]
    rates = (
        ("按时办结", "on_time", "件", "没按时的"),
        ("当场答复的首问", "answered_at_once", "次", "没当场答复的"),
        ("一次告知就补齐", "told_once", "件", "不止一次的"),
    )
    return [
        *(
            Headline(name, figures[key], _beside(figures[key], unit, "" if is_year else missing))
            for name, key, unit, missing in rates
        ),
        Headline("延期", extended, _beside_extensions(sheet)),
        Headline("投诉经查属实", upheld, _beside_complaints(sheet)),
    ]


def _beside(figure: Figure, unit: str, missing: str) -> str:
    """The two numbers of a rate; of a year's bound nothing is said of what is missing, for it may be more than a few."""
    said = figure.published
    if said.shown == Shown.EXACT:
        return f"{said.of} {unit}中 {said.n} {unit}"
    if said.shown == Shown.AT_LEAST:
        return f"{said.of} {unit}，{missing}少于5" if missing else f"一共 {said.of} {unit}"
    if said.shown == Shown.WITHHELD:
        return f"一共 {said.of} {unit}" if said.of else f"少于5 {unit}"
    return ""


def _beside_extensions(sheet: Sheet) -> str:
    said = sheet.figures["extensions"].published
    if said.shown == Shown.EXACT and not said.value:
        return "没有延期的"
    return f"最长 {sheet.longest} 天，都告知了理由" if sheet.longest else "都告知了理由"


def _beside_complaints(sheet: Sheet) -> str:
    figure = sheet.figures["complaints"]
    received = figure.published
    if received.shown == Shown.EXACT and not received.value:
        return "没有收到投诉"
    words = f"收到{' ' if received.shown == Shown.EXACT else ''}{figure.words}"
    return f"{words}，都按期答复" if sheet.all_answered else words


def _six_months(centre_id: int, months: Sequence[PublishedMonth], shown: Period) -> list[PublishedMonth]:
    """The months up to the one shown; of a year all that there are."""
    if shown.month is None:
        return list(months)
    first = months_before(shown.month, SPARK_MONTHS)[0]
    if first.year == shown.year:
        return [one for one in months if one.first >= first]
    return queries.published_months(centre_id, first=first, last=shown.month)


def _promises(sheet: Sheet, months: Sequence[PublishedMonth]) -> list[PromiseRow]:
    rows = []
    for number, words in enumerate(PROMISES, start=1):
        key = OF_PROMISE[number].key
        course = [(f"{one.first.month}月", one.sheet.figures[key]) for one in months if key in one.sheet.figures]
        rows.append(
            PromiseRow(NUMBERS[number - 1], words, sheet.figures[key], charts.spark(course), sheet.complaints[number])
        )
    return rows


def _reasons(sheet: Sheet, year: Sheet) -> tuple[Sequence[Any], bool]:
    """The reasons of the period, or of the year where a month has too few to tell them apart."""
    if sheet.reasons or not year.reasons:
        return sheet.reasons, False
    return year.reasons, True
