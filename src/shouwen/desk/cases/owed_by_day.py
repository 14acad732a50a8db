"""每天归谁负责: the responsibility for a case over its days, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shouwen.civil_time import local_date
from shouwen.clocks.responsibility import Span, covers_for, spans_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.cases.received import clock_shown
from shouwen.people.queries import names_of_staff


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One stretch of days. `is_open`: it goes on."""

    first: date
    last: date
    is_open: bool
    name: str
    why: str


def owed_rows(case: Any, *, at: datetime) -> Sequence[OwedRow]:
    """The stretches in order; three queries."""
    clock = clock_shown(case)
    responsible = {row.staff_id for row in clock.responsibilities.all()}
    covers = covers_for(case.centre_id, responsible)
    spans = spans_of(clock, covers, on=local_date(at), by=Yardstick.of(case.centre_id))
    names = names_of_staff(case.centre_id, {one for span in spans for one in (span.staff_id, span.for_id) if one})
    return [
        OwedRow(
            span.first,
            span.last,
            is_open=span is spans[-1] and clock.closed_at is None,
            name=names.get(span.staff_id, "同事"),
            why=_why(span, before, names),
        )
        for before, span in zip([None, *spans], spans, strict=False)
    ]


def _why(span: Span, before: Span | None, names: dict[int, str]) -> str:
    if span.for_id is not None:
        return f"代{names.get(span.for_id, '同事')}（AB岗）"
    if before is None:
        return "受理"
    return "代班结束" if before.for_id == span.staff_id else "转交"
