"""The table of moves, walked with the product's own actions: from every state to every state."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from tests.cases.scene import fresh, make_received, review
from tests.factories import civil, make_case, make_town

from shouwen.cases import actions as cases
from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.cases.intake import accept_received
from shouwen.cases.models import Case
from shouwen.cases.transitions import MOVES
from shouwen.people.actor import Actor
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


def _receive(case: Case, by: Actor) -> object:
    ids = list(case.materials.filter(state=ReviewState.MISSING).values_list("pk", flat=True))
    return receive_materials(case=case, material_ids=ids, by=by, at=AT)


def _accept(case: Case, by: Actor) -> object:
    if case.state != CaseState.RECEIVED:
        return _receive(case, by)
    review(case, by, AT)
    return accept_received(case=case, by=by, at=AT)


STEPS: dict[CaseState, Callable[[Case, Actor], object]] = {
    CaseState.RECEIVED: _receive,
    CaseState.ACCEPTED: _accept,
    CaseState.CORRECTING: lambda case, by: issue_correction_notice(case=case, by=by, at=AT),
    CaseState.CONCLUDED: lambda case, by: cases.conclude(
        case=case, result=CaseResult.REFUSED, words="不能批准，理由已说明", by=by, at=AT
    ),
    CaseState.WITHDRAWN: lambda case, by: cases.withdraw(case=case, reason="改到县里办", by=by, at=AT),
}
"""The action that leads to a state."""


@pytest.mark.parametrize(("start", "end"), list(product(CaseState, CaseState)))
def test_a_case_moves_along_the_table_and_nowhere_else(start: CaseState, end: CaseState) -> None:
    town = make_town()
    clerk = town.actor(town.he)
    is_received_first = start == CaseState.RECEIVED or (start, end) == (CaseState.CORRECTING, CaseState.RECEIVED)
    case = (make_received if is_received_first else make_case)(clerk, town.house, at=AT)
    review(case, clerk, AT, faults={"户口簿": ReviewState.MISSING})
    if start not in {CaseState.ACCEPTED, CaseState.RECEIVED}:
        STEPS[start](fresh(case), clerk)

    if end in MOVES[start]:
        STEPS[end](fresh(case), clerk)
        assert fresh(case).state == end
        return
    with pytest.raises(Refused):
        STEPS[end](fresh(case), clerk)
    assert fresh(case).state == start
