"""到期日变了，告诉本人: by the person's channel, or a call that is owed (限时办结制度 第三条)."""

from __future__ import annotations

from datetime import datetime

from shouwen.cases.models import Case
from shouwen.civil_time import local
from shouwen.clocks import moved_dues
from shouwen.clocks.enums import ClockKind, ToldMeans
from shouwen.clocks.models import Clock, MovedDue
from shouwen.inquiries.models import Inquiry, UnresolvedMatter
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.models import Person
from shouwen.people.policies import same_centre
from shouwen.promises.models import Promise
from shouwen.refusals import refuse, refuse_if
from shouwen.telling.actions import tell
from shouwen.telling.enums import ToldChannel

_WEEKDAYS = "一二三四五六日"
_MATTER = 40
_REASON = 120


@one_change
def tell_moved(*, move: MovedDue, by: Actor, at: datetime) -> str:
    """Tell the person the new due date; says in words how it went. Where a call is owed, they are told once somebody made it and
    notes it on the list. Raises Refused."""
    refuse_if(same_centre(move, by))
    refuse_if(moved_dues.may_tell(move, by=by))
    person = _person_of(move.clock)
    if person is None:
        raise refuse(
            "moved_due_nobody", "这一件没有登记本人，或者要在它自己的页面上告知", way_out="打电话说了，点“打过电话了”"
        )
    before, after = moved_dues.last_said(move)
    told = tell(
        person=person,
        template="due_moved",
        values={
            "matter": move.clock.matter[:_MATTER],
            "before": _day(before),
            "due": _day(after),
            "reason": move.recomputation.reason[:_REASON],
        },
        subject_kind=move.clock.kind,
        subject_id=move.clock.subject_id,
        number=move.clock.number,
        purpose=f"due_moved/{move.pk}",
        responsible_id=move.clock.responsible_id,
        by=by,
        at=at,
    )
    if told.channel == ToldChannel.CALL:
        return f"发不了，要打电话，记在 {told.call_number}。打通后点“打过电话了”"
    if told.channel == ToldChannel.NONE:
        return "本人要求不发消息，打电话或当面说了再记"
    moved_dues.note_told(row=move, means=ToldMeans.MESSAGE, by=by, at=at)
    return f"已发{told.channel.label}"


def _person_of(clock: Clock) -> Person | None:
    """The person whose matter it is; None where nobody is named, or another page tells them."""
    inquiry: Inquiry | None = None
    if clock.kind == ClockKind.CASE:
        case = Case.objects.select_related("person").filter(pk=clock.subject_id, centre_id=clock.centre_id).first()
        return case.person if case else None
    if clock.kind == ClockKind.INQUIRY:
        inquiry = Inquiry.objects.select_related("person").filter(pk=clock.subject_id).first()
    elif clock.kind == ClockKind.PROMISE:
        promise = Promise.objects.select_related("inquiry__person").filter(pk=clock.subject_id).first()
        inquiry = promise.inquiry if promise else None
    elif clock.kind == ClockKind.UNRESOLVED:
        matter = UnresolvedMatter.objects.select_related("inquiry__person").filter(pk=clock.subject_id).first()
        inquiry = matter.inquiry if matter else None
    return inquiry.person if inquiry and inquiry.centre_id == clock.centre_id else None


def _day(at: datetime) -> str:
    day = local(at).date()
    return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"
