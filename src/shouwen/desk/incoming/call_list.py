"""待回电: missed calls, those owed first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from shouwen.clocks.enums import ClockKind, ClockState
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.incoming.questions import when
from shouwen.desk.inquiries.listing import PAGE, Choice
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.inquiries import incoming_policies as policies
from shouwen.inquiries import incoming_queries as queries
from shouwen.inquiries.enums import CallbackState
from shouwen.inquiries.incoming_queries import CallSift
from shouwen.people.actor import Actor

SIFTS = (
    ("owed", "待回电"),
    ("reached", "回过了"),
    ("called_again", "后来打通的"),
    ("not_reached", "没接通"),
    ("all", "全部"),
)


@dataclass(frozen=True, slots=True)
class CallRow:
    """One number missed on one day. The number is masked."""

    number: str
    phone: str
    called: str
    times: str
    window: str
    who: str
    light: Light | None
    tries: str
    result: str
    is_owed: bool
    url: str


@dataclass(frozen=True, slots=True)
class CallList:
    """The page."""

    rows: Sequence[CallRow]
    pages: Page[Any]
    sifts: Sequence[Choice]
    state: str
    may_import: bool
    imported: str


def call_list(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> CallList:
    """What the address asks: `state` (without it those owed), `page`; the same number of queries for 1 row and for 25."""
    state = asked.get("state", "owed")
    sift = next((one for one in CallSift if one == state), None)
    pages = Paginator(queries.calls_missed(actor.centre_id, sift=sift), PAGE).get_page(asked.get("page"))
    shown, address = list(pages), reverse("desk:calls")
    newest = queries.newest_imports(actor.centre_id, most=1)
    return CallList(
        rows=_rows(actor.centre_id, shown, at=at),
        pages=pages,
        sifts=[Choice(words, f"{address}?state={key}", state == key) for key, words in SIFTS],
        state=state,
        may_import=not policies.may_import_calls(actor),
        imported=f"{when(newest[0].imported_at, at)} {newest[0].imported_by.name}导入" if newest else "还没有导入过",
    )


def _rows(centre_id: int, calls: Sequence[Any], *, at: datetime) -> list[CallRow]:
    clocks = queries.debt_clocks(centre_id, ClockKind.CALLBACK, [one.pk for one in calls])
    stands = standings(clocks.values(), at=at, by=Yardstick.of(centre_id))
    missed, tries = queries.times_called(centre_id, calls), queries.tries_counted(centre_id, calls)
    rows = []
    for one in calls:
        clock, times = clocks.get(one.pk), missed[one.pk]
        rows.append(
            CallRow(
                number=one.number,
                phone=one.phone_masked,
                called=when(one.called_at, at),
                times=f"当天打了 {times.times} 次，最后 {when(times.last_at, at)}" if times.times > 1 else "打了 1 次",
                window=one.window.label if one.window else f"分机 {one.extension}" if one.extension else "总机",
                who=clock.responsible.name if clock else "",
                light=light_of(stands[clock.pk], clock=clock) if clock and clock.state != ClockState.CLOSED else None,
                tries=f"回过 {tries[one.pk]} 次没接通" if tries.get(one.pk) else "",
                result=result_of(one, at=at),
                is_owed=one.state == CallbackState.OWED,
                url=address_of(ClockKind.CALLBACK, one.number),
            )
        )
    return rows


def result_of(call: Any, *, at: datetime) -> str:
    """What came of a call that nobody owes any more."""
    if call.settled_at is None:
        return ""
    by = f"{call.settled_by.name}，" if call.settled_by and call.state != CallbackState.CALLED_AGAIN else ""
    return f"{CallbackState(call.state).label}（{by}{when(call.settled_at, at)}）"
