"""用过几次: what was done by an authorisation, as its principal and the desk see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shouwen.agency.models import Authorisation
from shouwen.agency.recording import AUTHORISATION
from shouwen.journal import queries as journal


@dataclass(frozen=True, slots=True)
class Use:
    """One thing done: what, for which number."""

    at: datetime
    what: str
    numbers: str


def uses_of(authorisation: Authorisation) -> list[Use]:
    """The newest first; they stay after a revocation."""
    entries = journal.of_subject(authorisation.centre_id, AUTHORISATION, authorisation.pk)
    found = [one for one in entries if one.action == "agency.act"]
    return [Use(one.at, one.data["what"], "、".join(one.data["for"])) for one in reversed(found)]
