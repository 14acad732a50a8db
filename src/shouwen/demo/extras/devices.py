"""设备: two kiosks, a printer, a punch clock and a call screen, upkeep of the last weeks, one fault open, one inspection due."""

from __future__ import annotations

from datetime import date, datetime, time

from shouwen.civil_time import instant
from shouwen.demo.town.centre import ADMINISTRATOR
from shouwen.demo.world import World
from shouwen.devices import actions, faults, inspecting
from shouwen.devices.enums import CheckResult, DeviceKind, MovementKind
from shouwen.devices.models import Device, Inspection
from shouwen.devices.supplies import list_supply, move
from shouwen.devices.trainings import note_training
from shouwen.people.actor import Actor

KEEPER = ADMINISTRATOR
"""秦大雪 of the town office keeps the devices."""
MAINTAINER = ("刘维护", "023-00000071")
KIOSK = ("触摸屏反应正常", "身份证口能读卡", "打印清楚、纸够用", "网络连着", "维护人电话看得清", "插头、电线没有破损")
PRINTER = ("打印清楚", "纸和硒鼓够用", "没有异响、卡纸")
SCREEN = ("显示正常", "叫号声音听得清", "时间对")
DEVICES: tuple[tuple[DeviceKind, str, str, str, str], ...] = (
    (DeviceKind.KIOSK, "大厅一号终端", "一楼大厅进门右手", "ZZ-32 立式", "ZZ32-0417"),
    (DeviceKind.KIOSK, "大厅二号终端", "一楼大厅进门右手", "ZZ-32 立式", "ZZ32-0418"),
    (DeviceKind.PRINTER, "综合窗口打印机", "1号窗口", "P-200", "P2-77120"),
    (DeviceKind.PUNCH_CLOCK, "打卡机", "一楼值班室门口", "K-9", "K9-0031"),
    (DeviceKind.CALL_SCREEN, "叫号屏", "一楼大厅正中", "L-55", "L55-2209"),
)
SUPPLIES = (
    ("80 毫米热敏纸", "卷", 10, "值班室柜子上层", 36, 9),
    ("A4 打印纸", "包", 5, "值班室柜子下层", 20, 16),
    ("P-200 硒鼓", "个", 1, "值班室柜子上层", 3, 2),
    ("屏幕清洁布", "包", 2, "值班室柜子上层", 6, 1),
)
"""Name, unit, low mark, place, what came, what went."""


def put(world: World) -> None:
    """Each through the doors that the pages use."""
    keeper = world.actor(KEEPER)
    actions.set_area(
        name="自助服务区",
        place="一楼大厅进门右手",
        maintainer_name=MAINTAINER[0],
        maintainer_phone=MAINTAINER[1],
        by=keeper,
        at=_at(world, -8, 9),
    )
    devices = [_registered(world, keeper, *one) for one in DEVICES]
    for device, lines, every in zip(devices, (KIOSK, KIOSK, PRINTER, SCREEN, SCREEN), (5, 5, 10, 20, 10), strict=True):
        first = _day(world, -6 if device.kind == DeviceKind.KIOSK else -5)
        inspecting.set_plan(
            device=device,
            every_workdays=every,
            checklist=lines,
            first_due_on=first,
            by=keeper,
            at=_at(world, -8, 10, device.serial),
        )
    inspecting.make_due(centre_id=world.town.centre.pk, at=_at(world, -7, 9))
    for number, row in enumerate(_due(world)):
        results = [(CheckResult.OK, "")] * len(row.plan.checklist)
        if row.device.kind == DeviceKind.PRINTER:
            results[1] = (CheckResult.FAULTY, "硒鼓快没粉了")
        _inspected(row, results, keeper, _at(world, -6 if row.device.kind == DeviceKind.KIOSK else -5, 9, number * 6))
    _faults(world, devices, keeper)
    # As the job does today: the first kiosk is due, the day before it is nearly.
    inspecting.make_due(centre_id=world.town.centre.pk, at=world.plan.present)
    _supplies(world, devices, keeper)
    _trainings(world, keeper)


def _registered(
    world: World, keeper: Actor, kind: DeviceKind, name: str, place: str, maker: str, serial: str
) -> Device:
    device: Device = actions.register(
        kind=kind,
        name=name,
        place=place,
        keeper_id=keeper.member_id,
        maker=maker,
        maker_serial=serial,
        by=keeper,
        at=_at(world, -8, 9, 30),
    )
    return device


def _due(world: World) -> list[Inspection]:
    rows = Inspection.objects.filter(centre_id=world.town.centre.pk, state="due")
    return list(rows.select_related("device", "plan").order_by("pk"))


def _inspected(row: Inspection, results: list[tuple[CheckResult, str]], keeper: Actor, at: datetime) -> None:
    found = inspecting.inspect(inspection=row, results=results, by=keeper, at=at)
    if found is not None:
        faults.take(fault=found, words="库房有新硒鼓", by=keeper, at=at.replace(minute=30))
        faults.fix(fault=found, words="换了硒鼓，试打 5 张清楚", by=keeper, at=at.replace(minute=45))


def _faults(world: World, devices: list[Device], keeper: Actor) -> None:
    staff, office = world.actor("heguyu"), world.actor("luoshuangjiang")
    jam = faults.report(
        device=devices[0],
        title="凭条打不出来",
        words="点了打印没有反应",
        stops_use=True,
        by=staff,
        at=_at(world, -4, 9, 12),
    )
    faults.take(fault=jam, words="打了维护人电话，下午来", by=keeper, at=_at(world, -4, 9, 40))
    faults.fix(fault=jam, words="纸仓传感器松了，插紧，试打正常", by=keeper, at=_at(world, -4, 15, 20))
    plug = faults.report(device=devices[4], title="叫号屏黑屏", stops_use=False, by=office, at=_at(world, -3, 9, 2))
    faults.drop(fault=plug, words="插头没插紧，插上就好", by=keeper, at=_at(world, -3, 9, 15))
    faults.report(
        device=devices[1],
        title="身份证读不出来",
        words="连着三张都读不出，手输还能用",
        stops_use=False,
        by=staff,
        at=_at(world, -1, 16, 5),
    )


def _supplies(world: World, devices: list[Device], keeper: Actor) -> None:
    for place, (name, unit, low, where, came, went) in enumerate(SUPPLIES):
        at = _at(world, -8, 11, place)
        row = list_supply(name=name, unit=unit, low_mark=low, place=where, by=keeper, at=at)
        move(supply=row, kind=MovementKind.IN, quantity=came, words="季度采购", by=keeper, at=at)
        to = devices[2] if unit in {"个", "包"} else devices[0]
        move(supply=row, kind=MovementKind.OUT, quantity=went, device=to, by=keeper, at=_at(world, -2, 16, place))


def _trainings(world: World, keeper: Actor) -> None:
    there = [world.staff_id(one) for one in ("heguyu", "yangjingzhe", "dengbailu", "tangmangzhong", "ranchunfen")]
    note_training(
        topic="自助终端怎么帮群众用",
        held_at=_at(world, -7, 17),
        minutes=40,
        trainer=MAINTAINER[0],
        place="二楼会议室",
        present=there,
        absent={world.staff_id("luoshuangjiang"): "下村"},
        words="开机、补纸、群众忘拿证件怎么办",
        by=keeper,
        at=_at(world, -6, 9, 50),
    )
    note_training(
        topic="打印机、叫号屏日常维护",
        held_at=_at(world, -3, 17),
        minutes=25,
        trainer="秦大雪",
        place="一楼大厅",
        present=[*there[:3], world.staff_id("zhouxiaoman")],
        absent={},
        by=keeper,
        at=_at(world, -2, 9),
    )


def _day(world: World, workdays: int) -> date:
    """So many working days before the town's present day."""
    return world.calendar.add(world.plan.last_day, workdays)


def _at(world: World, workdays: int, hour: int, minute: int = 0) -> datetime:
    return instant(datetime.combine(_day(world, workdays), time(hour, minute)))
