"""The page of one order: what is wanted by when, about which matter, what was answered, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shouwen.civil_time import local_date
from shouwen.clocks.queries import standings
from shouwen.clocks.standing import Stand
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of
from shouwen.desk.chinese_dates import clock_time, day_and_weekday, month_day, stamp
from shouwen.desk.lights import light_of
from shouwen.desk.papers.lines import PaperLine, line_of
from shouwen.desk.parts import Light, TimelineEvent
from shouwen.desk.strip import Strip, day_strip
from shouwen.desk.supervision.events import events_of
from shouwen.journal import queries as journal
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.refusals import Refusal
from shouwen.regulations.queries import clause_words
from shouwen.supervision import policies, queries
from shouwen.supervision.enums import OrderState
from shouwen.supervision.words import answer_of, ended_of, returned_of, words_of


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer, and why the one before was sent back."""

    title: str
    returned: str
    answer: str
    done_by: str
    who: str
    late: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What this person may do now."""

    answer: bool
    accept: bool
    send_back: bool
    withdraw: bool


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Everything the page shows."""

    order: Any
    serial: str
    state: str
    matter: str
    words: str
    ended: str
    light: Light | None
    due: str
    strip: Strip
    clauses: Sequence[tuple[str, str]]
    about_url: str
    about_light: Light | None
    about_due: str
    about_who: str
    answers: Sequence[AnswerLine]
    paper: PaperLine | None
    events: Sequence[TimelineEvent]
    steps: Steps
    today: str
    refusal: Refusal | None = None
    opened: str = ""
    form: Any = None


def page_of(
    order: Any, *, by: Actor, at: datetime, refusal: Refusal | None = None, opened: str = "", form: Any = None
) -> OrderPage:
    """The page of an order that `order_numbered` loaded; `opened` is the step whose form was refused, `form` what was typed."""
    rounds = list(order.rounds.all())
    clocks = queries.clocks_of_rounds(order.centre_id, [row.pk for row in rounds])
    clock, yardstick = clocks[rounds[-1].pk], Yardstick.of(order.centre_id)
    entries = journal.of_subjects(order.centre_id, [("supervision", row.pk) for row in rounds])
    labels = {code: words.label for code, words in clause_words(order.centre_id).items()}
    here = {one.staff_id: one.name for one in people.colleagues(order.centre_id, on=local_date(at))}
    about = order.clock
    shown = [*clocks.values(), about] if about is not None else list(clocks.values())
    stands = standings(shown, at=at, by=yardstick)
    is_open = about is not None and about.closed_at is None
    return OrderPage(
        order=order,
        serial=order.number.removeprefix("督 "),
        state=OrderState(order.state).label,
        matter=mask_words(order.matter),
        words=words_of(order),
        ended=ended_of(order),
        light=light_of(stands[clock.pk], clock=clock) if clock.closed_at is None else None,
        due=_due(clock),
        strip=day_strip(clock, at=at, by=yardstick),
        clauses=[("T1", labels["T1"])] if "T1" in labels else [],
        about_url=address_of(about.kind, about.number) if about is not None else "",
        about_light=light_of(stands[about.pk], clock=about) if is_open else None,
        about_due=_due(about) if about is not None else "",
        about_who=about.responsible.name if about is not None else "",
        answers=[_answer(order, row, len(rounds), stands[clocks[row.pk].pk].stand) for row in reversed(rounds)],
        paper=line_of(order.paper, by=by, at=at) if order.paper else None,
        events=events_of(entries, labels=labels, names=here),
        steps=_steps(order, by=by, at=at),
        today=local_date(at).isoformat(),
        refusal=refusal,
        opened=opened,
        form=form,
    )


def _steps(order: Any, *, by: Actor, at: datetime) -> Steps:
    def judges(to: OrderState) -> bool:
        return policies.may_judge(order, to, by=by, at=at) is None

    return Steps(
        answer=policies.may_answer(order, by=by, at=at) is None,
        accept=judges(OrderState.CLOSED),
        send_back=judges(OrderState.RETURNED),
        withdraw=judges(OrderState.WITHDRAWN),
    )


def _due(clock: Any) -> str:
    if clock.closed_at is not None:
        return f"{day_and_weekday(clock.closed_at)} {clock_time(clock.closed_at)} 了结"
    return f"{day_and_weekday(clock.due_at)} {clock_time(clock.due_at)} 到期"


def _answer(order: Any, row: Any, count: int, stand: Stand) -> AnswerLine:
    done = f"{month_day(row.done_by)}前办完" if row.done_by else ("已经办完" if row.answered_at else "")
    return AnswerLine(
        title=f"第 {row.sequence} 次答复" if count > 1 else "答复",
        returned=returned_of(row, order),
        answer=answer_of(row, order),
        done_by=done,
        who=f"{row.answered_by.name} {stamp(row.answered_at)}" if row.answered_by else "",
        late="答复超期" if row.answered_at and stand == Stand.DONE_LATE else "",
    )
