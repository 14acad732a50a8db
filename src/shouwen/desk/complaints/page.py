"""The page of one complaint: what is said, about whom, by when it is answered, what was found, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.civil_time import local_date
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.cases.page import chip_of
from shouwen.desk.chinese_dates import clock_time, day_and_weekday, stamp
from shouwen.desk.complaints.choices import Choices, choices_of
from shouwen.desk.complaints.forms import TOLD
from shouwen.desk.complaints.timeline import events_of
from shouwen.desk.lights import light_of
from shouwen.desk.papers.lines import PaperLine, line_of
from shouwen.desk.parts import Light, PersonChip, TimelineEvent
from shouwen.desk.strip import Strip
from shouwen.desk.strip.of_clock import day_strip
from shouwen.desk.supervision.events import with_supervision
from shouwen.feedback import code_again, policies, queries
from shouwen.feedback.attachments import may_attach
from shouwen.feedback.enums import AnswerWish, ComplaintState, RatingLevel, SayingKind, Verdict
from shouwen.feedback.involved import handlers_for
from shouwen.feedback.transitions import ANSWERED, OPEN
from shouwen.feedback.words import answer_of, mended_of, passed_to_of, rating_words_of, reason_of, saying_of, words_of
from shouwen.files.actions import name_of
from shouwen.inquiries.enums import ToldBy
from shouwen.journal import queries as journal
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.promises import eight
from shouwen.refusals import Refusal
from shouwen.regulations.queries import clause_words
from shouwen.telling.enums import ToldChannel
from shouwen.telling.queries import told_about

_MEANS = {
    "page": "投诉人凭编号和查询码自己看",
    ToldChannel.SMS.value: "发了短信",
    ToldChannel.EMAIL.value: "发了邮件",
    ToldChannel.CALL.value: "排了一个要打的电话",
    ToldChannel.NONE.value: "本人不要消息，在网上看",
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One photo or file."""

    name: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class SayingLine:
    """What was said to the file afterwards."""

    title: str
    who: str
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What this person may do now."""

    assign: bool
    reassign: bool
    work: bool
    put: bool
    lead: bool
    add: bool
    attach: bool
    code: bool


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """Everything the page shows."""

    complaint: Any
    serial: str
    state: str
    words: str
    promise: str
    about: str
    light: Light | None
    due: str
    who: str
    strip: Strip | None
    clauses: Sequence[tuple[str, str]]
    person: PersonChip | None
    wish: str
    sayings: Sequence[SayingLine]
    files: Sequence[FileLine]
    verdict: str
    reason: str
    passed_to: str
    answer: str
    mended: str
    told: str
    rated: str
    paper: PaperLine | None
    followers: Sequence[Any]
    events: Sequence[TimelineEvent]
    steps: Steps
    handlers: Sequence[Any]
    choices: Choices | None
    told_choices: Sequence[tuple[str, str]]
    is_heard: bool
    refusal: Refusal | None = None
    opened: str = ""
    form: Any = None


def page_of(
    complaint: Any, *, by: Actor, at: datetime, refusal: Refusal | None = None, opened: str = "", form: Any = None
) -> ComplaintPage:
    """The page of a complaint that `complaint_numbered` loaded; `opened` is the step whose form was refused."""
    centre_id, state = complaint.centre_id, ComplaintState(complaint.state)
    clock = queries.clocks_of(centre_id, [complaint.pk]).get(complaint.pk)
    yardstick, today = Yardstick.of(centre_id), local_date(at)
    labels = {code: words.label for code, words in clause_words(centre_id).items()}
    colleagues, steps = people.colleagues(centre_id, on=today), _steps(complaint, by=by, at=at)
    entries = journal.of_subjects(centre_id, [("complaint", complaint.pk)])
    is_answered = state in ANSWERED
    promises = eight.of_centre(centre_id, on=today) if steps.work else ()
    promise = eight.numbered(centre_id, complaint.promise or 0, on=local_date(complaint.at))
    return ComplaintPage(
        complaint=complaint,
        serial=serial_of(complaint),
        state=state.label,
        words=words_of(complaint),
        promise=f"{promise.complaint}（第{promise.number}条“{promise.words}”）" if promise else "",
        about=" ".join(
            filter(
                None,
                (complaint.window.label if complaint.window else "", complaint.staff.name if complaint.staff else ""),
            )
        ),
        light=light_of(standings([clock], at=at, by=yardstick)[clock.pk])
        if clock and clock.closed_at is None
        else None,
        due=_due(complaint, clock),
        who=_who(complaint),
        strip=day_strip(clock, at=at, by=yardstick) if clock else None,
        clauses=[("P2", labels["P2"])] if "P2" in labels else [],
        person=chip_of(complaint.person) if complaint.person else None,
        wish=AnswerWish(complaint.wish).label,
        sayings=[_saying(row, complaint) for row in complaint.sayings.all()],
        files=[_file(complaint, row) for row in complaint.files.all()],
        verdict=Verdict(complaint.verdict).label if is_answered else "",
        reason=reason_of(complaint),
        passed_to=passed_to_of(complaint),
        answer=answer_of(complaint),
        mended=mended_of(complaint),
        told=_told(complaint),
        rated=_rated(complaint),
        paper=line_of(complaint.paper, by=by, at=at) if complaint.paper else None,
        followers=list(complaint.followers.all()),
        events=with_supervision(
            events_of(entries, labels=labels, names={one.staff_id: one.name for one in colleagues}),
            complaint.centre_id,
            (complaint.number,),
            labels=labels,
        ),
        steps=steps,
        handlers=handlers_for(complaint, at=at) if steps.assign or steps.reassign else (),
        choices=choices_of(complaint, form if opened == "about" else None, promises) if steps.work else None,
        told_choices=[(one.value, one.label) for one in TOLD],
        is_heard=policies.was_heard(complaint, cleared=False, verdict=Verdict.VERIFIED, at=at) is None,
        refusal=refusal,
        opened=opened,
        form=form,
    )


def serial_of(complaint: Any) -> str:
    """26-0009 of 诉 26-0009."""
    return str(complaint.number).removeprefix("诉 ")


def _steps(complaint: Any, *, by: Actor, at: datetime) -> Steps:
    leads = policies.may_assign(complaint, reason="…", by=by, at=at) is None
    works = policies.may_work_on(complaint, by=by, at=at) is None
    in_hand = complaint.state == ComplaintState.ASSIGNED
    return Steps(
        assign=leads and not in_hand,
        reassign=leads and in_hand,
        work=works,
        put=works and complaint.staff_id is not None,
        lead=leads,
        add=complaint.state in OPEN,
        attach=may_attach(complaint, by=by, at=at) is None,
        code=code_again.may_say_code(complaint, by=by, at=at) is None,
    )


def _due(complaint: Any, clock: Any) -> str:
    if complaint.settled_at is not None:
        return f"{day_and_weekday(complaint.settled_at)} {clock_time(complaint.settled_at)} 了结"
    return f"{day_and_weekday(clock.due_at)} {clock_time(clock.due_at)} 前答复" if clock else ""


def _who(complaint: Any) -> str:
    if complaint.handler is not None:
        return str(complaint.handler.name)
    return f"{complaint.office.name}（待交办）" if complaint.office else ""


def _saying(row: Any, complaint: Any) -> SayingLine:
    kind = SayingKind(row.kind)
    who = {SayingKind.PUT: f"请 {row.staff.name if row.staff else ''} 说明", SayingKind.STATEMENT: "本人说明"}
    by = row.by.name if row.by else "投诉人"
    return SayingLine(who.get(kind, kind.label), by, stamp(row.at), saying_of(row, complaint))


def _file(complaint: Any, row: Any) -> FileLine:
    whose = "投诉人" if row.is_theirs else (row.added_by.name if row.added_by else "")
    note = f"{whose} {stamp(row.added_at)} · {max(row.file.size // 1024, 1)} KB"
    return FileLine(name_of(row.file), note, reverse("desk:complaint_file", args=[serial_of(complaint), row.pk]))


def _told(complaint: Any) -> str:
    means = complaint.told_means
    words = ToldBy(means).label if means in ToldBy.values else _MEANS.get(means, "")
    if complaint.person and means in {ToldChannel.SMS.value, ToldChannel.CALL.value}:
        last = told_about(complaint.centre_id, "complaint", complaint.pk)
        if last and last[-1].told_at:
            return f"{words}，{stamp(last[-1].told_at)} 告知到了"
        return f"{words} {last[-1].call_number}，还没有告知到" if last and last[-1].is_owed else words
    return words


def _rated(complaint: Any) -> str:
    if not complaint.answer_rating:
        return ""
    words = rating_words_of(complaint)
    return RatingLevel(complaint.answer_rating).label + (f"：{words}" if words else "")
