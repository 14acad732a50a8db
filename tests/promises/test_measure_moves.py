"""Every state of a measure against every step: what the table doesn't allow is refused and changes nothing (服务承诺制度 第四条)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from tests.promises.measure_scene import AT, AWARD, Hall, make_hall, proposed

from shouwen.promises import measures
from shouwen.promises.enums import MeasureState
from shouwen.promises.models import Measure
from shouwen.promises.transitions import MEASURE_MOVES
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
Step = Callable[[Hall, Measure], Measure]
STEPS: dict[str, Step] = {
    "decide": lambda hall, one: measures.decide_measure(measure=one, words="限期改正", by=hall.leader, at=AT),
    "reject": lambda hall, one: measures.reject_measure(measure=one, words="证据不够", by=hall.leader, at=AT),
    "serve": lambda hall, one: measures.serve_measure(measure=one, by=hall.office, at=AT),
    "report": lambda hall, one: measures.report_rectified(measure=one, words="改好了", by=hall.he, at=AT),
    "pass": lambda hall, one: measures.check_rectified(measure=one, passed=True, words="通过", by=hall.panel, at=AT),
    "again": lambda hall, one: measures.check_rectified(
        measure=one, passed=False, words="还没改好", limit_workdays=2, by=hall.panel, at=AT
    ),
    "revoke": lambda hall, one: measures.revoke_measure(measure=one, reason="查明不是他", by=hall.leader, at=AT),
}
WAY: dict[str, tuple[str, ...]] = {
    "proposed": (),
    "rejected": ("reject",),
    "decided": ("decide",),
    "rectifying": ("decide", "serve"),
    "reported": ("decide", "serve", "report"),
    "done": ("decide", "serve", "report", "pass"),
    "in_force": ("decide", "serve"),
    "revoked": ("decide", "revoke"),
}
LEADS: dict[str, dict[str, str]] = {
    "proposed": {"decide": "decided", "reject": "rejected"},
    "decided": {"serve": "rectifying", "revoke": "revoked"},
    "rectifying": {"report": "reported", "revoke": "revoked"},
    "reported": {"pass": "done", "again": "rectifying", "revoke": "revoked"},
    "done": {"revoke": "revoked"},
    "in_force": {"revoke": "revoked"},
}


@pytest.mark.parametrize("state", MeasureState.values)
def test_p4_from_each_state_only_the_steps_of_the_table(state: str) -> None:
    hall = make_hall()
    measure = proposed(hall, **AWARD if state == "in_force" else {})
    for name in WAY[state]:
        measure = STEPS[name](hall, measure)
    assert measure.state == state
    found: dict[str, str] = {}
    for name, step in STEPS.items():
        with transaction.atomic():
            try:
                found[name] = str(step(hall, Measure.objects.get()).state)
            except Refused as refused:
                assert refused.refusal.code in {"measure_moved_on", "measure_unknown"}
                assert Measure.objects.get().state == state
            transaction.set_rollback(True)
    assert found == LEADS.get(state, {})
    allowed = {to.value for to in MEASURE_MOVES[MeasureState(state)]}
    # A measure that is served goes one of two ways, by its kind.
    assert set(found.values()) == (allowed - {"in_force"} if state == "decided" else allowed)
