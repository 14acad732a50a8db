"""代办人 of a case: who acts for the person, as the case and its papers name them."""

from __future__ import annotations

from datetime import datetime

from shouwen.cases.models import Case
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actions import opened
from shouwen.people.actor import Actor
from shouwen.people.models import Person, Staff


@one_change
def name_agent(
    *, case: Case, agent: Person | None, helper: Staff | None, authorisation: str, by: Actor, at: datetime
) -> Case:
    """记代办人; papers issued from now on carry the name. `authorisation`: its number."""
    Case.objects.filter(pk=case.pk).update(agent=agent, agent_helper=helper)
    case.agent, case.agent_helper = agent, helper
    journal.record(
        by=by,
        at=at,
        action="case.agent",
        subject_kind="case",
        subject_id=case.pk,
        data={"number": case.number, "authorisation": authorisation},
    )
    return case


def agent_name(case: Case) -> str:
    """The name for a paper, in clear; empty where nobody acts for the person."""
    if case.agent_helper is not None:
        return case.agent_helper.name
    return opened(case.agent).name if case.agent is not None else ""


def agent_masked(case: Case) -> str:
    """The name for a screen."""
    if case.agent_helper is not None:
        return case.agent_helper.name
    return case.agent.name_masked if case.agent is not None else ""
