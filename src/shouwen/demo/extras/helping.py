"""帮办代办: calls for help of the last days, one that nobody took in time, and two authorisations, one of them taken back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from shouwen.agency import actions as agency
from shouwen.agency.actions import Identity, Made, Proof
from shouwen.agency.enums import Basis, RevokedBy
from shouwen.agency.recording import AUTHORISATION
from shouwen.assistance import actions as assistance
from shouwen.assistance.calling import call_for_help
from shouwen.assistance.enums import About, Done, Wish
from shouwen.civil_time import instant, local_date
from shouwen.demo.residents import Resident, Residents
from shouwen.demo.scans import scan
from shouwen.demo.world import World
from shouwen.devices.queries import device_numbered
from shouwen.files.actions import take_in
from shouwen.people.actor import Actor
from shouwen.telling import calls
from shouwen.telling.enums import ReachedBy
from shouwen.telling.models import CallToMake

HELPER, WINDOW = "tangmangzhong", "dengbailu"
SCOPE = ("SB01", "MZ04")


def put(world: World) -> None:
    """Each through the doors that the pages use."""
    people = Residents(world.plan.random("helping"))
    _calls(world, people)
    kept = _authorised(world, people.one_more(), people.one_more(), "女儿", at=_at(world, -4, 10, 20))
    system = Actor.system(world.town.centre.pk)
    agency.act(
        authorisation=kept.authorisation, what="到窗口申请", item_code=SCOPE[0], by=system, at=_at(world, -3, 9, 50)
    )
    gone = _authorised(world, people.one_more(), people.one_more(), "邻居", at=_at(world, -3, 15, 10))
    agency.revoke(
        authorisation=gone.authorisation,
        how=RevokedBy.PHONE,
        reason="本人来电，核对了证件后四位",
        by=world.actor(WINDOW),
        at=_at(world, -1, 14, 30),
    )
    _called(world, gone, at=_at(world, -1, 14, 45))


def _calls(world: World, people: Residents) -> None:
    by, helper = Actor.system(world.town.centre.pk), world.actor(HELPER)
    kiosk = device_numbered(world.town.centre.pk, 1)
    first = call_for_help(device=kiosk, about=About.MACHINE, by=by, at=_at(world, -3, 9, 31))
    assistance.take(call=first, by=helper, at=_at(world, -3, 9, 31, 14))
    done = [Done.TAUGHT, Done.PRINTED]
    assistance.end(call=first, done=done, minutes=6, by=helper, at=_at(world, -3, 9, 38))

    late = call_for_help(place="4号 民政残联窗口", about=About.FORM, by=by, at=_at(world, -2, 10, 5))
    assistance.escalate(call=late, by=by, at=_at(world, -2, 10, 6, 10))
    office = world.actor("luoshuangjiang")
    assistance.take(call=late, by=office, at=_at(world, -2, 10, 6, 25))
    assistance.end(call=late, done=[Done.FILLED], minutes=11, by=office, at=_at(world, -2, 10, 18))

    phone = people.one_more().phone
    ring = call_for_help(wish=Wish.CALL_BACK, phone=phone, by=by, at=_at(world, -1, 15, 2))
    assistance.take(call=ring, by=helper, at=_at(world, -1, 15, 2, 40))
    assistance.end(call=ring, done=[Done.EXPLAINED], minutes=4, by=helper, at=_at(world, -1, 15, 8))


def _authorised(world: World, principal: Resident, agent: Resident, relation: str, *, at: datetime) -> Made:
    by = world.actor(WINDOW)
    paper = take_in(name="委托书.jpg", data=scan("JPEG", "委托书", f"{relation}代办"), by=by)
    made: Made = agency.authorise(
        basis=Basis.AUTHORISED,
        principal=Identity(principal.name, principal.id_number, principal.phone),
        agent=Identity(agent.name, agent.id_number, agent.phone),
        relation=relation,
        item_codes=SCOPE,
        from_on=local_date(at),
        until_on=local_date(at) + timedelta(days=180),
        proof=Proof(paper=paper),
        by=by,
        at=at,
    )
    _called(world, made, at=at + timedelta(minutes=20))
    return made


def _called(world: World, made: Made, *, at: datetime) -> None:
    """The calls that the telling became, made."""
    rows = CallToMake.objects.filter(subject_kind=AUTHORISATION, subject_id=made.authorisation.pk, settled_at=None)
    for call in rows:
        calls.open_number(call=call, by=world.actor(WINDOW), at=at)
        calls.note_reached(
            call=call,
            means=ReachedBy.PHONE,
            words="知道了，说是的",
            by=world.actor(WINDOW),
            at=at + timedelta(minutes=3),
        )


def _at(world: World, workdays: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """So many working days before the town's present day."""
    day: date = world.plan.last_day
    for _ in range(-workdays):
        day = world.calendar.previous(day)
    return instant(datetime.combine(day, time(hour, minute, second)))
