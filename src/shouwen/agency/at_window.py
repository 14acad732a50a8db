"""代办人到窗口: what an agent hands in is taken only while the authorisation carries it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shouwen.agency.actions import act
from shouwen.agency.models import Authorisation
from shouwen.cases.corrections import receive_materials
from shouwen.cases.models import Case
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import refuse


@one_change
def hand_in_by_agent(
    *, case: Case, authorisation_id: int, material_ids: Collection[int], by: Actor, at: datetime
) -> Case:
    """代办人交补的材料: as the applicant's own, checked against the authorisation and kept with it. Raises Refused."""
    rows = Authorisation.objects.filter(centre_id=case.centre_id, principal_id=case.person_id)
    row = rows.filter(pk=authorisation_id).first()
    if row is None:
        raise refuse("authorisation_unknown", "这份委托不是这位申请人的", way_out="核对委托编号，或请本人来交")
    act(authorisation=row, what="到窗口交材料", item_code=case.item.code, numbers=[case.number], by=by, at=at)
    received: Case = receive_materials(case=case, material_ids=material_ids, by=by, at=at)
    return received
