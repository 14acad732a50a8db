"""Entries of the journal under an authorisation."""

from __future__ import annotations

from datetime import datetime

from shouwen.agency.models import Authorisation
from shouwen.journal import actions as journal
from shouwen.people.actor import Actor

AUTHORISATION = "authorisation"
"""The subject kind of what happens to one."""


def record(
    authorisation: Authorisation, action: str, *, by: Actor, at: datetime, data: dict[str, object] | None = None
) -> None:
    """Of one authorisation."""
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind=AUTHORISATION,
        subject_id=authorisation.pk,
        data={"number": authorisation.number, **(data or {})},
    )
