"""What who complained sees: never who is complained of, never who else complained; whom to call, by when, what came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe

from shouwen.cases.days_told import DaysTold, days_told
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import clock_for
from shouwen.feedback import policies
from shouwen.feedback.codes import complaint_path, receipt_code
from shouwen.feedback.enums import ComplaintState, RatingLevel, SayingKind, Verdict
from shouwen.feedback.transitions import ANSWERED, OPEN
from shouwen.feedback.words import answer_of, mended_of, passed_to_of, rating_words_of, saying_of, words_of
from shouwen.files.actions import name_of

LEVELS = tuple((level.value, level.label, f"face{level.value}") for level in RatingLevel)


@dataclass(frozen=True, slots=True)
class Line:
    """One step, as it is told."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """Everything the page shows."""

    centre: str
    number: str
    code: str
    path: str
    qr: SafeString
    state: ComplaintState
    received_at: datetime
    channel: str
    person: str
    words: str
    added: Sequence[Line]
    files: Sequence[str]
    about: str
    due_at: datetime | None
    is_late: bool
    days: DaysTold | None
    is_open: bool
    is_answered: bool
    verdict: str
    is_upheld: bool
    answer: str
    mended: str
    passed_to: str
    leader_answer: str
    lines: Sequence[Line]
    may_add: bool
    may_rate: bool
    levels: Sequence[tuple[int, str, str]]
    rated: str
    rating_words: str
    phone: str
    supervision_phone: str


def page_of(complaint: Any, *, at: datetime, address: str) -> ComplaintPage:
    """The page of a complaint that `complaint_with_link` found."""
    clock = clock_for(centre_id=complaint.centre_id, kind=ClockKind.COMPLAINT, subject_id=complaint.pk)
    state, centre = ComplaintState(complaint.state), complaint.centre
    is_open, is_answered = state in OPEN, state in ANSWERED
    drawing = segno.make(address, error="m", micro=False).svg_inline(scale=4, border=1, omitsize=True)
    sayings = [row for row in complaint.sayings.all() if row.kind == SayingKind.ADDED]
    leader = complaint.merged_into
    return ComplaintPage(
        centre=centre.name,
        number=complaint.number,
        code=receipt_code(complaint),
        path=complaint_path(complaint),
        # Drawn from numbers, no input of a user.
        qr=mark_safe(drawing),
        state=state,
        received_at=complaint.at,
        channel=complaint.get_channel_display(),
        person=complaint.person.name_masked if complaint.person else "没有留名",
        words=words_of(complaint),
        added=[Line(row.at, saying_of(row, complaint)) for row in sayings],
        files=[name_of(row.file) for row in complaint.files.all() if row.is_theirs],
        about="，".join(filter(None, (complaint.window.label if complaint.window else "", complaint.matter_number))),
        due_at=clock.due_at if clock else None,
        is_late=bool(clock and is_open and clock.due_at < at),
        days=_days(clock, at=at),
        is_open=is_open,
        is_answered=is_answered,
        verdict=Verdict(complaint.verdict).label if is_answered else "",
        is_upheld=complaint.verdict in (Verdict.VERIFIED, Verdict.PARTLY),
        answer=answer_of(complaint) if is_answered or state == ComplaintState.NOT_ACCEPTED else "",
        mended=mended_of(complaint) if is_answered else "",
        passed_to=passed_to_of(complaint),
        leader_answer=answer_of(leader) if leader is not None and leader.state in ANSWERED else "",
        lines=_lines(complaint),
        may_add=policies.may_add(complaint) is None,
        may_rate=policies.may_rate_answer(complaint) is None,
        levels=LEVELS,
        rated=RatingLevel(complaint.answer_rating).label if complaint.answer_rating else "",
        rating_words=rating_words_of(complaint),
        phone=centre.phone,
        supervision_phone=centre.supervision_phone,
    )


def _days(clock: Any, *, at: datetime) -> DaysTold | None:
    """In the words of a complaint: it is received, not accepted."""
    days = days_told(clock, at=at)
    return replace(days, how=[words.replace("受理", "收到", 1) for words in days.how]) if days else None


def _lines(complaint: Any) -> list[Line]:
    """What happened, the newest first, without a name."""
    found = [Line(complaint.at, "收到您的投诉，给了编号")]
    state = ComplaintState(complaint.state)
    for row in complaint.sayings.all():
        words = {
            SayingKind.ADDED: "您补充了",
            SayingKind.PUT: "请有关的人作说明",
            SayingKind.STATEMENT: "有关的人作了说明",
        }
        found.append(Line(row.at, words[SayingKind(row.kind)]))
    ended = {
        ComplaintState.NOT_ACCEPTED: f"不归中心管，转告您归{passed_to_of(complaint)}",
        ComplaintState.MERGED: "和另一件说的是同一件事，并在一起查，结果也告诉您",
        ComplaintState.WITHDRAWN: "您撤回了",
    }.get(state, "查完，答复您")
    if complaint.settled_at is not None:
        found.append(Line(complaint.settled_at, ended))
    if complaint.answer_rated_at is not None:
        found.append(Line(complaint.answer_rated_at, "您评价了答复"))
    return sorted(found, key=lambda line: line.at, reverse=True)
