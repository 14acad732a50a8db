"""投诉答复书: the numbered paper with the answer. It goes to who complained; who looked into it signs, the person complained of isn't
named."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.opening_times import times_words
from shouwen.feedback.enums import Verdict
from shouwen.feedback.involved import involved_in
from shouwen.feedback.models import Complaint
from shouwen.feedback.words import answer_of, mended_of
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.policies import OPENS_ALL
from shouwen.papers.rendering import content
from shouwen.people import queries as people
from shouwen.people.actions import opened
from shouwen.people.actor import Actor


def issue_answer(complaint: Complaint, *, by: Actor, at: datetime) -> Paper:
    """出具投诉答复书 inside the change that answers."""
    paper: Paper = papers.issue(
        kind=PaperKind.COMPLAINT_ANSWER,
        subject_kind=ClockKind.COMPLAINT,
        subject_id=complaint.pk,
        build=lambda number: answer_content(complaint, number=number, by=by, at=at),
        by=by,
        at=at,
    )
    return paper


def answer_content(complaint: Complaint, *, number: str, by: Actor, at: datetime) -> content.ComplaintAnswer:
    """What it says."""
    centre = people.centre(complaint.centre_id)
    today = people.colleagues(complaint.centre_id, on=local_date(at))
    handler = next((one for one in today if one.staff_id == by.staff_id), None)
    window = complaint.window.label if complaint.window else ""
    return content.ComplaintAnswer(
        centre=centre.name,
        number=number,
        issued_on=local_date(at),
        reference=complaint.number,
        person=_name(complaint, at=at),
        received_on=local_date(complaint.at),
        about=window,
        matter_number=complaint.case.number if complaint.case else "",
        verdict=Verdict(complaint.verdict).label,
        answer=answer_of(complaint),
        mended=mended_of(complaint),
        # Whoever looked into it prints this paper: the code is the complainant's own, and isn't on it.
        code="",
        handler=content.Contact(by.name, handler.phone if handler else ""),
        office=content.Office(
            place=centre.name,
            hours=times_words(centre.pk, local_date(at)),
            phone=centre.phone,
            supervision_phones=tuple(filter(None, (centre.supervision_phone, "12345"))),
        ),
    )


def _name(complaint: Complaint, *, at: datetime) -> str:
    """Left out where it is about somebody who can open every paper, as the office, leaders, discipline office and panel can."""
    if complaint.person is None:
        return ""
    involved, today = involved_in(complaint, at=at), people.colleagues(complaint.centre_id, on=local_date(at))
    if any(one.staff_id in involved and one.roles & OPENS_ALL for one in today):
        return ""
    return opened(complaint.person).name
