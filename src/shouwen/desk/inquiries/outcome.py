"""怎么办 as a part of two pages: the outcomes, what each needs, and what the foot of the page says will happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shouwen.civil_time import local_date
from shouwen.clocks.calendars import calendar_of
from shouwen.desk.chinese_dates import day_and_weekday
from shouwen.desk.inquiries.forms import OutcomeForm
from shouwen.desk.inquiries.receivers import OutsideReceiver, Receiver, outside_receivers, receivers
from shouwen.desk.inquiries.words import (
    OUTCOMES,
    RARE,
    RECEIVED_FIRST,
    OutcomeChoice,
    by_when,
    department_template,
    templates,
    told_words,
)
from shouwen.inquiries import reasons
from shouwen.inquiries.enums import Channel, DeclineGround
from shouwen.inquiries.prospects import Prospects, prospects
from shouwen.people.actor import Actor
from shouwen.rulebook.promises import ReasonUse
from shouwen.workdays import Calendar, CalendarRangeError


@dataclass(frozen=True, slots=True)
class DayChoice:
    """A quick date for a promise."""

    iso: str
    workdays: int

    @property
    def short(self) -> str:
        return f"{self.workdays} 天"

    @property
    def words(self) -> str:
        return f"{self.workdays} 个工作日"


@dataclass(frozen=True, slots=True)
class OutcomePart:
    """Everything `desk/inquiries/outcome.html` draws. `facts` is what the page's script fills sentences and chain with."""

    form: OutcomeForm
    choices: Sequence[OutcomeChoice]
    rare: Sequence[OutcomeChoice]
    receivers: Sequence[Receiver]
    outside: Sequence[OutsideReceiver]
    ahead: Prospects
    facts: dict[str, object]
    quick_days: Sequence[DayChoice]
    earliest: str
    teller: str
    promise_kinds: Sequence[tuple[str, str]] = ()
    cannot_kinds: Sequence[tuple[str, str]] = ()
    items: Sequence[tuple[int, str]] = ()
    asks_new_fact: bool = False
    """Asking the office again needs something new: it has ruled that this person answers for the matter."""
    idle: str = "结束登记"
    """What the main button says before an outcome is chosen."""
    may_message: bool = False
    """Whether the answer may go out as a message: to somebody whose number is known."""

    @property
    def chosen(self) -> str:
        return str(self.form["outcome"].value() or "")

    @property
    def place(self) -> int:
        """Which of them is chosen, from 1; 0 for none. The panel's arrow points there."""
        return next((n for n, one in enumerate(self._all, start=1) if one.value == self.chosen), 0)

    @property
    def button(self) -> str:
        return self._all[self.place - 1].button if self.place else self.idle

    @property
    def grounds(self) -> list[tuple[str, str]]:
        """Why an application may be declined, as the law lists it."""
        return list(DeclineGround.choices)

    @property
    def _all(self) -> list[OutcomeChoice]:
        return [*self.choices, *self.rare]


def outcome_part(
    form: OutcomeForm,
    actor: Actor,
    *,
    at: datetime,
    choices: Sequence[OutcomeChoice] = OUTCOMES,
    rare: Sequence[OutcomeChoice] = RARE,
    ruling: str = "",
    items: Sequence[tuple[int, str]] = (),
    idle: str = "结束登记",
    asks_new_fact: bool = False,
    may_message: bool = False,
) -> OutcomePart:
    """The part for this person, now."""
    ahead, calendar, today = prospects(actor.centre_id, at=at), calendar_of(actor.centre_id), local_date(at)
    facts: dict[str, object] = {
        "says": templates(ahead, at=at, ruling=ruling),
        "outside": department_template(ahead, at=at),
        "received_first": RECEIVED_FIRST,
        "told": {channel: told_words(channel) for channel in Channel},
        "teller": actor.name,
        "answer": {channel: by_when(ahead.answer[channel], at) for channel in Channel},
        "ruling": by_when(ahead.ruling, at),
        "tell": by_when(ahead.told, at),
        "minutes": ahead.handover_minutes,
        "department": by_when(ahead.department, at),
        "department_told": by_when(ahead.department_told, at),
        "settled": by_when(ahead.settled, at),
    }
    return OutcomePart(
        form=form,
        choices=choices,
        rare=rare,
        receivers=receivers(actor, at=at),
        outside=outside_receivers(actor),
        ahead=ahead,
        facts=facts,
        quick_days=_quick_days(calendar, at),
        earliest=today.isoformat(),
        teller=actor.name,
        promise_kinds=kinds(actor.centre_id, "promise", on=today),
        cannot_kinds=kinds(actor.centre_id, "not_possible", on=today),
        items=items,
        asks_new_fact=asks_new_fact,
        may_message=may_message,
        idle=idle,
    )


def kinds(centre_id: int, use: ReasonUse, *, on: date) -> list[tuple[str, str]]:
    """The kinds of reasons to choose from, as the rulebook names them."""
    return [(reason.key, reason.words) for reason in reasons.for_use(centre_id, use, on=on)]


def _quick_days(calendar: Calendar, at: datetime) -> list[DayChoice]:
    try:
        days = [(count, calendar.add(local_date(at), count)) for count in (1, 3, 5)]
    except CalendarRangeError:
        return []
    return [DayChoice(day.isoformat(), count) for count, day in days]


def day_words(centre_id: int, text: str, *, at: datetime) -> str:
    """What a promised date is: 10月10日 周六，调休上班. Says when it is a day off; empty for no date."""
    calendar = calendar_of(centre_id)
    try:
        day = datetime.fromisoformat(text).date()
        works = calendar.is_workday(day)
    except (ValueError, CalendarRangeError):
        return ""
    if day < local_date(at):
        return "这一天已经过了"
    words = day_and_weekday(day)
    if not works:
        return f"{words}，放假；下一个工作日 {day_and_weekday(calendar.next(day))}"
    if day.weekday() >= 5:
        return f"{words}，调休上班"
    count = calendar.count(local_date(at), day)
    left = f"，今天起第 {count} 个工作日" if day > local_date(at) else "，就是今天"
    return words + (left if day - local_date(at) < timedelta(days=400) else "")
