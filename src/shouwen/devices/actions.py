"""One door for every change to a device: registered, changed, taken out of use; its token; the area it stands in (第四、五条)."""

from __future__ import annotations

from datetime import datetime

from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.devices import policies
from shouwen.devices.enums import DeviceKind, DeviceState, FaultState, InspectionState
from shouwen.devices.keepers import answers_for
from shouwen.devices.models import Device, Fault, Inspection, InspectionPlan, ServiceArea
from shouwen.devices.pairing import let_go
from shouwen.devices.recording import hold, record
from shouwen.devices.tokens import hashed, new_token
from shouwen.devices.transitions import OPEN_FAULTS
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.models import Staff
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if


@one_change
def register(
    *,
    kind: DeviceKind,
    name: str,
    place: str,
    keeper_id: int,
    maker: str = "",
    maker_serial: str = "",
    maintainer_name: str = "",
    maintainer_phone: str = "",
    repair_workdays: int = 3,
    by: Actor,
    at: datetime,
) -> Device:
    """登记设备 (一体机进驻服务 第四条): 机-001 and on. Raises Refused."""
    refuse_if(policies.may_maintain(by))
    fields = _fields(
        name, place, keeper_id, maker, maker_serial, maintainer_name, maintainer_phone, repair_workdays, by=by
    )
    device = Device.objects.create(
        centre_id=by.centre_id,
        serial=serials.take(by.centre_id, "device"),
        kind=kind,
        state_since=at,
        registered_at=at,
        **fields,
    )
    record(device, "device.register", by=by, at=at, data={"kind": kind.value, "name": device.name, "to": keeper_id})
    return device


@one_change
def change(
    *,
    device: Device,
    name: str,
    place: str,
    keeper_id: int,
    maker: str = "",
    maker_serial: str = "",
    maintainer_name: str = "",
    maintainer_phone: str = "",
    repair_workdays: int = 3,
    by: Actor,
    at: datetime,
) -> Device:
    """改登记: another keeper owes from today what is open and nobody took. Raises Refused."""
    refuse_if(same_centre(device, by) or policies.may_maintain(by))
    hold(device)
    if device.state == DeviceState.RETIRED:
        raise refuse("device_retired", f"{device.number} 已经报废，不能再改")
    fields = _fields(
        name, place, keeper_id, maker, maker_serial, maintainer_name, maintainer_phone, repair_workdays, by=by
    )
    changed = [key for key, value in fields.items() if getattr(device, key) != value]
    if not changed:
        return device
    for key, value in fields.items():
        setattr(device, key, value)
    device.save(update_fields=list(fields))
    if "keeper_id" in changed:
        _pass_on(device, by=by, at=at)
    record(device, "device.change", by=by, at=at, data={"fields": changed, "to": keeper_id})
    return device


@one_change
def set_state(*, device: Device, to: DeviceState, reason: str, by: Actor, at: datetime) -> Device:
    """停用、恢复使用、报废. What is open of a retired device isn't owed any more. Raises Refused."""
    hold(device)
    refuse_if(policies.may_change_state(device, to, reason=reason, by=by))
    if to == DeviceState.IN_USE and device.faults.filter(state__in=OPEN_FAULTS, stops_use=True).exists():
        raise refuse("fault_open", f"{device.number} 还有没修好的故障", way_out="先在报修单上记修好")
    put_state(device, to, at=at)
    if to == DeviceState.RETIRED:
        _let_go(device, reason, at=at)
    record(device, "device.state", by=by, at=at, data={"state": to.value, "reason": Words(reason.strip())})
    return device


@one_change
def issue_token(*, device: Device, by: Actor, at: datetime) -> str:
    """发心跳口令: shown once, kept as a hash; the one before is void. Raises Refused."""
    hold(device)
    refuse_if(same_centre(device, by) or policies.may_maintain(by))
    if device.state == DeviceState.RETIRED:
        raise refuse("device_retired", f"{device.number} 已经报废，不发口令")
    token = new_token()
    device.token_hash, device.token_since, device.last_seen_at = hashed(token), at, None
    device.save(update_fields=["token_hash", "token_since", "last_seen_at"])
    record(device, "device.token", by=by, at=at)
    return token


@one_change
def set_area(
    *, name: str, place: str, maintainer_name: str, maintainer_phone: str, by: Actor, at: datetime
) -> ServiceArea:
    """自助服务区: its name, and whom people call when a device doesn't work (第五条). Raises Refused."""
    refuse_if(policies.may_maintain(by))
    if not name.strip():
        raise refuse("name_missing", "还没有写区域名称", way_out="如“自助服务区”")
    refuse_if(policies.maintainer_fits(maintainer_name.strip(), maintainer_phone.strip()))
    values = {
        "name": name.strip(),
        "place": place.strip(),
        "maintainer_name": maintainer_name.strip(),
        "maintainer_phone": maintainer_phone.strip(),
        "changed_at": at,
    }
    area, _ = ServiceArea.objects.update_or_create(centre_id=by.centre_id, defaults=values)
    journal.record(
        by=by,
        at=at,
        action="device.area",
        subject_kind="service_area",
        subject_id=area.pk,
        data={"name": area.name, "maintainer": area.maintainer_name},
    )
    return area


def put_state(device: Device, to: DeviceState, *, at: datetime) -> None:
    """Guarded, inside the caller's change: of two at once one is refused."""
    rows = Device.objects.filter(pk=device.pk, state=device.state)
    if not rows.update(state=to, state_since=at):
        raise refuse("device_moved_on", f"{device.number} 别人刚刚改了，刷新看看")
    device.state, device.state_since = to, at


def _fields(
    name: str,
    place: str,
    keeper_id: int,
    maker: str,
    maker_serial: str,
    maintainer_name: str,
    maintainer_phone: str,
    repair_workdays: int,
    *,
    by: Actor,
) -> dict[str, object]:
    fields: dict[str, object] = {
        "name": name.strip(),
        "place": place.strip(),
        "keeper_id": keeper_id,
        "maker": maker.strip(),
        "maker_serial": maker_serial.strip(),
        "maintainer_name": maintainer_name.strip(),
        "maintainer_phone": maintainer_phone.strip(),
        "repair_workdays": repair_workdays,
    }
    refuse_if(
        policies.device_fits(
            name=name.strip(),
            place=place.strip(),
            maintainer_name=maintainer_name.strip(),
            maintainer_phone=maintainer_phone.strip(),
        )
    )
    if not Staff.objects.filter(pk=keeper_id, centre_id=by.centre_id).exists():
        raise refuse("keeper_missing", "还没有选谁管这台设备")
    if not 1 <= repair_workdays <= policies.MOST_WORKDAYS:
        raise refuse("repair_limit_wrong", f"几个工作日内修好，要在 1 到 {policies.MOST_WORKDAYS} 之间")
    return fields


def _pass_on(device: Device, *, by: Actor, at: datetime) -> None:
    """What is due, and what nobody took yet, is owed by the new keeper."""
    to = answers_for(device, at=at)
    due = device.inspections.filter(state=InspectionState.DUE).values_list("pk", flat=True)
    reported = device.faults.filter(state=FaultState.REPORTED).values_list("pk", flat=True)
    owed = ((ClockKind.INSPECTION, list(due)), (ClockKind.FAULT, list(reported)))
    for kind, ids in owed:
        for clock in Clock.objects.filter(centre_id=device.centre_id, kind=kind, closed_at=None, subject_id__in=ids):
            if clock.responsible_id != to:
                clocks.reassign(clock=clock, to_staff_id=to, by=by, at=at)


def _let_go(device: Device, reason: str, *, at: datetime) -> None:
    """A retired device owes nothing: plan, inspection and faults end."""
    InspectionPlan.objects.filter(device=device, ended_at=None).update(ended_at=at)
    for inspection in Inspection.objects.filter(device=device, state=InspectionState.DUE):
        Inspection.objects.filter(pk=inspection.pk).update(state=InspectionState.DROPPED)
        clocks.close(centre_id=device.centre_id, kind=ClockKind.INSPECTION, subject_id=inspection.pk, at=at)
    for fault in Fault.objects.filter(device=device, state__in=OPEN_FAULTS):
        words = f"设备报废：{reason.strip()}"[: policies.MOST_WORDS]
        Fault.objects.filter(pk=fault.pk).update(state=FaultState.DROPPED, ended_at=at, ended_words=words)
        clocks.close(centre_id=device.centre_id, kind=ClockKind.FAULT, subject_id=fault.pk, at=at)
    Device.objects.filter(pk=device.pk).update(token_hash="", token_since=None)
    let_go(device)
