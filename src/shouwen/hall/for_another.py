"""给自己办、替别人办: by what authorisation one begins an application for somebody else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from shouwen.agency.policies import ARTICLE, may_act
from shouwen.agency.queries import by_code, of_agent_phone
from shouwen.applications import sessions
from shouwen.applications.counting import count
from shouwen.applications.enums import Tried
from shouwen.civil_time import local_date
from shouwen.hall.ask import address_of
from shouwen.people.identity import normal_phone
from shouwen.people.phones import phone_hash
from shouwen.refusals import Refusal, Refused, refuse_if

OTHER = "other"
UNKNOWN = Refusal(
    "authorisation_unknown",
    "委托编号和委托码对不上",
    ARTICLE,
    "照登记委托时给的单子写；没有登记过的，先和委托人一起到窗口登记",
)


def usable(session: Any, item_code: str, *, at: datetime) -> list[Any]:
    """The authorisations of the agent's proved telephone that carry this item today."""
    if session is None or not session.phone_hash:
        return []
    rows = of_agent_phone(session.centre_id, session.phone_hash, today=local_date(at))
    return [row for row in rows if may_act(row, item_code=item_code, at=at) is None]


def chosen(request: HttpRequest, town: Any, session: Any, item_code: str, *, at: datetime) -> Any:
    """The authorisation that was chosen or typed; None for oneself. Typed ones are counted. Raises Refused."""
    sent = request.POST
    if sent.get("for") != OTHER:
        return None
    number, code = sent.get("authorisation", "")[:30], sent.get("authorisation_code", "")[:40]
    if not code:
        for row in of_agent_phone(town.pk, session.phone_hash, today=local_date(at)) if session is not None else []:
            if row.number == number:
                refuse_if(may_act(row, item_code=item_code, at=at))
                return row
        raise Refused(UNKNOWN)
    phone = sessions.phone_of(session) if session is not None and session.phone_hash else sent.get("phone", "")[:40]
    refuse_if(
        count(
            centre_id=town.pk,
            kind=Tried.RESUMED,
            phone_hash=phone_hash(town.pk, normal_phone(phone)),
            address=address_of(request),
            at=at,
        )
    )
    found = by_code(town.pk, number, code)
    if found is None:
        raise Refused(UNKNOWN)
    refuse_if(may_act(found, item_code=item_code, at=at))
    return found
