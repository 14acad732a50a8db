"""请示与裁定（首问负责制度 第五条（三））: asked of the management office, answered with a reason, told to the person.

The office is asked what to do (`ask_ruling`), or, after two refused hand-overs, whose the matter is (`ask_whose_it_is`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.inquiries import answer_times, policies, responsibility, similar
from shouwen.inquiries.actions import move, pass_answer_on, record
from shouwen.inquiries.enums import InquiryState, Outcome, RulingKind
from shouwen.inquiries.models import Handover, Inquiry, Ruling
from shouwen.inquiries.office import office_member
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.models import Department, Window
from shouwen.refusals import refuse, refuse_if

REFUSALS_UNTIL_ASKED = 2
"""So many refusals of one matter, and the management office says whose it is."""


@one_change
def ask_ruling(*, inquiry: Inquiry, question: str, words: str, by: Actor, at: datetime, new_fact: str = "") -> Ruling:
    """请示管理办公室: the person is told that it is being asked, and by when they hear. `new_fact`: what wasn't known when the
    matter was ruled, without which whom that ruling named doesn't ask again. Raises Refused."""
    refuse_if(policies.may_move(inquiry, InquiryState.RULING_ASKED, by=by, at=at))
    refuse_if(policies.words_told(words, channel=inquiry.channel, person=inquiry.person))
    refuse_if(policies.question_written(question))
    refuse_if(policies.new_fact_given(inquiry, new_fact, by=by))
    office = office_member(inquiry.centre_id, not_by=(by.staff_id,), at=at)
    move(inquiry, InquiryState.RULING_ASKED, at=at, outcome=Outcome.RULING_ASKED)
    ruling = _put(
        inquiry,
        RulingKind.MATTER,
        question.strip(),
        asked_by_id=by.member_id,
        office_id=office,
        by=by,
        at=at,
        new_fact=new_fact.strip(),
    )
    data: dict[str, object] = {"ruling": ruling.number, "words": Words(words.strip())}
    if ruling.new_fact:
        data["new_fact"] = Words(ruling.new_fact)
    record(inquiry, "inquiry.ask_ruling", by=by, at=at, data=data)
    return ruling


def ask_whose_it_is(inquiry: Inquiry, refusals: Sequence[Handover], *, by: Actor, at: datetime) -> Ruling:
    """归谁办: refused twice, the matter is put to the office in the first responder's name, with what both wrote. Part of the
    change that refuses. Raises Refused when nobody in the office could rule."""
    first_id = inquiry.first_responder_id
    else_do = "没法裁定归谁办。先接收，或者等有人在岗再退回"
    office = office_member(inquiry.centre_id, not_by=(first_id,), at=at, else_do=else_do)
    move(inquiry, InquiryState.RULING_ASKED, at=at, holder_id=first_id, outcome=Outcome.RULING_ASKED)
    pass_answer_on(inquiry, to_staff_id=first_id, by=by, at=at)
    question = responsibility.question_of(inquiry, refusals)
    ruling = _put(inquiry, RulingKind.RESPONSIBILITY, question, asked_by_id=first_id, office_id=office, by=by, at=at)
    data: dict[str, object] = {"ruling": ruling.number, "refusals": len(refusals)}
    record(inquiry, "inquiry.ask_responsibility", by=by, at=at, data=data, whose=())
    return ruling


def _put(
    inquiry: Inquiry,
    kind: RulingKind,
    question: str,
    *,
    asked_by_id: int,
    office_id: int,
    by: Actor,
    at: datetime,
    new_fact: str = "",
) -> Ruling:
    year = local_date(at).year % 100
    ruling = Ruling.objects.create(
        centre_id=inquiry.centre_id,
        inquiry=inquiry,
        number=f"请 {year:02d}-{serials.take(inquiry.centre_id, f'ruling/{year}'):04d}",
        kind=kind,
        question=question,
        new_fact=new_fact,
        asked_by_id=asked_by_id,
        asked_at=at,
    )
    unit, limit = answer_times.office_limit(inquiry.centre_id)
    clock = clocks.start(
        kind=ClockKind.RULING,
        subject_id=ruling.pk,
        number=ruling.number,
        matter=ruling.question,
        person_masked=inquiry.person.name_masked if inquiry.person else "",
        responsible_id=office_id,
        unit=unit,
        promised_limit=limit,
        by=by,
        at=at,
    )
    answer_times.tell_after(inquiry, clock, by=by, at=at)
    return ruling


@one_change
def give_ruling(
    *,
    ruling: Ruling,
    answer: str,
    reason: str,
    by: Actor,
    at: datetime,
    responsible_staff_id: int | None = None,
    responsible_window: Window | None = None,
    responsible_department: Department | None = None,
) -> Ruling:
    """裁定: answer and reason; the first responder then owes the person the answer. Raises Refused.

    A ruling on whose the matter is names one: a colleague (on the window given, or the one they are posted to), a window (whoever is on
    it), or a department. A colleague has it at once and can't refuse; a department gets it by an ordinary hand-over outside.
    Naming the first responder leaves it with them."""
    refuse_if(policies.may_rule(ruling, answer=answer, reason=reason, by=by))
    named = responsibility.named_by(
        ruling,
        staff_id=responsible_staff_id,
        window=responsible_window,
        department=responsible_department,
        by=by,
        at=at,
    )
    inquiry = ruling.inquiry
    changes = {
        "answer": answer.strip(),
        "reason": reason.strip(),
        "answered_by_id": by.member_id,
        "answered_at": at,
        "search_words": _searched_by(ruling),
    }
    if not Ruling.objects.filter(pk=ruling.pk, answered_at=None).update(**changes):
        raise refuse("ruling_given", "这件请示别人刚刚答复了")
    for name, value in changes.items():
        setattr(ruling, name, value)
    clocks.close(centre_id=ruling.centre_id, kind=ClockKind.RULING, subject_id=ruling.pk, at=at)
    move(inquiry, InquiryState.RULED, at=at)
    data: dict[str, object] = {"ruling": ruling.number, "answer": Words(answer.strip())}
    record(inquiry, "inquiry.ruled", by=by, at=at, data=data, whose=())
    if named is not None:
        responsibility.hand_to(inquiry, named, ruling=ruling, by=by, at=at)
    return ruling


def _searched_by(ruling: Ruling) -> str:
    """Whose a matter is, is asked in words about refusals and names: the matter alone says what it is about."""
    question = ruling.question if ruling.kind == RulingKind.MATTER else ""
    return similar.words_of(ruling.inquiry.matter, question)


def word_old_rulings(*, centre_id: int, at: datetime) -> int:
    """Rulings answered before there were words to search by get theirs, so that they are suggested like any other. Those that
    speak of nothing stay as they are. Returns how many got some; the ruling itself doesn't change, so nothing is journalled."""
    rows = Ruling.objects.filter(centre_id=centre_id, answered_at__lte=at, search_words="").select_related("inquiry")
    done = 0
    for ruling in rows.iterator(chunk_size=500):
        if words := _searched_by(ruling):
            done += Ruling.objects.filter(pk=ruling.pk, search_words="").update(search_words=words)
    return done


@one_change
def stop_suggesting(*, ruling: Ruling, by: Actor, at: datetime) -> Ruling:
    """不再提示: from now on this ruling isn't suggested to anybody; it stays searchable. Raises Refused."""
    refuse_if(policies.may_stop_suggesting(ruling, by=by))
    if not Ruling.objects.filter(pk=ruling.pk, suggested_until=None).update(suggested_until=at):
        raise refuse("suggested_no_more", "这件裁定已经不再提示了")
    ruling.suggested_until = at
    data: dict[str, object] = {"ruling": ruling.number}
    record(ruling.inquiry, "inquiry.ruling_retired", by=by, at=at, data=data, whose=())
    return ruling
