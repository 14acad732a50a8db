"""材料: applications that were received first, promises for minor materials, scans, and what the centre holds already."""

from __future__ import annotations

from datetime import date, datetime, time

from shouwen.cases import actions as cases
from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import CaseResult, OwedKind, ReviewState
from shouwen.cases.intake import accept_received, deem_accepted
from shouwen.cases.material_files import attach
from shouwen.cases.models import Case, CaseMaterial
from shouwen.cases.owed import take_promise
from shouwen.catalogue.models import ItemVersion, Material
from shouwen.civil_time import instant, local_date
from shouwen.demo.residents import Resident, Residents
from shouwen.demo.scans import scan
from shouwen.demo.words.faults import fault_of
from shouwen.demo.world import World
from shouwen.inquiries.enums import Channel, Outcome, ToldBy
from shouwen.people.actor import Actor
from shouwen.reception.actions import receive
from shouwen.reception.step import NextStep, Told, Visitor

PERMITS = ("GH01", "LY01")
"""Items of which silence is acceptance (行政许可)."""
MINOR, PROMISABLE = "照片", ("收入证明", "住房情况证明")
FAULTS = {
    "建设工程设计方案": [
        {"reason": "没标和邻房的间距", "requirement": "把四边的间距标出来"},
        {"reason": "没有设计人签名", "requirement": "由设计人签名"},
        {"reason": "层数和申请表不一致", "requirement": "改成和申请表一致"},
    ],
    "用地证明": [{"reason": "面积和申请表不一致", "requirement": "由出具单位重开"}],
}


def put(world: World) -> None:
    """Every way in which materials lie at a centre, on the last working days of the town."""
    _say_what_may_come_later(world)
    people = Residents(world.plan.random("reviews"))
    _received(world, people)
    _owed(world, people)
    _held(world, people)


def _say_what_may_come_later(world: World) -> None:
    """The town's guides name it from their first version on; the list of items that they are made from has no column for it."""
    centre = world.town.centre
    ItemVersion.objects.filter(centre=centre, item__code__in=PERMITS).update(deemed_acceptance=True)
    materials = Material.objects.filter(centre=centre)
    materials.filter(name__contains=MINOR).update(is_minor=True)
    materials.filter(name__in=PROMISABLE).update(can_be_promised=True)
    for name, faults in FAULTS.items():
        materials.filter(name=name).update(faults=faults)


def _received(world: World, people: Residents) -> None:
    """收件: one whose days ran out, one that is due today, one tomorrow, one told, one come again, one accepted."""
    silent = _come(world, people.one_more(), "GH01", _ago(world, 7, 10, 20), first=True)
    deem_accepted(centre_id=silent.centre_id, at=_ago(world, 1, 0, 10))
    _come(world, people.one_more(), "GH01", _ago(world, 5, 15, 5), first=True, scans=2)
    _come(world, people.one_more(), "LY01", _ago(world, 4, 9, 48), first=True)
    told = _come(world, people.one_more(), "LY01", _ago(world, 4, 14, 30), first=True)
    _look(world, told, _ago(world, 3, 10, 15), wrong=1)
    issue_correction_notice(case=told, by=_handler_of(world, told), at=_ago(world, 3, 10, 18))
    again = _come(world, people.one_more(), "GH01", _ago(world, 6, 9, 30), first=True, scans=1)
    _look(world, again, _ago(world, 5, 11, 2), wrong=2)
    notice = issue_correction_notice(case=again, by=_handler_of(world, again), at=_ago(world, 5, 11, 6))
    receive_materials(
        case=_now(again),
        material_ids=[row.pk for row in notice.materials.all()],
        by=_handler_of(world, again),
        at=_ago(world, 1, 16, 12),
    )
    complete = _come(world, people.one_more(), "GH01", _ago(world, 3, 9, 15), first=True, scans=3)
    _look(world, complete, _ago(world, 2, 10, 0))
    accept_received(case=_now(complete), by=_handler_of(world, complete), at=_ago(world, 2, 10, 4))


def _owed(world: World, people: Residents) -> None:
    """容缺 and 告知承诺: one to come in three days, one that should have come, one that is never asked for."""
    for days_ago, due_in in ((2, 3), (6, -1)):
        at = _ago(world, days_ago, 10, 35)
        case = _come(world, people.one_more(), "GH02", at, scans=1)
        _look(world, case, at, leave=MINOR)
        due_on = world.calendar.add(local_date(world.plan.present), due_in)
        words = f"本人承诺{due_on.month}月{due_on.day}日前补交房屋照片"
        take_promise(
            material=_material(case, MINOR), kind=OwedKind.LATER, words=words, due_on=due_on,
            by=_handler_of(world, case), at=at,
        )  # fmt: skip
    at = _ago(world, 1, 15, 40)
    case = _come(world, people.one_more(), "GH03", at)
    _look(world, case, at, leave="收入证明")
    take_promise(
        material=_material(case, "收入证明"), kind=OwedKind.COMMITMENT, due_on=None,
        words="本人承诺家庭人均收入符合条件，不实愿退回补贴并承担责任", by=_handler_of(world, case), at=at,
    )  # fmt: skip


def _held(world: World, people: Residents) -> None:
    """中心已有: somebody whose papers were scanned last week comes with another matter today."""
    one = people.one_more()
    before = _ago(world, 6, 9, 52)
    earlier = _come(world, one, "SB02", before, scans=3)
    _look(world, earlier, before)
    cases.conclude(
        case=_now(earlier), result=CaseResult.GRANTED, words="已报区社保中心，下月到账，凭身份证查", by=_handler_of(world, earlier),
        at=_ago(world, 2, 16, 0),
    )  # fmt: skip
    _come(world, one, "SB01", _ago(world, 0, 10, 5))


def _come(world: World, who: Resident, code: str, at: datetime, *, first: bool = False, scans: int = 0) -> Case:
    """Somebody applies at the window of the item; `first`: received to be reviewed; the first `scans` materials are scanned."""
    item = world.shelf.items[code]
    by = world.on_window(item.window_id)
    leaf = world.shelf.in_force(item.pk, local_date(at))
    said = "材料先收下，审过了告诉您，要补的一次说清" if first else "材料和时限都说清楚了，现在受理"
    received = receive(
        channel=Channel.ON_SITE,
        visitor=Visitor(who.name, who.phone, who.id_number, who.address),
        matter=f"来办{item.name}",
        outcome=Outcome.TO_CASE,
        told=Told(said, ToldBy.IN_PERSON),
        step=NextStep(
            item_id=item.pk,
            situation_id=leaf.situations[0].pk if leaf.situations else None,
            receive_first=first,
        ),
        item_id=item.pk,
        by=by,
        at=at,
    )
    if received.case is None:
        raise ValueError(f"{code} became no case")
    for number, material in enumerate(received.case.materials.select_related("case")[:scans]):
        form = ("PNG", "PDF", "JPEG")[number % 3]
        attach(
            material=material, name=f"{material.name}.{form.lower()}", by=by, at=at,
            data=scan(form, material.name, f"{received.case.number} 的扫描件"),
        )  # fmt: skip
    return received.case


def _look(world: World, case: Case, at: datetime, *, wrong: int = 0, leave: str = "") -> None:
    """Review every material but the one to `leave`; the last `wrong` ones aren't in order."""
    rows = list(_now(case).materials.select_related("case__handler", "material"))
    for place, row in enumerate(rows):
        if leave and leave in row.name:
            continue
        is_wrong = place >= len(rows) - wrong
        state = ReviewState.DEFECTIVE if is_wrong else ReviewState.OK
        reason, requirement = _fault(world, row) if is_wrong else ("", "")
        cases.review_material(
            material=row, state=state, reason=reason, requirement=requirement, by=_handler_of(world, case), at=at
        )


def _fault(world: World, row: CaseMaterial) -> tuple[str, str]:
    """What the guide names first, else what is often wrong with a material of this name."""
    if row.material and row.material.faults:
        first = row.material.faults[0]
        return first["reason"], f"{first['requirement']}，重新交1份"
    return fault_of(row.name, ReviewState.DEFECTIVE, world.plan.random("fault", row.name))


def _handler_of(world: World, case: Case) -> Actor:
    """Whoever took the application in."""
    return next(actor for actor in world.front_desk if actor.staff_id == case.handler_id)


def _material(case: Case, name: str) -> CaseMaterial:
    return CaseMaterial.objects.select_related("case", "material").get(case=case, name__contains=name)


def _now(case: Case) -> Case:
    return Case.objects.select_related("version", "clock").get(pk=case.pk)


def _ago(world: World, workdays: int, hour: int, minute: int) -> datetime:
    """A time of the working day so many working days before the town's present one."""
    day: date = local_date(world.plan.present)
    for _ in range(workdays):
        day = world.calendar.previous(day)
    return instant(datetime.combine(day, time(hour, minute)))
