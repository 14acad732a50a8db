"""The rows of a visit, as the product's own actions would leave them."""

from __future__ import annotations

from collections.abc import Iterator

from stdnum.cn import ric

from load.visits import Visit, day_of
from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.cases.models import Case, CaseMaterial
from shouwen.civil_time import local
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit
from shouwen.clocks.models import Clock, Responsibility
from shouwen.inquiries.enums import Channel, InquiryState, Outcome, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.journal.actions import Author, Note, Words
from shouwen.people.actions import new_person
from shouwen.people.models import Person

SURNAMES = "陈何邓周杨罗冯唐冉马石田秦吴郑王赵孙钱李"
GIVEN = "甲乙丙丁戊己庚辛木水火土金山石田禾苗松柏"
WORDS = "材料和时限都说清楚了，可以回去等通知"
DONE = "办好了，结果当面交给本人"


def id_number(serial: int) -> str:
    """A number with a right check digit in a region that doesn't exist."""
    born = f"{1940 + serial // 336 % 60}{1 + serial // 28 % 12:02d}{1 + serial % 28:02d}"
    body = f"500199{born}{serial // 20160:03d}"
    return body + ric.calc_check_digit(body + "0")


def name_of(serial: int) -> str:
    """An invented name of three characters."""
    return SURNAMES[serial % 20] + GIVEN[serial // 20 % 20] + GIVEN[serial // 400 % 20]


def phone_of(serial: int) -> str:
    """A phone number that nobody else in the town has."""
    return f"139{serial:08d}"


def person_of(visit: Visit) -> Person:
    """The person served, sealed."""
    return new_person(
        centre_id=visit.clerk.centre_id,
        name=name_of(visit.person),
        id_number=id_number(visit.person),
        phone=phone_of(visit.person),
        address="二坪镇新街",
        at=visit.at,
    )


def inquiry_of(visit: Visit, person: Person, serial_of_day: int) -> Inquiry:
    """The first inquiry, ended as a case."""
    return Inquiry(
        centre_id=visit.clerk.centre_id,
        number=f"问 {day_of(visit)}-{serial_of_day:02d}",
        channel=Channel.ON_SITE,
        received_at=visit.at,
        first_responder_id=visit.clerk.staff_id,
        window_id=visit.clerk.window_id,
        holder_id=visit.clerk.staff_id,
        person=person,
        matter=f"来办{visit.guide.version.item.name}",
        item_id=visit.guide.version.item_id,
        state=InquiryState.TO_CASE,
        outcome=Outcome.TO_CASE,
        words_told=WORDS,
        told_by_means=ToldBy.IN_PERSON,
        told_at=visit.told_at,
        told_by_id=visit.clerk.staff_id,
        first_answer_at=visit.told_at,
        closed_at=visit.told_at,
    )


def case_of(visit: Visit, inquiry: Inquiry) -> Case:
    """The case, concluded if the visit is closed; its clock comes with `clocks_of`."""
    case = Case(
        centre_id=visit.clerk.centre_id,
        number=f"办 {day_of(visit)[:2]}-{visit.serial:05d}",
        inquiry=inquiry,
        person=inquiry.person,
        item_id=visit.guide.version.item_id,
        version=visit.guide.version,
        first_responder_id=visit.clerk.staff_id,
        handler_id=visit.clerk.staff_id,
        window_id=visit.clerk.window_id,
        received_at=visit.told_at,
        accepted_at=visit.told_at,
    )
    if visit.closed_at:
        case.state, case.result, case.closed_at = CaseState.CONCLUDED, CaseResult.GRANTED, visit.closed_at
        case.words_told, case.told_at = DONE, visit.closed_at
    return case


def answer_clock_of(visit: Visit, inquiry: Inquiry) -> Clock:
    """What was owed from the first word on: an answer the same day."""
    clock = clocks.prepare(
        centre_id=inquiry.centre_id,
        kind=ClockKind.INQUIRY,
        subject_id=inquiry.pk,
        number=inquiry.number,
        matter=inquiry.matter,
        responsible_id=inquiry.first_responder_id,
        first_responder_id=inquiry.first_responder_id,
        at=visit.at,
        unit=LimitUnit.INSTANT,
        promised_limit=0,
        person_masked=inquiry.person.name_masked if inquiry.person else "",
    )
    clock.state, clock.closed_at = ClockState.CLOSED, visit.told_at
    return clock


def case_clock_of(visit: Visit, case: Case) -> Clock:
    """What is owed from the acceptance on."""
    version = visit.guide.version
    clock = clocks.prepare(
        centre_id=case.centre_id,
        kind=ClockKind.CASE,
        subject_id=case.pk,
        number=case.number,
        matter=version.item.name,
        responsible_id=case.handler_id,
        at=case.accepted_at,
        unit=LimitUnit.WORKDAY if version.promised_limit else LimitUnit.INSTANT,
        promised_limit=version.promised_limit,
        legal_limit=version.legal_limit,
        person_masked=case.person.name_masked,
    )
    if case.closed_at:
        clock.state, clock.closed_at = ClockState.CLOSED, case.closed_at
    return clock


def responsibility_of(clock: Clock) -> Responsibility:
    """Who answers for a clock from its first day on."""
    return Responsibility(
        centre_id=clock.centre_id, clock=clock, staff_id=clock.responsible_id, from_on=local(clock.started_at).date()
    )


def materials_of(visit: Visit, case: Case) -> Iterator[CaseMaterial]:
    """What was handed in, all in order, so that what is open can be concluded."""
    for position, material in enumerate(visit.guide.materials, start=1):
        yield CaseMaterial(
            centre_id=case.centre_id,
            case=case,
            material=material,
            position=position,
            name=material.name,
            state=ReviewState.OK,
            received_at=case.accepted_at,
            reviewed_at=case.accepted_at,
            reviewed_by_id=case.handler_id,
        )


def notes_of(visit: Visit, inquiry: Inquiry, case: Case) -> Iterator[tuple[Author, Note]]:
    """The journal entries of the visit."""
    by, guide = visit.clerk, visit.guide.version
    came = {"number": inquiry.number, "channel": inquiry.channel, "first_responder": by.name}
    yield by, Note("inquiry.register", "inquiry", str(inquiry.pk), visit.at, came)
    told = {"number": inquiry.number, "means": inquiry.told_by_means, "words": Words(WORDS)}
    yield by, Note("inquiry.to_case", "inquiry", str(inquiry.pk), visit.told_at, told)
    due = local(case.clock.due_at).isoformat(timespec="minutes") if case.clock else ""
    taken = {"number": case.number, "item": guide.item.code, "version": guide.number, "due": due}
    yield by, Note("case.accept", "case", str(case.pk), visit.told_at, taken)
    if case.closed_at:
        done = {"number": case.number, "result": case.result, "words": Words(DONE), "means": ToldBy.IN_PERSON}
        yield by, Note("case.conclude", "case", str(case.pk), case.closed_at, done)
