"""办事指南: questions, what may come later, blank forms and samples, must-reads partly read, one item that will be withdrawn."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import typst

from shouwen.catalogue.actions import publish_version
from shouwen.catalogue.drafts import save_draft
from shouwen.catalogue.enums import GuideFileKind
from shouwen.catalogue.guide import CommonFault, Guide
from shouwen.catalogue.guide_files import put_file
from shouwen.catalogue.models import MustRead
from shouwen.catalogue.must_reads import read_guide
from shouwen.catalogue.queries import guide_of, latest_version
from shouwen.catalogue.questions import Answer, Question
from shouwen.catalogue.withdrawal import withdraw_item
from shouwen.civil_time import instant, local_date
from shouwen.demo.town.centre import OFFICE
from shouwen.demo.world import World
from shouwen.papers.rendering.fonts import FontsMissingError, paper_fonts

FORM = Path(__file__).resolve().parent.parent / "town" / "form.typ"
_SHANGHAI = timezone(timedelta(hours=8))
"""Typst takes a fixed distance from Greenwich."""
READ_WITHIN_WORKDAYS = 3
LEFT_UNREAD = {"heguyu": 2, "dengbailu": 1, "fenglixia": 1}
"""How many of their newest must-reads some people have not read yet."""
BOTH = "有残疾和重病成员"
TOGETHER = {BOTH: ("有残疾成员", "有重病成员")}
"""一次告知: a family to which two situations apply needs the materials of both, so that is a situation of its own."""
QUESTIONS = {
    "SB01": (Question("是本人来办吗？", (Answer("本人来", "本人办理"), Answer("家里人代办", "他人代办"))),),
    "SB03": (
        Question("参保人还在世吗？", (Answer("在世", then=2), Answer("去世了", "参保人死亡"))),
        Question("为什么注销？", (Answer("在国外定居了", "出国定居"), Answer("在别处也参了保", "重复参保"))),
    ),
    "MZ01": (
        Question("家里有没有残疾人？", (Answer("有", then=2), Answer("没有", then=3))),
        Question("家里有没有人得了重病？", (Answer("有", BOTH), Answer("没有", "有残疾成员"))),
        Question("家里有没有人得了重病？", (Answer("有", "有重病成员"), Answer("没有", then=4))),
        Question("家里几口人？", (Answer("只有一个人", "单人户"), Answer("两个人以上", "一般家庭"))),
    ),
}
FAULTS = {
    "居民身份证": (CommonFault("身份证过期了", "在有效期内的身份证"),),
    "居民身份证及户口簿": (
        CommonFault("身份证过期了", "在有效期内的身份证"),
        CommonFault("户口簿没有本人那一页", "户口簿首页和本人页都要"),
    ),
    "户口簿": (CommonFault("户口簿没有本人那一页", "户口簿首页和本人页都要"),),
    "银行卡": (CommonFault("卡不是本人的", "申请人本人名下的一类卡"),),
    "收入和财产证明": (CommonFault("没有单位盖章", "单位或村（居）委会盖章，写明月收入"),),
    "两寸白底照片": (CommonFault("底色不是白色", "两寸、白底、近六个月的照片"),),
}
MINOR, BY_PROMISE = {"银行卡", "两寸白底照片", "近期合影照片"}, {"收入和财产证明", "婚姻状况证明"}
WITH_FAULTS = ("MZ01", "MZ03", "CL01", "SB03", "WJ03")
PERMITS = ("GH01", "LY01")
FORMS = (
    ("MZ01", "最低生活保障申请书"),
    ("MZ03", "临时救助申请书"),
    ("CL01", "残疾人证申请表"),
    ("MZ04", "高龄津贴申请表"),
)
ROWS = (
    ("姓名", "陈*木"),
    ("性别", "男"),
    ("出生年月", "1944年3月"),
    ("住址", "二坪镇一组7号"),
    ("联系电话", "138****0000"),
    ("申请事由", ""),
)


def put(world: World) -> None:
    """In the order of time: new versions some days ago, forms, the readings, and what the office is about to do."""
    _put_versions(world)
    _put_forms(world)
    _read(world)
    _begin_a_draft(world)
    _withdraw(world)


def _some_days_ago(world: World, workdays: int, hour: int, minute: int) -> datetime:
    day = world.plan.last_day
    while workdays:
        day -= timedelta(days=1)
        workdays -= world.calendar.is_workday(day)
    return instant(datetime.combine(day, time(hour, minute)))


def _put_versions(world: World) -> None:
    """From the day on which the town lives: the cases of the year keep the versions they began with."""
    today, at = world.plan.last_day, _some_days_ago(world, 4, 16, 5)
    for code in WITH_FAULTS:
        _publish(world, code, _with_faults, on=today, at=at)
    for code in PERMITS:
        _publish(world, code, lambda guide: replace(guide, deemed_acceptance=True), on=today, at=at)
    wording = "只加上选情形的问话，要带的没有变"
    _publish(world, "SB01", lambda guide: replace(guide, questions=QUESTIONS["SB01"]), on=today, at=at, wording=wording)
    later, at = today + timedelta(days=12), _some_days_ago(world, 1, 15, 40)
    _publish(world, "NY01", _stricter_house, on=later, at=at)


def _publish(
    world: World, code: str, change: Callable[[Guide], Guide], *, on: date, at: datetime, wording: str = ""
) -> None:
    item = world.shelf.items[code]
    last = latest_version(item.pk)
    if last is None or last.effective_from >= on:
        return
    guide = change(guide_of(last))
    office = world.actor(OFFICE)
    publish_version(item=item, guide=guide, effective_from=on, wording_only=wording, by=office, at=at)


def together(guide: Guide) -> Guide:
    """The guide with the situations that apply at once, each with the materials of all that it is made of."""
    for name, parts in TOGETHER.items():
        if name not in guide.situations and set(parts) <= set(guide.situations):
            more = [replace(one, situation=name) for one in guide.materials if one.situation in parts]
            guide = replace(guide, situations=(*guide.situations, name), materials=(*guide.materials, *more))
    return guide


def _with_faults(guide: Guide) -> Guide:
    guide = together(guide)
    materials = tuple(
        replace(
            one,
            faults=FAULTS.get(one.name, ()),
            is_minor=one.name in MINOR,
            can_be_promised=one.name in BY_PROMISE,
        )
        for one in guide.materials
    )
    questions = next((tree for tree in QUESTIONS.values() if _fits(tree, guide.situations)), ())
    return replace(guide, materials=materials, questions=questions)


def _fits(tree: Sequence[Question], situations: Sequence[str]) -> bool:
    return {answer.situation for one in tree for answer in one.answers if not answer.then} == set(situations)


def _stricter_house(guide: Guide) -> Guide:
    conditions = guide.conditions.rstrip("。") + "，不占永久基本农田。"
    return replace(guide, conditions=conditions, publicity_days=7)


def _put_forms(world: World) -> None:
    """Small real PDFs; without the fonts of the product there are none, as there are no papers then."""
    at, office = _some_days_ago(world, 3, 10, 20), world.actor(OFFICE)
    for code, name in FORMS:
        for kind in GuideFileKind:
            try:
                data = _drawn(name, is_sample=kind == GuideFileKind.SAMPLE, at=at)
            except FontsMissingError:
                return
            item = world.shelf.items[code]
            put_file(item=item, material_name=name, kind=kind, name=f"{name}.pdf", data=data, by=office, at=at)


def _drawn(name: str, *, is_sample: bool, at: datetime) -> bytes:
    rows = [[title, said if is_sample else ""] for title, said in ROWS]
    if is_sample:
        rows[-1][1] = "写明家里的情况和为什么申请"
    form = {
        "title": f"{name}（样表）" if is_sample else name,
        "rows": rows,
        "promise": "以上填写的内容都是真实的。",
        "signed": "陈*木" if is_sample else "",
        "foot": "二坪镇便民服务中心　免费领取，可以复印",
    }
    compiler = typst.Compiler(root=str(FORM.parent), font_paths=paper_fonts(), ignore_system_fonts=True)
    inputs = {"form": json.dumps(form, ensure_ascii=False)}
    drawn = compiler.compile(input=str(FORM), sys_inputs=inputs, format="pdf", timestamp=at.astimezone(_SHANGHAI))
    if not isinstance(drawn, bytes):
        raise TypeError("a form has one file")
    return drawn


def _read(world: World) -> None:
    """Most have read within a few days; some have their newest still before them."""
    chance = world.plan.random("must-reads")
    by_staff: dict[int, list[MustRead]] = {}
    rows = MustRead.objects.filter(centre=world.town.centre, read_at=None).select_related("version__item")
    for row in rows.order_by("given_at", "version__item__code", "version__number"):
        by_staff.setdefault(row.staff_id, []).append(row)
    readings = []
    for login, actor in world.town.actors.items():
        mine = by_staff.get(actor.member_id, [])
        for row in mine[: len(mine) - LEFT_UNREAD.get(login, 0)]:
            day = world.calendar.add(local_date(row.given_at), chance.randint(1, READ_WITHIN_WORKDAYS))
            readings.append((world.workday_time(day, chance), login, row))
    for at, login, row in sorted(readings, key=lambda one: (one[0], one[1], one[2].version_id)):
        if at < world.plan.present:
            read_guide(version=row.version, by=world.actor(login), at=at)


def _begin_a_draft(world: World) -> None:
    """The office is writing: one more day, and not finished."""
    item, at = world.shelf.items["SB02"], world.plan.present - timedelta(minutes=42)
    last = latest_version(item.pk)
    if last is None:
        return
    guide = replace(guide_of(last), promised_limit=8)
    save_draft(item=item, guide=guide, effective_from=None, seen=0, by=world.actor(OFFICE), at=at)


def _withdraw(world: World) -> None:
    """独生子女父母光荣证补办 goes to the district next month; until then it is taken as before."""
    on = world.plan.last_day + timedelta(days=25)
    reason = "从这天起由区卫生健康委办理，可到区政务服务中心 2 楼"
    at = _some_days_ago(world, 1, 11, 15)
    withdraw_item(item=world.shelf.items["WJ03"], from_on=on, reason=reason, by=world.actor(OFFICE), at=at)
