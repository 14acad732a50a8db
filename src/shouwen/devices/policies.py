"""May this be done with a device, by this person, now? (一体机进驻服务 第四条)"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from shouwen.devices.enums import DeviceKind, DeviceState, FaultState, InspectionState
from shouwen.devices.models import Device, Fault, Inspection
from shouwen.devices.transitions import DEVICE_MOVES, FAULT_MOVES, INSPECTION_MOVES
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.identity import phone_problem
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal

ARTICLE = "一体机进驻服务 第四条"
MOST_LINES, MOST_LINE, MOST_WORDS, MOST_TITLE, MOST_WORKDAYS = 30, 60, 300, 60, 250
FARTHEST = timedelta(days=400)
_MAINTAIN = (Role.EQUIPMENT, Role.MANAGEMENT_OFFICE)


def may_see(by: Actor) -> Refusal | None:
    """设备: everybody who works here."""
    if by.staff_id is not None and by.roles:
        return None
    return Refusal("not_posted", "你今天没有岗位，看不到设备", way_out="请管理办公室看看你的岗位")


def may_maintain(by: Actor) -> Refusal | None:
    """登记、巡检计划、配件、培训: the town office and the management office."""
    if by.staff_id is not None and by.has(*_MAINTAIN):
        return None
    return Refusal("not_for_devices", "设备由镇办公室或管理办公室管", ARTICLE, "坏了可以报修，别的告诉管理办公室")


def may_report(device: Device, by: Actor) -> Refusal | None:
    """报修: everybody who works here, for a device that isn't retired."""
    if refusal := same_centre(device, by) or may_see(by):
        return refusal
    if device.state == DeviceState.RETIRED:
        return Refusal("device_retired", f"{device.number} 已经报废，不能报修", ARTICLE)
    return None


def may_pair(device: Device, by: Actor) -> Refusal | None:
    """配对: a kiosk that isn't retired, by who maintains devices."""
    if refusal := same_centre(device, by) or may_maintain(by):
        return refusal
    if device.kind != DeviceKind.KIOSK:
        return Refusal("not_a_kiosk", f"{device.number} 不是自助终端，不用配对", ARTICLE)
    if device.state == DeviceState.RETIRED:
        return Refusal("device_retired", f"{device.number} 已经报废，不能配对", ARTICLE)
    return None


def device_fits(*, name: str, place: str, maintainer_name: str, maintainer_phone: str) -> Refusal | None:
    """A name, a place; a maintainer is somebody with a phone (第五条)."""
    if not name:
        return Refusal("name_missing", "还没有写名称", way_out="大家怎么叫它，如“大厅一号终端”")
    if not place:
        return Refusal("place_missing", "还没有写放在哪里")
    return maintainer_fits(maintainer_name, maintainer_phone) if maintainer_name or maintainer_phone else None


def maintainer_fits(name: str, phone: str) -> Refusal | None:
    """Name and phone, both (一体机进驻服务 第五条)."""
    if not name:
        return Refusal("maintainer_missing", "还没有写维护人姓名", "一体机进驻服务 第五条")
    if not phone:
        return Refusal("phone_missing", "还没有写维护人电话", "一体机进驻服务 第五条")
    problem = phone_problem(phone.replace("-", ""))
    return Refusal("phone_wrong", problem, "一体机进驻服务 第五条") if problem else None


def may_change_state(device: Device, to: DeviceState, *, reason: str, by: Actor) -> Refusal | None:
    """停用、恢复、报废, with a reason."""
    if refusal := same_centre(device, by) or may_maintain(by) or said(reason, "原因"):
        return refusal
    if to in DEVICE_MOVES[DeviceState(device.state)]:
        return None
    return Refusal("device_moved_on", f"{device.number} 现在是“{device.get_state_display()}”，不能这样改", ARTICLE)


def plan_fits(
    device: Device, *, every: int, checklist: Sequence[str], first_due_on: date, today: date
) -> Refusal | None:
    """A rhythm, something to look at, and a first day that isn't over."""
    if device.state == DeviceState.RETIRED:
        return Refusal("device_retired", f"{device.number} 已经报废，不用巡检", ARTICLE)
    if not 1 <= every <= MOST_WORKDAYS:
        return Refusal("rhythm_wrong", f"间隔要在 1 到 {MOST_WORKDAYS} 个工作日之间", ARTICLE)
    if not checklist:
        return Refusal("checklist_missing", "还没有写看什么", ARTICLE, "一行写一项，如“触摸屏反应正常”")
    if len(checklist) > MOST_LINES or any(len(line) > MOST_LINE for line in checklist):
        return Refusal("checklist_too_long", f"最多 {MOST_LINES} 项，每项最多 {MOST_LINE} 字", ARTICLE)
    if len(set(checklist)) < len(checklist):
        return Refusal("line_twice", "有一项写了两遍", ARTICLE)
    if not today <= first_due_on <= today + FARTHEST:
        return Refusal("first_day_wrong", "第一次巡检的日子要在今天以后、一年以内", ARTICLE)
    return None


def may_inspect(inspection: Inspection, *, owed_by: int, by: Actor, at: datetime) -> Refusal | None:
    """巡检: who keeps the device, who stands in for them, the offices."""
    if refusal := same_centre(inspection, by):
        return refusal
    if InspectionState.DONE not in INSPECTION_MOVES[InspectionState(inspection.state)]:
        return Refusal("inspection_moved_on", f"{inspection.number} 已经是“{inspection.get_state_display()}”", ARTICLE)
    return _in_charge((owed_by,), by=by, at=at, what="巡检由管这台设备的人做")


def may_work_on(fault: Fault, to: FaultState, *, owed_by: int, by: Actor, at: datetime) -> Refusal | None:
    """接修、修好、不用修: who keeps the device, who took it, who stands in for them, the offices."""
    if refusal := same_centre(fault, by):
        return refusal
    if to not in FAULT_MOVES[FaultState(fault.state)]:
        return Refusal("fault_moved_on", f"{fault.number} 现在是“{fault.get_state_display()}”，不能这样办", ARTICLE)
    return _in_charge((owed_by, fault.taken_by_id), by=by, at=at, what="修设备由管这台设备的人接")


def may_add_photo(*, reported_by: int | None, owed_by: int | None, by: Actor, at: datetime) -> Refusal | None:
    """照片: who reported it too."""
    return _in_charge((reported_by, owed_by), by=by, at=at, what="照片由报修的人或管设备的人附")


def may_read_trainings(staff_id: int, by: Actor) -> Refusal | None:
    """培训记录: one's own; all of them for the offices and the leaders."""
    if by.staff_id == staff_id or by.has(*_MAINTAIN, Role.LEADER):
        return None
    return Refusal("not_your_training", "别人的培训记录由管理办公室看", ARTICLE, "你自己的在“我的培训”里")


def said(words: str, what: str, most: int = MOST_WORDS) -> Refusal | None:
    """Something is written, and it fits."""
    if not words.strip():
        return Refusal("words_missing", f"还没有写{what}", ARTICLE)
    if len(words.strip()) > most:
        return Refusal("words_too_long", f"{what}最多 {most} 字，现在 {len(words.strip())} 字", ARTICLE)
    return None


def _in_charge(ids: Sequence[int | None], *, by: Actor, at: datetime, what: str) -> Refusal | None:
    named = tuple(one for one in ids if one is not None)
    if by.staff_id is not None and by.staff_id in named:
        return None
    if may_maintain(by) is None or people.stood_in_for(by, named, at=at):
        return None
    return Refusal("not_your_device", what, ARTICLE, "告诉管这台设备的人，或管理办公室")
