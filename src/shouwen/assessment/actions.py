"""月度考核表: computed from the record by the rulebook, never typed. Recomputed while draft; announced and sealed ones stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from shouwen.assessment import policies
from shouwen.assessment.enums import SheetState
from shouwen.assessment.facts.gather import assessed_staff, facts_of_month
from shouwen.assessment.facts.month import Month
from shouwen.assessment.freshness import drafts_stand, facts_hash, standing_staff
from shouwen.assessment.models import MonthSheet, SheetLine
from shouwen.assessment.transitions import SHEET_MOVES
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.rules import rulebook_of
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if
from shouwen.rulebook.assessment import AssessResult, PersonMonth, assess
from shouwen.rulebook.contract.month_answer import line_trace
from shouwen.rulebook.contract.month_file import read_month
from shouwen.rulebook.engine.lines import Pending
from shouwen.rulebook.rules import Rulebook


@dataclass(frozen=True, slots=True)
class _Computation:
    """What every sheet of one computation shares."""

    month: Month
    rulebook: Rulebook
    facts_hash: str
    at: datetime


@one_change
def compute_month(*, first_day: date, by: Actor, at: datetime) -> list[MonthSheet]:
    """计算一个月: gathers the facts, runs the engine, stores every draft sheet anew with lines and traces.

    Announced and sealed sheets are left as they are, and so are drafts when the system comes by and nothing has changed
    since they were computed. Returns the sheets that were written. Raises Refused."""
    if by.staff_id is not None:
        refuse_if(policies.may_announce(by))
    month = Month.of(by.centre_id, first_day, at=at)
    if month.start > at:
        raise refuse("month_not_begun", f"{first_day.year}年{first_day.month}月还没到，不能算")
    facts = facts_of_month(month)
    rulebook, calendar = rulebook_of(by.centre_id), calendar_of(by.centre_id)
    if by.staff_id is None and drafts_stand(month, facts, rulebook):
        return []
    result = assess(read_month(facts, rulebook, calendar), rulebook, calendar)
    computation = _Computation(month, rulebook, facts_hash(facts), at)
    standing = standing_staff(month)
    MonthSheet.objects.filter(centre_id=by.centre_id, month=first_day, state=SheetState.DRAFT).delete()
    sheets = _store(result, computation, standing)
    data = {"month": month.label, "sheets": len(sheets), "facts": computation.facts_hash, "rulebook": rulebook.id}
    journal.record(by=by, at=at, action="month.compute", subject_kind="month", subject_id=month.label, data=data)
    return sheets


def _store(result: AssessResult, computation: _Computation, standing: set[int]) -> list[MonthSheet]:
    staff = {person.work_number: person.pk for person in assessed_staff(computation.month)}
    sheets, lines = [], []
    for person in result.people:
        staff_id = staff.get(person.staff.id)
        # Somebody who answered for a case without being assessed is among the facts, but has no sheet (R7).
        if staff_id is None or staff_id in standing:
            continue
        waiting = [one for one in result.pending if one.staff == person.staff.id]
        sheet = _sheet(person, waiting, staff_id, computation)
        sheet.save(force_insert=True)
        sheets.append(sheet)
        lines += _lines(sheet, person)
    SheetLine.objects.bulk_create(lines, batch_size=500)
    return sheets


def _sheet(person: PersonMonth, waiting: list[Pending], staff_id: int, computation: _Computation) -> MonthSheet:
    rate = person.attendance_rate
    return MonthSheet(
        centre_id=computation.month.centre_id,
        staff_id=staff_id,
        month=computation.month.first_day,
        business=person.business,
        discipline=person.discipline,
        attendance_rate=None if rate is None else Decimal(str(rate)),
        days_due=person.days_due,
        days_present=person.days_present,
        awards_lost=person.awards_lost,
        referrals=list(person.referrals),
        pending=[
            {"clause": one.clause, "fact": one.fact, "reason": one.reason, "at": one.at.isoformat()} for one in waiting
        ],
        as_of=computation.month.as_of_instant,
        facts_hash=computation.facts_hash,
        rulebook_id=computation.rulebook.id,
        rulebook_hash=computation.rulebook.content_hash,
        computed_at=computation.at,
    )


def _lines(sheet: MonthSheet, person: PersonMonth) -> list[SheetLine]:
    return [
        SheetLine(
            centre_id=sheet.centre_id,
            sheet=sheet,
            position=position,
            clause=line.clause.id,
            at=line.at,
            points=line.points,
            fact=line.fact,
            trace=line_trace(line),
        )
        for position, line in enumerate(person.lines, start=1)
    ]


@one_change
def announce_month(*, first_day: date, by: Actor, at: datetime) -> int:
    """公示: the drafts of a month that is over stand from now on; staff can see and object. Returns how many. Raises Refused."""
    return _move_month(first_day, SheetState.ANNOUNCED, by=by, at=at)


@one_change
def seal_month(*, first_day: date, by: Actor, at: datetime) -> int:
    """封存: the announced sheets of a month never change again. Returns how many. Raises Refused."""
    return _move_month(first_day, SheetState.SEALED, by=by, at=at)


def _move_month(first_day: date, new: SheetState, *, by: Actor, at: datetime) -> int:
    refuse_if(policies.may_announce(by))
    month = Month.of(by.centre_id, first_day, at=at)
    if month.end > at:
        raise refuse("month_not_over", f"{first_day.month}月还没过完，不能{new.label}")
    sources = [old for old, reached in SHEET_MOVES.items() if new in reached]
    moved = MonthSheet.objects.filter(centre_id=by.centre_id, month=first_day, state__in=sources).update(state=new)
    if not moved:
        names = "、".join(old.label for old in sources)
        raise refuse("nothing_to_move", f"{first_day.month}月没有“{names}”状态的考核表")
    journal.record(
        by=by,
        at=at,
        action=f"month.{new.value}",
        subject_kind="month",
        subject_id=month.label,
        data={"sheets": moved},
    )
    return moved
