"""替别人办: what the agent does to an application is checked against the authorisation, and kept with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shouwen.agency import actions as agency
from shouwen.applications.models import Application
from shouwen.people.actions import opened
from shouwen.people.actor import Actor
from shouwen.people.identity import normal_id_number
from shouwen.people.models import Person
from shouwen.refusals import Refusal


def acting(application: Application, what: str, *, by: Actor, at: datetime) -> Person | None:
    """Whom it is for; None where somebody applies for themselves. Raises Refused once the authorisation doesn't carry it."""
    found = application.authorisation
    if found is None:
        return None
    numbers = [one for one in (application.number, application.case.number if application.case else "") if one]
    agency.act(authorisation=found, what=what, item_code=application.item.code, numbers=numbers, by=by, at=at)
    return found.principal


def is_principal(principal: Person, values: Mapping[str, str]) -> Refusal | None:
    """What was typed of the applicant is of the principal, not of the agent or of a third."""
    known = opened(principal)
    number = normal_id_number(values.get("id_number", ""))
    if values.get("name", "").strip() == known.name and (not number or number == known.id_number):
        return None
    return Refusal(
        "not_the_principal",
        "填的姓名或身份证号不是委托人的",
        way_out="替别人办，这里填委托人的姓名和身份证号",
    )


def agent_of(application: Application) -> str:
    """Who acts, as lists show it; empty where nobody does."""
    return application.authorisation.agent_masked if application.authorisation is not None else ""
