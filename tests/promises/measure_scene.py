"""A town where 罗霜降 leads, the panel and the discipline office have somebody, and 何谷雨 let a case go over its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.factories import Town, civil, make_staff, make_town

from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.promises.enums import Capacity, EvidenceKind, MeasureKind
from shouwen.promises.measures import propose_measure
from shouwen.promises.models import Measure

AT = civil(2026, 10, 12, 10)
GIVEN: dict[str, Any] = {
    "kind": MeasureKind.RECTIFY,
    "capacity": Capacity.CONCERNED,
    "clause": "P4",
    "basis": "不守承诺和时限的，限期改正",
    "evidence_kind": EvidenceKind.CLOCK,
    "evidence_number": "办 26-01873",
    "facts": "10月8日到期的宅基地审批拖了两天，没有告诉本人",
    "limit_workdays": 3,
}
AWARD = {"kind": MeasureKind.AWARD_LOSS, "limit_workdays": None, "year": 2026}


@dataclass(frozen=True)
class Hall:
    """The town with everybody who has to do with a measure."""

    town: Town
    he: Actor
    office: Actor
    leader: Actor
    panel: Actor
    discipline: Actor


def make_hall() -> Hall:
    """The town. What was late is done by now: it stands on nobody's day."""
    town = make_town()
    late = {"kind": ClockKind.CASE, "subject_id": 1873}
    clocks.start(
        **late,
        number="办 26-01873",
        matter="农村村民宅基地审批",
        person_masked="陈*木",
        responsible_id=town.he.pk,
        unit=LimitUnit.WORKDAY,
        promised_limit=5,
        by=town.actor(town.he),
        at=civil(2026, 9, 24, 9),
    )
    clocks.close(centre_id=town.centre.pk, **late, at=civil(2026, 10, 10, 9))
    made = {
        role: make_staff(town.centre, name, roles=[role])
        for name, role in (("罗霜降", Role.LEADER), ("白立冬", Role.ASSESSMENT_PANEL), ("冯小满", Role.DISCIPLINE))
    }
    return Hall(
        town,
        town.actor(town.he),
        town.actor(town.office),
        town.actor(made[Role.LEADER]),
        town.actor(made[Role.ASSESSMENT_PANEL]),
        town.actor(made[Role.DISCIPLINE]),
    )


def proposed(hall: Hall, **changes: Any) -> Measure:
    """A measure that the office proposed against 何谷雨."""
    given = {"subject_id": hall.town.he.pk, "by": hall.office, "at": AT, **GIVEN, **changes}
    measure: Measure = propose_measure(**given)
    return measure
