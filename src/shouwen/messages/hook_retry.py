"""通知 that were given up: how many of a system's wait or were given up, and all of these once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from shouwen.journal.change import one_change
from shouwen.messages.actions import retry
from shouwen.messages.enums import MessageState
from shouwen.messages.models import Message
from shouwen.messages.policies import may_see_outbox
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse_if
from shouwen.systems.models import System

WAITING = Q(state__in=[MessageState.WAITING, MessageState.SENDING])


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What one system hasn't been told: notices that wait, since when, those given up, and why the last of them."""

    waiting: int
    since: datetime | None
    given_up: int
    fault: str


def undelivered(system: System) -> Undelivered:
    """Two queries."""
    rows = Message.objects.filter(centre_id=system.centre_id, system=system)
    failed = Q(state=MessageState.FAILED)
    found = rows.aggregate(
        waiting=Count("pk", filter=WAITING),
        since=Min("written_at", filter=WAITING),
        given_up=Count("pk", filter=failed),
    )
    last = rows.filter(failed).order_by("-pk").values_list("fault", flat=True).first()
    return Undelivered(found["waiting"], found["since"], found["given_up"], last or "")


@one_change
def send_all_again(*, system: System, by: Actor, at: datetime) -> int:
    """全部再发: every notice of the system that was given up waits again, from its first try. How many. Raises Refused."""
    refuse_if(same_centre(system, by) or may_see_outbox(by))
    rows = Message.objects.select_for_update().filter(system=system, state=MessageState.FAILED).order_by("pk")
    found = list(rows)
    for message in found:
        retry(message=message, by=by, at=at)
    return len(found)
