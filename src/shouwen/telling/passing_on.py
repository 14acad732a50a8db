"""要打的电话 follow their matter: whoever takes it over owes the calls that are still to be made (限时办结制度 第三条)."""

from __future__ import annotations

from datetime import datetime

from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.journal import actions as journal
from shouwen.people.actor import Actor
from shouwen.people.models import Staff
from shouwen.telling.enums import CallState
from shouwen.telling.models import CallToMake


def pass_on_calls(*, subject_kind: str, subject_id: int, to_staff_id: int, by: Actor, at: datetime) -> int:
    """Part of the change that passes a matter on: its calls that are still owed go with it, each said in the history of the
    matter; earlier days stay with whom they were (R7). Returns how many."""
    owed = CallToMake.objects.filter(
        centre_id=by.centre_id, subject_kind=subject_kind, subject_id=subject_id, state=CallState.OWED
    )
    passed = 0
    for call in owed.order_by("pk"):
        clock = Clock.objects.get(centre_id=call.centre_id, kind=ClockKind.CALL, subject_id=call.pk)
        if clock.responsible_id == to_staff_id:
            continue
        before = clock.responsible_id
        clocks.reassign(clock=clock, to_staff_id=to_staff_id, by=by, at=at)
        receiver = Staff.objects.get(pk=to_staff_id, centre_id=call.centre_id)
        data = {
            "call": call.number,
            "number": call.subject_number,
            "title": call.title,
            "from": before,
            "receiver": receiver.name,
        }
        journal.record(
            by=by, at=at, action="call_to_make.pass_on", subject_kind=subject_kind, subject_id=subject_id, data=data
        )
        passed += 1
    return passed
