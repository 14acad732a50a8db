"""导入来电记录: what the telephone system recorded, taken over once; an unanswered call becomes a call back that somebody owes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.inquiries import incoming_policies as policies
from shouwen.inquiries.call_backs import phone_place, settle
from shouwen.inquiries.call_file import ReadCalls
from shouwen.inquiries.call_plan import PlannedCall, plan_calls
from shouwen.inquiries.enums import CallbackState
from shouwen.inquiries.models import CallImport, CallRecord
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people import roster, serials
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_phone
from shouwen.refusals import refuse, refuse_if
from shouwen.sealing import key_ring

MOST_REFUSED_KEPT = 500
"""Refused rows that the record of an import keeps."""
_BATCH = 500


@one_change
def import_calls(*, read: ReadCalls, file_name: str, by: Actor, at: datetime) -> CallImport:
    """导入来电记录（首问负责制度 第五条（四））: the same file twice adds nothing. Each number missed on a day is one call back, owed by
    whoever is on the window of the extension that day, else by the duty person, from the call on (`Centre.callback_minutes`
    of opening time). A caller who got through later is owed none. Raises Refused."""
    refuse_if(policies.may_import_calls(by))
    refuse_if(policies.has_rows(read.rows))
    # Held to the end of the change: of one file sent twice at once, the second finds what the first wrote.
    serials.take(by.centre_id, _series(at), 0)
    plan = plan_calls(by.centre_id, read)
    refuse_if(policies.not_too_many(len(plan.new)))
    source = CallImport.objects.create(
        centre_id=by.centre_id,
        file_name=file_name[-120:],
        imported_at=at,
        imported_by_id=by.member_id,
        rows=read.rows,
        new=len(plan.new),
        known=plan.known,
        refused_rows=[
            {"row": one.row, "column": one.column, "reason": one.reason} for one in read.refused[:MOST_REFUSED_KEPT]
        ],
    )
    numbers = _numbers(by.centre_id, plan.debts, at)
    rows = [_row(planned, source, next(numbers) if planned.is_debt else "") for planned in plan.new]
    CallRecord.objects.bulk_create(rows, batch_size=_BATCH)
    _start_clocks([row for row in rows if row.number], by=by, at=at)
    for debt, moment in plan.settled:
        settle(debt, CallbackState.CALLED_AGAIN, words="来电人后来打通了", when=moment, by=by, at=at)
    journal.record(
        by=by,
        at=at,
        action="calls.import",
        subject_kind="calls",
        subject_id=source.pk,
        data={
            "file": Words(source.file_name),
            "rows": read.rows,
            "new": source.new,
            "known": source.known,
            "refused": len(read.refused),
            "owed": plan.debts,
            "settled": len(plan.settled),
        },
    )
    return source


def _row(planned: PlannedCall, source: CallImport, number: str) -> CallRecord:
    """The number itself is kept, sealed, only where somebody may have to call it."""
    call = planned.call
    phone = call.phone if planned.state == CallbackState.OWED else ""
    return CallRecord(
        centre_id=source.centre_id,
        source=source,
        called_at=call.called_at,
        phone_sealed=key_ring().seal(phone, place=phone_place(planned.phone_hash)),
        phone_masked=mask_phone(call.phone),
        phone_hash=planned.phone_hash,
        extension=call.extension,
        window=planned.window,
        seconds=call.seconds,
        was_answered=call.was_answered,
        number=number,
        state=planned.state,
        settled_at=planned.settled_at,
        settled_words=planned.settled_words,
    )


def _start_clocks(debts: list[CallRecord], *, by: Actor, at: datetime) -> None:
    limit = people.centre(by.centre_id).callback_minutes
    owing: dict[tuple[int | None, object], int] = {}
    for debt in debts:
        key = (debt.window_id, local_date(debt.called_at))
        if key not in owing:
            owing[key] = _who_owes(debt)
        clocks.start(
            kind=ClockKind.CALLBACK,
            subject_id=debt.pk,
            number=debt.number,
            matter=f"漏接来电（{debt.window.label}）" if debt.window else "漏接来电",
            person_masked=debt.phone_masked,
            responsible_id=owing[key],
            unit=LimitUnit.OPEN_MINUTE,
            promised_limit=limit,
            by=by,
            at=debt.called_at,
        )


def _who_owes(debt: CallRecord) -> int:
    day = local_date(debt.called_at)
    staff_id = roster.on_window(debt.centre_id, debt.window_id, on=day) if debt.window_id else None
    staff_id = staff_id or roster.who_is_on_duty(debt.centre_id, on=day)
    if staff_id is None:
        raise refuse(
            "nobody_on_duty", f"{day.month}月{day.day}日没有人在岗，回电算不到人", way_out="先排好岗位或值班表"
        )
    return staff_id


def _series(at: datetime) -> str:
    return f"callback/{local_date(at).year % 100:02d}"


def _numbers(centre_id: int, count: int, at: datetime) -> Iterator[str]:
    """回 26-0005: as many numbers as there are debts, in order of time."""
    year = local_date(at).year % 100
    first = serials.take(centre_id, _series(at), count)
    return (f"回 {year:02d}-{number:04d}" for number in range(first, first + count))
