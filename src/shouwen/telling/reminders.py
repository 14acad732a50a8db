"""提醒: what a person may hear beside what must be told. It goes out by machine or not at all; nobody owes a call for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shouwen.journal.change import one_change
from shouwen.messages.enums import MessageChannel
from shouwen.messages.policies import is_set_up
from shouwen.people.actor import Actor
from shouwen.people.models import Person
from shouwen.telling.actions import Told, tell
from shouwen.telling.shipped import BY_CODE

NOT_OWED = tuple(code for code, template in BY_CODE.items() if not template.is_owed)
"""Templates that nobody is called for."""


def machine_is_set_up() -> bool:
    """Whether this installation can tell people anything without a call."""
    return is_set_up(MessageChannel.SMS) or is_set_up(MessageChannel.EMAIL)


@one_change
def remind(
    *,
    person: Person,
    template: str,
    values: Mapping[str, str],
    subject_kind: str,
    subject_id: int,
    number: str,
    purpose: str,
    responsible_id: int,
    by: Actor,
    at: datetime,
) -> Told | None:
    """提醒本人, as `tell` does it. None where the installation has no channel: then no matter says of itself that its reminder was
    left out. Raises Refused, and ValueError for a template that must be told."""
    if template not in NOT_OWED:
        raise ValueError(f"{template} must be told, not only reminded of")
    if not machine_is_set_up():
        return None
    told: Told = tell(
        person=person,
        template=template,
        values=values,
        subject_kind=subject_kind,
        subject_id=subject_id,
        number=number,
        purpose=purpose,
        responsible_id=responsible_id,
        by=by,
        at=at,
    )
    return told
