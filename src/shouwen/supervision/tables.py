"""The escalation table of a centre: read for the job and the page."""

from __future__ import annotations

from shouwen.supervision.enums import Receiver, StepKind
from shouwen.supervision.escalation import SHIPPED, Step, Table
from shouwen.supervision.models import Escalation, EscalationStep


def table_of(centre_id: int) -> Table:
    """The table in force; two queries."""
    row = escalation_of(centre_id)
    return Table(tuple(map(_step, row.steps.all()))) if row is not None else SHIPPED


def escalation_of(centre_id: int) -> Escalation | None:
    """What the centre set last; None while it goes by what the product ships with."""
    rows = Escalation.objects.filter(centre_id=centre_id).select_related("set_by").prefetch_related("steps")
    return rows.order_by("-set_at", "-pk").first()


def _step(row: EscalationStep) -> Step:
    receivers = frozenset(one for one in Receiver if getattr(row, one.value))
    return Step(
        step=StepKind(row.step),
        value=row.value,
        receivers=receivers,
        kind=row.kind,
        every=row.every,
        until=row.until,
    )
