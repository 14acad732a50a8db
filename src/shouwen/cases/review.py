"""全部合格: one step for what was looked through in one go (一次性告知制度 第六条)."""

from __future__ import annotations

from datetime import datetime

from shouwen.cases.actions import hold, review_material
from shouwen.cases.enums import ReviewState
from shouwen.cases.models import Case
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor


@one_change
def approve_unreviewed(*, case: Case, by: Actor, at: datetime) -> int:
    """Every material not reviewed yet is 合格; faults found already stay. Returns how many. Raises Refused, then none is."""
    hold(case)  # before listing: what is reviewed or promised in this moment is no longer waiting
    waiting = list(case.materials.filter(state=ReviewState.UNREVIEWED).select_related("case"))
    for material in waiting:
        review_material(material=material, state=ReviewState.OK, by=by, at=at)
    return len(waiting)
