"""配件耗材: in, out for a device, counted; what lies there never goes below nothing."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from shouwen.devices import policies
from shouwen.devices.enums import MovementKind
from shouwen.devices.models import Device, Fault, Supply, SupplyMovement
from shouwen.devices.recording import hold
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if

MOST = 100_000


@one_change
def list_supply(
    *, name: str, unit: str, low_mark: int, place: str = "", supply: Supply | None = None, by: Actor, at: datetime
) -> Supply:
    """登记一种配件耗材, or change it. Raises Refused."""
    refuse_if(policies.may_maintain(by) or (same_centre(supply, by) if supply else None))
    refuse_if(policies.said(name, "名称", 40) or policies.said(unit, "单位", 8))
    if not 0 <= low_mark <= MOST:
        raise refuse("low_mark_wrong", f"最低存量要在 0 到 {MOST} 之间")
    rows = Supply.objects.filter(centre_id=by.centre_id, name=name.strip())
    if (rows.exclude(pk=supply.pk) if supply else rows).exists():
        raise refuse("supply_known", f"“{name.strip()}”已经有了", way_out="在那一行上改")
    row = supply or Supply(centre_id=by.centre_id, since=at)
    row.name, row.unit, row.low_mark, row.place = name.strip(), unit.strip(), low_mark, place.strip()[:40]
    # Never the stock: somebody may take something out meanwhile.
    row.save(update_fields=["name", "unit", "low_mark", "place"] if supply else None)
    _record(row, "supply.list", by=by, at=at, data={"name": row.name, "low": low_mark})
    return row


@one_change
def move(
    *,
    supply: Supply,
    kind: MovementKind,
    quantity: int,
    device: Device | None = None,
    fault: Fault | None = None,
    words: str = "",
    by: Actor,
    at: datetime,
) -> SupplyMovement:
    """入库、领用、盘点: `quantity` is what comes or goes; for a count, what lies there. Raises Refused."""
    refuse_if(same_centre(supply, by) or policies.may_maintain(by))
    for one in (device, fault):
        if one is not None:
            refuse_if(same_centre(one, by))
    if not (0 if kind == MovementKind.COUNT else 1) <= quantity <= MOST:
        raise refuse("quantity_wrong", f"数量要在 1 到 {MOST} 之间")
    hold(supply)
    change = {MovementKind.IN: quantity, MovementKind.OUT: -quantity}.get(kind, quantity - supply.stock)
    rows = Supply.objects.filter(pk=supply.pk, stock__gte=-change)
    if not rows.update(stock=F("stock") + change):
        raise refuse("not_enough", f"{supply.name}只有 {supply.stock} {supply.unit}", way_out="先入库，或盘点改正")
    supply.stock += change
    row = SupplyMovement.objects.create(
        centre_id=supply.centre_id,
        supply=supply,
        kind=kind,
        change=change,
        stock=supply.stock,
        device=device or (fault.device if fault else None),
        fault=fault,
        words=words.strip()[:120],
        at=at,
        by_id=by.staff_id,
    )
    _record(supply, "supply.move", by=by, at=at, data={"kind": kind.value, "change": change, "stock": supply.stock})
    return row


def _record(supply: Supply, action: str, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(by=by, at=at, action=action, subject_kind="supply", subject_id=supply.pk, data=data)
