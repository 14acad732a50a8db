"""Who acts when another system does: whoever answers for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shouwen.people.actor import Actor
from shouwen.people.queries import actor_of
from shouwen.refusals import refuse
from shouwen.systems.models import System
from shouwen.systems.policies import WHERE


def actor_for(system: System, *, on: date) -> Actor:
    """The member of staff behind the system, with the roles of the day; the journal names the system beside them. Raises Refused
    where nobody is."""
    staff = system.acts_as
    if staff is None or not staff.is_active:
        raise refuse("nobody_answers", "这个系统后面没有在职的人负责，不能登记和办理", way_out=WHERE)
    return replace(actor_of(staff, on=on), via=system.name)
