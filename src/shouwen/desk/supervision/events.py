"""经过 of orders: the journal of one on its own page; what was ordered about a matter, and why it went over, on the matter's page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from shouwen.desk.chinese_dates import clock_time, month_day
from shouwen.desk.parts import TimelineEvent
from shouwen.papers.enums import PaperKind
from shouwen.supervision import queries
from shouwen.supervision.enums import OrderState, OverdueCategory
from shouwen.supervision.words import words_of

Data = Mapping[str, Any]
CLAUSE = "T1"


def _with(data: Data, key: str) -> str:
    return f"：{data[key]}" if data.get(key) else ""


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return f"{month_day(moment)} {clock_time(moment)}"


def _until(data: Data) -> str:
    return f"（没办完的 {month_day(date.fromisoformat(data['done_by']))}前办完）" if data.get("done_by") else ""


_SAID: dict[str, tuple[str, Callable[[Data], str]]] = {
    "supervision.issue": (
        CLAUSE,
        lambda data: f"督办 {data['to_name']}，{_moment(data['due'])} 前答复{_with(data, 'words')}",
    ),
    "supervision.answer": ("", lambda data: f"答复{_until(data)}{_with(data, 'words')}"),
    "supervision.send_back": ("", lambda data: f"退回再答，{_moment(data['due'])} 前{_with(data, 'reason')}"),
    "supervision.accept": ("", lambda data: f"认可，督办办结{_with(data, 'words')}"),
    "supervision.withdraw": ("", lambda data: f"撤回督办{_with(data, 'reason')}"),
    "paper.issue": ("", lambda data: f"出具{PaperKind(data['kind']).label} {data['paper']}"),
    "paper.print": ("", lambda data: f"打印 {data['paper']}"),
    "paper.reprint": ("", lambda data: f"再打一份 {data['paper']}"),
}


def events_of(entries: Iterable[Any], *, labels: Mapping[str, str], names: Mapping[int, str]) -> list[TimelineEvent]:
    """Journal entries of an order, oldest first, as events, newest first."""
    found = []
    for entry in entries:
        said = _SAID.get(entry.action)
        if said is None:
            continue
        code, words = said
        to = entry.data.get("to")
        data = {**entry.data, "to_name": names.get(to, "同事") if isinstance(to, int) else ""}
        for_whom = entry.data.get("cover_for")
        found.append(
            TimelineEvent(
                at=entry.at,
                what=words(data),
                who=f"{entry.actor_name} 代 {for_whom}" if for_whom else entry.actor_name,
                clause=code if code in labels else "",
                clause_title=labels.get(code, ""),
            )
        )
    return found[::-1]


def with_supervision(
    events: Sequence[TimelineEvent], centre_id: int, numbers: Iterable[str], *, labels: Mapping[str, str]
) -> list[TimelineEvent]:
    """The events of a matter, newest first, with its orders and the reasons why it went over; three queries at most.
    What was ordered in words is said; answers stand on the page of the order."""
    wanted = [number for number in dict.fromkeys(numbers) if number]
    found = list(events)
    for order in queries.orders_about(centre_id, wanted):
        found.append(
            TimelineEvent(
                at=order.issued_at,
                what=f"{order.number} 督办 {order.to.name}：{words_of(order)}",
                who=order.issued_by.name,
                clause=CLAUSE if CLAUSE in labels else "",
                clause_title=labels.get(CLAUSE, ""),
            )
        )
        found += [
            TimelineEvent(at=row.answered_at, what=f"答复了 {order.number}", who=row.answered_by.name)
            for row in order.rounds.all()
            if row.answered_at is not None and row.answered_by is not None
        ]
        if order.ended_at is not None and order.ended_by is not None:
            did = "撤回" if order.state == OrderState.WITHDRAWN else "认可"
            found.append(TimelineEvent(at=order.ended_at, what=f"{did} {order.number}", who=order.ended_by.name))
    for reason in queries.overdue_reasons_about(centre_id, wanted):
        what = f"写明超期原因：{OverdueCategory(reason.category).label}"
        found.append(TimelineEvent(at=reason.noted_at, what=what, who=reason.noted_by.name))
    return sorted(found, key=lambda event: event.at, reverse=True) if len(found) > len(events) else found
