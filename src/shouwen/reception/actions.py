"""接待: the register page in one step. The first inquiry, what was told, and its outcome are one change or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.cases.models import Case
from shouwen.catalogue.models import ItemVersion, Situation
from shouwen.inquiries import actions as inquiries
from shouwen.inquiries.enums import Channel, Outcome, ToldBy
from shouwen.inquiries.handover_paper import issue_slip
from shouwen.inquiries.models import Inquiry, SentPage
from shouwen.inquiries.notice_message import send_notice
from shouwen.inquiries.notice_paper import newer_than, print_notice, version_to_tell
from shouwen.inquiries.policies import received_lately
from shouwen.journal.change import one_change
from shouwen.papers.models import Paper
from shouwen.people import actions as people
from shouwen.people.actor import Actor
from shouwen.people.models import Person
from shouwen.reception.outcomes import STEPS, Settling
from shouwen.reception.policies import NAME_WITH_NUMBER
from shouwen.reception.step import NextStep, Told, Visitor
from shouwen.refusals import Refused, refuse, refuse_if


@dataclass(frozen=True, slots=True)
class Received:
    """What came of it: the inquiry, the case if it became one, and the papers issued for the person to take along."""

    inquiry: Inquiry
    case: Case | None = None
    papers: tuple[Paper, ...] = ()
    newer_guide: ItemVersion | None = None
    """A version of the guide that began while an earlier one was being told."""


@one_change
def receive(
    *,
    channel: Channel,
    visitor: Visitor,
    matter: str,
    outcome: Outcome,
    told: Told,
    step: NextStep,
    by: Actor,
    at: datetime,
    item_id: int | None = None,
    notice_means: ToldBy | None = None,
    received_at: datetime | None = None,
    with_papers: bool = False,
    mark: str = "",
    notice_version_id: int | None = None,
) -> Received:
    """登记首问并给出结果（首问负责制度 第三、五条）. `notice_means` records the one-time notice of the item that was
    read, printed or sent (一次性告知制度 第四条). `with_papers` issues what the person takes along: 一次性告知单 of a
    printed notice, 转办单 of a hand-over. `mark` is that of the page: a page sent twice, even at once, is refused the second
    time (`already_registered`). `notice_version_id` is the version of the guide that was shown: it is the one that was told, even
    if a newer one began meanwhile. Raises Refused, and then nothing is written."""
    refuse_if(received_lately(received_at, at))
    person = _person(visitor, by=by, at=at)
    inquiry = inquiries.register(
        channel=channel, matter=matter, person=person, item_id=item_id, by=by, at=at, received_at=received_at
    )
    if mark:
        _keep_mark(inquiry, mark)
    papers: list[Paper] = []
    newer: ItemVersion | None = None
    if item_id is not None and notice_means is not None:
        about = version_to_tell(item_id, shown=notice_version_id, situation_id=step.situation_id, by=by, at=at)
        papers += _give_notice(inquiry, *about, notice_means, on_paper=with_papers, by=by, at=at)
        newer = newer_than(about[0], at=at)
    received = _settled(Settling(inquiry, told, step, by=by, at=at, received_at=received_at), outcome)
    if with_papers and outcome == Outcome.HANDED_OVER:
        papers.append(issue_slip(handover=inquiry.handovers.get(), by=by, at=at))
    return replace(received, papers=tuple(papers), newer_guide=newer)


def _keep_mark(inquiry: Inquiry, mark: str) -> None:
    """Of two sendings of one page the database takes one; the other one waits for it and then is refused."""
    try:
        with transaction.atomic():
            SentPage.objects.create(centre_id=inquiry.centre_id, mark=mark, inquiry=inquiry)
    except IntegrityError as error:
        raise refuse("already_registered", "这件刚才已经登记了，没有再登一次") from error


@one_change
def settle(*, inquiry: Inquiry, outcome: Outcome, told: Told, step: NextStep, by: Actor, at: datetime) -> Received:
    """Give an inquiry one of the outcomes, now or later. Raises Refused."""
    return _settled(Settling(inquiry, told, step, by=by, at=at), outcome)


def _settled(it: Settling, outcome: Outcome) -> Received:
    return Received(it.inquiry, STEPS[outcome](it))


@one_change
def print_notice_of(
    *,
    inquiry: Inquiry,
    item_id: int | None,
    situation_id: int | None,
    by: Actor,
    at: datetime,
    version_id: int | None = None,
) -> Paper:
    """出具一次性告知单 of an item later, from the page of the inquiry. Raises Refused."""
    if item_id is None:
        raise refuse("item_missing", "先选办什么事，再出告知单", clause="一次性告知制度 第四条")
    about = version_to_tell(item_id, shown=version_id, situation_id=situation_id, by=by, at=at)
    return _give_notice(inquiry, *about, ToldBy.PRINT, on_paper=True, by=by, at=at)[0]


def _person(visitor: Visitor, *, by: Actor, at: datetime) -> Person | None:
    if not visitor.name.strip():
        if visitor.phone.strip() or visitor.id_number.strip():
            raise Refused(NAME_WITH_NUMBER)
        return None
    return people.receive_person(
        name=visitor.name,
        phone=visitor.phone,
        id_number=visitor.id_number,
        address=visitor.address,
        by=by,
        at=at,
    )


def _give_notice(
    inquiry: Inquiry,
    version: ItemVersion,
    situation: Situation | None,
    means: ToldBy,
    *,
    on_paper: bool,
    by: Actor,
    at: datetime,
) -> list[Paper]:
    if means == ToldBy.PRINT and on_paper:
        notice = print_notice(inquiry=inquiry, version=version, situation=situation, by=by, at=at)
        return [notice.paper] if notice.paper else []
    if means == ToldBy.MESSAGE:
        send_notice(inquiry=inquiry, version=version, situation=situation, by=by, at=at)
    else:
        inquiries.give_notice(inquiry=inquiry, version=version, situation=situation, means=means, by=by, at=at)
    return []
