"""公开的数（服务承诺制度 第一、二条）: the same as the public page, for a system that shows them elsewhere. Small numbers aren't told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from shouwen.api.bearer import centre_of, needs
from shouwen.api.declared import reading
from shouwen.api.fields import local_time
from shouwen.api.problems import NotFound
from shouwen.api.words import MONTH_PATTERN
from shouwen.civil_time import ZONE, local_date
from shouwen.indicators import queries
from shouwen.indicators.enums import Measure, Shown, Unit
from shouwen.indicators.figure import Figure as Published
from shouwen.systems.enums import Scope

router = Router(tags=["公开数据"])
_READS = needs(Scope.FIGURES_READ)


class Figure(Schema):
    """一项指标."""

    key: str = Field(description="不会变的代号")
    name: str
    definition: str = Field(description="怎么算的")
    promise: int | None = Field(description="对应第几条承诺")
    measure: Measure
    unit: Unit
    shown: Shown = Field(
        description="能说到多准：exact 准数，few 少于5，at_least 至少，at_most 至多，withheld 不算，nothing 没有"
    )
    value: float | None
    numerator: int | None
    denominator: int | None
    words: str = Field(description="照着念的话")
    target: float | None
    is_met: bool | None = Field(description="达到没有；没有目标、说不准是 null")


class MonthOfFigures(Schema):
    """一个月公开的数."""

    month: str = Field(description="YYYY-MM")
    as_of: date = Field(description="数到哪一天")
    computed_at: datetime
    sealed_at: datetime | None = Field(description="封存时间；没封存的还会变")
    definitions: str = Field(description="算法的版本")
    figures: list[Figure]


class Months(Schema):
    data: list[str] = Field(description="有数的月份，早的在前")


@router.get("/months", response=reading(Months), summary="有哪些月的公开数据", **_READS)
def months(request: HttpRequest) -> Months:
    """每个月一份。"""
    return Months(data=[f"{first:%Y-%m}" for first in queries.months_of(centre_of(request))])


@router.get("", response=reading(MonthOfFigures, of_one=True), summary="看一个月的公开数据", **_READS)
def figures(
    request: HttpRequest,
    month: Annotated[
        Annotated[str, StringConstraints(pattern=MONTH_PATTERN)] | None,
        Query(description="哪个月，YYYY-MM；不写是最近一个月"),
    ] = None,
) -> MonthOfFigures:
    """和公开监督页一样的数。"""
    centre_id = centre_of(request)
    known = queries.months_of(centre_id)
    first = date.fromisoformat(f"{month}-01") if month else (known[-1] if known else None)
    found = queries.published_months(centre_id, first=first, last=first) if first else []
    if not found:
        raise NotFound("figures_unknown", f"没有 {month} 这个月的公开数据" if month else "还没有公开的数据")
    one = found[0]
    return MonthOfFigures(
        month=f"{one.first:%Y-%m}",
        as_of=local_date(one.as_of),
        computed_at=one.computed_at.astimezone(ZONE),
        sealed_at=local_time(one.sealed_at),
        definitions=one.definitions,
        figures=[_figure(figure) for figure in one.sheet.figures.values()],
    )


def _figure(figure: Published) -> Figure:
    definition, said = figure.definition, figure.published
    return Figure(
        key=definition.key,
        name=definition.name,
        definition=definition.words,
        promise=definition.promise or None,
        measure=definition.measure,
        unit=definition.unit,
        shown=said.shown,
        value=said.value,
        numerator=said.n,
        denominator=said.of,
        words=figure.words,
        target=definition.target,
        is_met=figure.is_met,
    )
