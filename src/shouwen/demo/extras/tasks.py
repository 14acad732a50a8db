"""上级任务: what the hotline and three offices of the district wanted in the last weeks, one of each state, one a day late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shouwen.assessment import actions as assessment
from shouwen.assessment import candidates
from shouwen.civil_time import instant, local_date, start_of
from shouwen.clocks.enums import ExtensionCategory
from shouwen.demo.residents import Residents
from shouwen.demo.town.centre import OFFICE
from shouwen.demo.world import World
from shouwen.inquiries.enums import ToldBy
from shouwen.people.actor import Actor
from shouwen.tasks.actions import assign, note_progress, send_back, take_in, withdraw
from shouwen.tasks.extending import extend
from shouwen.tasks.models import Task
from shouwen.tasks.reporting import note_receipt, submit, take_back

HOTLINE, CIVIL, AGRICULTURE, OPEN_AFFAIRS = "12345热线", "区民政局", "区农业农村委", "区政务服务办"


@dataclass(frozen=True, slots=True)
class Given:
    """A task as it came: so many working days before the present, due so many after (or before, negative)."""

    superior: str
    their_number: str
    title: str
    words: str
    came: int
    due: int
    to: str = ""
    has_person: bool = False


RECEIPTED = Given(
    HOTLINE, "CQ2026{:02d}0117", "新街路口路灯不亮", "市民反映新街路口三盏路灯不亮，晚上出门看不见，请处理并回复本人。", 9, 2, "fenglixia", True
)  # fmt: skip
RETURNED = Given(
    HOTLINE, "CQ2026{:02d}0158", "高龄津贴没有到账", "市民反映家中老人高龄津贴两个月没到账，问什么原因、哪天补发。", 8, 4, "dengbailu", True
)  # fmt: skip
SUBMITTED = Given(
    CIVIL, "民函〔2026〕{:d}4号", "报送临时救助台账", "请于限期前报送本年度第三季度临时救助发放台账和抽查情况。", 8, 3, "dengbailu"
)  # fmt: skip
OVERDUE = Given(
    AGRICULTURE, "农便函〔2026〕{:d}7号", "核对耕地地力保护补贴面积", "请对照公示表逐户核对面积，有出入的写明原因，报核对表。", 7, -1, "fenglixia"
)  # fmt: skip
EXTENDED = Given(
    OPEN_AFFAIRS, "政务办〔2026〕{:d}9号", "更新办事指南二维码", "各便民服务中心办事指南二维码改为新地址，更换墙面、折页，附照片。", 6, 1, "heguyu"
)  # fmt: skip
SENT_BACK = Given(
    HOTLINE, "CQ2026{:02d}0231", "小区门口违规停车", "市民反映新街社区大门口长期有车违停，消防车进不去，请协调处理。", 3, 2, "zhouxiaoman", True
)  # fmt: skip
IN_HAND = Given(
    HOTLINE, "CQ2026{:02d}0244", "城乡居民医保重复缴费", "市民反映在镇里和区里各缴了一次医保，要求退一次，请核实答复。", 2, 3, "luoshuangjiang", True
)  # fmt: skip
WITHDRAWN = Given(
    HOTLINE, "CQ2026{:02d}0245", "村道积水", "市民反映火石村3组村道积水，请核实。", 2, 4, "fenglixia"
)  # fmt: skip
NEW = (
    Given(HOTLINE, "CQ2026{:02d}0260", "咨询残疾人两项补贴怎么申请", "市民问残疾人两项补贴需要什么材料、在哪个窗口办，请联系答复。", 0, 3, "", True),
    Given(CIVIL, "民函〔2026〕{:d}8号", "摸排困难群众过冬情况", "请摸排辖区低保、特困人员过冬衣被情况，按附表报送。", 0, 6),
)  # fmt: skip


def put(world: World) -> None:
    """Each through the doors that the pages use, in the last nine working days; no month that was announced changes."""
    people = Residents(world.plan.random("tasks"))
    office = world.actor(OFFICE)
    done = {given: _given(world, given, people, office) for given in _in_order()}
    _answered(world, done[RECEIPTED], office)
    _sent_back_by_superior(world, done[RETURNED], office)
    _submit(world, done[SUBMITTED], "台账和5户抽查表已报送，发放与档案一致", _day(world, -2), 16)
    _note(world, done[OVERDUE], "216户核了190户，还差石院村", _day(world, -2), 15)
    _extended(world, done[EXTENDED])
    _sent_to_office(world, done[SENT_BACK])
    _note(world, done[IN_HAND], "问了区医保局，两处都到账了，退费要本人写申请", _day(world, -1), 15)
    withdraw(
        task=done[WITHDRAWN], reason="热线办小李电话：和另一件重复，不用办了", by=office, at=_at(_day(world, -1), 10)
    )
    at = world.plan.present
    month = local_date(at).replace(day=1)
    # As the hourly job would: what was late yesterday is a candidate today.
    candidates.find_candidates(centre_id=world.town.centre.pk, since=start_of(month), at=at)
    assessment.compute_month(first_day=month, by=Actor.system(world.town.centre.pk), at=at)


def _in_order() -> tuple[Given, ...]:
    return (RECEIPTED, RETURNED, SUBMITTED, OVERDUE, EXTENDED, SENT_BACK, IN_HAND, WITHDRAWN, *NEW)


def _given(world: World, given: Given, people: Residents, office: Actor) -> Task:
    at = _at(_day(world, -given.came), 9, 20 + len(given.title) % 20)
    person = people.one_more() if given.has_person else None
    task, _ = take_in(
        superior=given.superior,
        their_number=given.their_number.format(local_date(at).month),
        title=given.title,
        words=given.words,
        received_at=at,
        due_on=_day(world, given.due),
        person_name=person.name if person else "",
        person_phone=person.phone if person else "",
        by=office,
        at=at,
    )
    if given.to:
        after = at + timedelta(minutes=18)
        assign(task=task, to_staff_id=world.staff_id(given.to), words="请按期报送", by=office, at=after)
    return task


def _answered(world: World, task: Task, office: Actor) -> None:
    _note(world, task, "村建办去看了，线路老化，要换两个灯头", _day(world, -7), 11)
    _submit(world, task, "三盏路灯已修好，晚上试亮正常", _day(world, -5), 16, told=ToldBy.PHONE)
    at = _at(_day(world, -3), 10)
    note_receipt(
        task=task, received_on=_day(world, -4), receipt_number="HZ-0117", words="已回访，群众满意", by=office, at=at
    )


def _sent_back_by_superior(world: World, task: Task, office: Actor) -> None:
    _submit(world, task, "银行卡号有误退回，已改正，下月一起补发", _day(world, -6), 15, told=ToldBy.PHONE)
    at = _at(_day(world, -2), 9, 40)
    reason = "回访时群众说还没有人告诉他哪天补发，请说清日期再报"
    take_back(task=task, reason=reason, due_on=_day(world, 2), by=office, at=at)


def _extended(world: World, task: Task) -> None:
    by = _holder(world, task)
    _note(world, task, "墙面换了，折页等印刷厂", _day(world, -3), 14)
    at = _at(_day(world, -1), 16)
    extend(
        task=task,
        workdays=3,
        reason="折页要等印刷厂，周三才送到",
        category=ExtensionCategory.OTHER,
        agreed_by="区政务服务办陈科长",
        agreed_on=local_date(at),
        by=by,
        at=at,
    )


def _sent_to_office(world: World, task: Task) -> None:
    at = _at(_day(world, -2), 14)
    send_back(task=task, reason="违停归派出所和社区管，窗口没有这个职责", by=_holder(world, task), at=at)


def _submit(world: World, task: Task, result: str, on: date, hour: int, *, told: ToldBy | None = None) -> None:
    at = _at(on, hour, 20)
    submit(task=task, result=result, told_means=told, by=_holder(world, task), at=at)


def _note(world: World, task: Task, words: str, on: date, hour: int) -> None:
    note_progress(task=task, words=words, by=_holder(world, task), at=_at(on, hour, 5))


def _holder(world: World, task: Task) -> Actor:
    return next(one for one in world.town.actors.values() if one.staff_id == task.assignee_id)


def _day(world: World, workdays: int) -> date:
    """So many working days after the town's present day, or before."""
    day = world.plan.last_day
    for _ in range(abs(workdays)):
        day = world.calendar.next(day) if workdays > 0 else world.calendar.previous(day)
    return day


def _at(on: date, hour: int, minute: int = 0) -> datetime:
    return instant(datetime.combine(on, time(hour, minute)))
