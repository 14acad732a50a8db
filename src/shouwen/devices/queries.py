"""Reading devices, their upkeep, supplies and trainings. Every answer is a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from shouwen.civil_time import start_of
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.late import DONE_ON_A_LATER_DAY
from shouwen.clocks.models import Clock
from shouwen.devices.enums import DeviceKind, DeviceState, FaultState, InspectionState
from shouwen.devices.models import (
    Attendance,
    Device,
    Fault,
    Inspection,
    InspectionPlan,
    Photo,
    ServiceArea,
    Supply,
    SupplyMovement,
    Training,
)
from shouwen.devices.transitions import OPEN_FAULTS
from shouwen.people.models import Centre

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Maintainer:
    """维护人 as everybody may see them (一体机进驻服务 第五条)."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of faults or inspections is narrowed to; `sift` is a state, `open`, or `late`."""

    text: str = ""
    sift: str = ""
    staff_id: int | None = None
    first: date | None = None
    last: date | None = None


def maintainer_of(of: Device | Centre) -> Maintainer | None:
    """维护人 (第五条): a device's own, else the area's; of a centre, the area's. None where nobody was written down."""
    if isinstance(of, Device) and of.maintainer_name:
        return Maintainer(of.maintainer_name, of.maintainer_phone)
    area = area_of(of.centre_id if isinstance(of, Device) else of.pk)
    return Maintainer(area.maintainer_name, area.maintainer_phone) if area else None


def area_of(centre_id: int) -> ServiceArea | None:
    """自助服务区 of a centre."""
    return ServiceArea.objects.filter(centre_id=centre_id).first()


def devices_of(centre_id: int, *, with_retired: bool = False) -> QuerySet[Device]:
    """The devices of a centre by number, with who keeps them; retired ones only when asked for."""
    rows = Device.objects.filter(centre_id=centre_id).select_related("keeper").order_by("serial")
    return rows if with_retired else rows.exclude(state=DeviceState.RETIRED)


def device_numbered(centre_id: int, serial: int) -> Device | None:
    """机-007 by its 7."""
    return Device.objects.filter(centre_id=centre_id, serial=serial).select_related("keeper").first()


def device_register(centre_id: int, wanted: Wanted) -> QuerySet[Device]:
    """设备台账, the newest first; `sift` is a state."""
    rows = devices_of(centre_id, with_retired=True)
    if wanted.sift in DeviceState.values:
        rows = rows.filter(state=wanted.sift)
    if wanted.staff_id is not None:
        rows = rows.filter(keeper_id=wanted.staff_id)
    if wanted.first is not None:
        rows = rows.filter(registered_at__gte=start_of(wanted.first))
    if wanted.last is not None:
        rows = rows.filter(registered_at__lt=start_of(wanted.last + _DAY))
    if text := wanted.text.strip():
        serial = text.removeprefix("机-")
        meant = Q(name__icontains=text) | Q(place__icontains=text) | Q(maker__icontains=text)
        rows = rows.filter(meant | Q(serial=int(serial)) if serial.isdecimal() and len(serial) < 6 else meant)
    return rows.order_by("-registered_at", "-serial")


def plan_of(device_id: int) -> InspectionPlan | None:
    """The plan that holds."""
    return InspectionPlan.objects.filter(device_id=device_id, ended_at=None).first()


def due_inspections(centre_id: int) -> dict[int, Inspection]:
    """What is due, by device; one query."""
    rows = Inspection.objects.filter(centre_id=centre_id, state=InspectionState.DUE)
    return {row.device_id: row for row in rows}


def last_inspections(centre_id: int) -> dict[int, Inspection]:
    """The last one done of each device; one query."""
    later = Inspection.objects.filter(device=OuterRef("device"), done_at__gt=OuterRef("done_at"))
    rows = Inspection.objects.filter(~Exists(later), centre_id=centre_id, state=InspectionState.DONE)
    return {row.device_id: row for row in rows}


def open_faults_by_device(centre_id: int) -> dict[int, int]:
    """How many are open, by device; one query."""
    rows = Fault.objects.filter(centre_id=centre_id, state__in=OPEN_FAULTS).values("device_id")
    return {row["device_id"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def clocks_of(centre_id: int, kind: ClockKind, ids: Iterable[int]) -> dict[int, Clock]:
    """The clocks of faults or inspections, by what they are of; two queries."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=kind, subject_id__in=list(ids))
    return {row.subject_id: row for row in rows.select_related("responsible", "extension").prefetch_related("pauses")}


def faults_wanted(centre_id: int, wanted: Wanted) -> QuerySet[Fault]:
    """报修单, the newest first. `sift`: open, late (fixed late), or a state."""
    rows = Fault.objects.filter(centre_id=centre_id)
    if wanted.sift == "open":
        rows = rows.filter(state__in=OPEN_FAULTS)
    elif wanted.sift == "late":
        clocks = Clock.objects.filter(DONE_ON_A_LATER_DAY, centre_id=centre_id, kind=ClockKind.FAULT)
        rows = rows.filter(Exists(clocks.filter(subject_id=OuterRef("pk"))), state=FaultState.FIXED)
    elif wanted.sift in FaultState.values:
        rows = rows.filter(state=wanted.sift)
    if wanted.staff_id is not None:
        rows = rows.filter(Q(taken_by_id=wanted.staff_id) | Q(fixed_by_id=wanted.staff_id))
    if wanted.first is not None:
        rows = rows.filter(reported_at__gte=start_of(wanted.first))
    if wanted.last is not None:
        rows = rows.filter(reported_at__lt=start_of(wanted.last + _DAY))
    rows = rows.filter(_meant(wanted.text, "title")) if wanted.text.strip() else rows
    return rows.select_related("device__keeper", "reported_by", "taken_by", "fixed_by").order_by("-reported_at", "-pk")


def fault_numbered(centre_id: int, serial: str) -> Fault | None:
    """修 26-0003 by its serial."""
    rows = Fault.objects.filter(centre_id=centre_id, number=f"修 {serial}")
    people = ("device__keeper", "reported_by", "taken_by", "fixed_by", "inspection")
    return rows.select_related(*people).first()


def inspections_wanted(centre_id: int, wanted: Wanted) -> QuerySet[Inspection]:
    """巡检, the latest day first. `sift`: due, done, late (done late), wrong (something was found)."""
    rows = Inspection.objects.filter(centre_id=centre_id).exclude(state=InspectionState.DROPPED)
    if wanted.sift == "late":
        clocks = Clock.objects.filter(DONE_ON_A_LATER_DAY, centre_id=centre_id, kind=ClockKind.INSPECTION)
        rows = rows.filter(Exists(clocks.filter(subject_id=OuterRef("pk"))), state=InspectionState.DONE)
    elif wanted.sift == "wrong":
        rows = rows.filter(Exists(Fault.objects.filter(inspection=OuterRef("pk"))))
    elif wanted.sift in InspectionState.values:
        rows = rows.filter(state=wanted.sift)
    if wanted.staff_id is not None:
        rows = rows.filter(done_by_id=wanted.staff_id)
    if wanted.first is not None:
        rows = rows.filter(due_on__gte=wanted.first)
    if wanted.last is not None:
        rows = rows.filter(due_on__lte=wanted.last)
    rows = rows.filter(_meant(wanted.text, "number")) if wanted.text.strip() else rows
    return rows.select_related("device__keeper", "done_by", "plan").order_by("-due_on", "-pk")


def inspection_numbered(centre_id: int, serial: str) -> Inspection | None:
    """检 26-0003 by its serial."""
    rows = Inspection.objects.filter(centre_id=centre_id, number=f"检 {serial}")
    return rows.select_related("device__keeper", "done_by", "plan").first()


def fault_numbers_of(inspection_id: int) -> list[str]:
    """The faults that an inspection found."""
    return list(Fault.objects.filter(inspection_id=inspection_id).order_by("pk").values_list("number", flat=True))


def photos_of(of: Inspection | Fault) -> list[Photo]:
    """照片, in the order they came; one query."""
    return list(of.photos.select_related("file", "added_by"))


def photo_of(centre_id: int, photo_id: int) -> Photo | None:
    """One photo of the centre."""
    rows = Photo.objects.filter(centre_id=centre_id, pk=photo_id)
    return rows.select_related("file", "inspection", "fault").first()


def supplies_of(centre_id: int) -> QuerySet[Supply]:
    """配件耗材, those that run out first."""
    rows = Supply.objects.filter(centre_id=centre_id)
    return rows.annotate(left=F("stock") - F("low_mark")).order_by("left", "name")


def low_supplies(centre_id: int) -> int:
    """How many lie at their low mark or below."""
    return Supply.objects.filter(centre_id=centre_id, stock__lte=F("low_mark")).count()


def supply_of(centre_id: int, supply_id: int) -> Supply | None:
    """One of the centre."""
    return Supply.objects.filter(centre_id=centre_id, pk=supply_id).first()


def movements_of(centre_id: int) -> QuerySet[SupplyMovement]:
    """进出, the newest first."""
    rows = SupplyMovement.objects.filter(centre_id=centre_id).select_related("supply", "device", "fault", "by")
    return rows.order_by("-at", "-pk")


def trainings_of(centre_id: int) -> QuerySet[Training]:
    """培训, the newest first, each with how many were there."""
    there = Count("attendances", filter=Q(attendances__was_there=True))
    rows = Training.objects.filter(centre_id=centre_id).annotate(there=there, invited=Count("attendances"))
    return rows.select_related("noted_by").order_by("-held_at", "-pk")


def training_of(centre_id: int, training_id: int) -> Training | None:
    """One of the centre, with who was there."""
    rows = Training.objects.filter(centre_id=centre_id, pk=training_id).select_related("noted_by")
    return rows.prefetch_related("attendances__staff").first()


def attendances_of(centre_id: int, staff_id: int) -> QuerySet[Attendance]:
    """我的培训: what one member of staff was invited to, the newest first."""
    rows = Attendance.objects.filter(centre_id=centre_id, staff_id=staff_id).select_related("training")
    return rows.order_by("-training__held_at", "-pk")


def minutes_trained(centre_id: int, staff_id: int, *, since: datetime) -> int:
    """How long one member of staff was taught since then, in minutes."""
    rows = Attendance.objects.filter(centre_id=centre_id, staff_id=staff_id, was_there=True)
    total = rows.filter(training__held_at__gte=since).aggregate(total=Sum("training__minutes"))["total"]
    return total or 0


def _meant(text: str, words_in: str) -> Q:
    text = text.strip()
    found = Q(**{f"{words_in}__icontains": text}) | Q(number__icontains=text) | Q(device__name__icontains=text)
    serial = text.removeprefix("机-")
    return found | Q(device__serial=int(serial)) if serial.isdecimal() and len(serial) < 6 else found


def other_kiosks(device: Device) -> list[Device]:
    """The kiosks of the same centre that may be used while this one can't."""
    rows = Device.objects.filter(centre_id=device.centre_id, kind=DeviceKind.KIOSK, state=DeviceState.IN_USE)
    return list(rows.exclude(pk=device.pk).order_by("serial"))
