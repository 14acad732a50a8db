"""The one thing that an inquiry waits for, as a panel of its page: what it is, until when, and the form for whoever may do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.queries import clock_for
from shouwen.clocks.standing import standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.inquiries.panel_forms import (
    AnswerCheckForm,
    CheckForm,
    ClarifiedForm,
    DeclinedForm,
    GiveBackForm,
    OutsideForm,
    PanelForm,
    ResultForm,
    TakeBackForm,
)
from shouwen.desk.inquiries.words import by_when
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light
from shouwen.desk.promises.not_possible import steps_of
from shouwen.inquiries import policies
from shouwen.inquiries.enums import DeclineState, HandoverState, InquiryState, RulingKind
from shouwen.inquiries.queries import (
    open_clarification,
    open_decline,
    open_unresolved,
    unchecked_answer,
    waiting_handover,
)
from shouwen.people.actor import Actor
from shouwen.people.enums import Role

ASKED = "…"
"""Stands for words that aren't written yet, when only the right to write them is asked about."""


@dataclass(frozen=True, slots=True)
class Panel:
    """`name` of the template in `panels/`; `row`: the hand-over, clarification, decline, matter or ruling that is open; `form`
    for whoever may act, None for who waits; `light` and `until` of its own limit."""

    name: str
    row: Any
    form: PanelForm | None
    light: Light | None = None
    until: str = ""
    left_until: str = ""
    tell_until: str = ""
    """By when the person hears, where somebody else answers before."""
    steps: Mapping[str, Any] = field(default_factory=dict)
    """What is said of something that can't be done now, and the steps that this person may take with it."""
    back: PanelForm | None = None
    """The form to take the step back, for whoever may."""

    @property
    def template(self) -> str:
        return f"desk/inquiries/panels/{self.name}.html"


def panel_of(inquiry: Any, actor: Actor, *, at: datetime, form: PanelForm | None = None) -> Panel | None:
    """The panel for this person, now; `form`: with what was typed and is wrong."""
    make = _PANELS.get(InquiryState(inquiry.state))
    return make(inquiry, actor, form, at) if make else None


def _handed_over(inquiry: Any, actor: Actor, form: PanelForm | None, at: datetime) -> Panel | None:
    handover = waiting_handover(inquiry)
    if handover is None:
        return None
    if handover.to_department_id is not None:
        may = policies.may_settle_outside(handover, HandoverState.ACCEPTED, name=ASKED, by=actor, at=at)
        empty = OutsideForm() if may is None else None
        return _timed("outside", handover, form or empty, ClockKind.HANDOVER, at)
    may_accept = policies.may_settle_handover(handover, HandoverState.ACCEPTED, by=actor, at=at) is None
    if not may_accept:
        return _timed("waiting_window", handover, None, ClockKind.HANDOVER, at)
    return _timed("to_accept", handover, form or GiveBackForm(), ClockKind.HANDOVER, at)


def _answer_to_check(inquiry: Any, actor: Actor, form: PanelForm | None, at: datetime) -> Panel | None:
    row = unchecked_answer(inquiry)
    if row is None:
        return None
    may = policies.may_check_answer(row, called=ASKED, by=actor, at=at) is None
    return Panel("outside_check", row, form or (AnswerCheckForm() if may else None))


def _ruling_asked(inquiry: Any, actor: Actor, form: PanelForm | None, at: datetime) -> Panel | None:
    ruling = next((one for one in inquiry.rulings.all() if one.answered_at is None), None)
    if ruling is None:
        return None
    may = actor.has(Role.MANAGEMENT_OFFICE) and ruling.asked_by_id != actor.staff_id
    name = "responsibility" if ruling.kind == RulingKind.RESPONSIBILITY else "ruling"
    told = clock_for(centre_id=inquiry.centre_id, kind=ClockKind.INQUIRY, subject_id=inquiry.pk)
    panel = _timed(name, ruling, PanelForm() if may else None, ClockKind.RULING, at)
    return replace(panel, tell_until=by_when(told.due_at, at) if told else "")


def _clarifying(inquiry: Any, actor: Actor, form: PanelForm | None, at: datetime) -> Panel | None:
    row = open_clarification(inquiry)
    if row is None:
        return None
    may = policies.may_answer_clarification(row, answer=ASKED, source="", by=actor, at=at) is None
    return _timed("clarifying", row, form or (ClarifiedForm() if may else None), ClockKind.CLARIFICATION, at)


def _decline_asked(inquiry: Any, actor: Actor, form: PanelForm | None, at: datetime) -> Panel | None:
    row = open_decline(inquiry)
    if row is None:
        return None
    may = policies.may_check_decline(row, DeclineState.AGREED, words="", by=actor) is None
    return _timed("decline_check", row, form or (CheckForm() if may else None), ClockKind.DECLINE, at)


def _decline_agreed(inquiry: Any, actor: Actor, form: PanelForm | None, at: datetime) -> Panel | None:
    row = open_decline(inquiry)
    if row is None:
        return None
    may = policies.may_move(inquiry, InquiryState.DECLINED, by=actor, at=at) is None
    said = f"{row.reason.rstrip('。')}，依据{row.basis}，这件不能受理。{row.way_out.rstrip('。')}。理由和依据都写在通知书上了。"
    may_take_back = policies.may_take_back_decline(row, words=ASKED, by=actor) is None
    back = form if isinstance(form, TakeBackForm) else TakeBackForm() if may_take_back else None
    telling = None if isinstance(form, TakeBackForm) else form
    telling = telling or (DeclinedForm(initial={"words": said}) if may else None)
    return Panel("decline_tell", row, telling, back=back)


def _unresolved(inquiry: Any, actor: Actor, form: PanelForm | None, at: datetime) -> Panel | None:
    row = open_unresolved(inquiry)
    if row is None:
        return None
    may = policies.may_settle_unresolved(row, result=ASKED, by=actor) is None
    return _timed("unresolved", row, form or (ResultForm() if may else None), ClockKind.UNRESOLVED, at)


def _not_possible(inquiry: Any, actor: Actor, form: PanelForm | None, at: datetime) -> Panel | None:
    row = inquiry.not_possible
    return Panel("not_possible", row, form, steps=steps_of(row, actor, at=at))


_PANELS = {
    InquiryState.OPEN: _answer_to_check,
    InquiryState.WITH_RECEIVER: _answer_to_check,
    InquiryState.HANDED_OVER: _handed_over,
    InquiryState.RULING_ASKED: _ruling_asked,
    InquiryState.CLARIFYING: _clarifying,
    InquiryState.DECLINE_ASKED: _decline_asked,
    InquiryState.DECLINE_AGREED: _decline_agreed,
    InquiryState.UNRESOLVED: _unresolved,
    InquiryState.NOT_POSSIBLE: _not_possible,
}


def _timed(name: str, row: Any, form: PanelForm | None, kind: ClockKind, at: datetime) -> Panel:
    clock = clock_for(centre_id=row.centre_id, kind=kind, subject_id=row.pk)
    if clock is None:
        return Panel(name, row, form)
    standing = standing_of(clock, at=at, by=Yardstick.of(row.centre_id))
    counts = clock.unit == LimitUnit.OPEN_MINUTE and clock.due_at > at
    return Panel(
        name,
        row,
        form,
        light_of(standing, clock=clock),
        by_when(clock.due_at, at),
        clock.due_at.isoformat() if counts else "",
    )
