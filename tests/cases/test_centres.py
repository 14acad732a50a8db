"""Nobody works on a case of another centre."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.factories import civil, make_case, make_staff, make_town

from shouwen.cases import actions as cases
from shouwen.cases import limits
from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import CaseResult, ReviewState
from shouwen.cases.models import Case
from shouwen.clocks.enums import PauseKind
from shouwen.people.actor import Actor
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)

ACTIONS: dict[str, Callable[[Case, Actor], object]] = {
    "review_material": lambda case, by: cases.review_material(
        material=case.materials.all()[0], state=ReviewState.OK, by=by, at=AT
    ),
    "conclude": lambda case, by: cases.conclude(case=case, result=CaseResult.GRANTED, words="好", by=by, at=AT),
    "withdraw": lambda case, by: cases.withdraw(case=case, reason="不办了", by=by, at=AT),
    "transfer": lambda case, by: cases.transfer(
        case=case, to_staff_id=by.member_id, to_window_id=by.window_id, by=by, at=AT
    ),
    "extend": lambda case, by: limits.extend(
        case=case, workdays=1, reason="等回函", category="other", told_at=AT, by=by, at=AT
    ),
    "pause": lambda case, by: limits.pause(
        case=case,
        kind=PauseKind.SITE_VISIT,
        reason="踏勘",
        from_on=date(2026, 10, 10),
        planned_workdays=3,
        by=by,
        at=AT,
    ),
    "resume": lambda case, by: limits.resume(case=case, outcome="踏勘合格", by=by, at=AT),
    "issue_correction_notice": lambda case, by: issue_correction_notice(case=case, by=by, at=AT),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_another_centre_touches_no_case(name: str) -> None:
    town, other = make_town(), make_town("qingshi", town="青石镇")
    case = make_case(town.actor(town.he), town.house, at=AT)
    both = make_staff(other.centre, "外镇人", roles=["management_office", "general_window_staff"], window=other.general)

    with pytest.raises(Refused) as caught:
        ACTIONS[name](case, other.actor(both))

    assert caught.value.code == "another_centre"
    assert Case.objects.get(pk=case.pk).state == "accepted"
