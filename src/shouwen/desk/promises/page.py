"""The page of one promise: why, by when, how that is reckoned, what the person was told, and keeping, moving or giving it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import clock_for
from shouwen.clocks.standing import standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.cases.page import chip_of
from shouwen.desk.inquiries import page as inquiry_pages
from shouwen.desk.inquiries.outcome import kinds
from shouwen.desk.inquiries.timeline import events_of
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light, PersonChip, TimelineEvent
from shouwen.desk.promises.forms import TOLD_CHOICES
from shouwen.desk.strip import Strip
from shouwen.desk.strip.of_clock import day_strip
from shouwen.desk.supervision.events import with_supervision
from shouwen.inquiries import policies as inquiries
from shouwen.inquiries import reasons
from shouwen.inquiries.enums import InquiryState, ToldBy
from shouwen.journal.queries import of_subject
from shouwen.people.actor import Actor
from shouwen.promises import policies
from shouwen.promises.queries import circumstances_of
from shouwen.refusals import Refusal
from shouwen.regulations.queries import clause_words
from shouwen.telling.enums import ToldChannel


@dataclass(frozen=True, slots=True)
class ToldLine:
    """特殊情况 that the person was told, before the time was over."""

    row: Any
    kind: str
    how: str


@dataclass(frozen=True, slots=True)
class PromisePage:
    """Everything the page shows. `may_not_move`: why the day may not be moved now; None when it may."""

    promise: Any
    serial: str
    state: str
    kind: str
    light: Light | None
    strip: Strip
    clauses: Sequence[tuple[str, str]]
    chip: PersonChip | None
    told: Sequence[ToldLine]
    events: Sequence[TimelineEvent]
    inquiry_url: str
    may_keep: bool
    may_not_move: Refusal | None
    may_tell: bool
    move_kinds: Sequence[tuple[str, str]]
    cannot_kinds: Sequence[tuple[str, str]]
    means: Sequence[tuple[str, str]]
    earliest: str
    refusal: Refusal | None = None
    opened: str = ""
    form: Any = None


def page_of(
    promise: Any, actor: Actor, *, at: datetime, refusal: Refusal | None = None, opened: str = "", form: Any = None
) -> PromisePage:
    """The page for this person, now; `opened` is the step that was refused, `form` what was typed."""
    centre_id, inquiry = promise.centre_id, promise.inquiry
    clock = clock_for(centre_id=centre_id, kind=ClockKind.PROMISE, subject_id=promise.pk)
    if clock is None:
        raise ValueError(f"promise {promise.pk} has no clock")
    by, today = Yardstick.of(centre_id), local_date(at)
    told = circumstances_of(inquiry)
    labels = {code: words.label for code, words in clause_words(centre_id).items()}
    may_keep = promise.is_open and inquiries.may_move(inquiry, InquiryState.ANSWERED, by=actor, at=at) is None
    was_moved = any(row.moved_to for row in told)
    return PromisePage(
        promise=promise,
        serial=promise.number.removeprefix("诺 "),
        state="已兑现" if promise.kept_at else "现在办不了" if promise.given_up_at else "待兑现",
        kind=reasons.words_of(centre_id, promise.category),
        light=light_of(standing_of(clock, at=at, by=by), clock=clock) if promise.is_open else None,
        strip=day_strip(clock, at=at, by=by),
        clauses=[(code, labels[code]) for code in ("P3c" if told else "P3b",) if code in labels],
        chip=chip_of(inquiry.person) if inquiry.person else None,
        told=[ToldLine(row, reasons.words_of(centre_id, row.category), _how(row)) for row in told],
        events=with_supervision(
            events_of(of_subject(centre_id, "inquiry", inquiry.pk), guides={}),
            centre_id,
            (promise.number, inquiry.number),
            labels=labels,
        ),
        inquiry_url=inquiry_pages.address(inquiry),
        may_keep=may_keep,
        may_not_move=policies.may_move_day(promise, clock=clock, was_moved=was_moved, by=actor, at=at),
        may_tell=policies.may_tell_circumstances(inquiry, clock=clock, by=actor, at=at) is None,
        move_kinds=kinds(centre_id, "moved", on=today),
        cannot_kinds=kinds(centre_id, "not_possible", on=today),
        means=TOLD_CHOICES,
        earliest=(promise.promised_for + timedelta(days=1)).isoformat(),
        refusal=refusal,
        opened=opened,
        form=form,
    )


def _how(row: Any) -> str:
    if not row.channel:
        return ToldBy(row.means).label
    return "排了一个要打的电话" if row.channel == ToldChannel.CALL else ToldChannel(row.channel).label
