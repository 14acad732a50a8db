"""报修 (一体机进驻服务 第四条): reported by anybody who works here, taken, fixed; a clock from the first to the last."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local, local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.devices import policies
from shouwen.devices.actions import put_state
from shouwen.devices.enums import DeviceState, FaultState
from shouwen.devices.keepers import answers_for
from shouwen.devices.models import Device, Fault, Inspection
from shouwen.devices.recording import hold, record, record_of
from shouwen.devices.transitions import OPEN_FAULTS
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.messages import actions as messages
from shouwen.messages.enums import MessageChannel
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_words
from shouwen.refusals import refuse, refuse_if


@one_change
def report(
    *,
    device: Device,
    title: str,
    words: str = "",
    stops_use: bool,
    inspection: Inspection | None = None,
    by: Actor,
    at: datetime,
) -> Fault:
    """报修: owed by whoever keeps the device, within its working days; told on their desk at once. Raises Refused."""
    hold(device)
    refuse_if(policies.may_report(device, by) or policies.said(title, "哪里坏了", policies.MOST_TITLE))
    if len(words.strip()) > policies.MOST_WORDS:
        raise refuse("words_too_long", f"说明最多 {policies.MOST_WORDS} 字，现在 {len(words.strip())} 字")
    plain = mask_words(" ".join(title.split()))[: policies.MOST_TITLE]
    same = Fault.objects.filter(device=device, title=plain, state__in=OPEN_FAULTS).first()
    if same is not None:
        raise refuse(
            "reported_already", f"这个故障已经报过了，是 {same.number}", way_out="在那一张报修单上看到哪一步了"
        )
    year = local_date(at).year % 100
    fault = Fault.objects.create(
        centre_id=device.centre_id,
        number=f"修 {year:02d}-{serials.take(device.centre_id, f'fault/{year}'):04d}",
        device=device,
        title=plain,
        words=mask_words(words.strip())[: policies.MOST_WORDS],
        stops_use=stops_use,
        inspection=inspection,
        reported_at=at,
        reported_by_id=by.staff_id,
    )
    owed_by = answers_for(device, at=at)
    clock: Clock = clocks.start(
        kind=ClockKind.FAULT,
        subject_id=fault.pk,
        number=fault.number,
        matter=f"{device.name}：{plain}",
        responsible_id=owed_by,
        unit=LimitUnit.WORKDAY,
        promised_limit=device.repair_workdays,
        by=by,
        at=at,
    )
    if stops_use and device.state == DeviceState.IN_USE:
        put_state(device, DeviceState.OUT_OF_ORDER, at=at)
    data: dict[str, object] = {"device": device.number, "due": clocks.due_words(clock), "stops": stops_use}
    record_fault(fault, "fault.report", by=by, at=at, data=data | {"title": fault.title, "words": Words(words.strip())})
    if owed_by != by.staff_id:
        _tell(fault, clock, staff_id=owed_by, by=by, at=at)
    return fault


@one_change
def take(*, fault: Fault, words: str = "", by: Actor, at: datetime) -> Fault:
    """接修: whoever takes it owes it from today; `words`: who was called. Raises Refused."""
    hold(fault)
    clock = clock_of(fault)
    refuse_if(policies.may_work_on(fault, FaultState.TAKEN, owed_by=clock.responsible_id, by=by, at=at))
    if len(words.strip()) > policies.MOST_WORDS:
        raise refuse("words_too_long", f"说明最多 {policies.MOST_WORDS} 字")
    whose = (clock.responsible_id,)
    _move(fault, FaultState.TAKEN, taken_at=at, taken_by_id=by.member_id)
    if clock.responsible_id != by.member_id:
        clocks.reassign(clock=clock, to_staff_id=by.member_id, by=by, at=at)
    record_fault(fault, "fault.take", by=by, at=at, data={"words": Words(words.strip())}, whose=whose)
    return fault


@one_change
def fix(*, fault: Fault, words: str, by: Actor, at: datetime) -> Fault:
    """修好: what was done; the device is in use again when nothing else stops it. Raises Refused."""
    return _end(fault, FaultState.FIXED, words, by=by, at=at)


@one_change
def drop(*, fault: Fault, words: str, by: Actor, at: datetime) -> Fault:
    """不用修: it was no fault, or was reported twice; why. Raises Refused."""
    return _end(fault, FaultState.DROPPED, words, by=by, at=at)


def _end(fault: Fault, to: FaultState, words: str, *, by: Actor, at: datetime) -> Fault:
    # The device first, as reporting does: two that end at once wait for each other instead of leaving it out of use.
    hold(fault.device)
    hold(fault)
    clock = clock_of(fault)
    what = "修了什么" if to == FaultState.FIXED else "为什么不用修"
    refuse_if(policies.may_work_on(fault, to, owed_by=clock.responsible_id, by=by, at=at) or policies.said(words, what))
    fixed = {"fixed_at": at, "fixed_by_id": by.member_id} if to == FaultState.FIXED else {}
    _move(fault, to, ended_at=at, ended_words=mask_words(words.strip())[: policies.MOST_WORDS], **fixed)
    clocks.close(centre_id=fault.centre_id, kind=ClockKind.FAULT, subject_id=fault.pk, at=at)
    whose = (clock.responsible_id,)
    record_fault(fault, f"fault.{to.value}", by=by, at=at, data={"words": Words(words.strip())}, whose=whose)
    device = fault.device
    still = Fault.objects.filter(device=device, state__in=OPEN_FAULTS, stops_use=True).exists()
    if fault.stops_use and device.state == DeviceState.OUT_OF_ORDER and not still:
        put_state(device, DeviceState.IN_USE, at=at)
        record(device, "device.back", by=by, at=at, data={"fault": fault.number})
    return fault


def clock_of(fault: Fault) -> Clock:
    """The clock of a fault; it has one from the moment it is reported."""
    return Clock.objects.get(centre_id=fault.centre_id, kind=ClockKind.FAULT, subject_id=fault.pk)


def record_fault(
    fault: Fault,
    action: str,
    *,
    by: Actor,
    at: datetime,
    data: dict[str, object],
    whose: tuple[int | None, ...] = (),
) -> None:
    """The journal entry of a fault, under the kind of its clock."""
    record_of(ClockKind.FAULT, fault.pk, fault.number, action, by=by, at=at, data=data, whose=whose)


def _move(fault: Fault, to: FaultState, **changes: object) -> None:
    """Guarded: of two at once one is refused."""
    if not Fault.objects.filter(pk=fault.pk, state=fault.state).update(state=to, **changes):
        raise refuse("fault_moved_on", f"{fault.number} 别人刚刚办了，刷新看看")
    fault.state = to
    for name, value in changes.items():
        setattr(fault, name, value)


def _tell(fault: Fault, clock: Clock, *, staff_id: int, by: Actor, at: datetime) -> None:
    due = local(clock.due_at)
    stands = "，停用了" if fault.stops_use else ""
    messages.write(
        purpose=f"fault/{fault.pk}/{staff_id}",
        channel=MessageChannel.DESK,
        words=f"报修：{fault.device.name}，{fault.title}{stands}；{due.month}月{due.day}日前修好",
        subject_kind=ClockKind.FAULT,
        subject_id=fault.pk,
        number=fault.number,
        staff_id=staff_id,
        by=by,
        at=at,
    )
