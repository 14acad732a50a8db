"""时限: special procedures told in writing, and extensions at every point on their way; the office approves them from here on."""

from __future__ import annotations

from datetime import date, datetime, time

from shouwen.cases import limits
from shouwen.cases.models import Case
from shouwen.catalogue.models import ItemVersion
from shouwen.civil_time import instant, local_date
from shouwen.clocks.enums import PauseKind, ToldMeans
from shouwen.clocks.extensions import decide_extension
from shouwen.clocks.models import ExtensionRequest
from shouwen.demo.residents import Residents
from shouwen.demo.town.centre import OFFICE
from shouwen.demo.world import World
from shouwen.inquiries.enums import Channel, Outcome, ToldBy
from shouwen.people.actor import Actor
from shouwen.people.centre_settings import choose_extension_approver
from shouwen.people.enums import Role
from shouwen.reception.actions import receive
from shouwen.reception.step import NextStep, Told, Visitor

PERMITS = ("GH01", "LY01")
LONG, SHORT = ("YB04", "MZ03", "MZ05"), "SB03"
BEYOND = "行政许可法 第四十二条第一款"
_PROCEDURES = (
    (7, 6, PauseKind.SITE_VISIT, "到村里看房屋现状，四邻一起到场", 3, ToldMeans.IN_PERSON, ""),
    (6, 2, PauseKind.PUBLICITY, "在村务公开栏公示名单", 5, ToldMeans.PHONE, ""),
    (7, 6, PauseKind.EXPERT_REVIEW, "请区里的评审组看材料", 3, ToldMeans.IN_PERSON, "评审组同意，没有要补的"),
)
"""Accepted and stopped so many working days ago, what for, planned for so long, told how, and what came of it."""
_ASKED = (
    (3, 0, 3, "other_office", "区里的参保核对结果要后天才回", ""),
    (4, 1, 2, "system", "全国联网的业务系统在升级，停了一天半", "approved"),
    (4, 2, 3, "other_office", "等外省转移接续的回函", "told"),
    (3, 2, 5, "other", "手上的件多，排不过来", "refused"),
)
"""Accepted and asked so many working days ago, for so many days, which reason in which words, and how far it came."""


def put(world: World) -> None:
    """What moves a due date, on the last working days of the town; nobody is late by it."""
    versions = ItemVersion.objects.filter(centre=world.town.centre, item__code__in=PERMITS)
    versions.update(legal_extension=10, legal_extension_basis=BEYOND)
    office = world.actor(OFFICE)
    choose_extension_approver(approver=Role.MANAGEMENT_OFFICE, by=office, at=_ago(world, 7, 9, 5))
    people = Residents(world.plan.random("limits"))
    for code, procedure in zip(LONG, _PROCEDURES, strict=True):
        _procedure(world, people, code, *procedure)
    for place, asked in enumerate(_ASKED):
        _asked(world, people, place, *asked, office=office)


def _procedure(
    world: World,
    people: Residents,
    code: str,
    accepted: int,
    stopped: int,
    kind: PauseKind,
    reason: str,
    planned: int,
    means: ToldMeans,
    outcome: str,
) -> None:
    case, by = _accepted(world, people, code, _ago(world, accepted, 10, 12))
    at = _ago(world, stopped, 15, 20)
    from_on = world.calendar.next(local_date(at))
    limits.pause(
        case=case, kind=kind, reason=reason, from_on=from_on, planned_workdays=planned, means=means, by=by, at=at
    )
    if outcome:
        limits.resume(case=_now(case), outcome=outcome, by=by, at=_ago(world, stopped - planned, 16, 5))


def _asked(
    world: World,
    people: Residents,
    place: int,
    accepted: int,
    asked: int,
    days: int,
    category: str,
    reason: str,
    until: str,
    *,
    office: Actor,
) -> None:
    case, by = _accepted(world, people, SHORT, _ago(world, accepted, 9, 30 + place))
    request: ExtensionRequest = limits.ask_extension(
        case=_now(case), workdays=days, reason=reason, category=category, by=by, at=_ago(world, asked, 10, place)
    )
    if not until:
        return
    approve = until != "refused"
    why = "" if approve else "件多不是特殊情况，先请邓白露帮着办"
    decide_extension(request=request, approve=approve, reason=why, by=office, at=_ago(world, asked, 15, place))
    if until == "told":
        limits.tell_extension(case=_now(case), means=ToldMeans.PHONE, by=by, at=_ago(world, asked - 1, 9, 45))


def _accepted(world: World, people: Residents, code: str, at: datetime) -> tuple[Case, Actor]:
    """Somebody applies at the window of the item, and is accepted at once."""
    item, who = world.shelf.items[code], people.one_more()
    by, leaf = world.on_window(item.window_id), world.shelf.in_force(item.pk, local_date(at))
    received = receive(
        channel=Channel.ON_SITE,
        visitor=Visitor(who.name, who.phone, who.id_number, who.address),
        matter=f"来办{item.name}",
        outcome=Outcome.TO_CASE,
        told=Told("材料和时限都说清楚了，现在受理", ToldBy.IN_PERSON),
        step=NextStep(item_id=item.pk, situation_id=leaf.situations[0].pk if leaf.situations else None),
        item_id=item.pk,
        by=by,
        at=at,
    )
    if received.case is None:
        raise ValueError(f"{code} became no case")
    return received.case, by


def _now(case: Case) -> Case:
    return Case.objects.select_related("clock", "version").get(pk=case.pk)


def _ago(world: World, workdays: int, hour: int, minute: int) -> datetime:
    """A time of the working day so many working days before the town's present one."""
    day: date = local_date(world.plan.present)
    for _ in range(workdays):
        day = world.calendar.previous(day)
    return instant(datetime.combine(day, time(hour, minute)))
