"""督办单: the numbered paper that goes with an order."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.clocks.opening_times import times_words
from shouwen.clocks.standing import standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.papers import actions as papers
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.papers.rendering import content
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.supervision.models import SupervisionOrder
from shouwen.supervision.notice_words import stand_words


def issue_order_paper(order: SupervisionOrder, due: Clock, *, words: str, by: Actor, at: datetime) -> Paper:
    """出具督办单, inside the change that issues the order; `due` is the clock of its answer."""
    paper: Paper = papers.issue(
        kind=PaperKind.SUPERVISION_ORDER,
        subject_kind=ClockKind.SUPERVISION,
        subject_id=due.subject_id,
        build=lambda number: order_content(order, due, words=words, number=number, by=by, at=at),
        by=by,
        at=at,
    )
    return paper


def order_content(
    order: SupervisionOrder, due: Clock, *, words: str, number: str, by: Actor, at: datetime
) -> content.SupervisionOrder:
    """What it says; a person stands masked."""
    centre = people.centre(order.centre_id)
    here = {one.staff_id: one for one in people.colleagues(order.centre_id, on=local_date(at))}
    receiver, issuer = here[order.to_id], here.get(by.member_id)
    about = order.clock
    return content.SupervisionOrder(
        centre=centre.name,
        number=number,
        issued_on=local_date(at),
        reference=order.number,
        receiver=receiver.name,
        place=receiver.window_label,
        about=order.about_number,
        matter=mask_words(order.matter),
        person=about.person_masked if about is not None else "",
        due_on=local_date(about.due_at) if about is not None else None,
        stands=stand_words(standing_of(about, at=at, by=Yardstick.of(order.centre_id))) if about is not None else "",
        wanted=words,
        answer_by=local(due.due_at),
        issuer=content.Contact(by.name, issuer.phone if issuer else ""),
        office=content.Office(
            place=centre.name,
            hours=times_words(centre.pk, local_date(at)),
            phone=centre.phone,
            supervision_phones=tuple(filter(None, (centre.supervision_phone, "12345"))),
        ),
    )
