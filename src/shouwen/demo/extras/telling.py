"""告知: how a few people want to be told, calls that somebody owes or made, and one text in the centre's own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from shouwen.cases.models import Case
from shouwen.civil_time import instant, local_date
from shouwen.demo.town.centre import OFFICE
from shouwen.demo.world import World
from shouwen.journal.models import Entry
from shouwen.people.actor import Actor
from shouwen.telling import calls
from shouwen.telling.actions import Told, tell
from shouwen.telling.enums import CallState, ReachedBy, Wish
from shouwen.telling.models import CallToMake
from shouwen.telling.preferences import set_preference
from shouwen.telling.texts import write_text

DONE = "【{中心}】您办的{事项}（{编号}）{结果}。{怎么取}，工作日中午也有人。有不清楚的打 {中心电话}。"
SAID = (
    "现场定在明天上午看，请家里留个人",
    "上次少带的那张照片，来的时候带上就行，不用另外跑",
    "表上的银行卡号少写一位，回个电话我们替您改",
)
EMAIL = "zhao@mail.example"


def put(world: World) -> None:
    """Old calls of the year were made; of the last days, one was made, one tried, one is owed. Nothing of it can go out by machine."""
    _make_the_old_calls(world)
    _write_a_text(world)
    told, reminded, by_mail = _chosen(world)
    today, yesterday = _days(world)
    for case in told:
        _wants(world, case, Wish.CALL, at=_at(yesterday, 9, 20))
    made, tried = (
        _tell(world, case, words, at=_at(yesterday, hour, 10))
        for case, words, hour in zip(told[:2], SAID[:2], (10, 16), strict=True)
    )
    _made(world, made.call_number, at=_at(yesterday, 10, 36))
    _tried(world, tried.call_number, at=_at(yesterday, 17, 2))
    _tell(world, told[2], SAID[2], at=_at(today, 9, 31))
    _wants(world, reminded, Wish.ANY, opted_out=True, at=_at(yesterday, 11, 5))
    _wants(world, by_mail, Wish.EMAIL, email=EMAIL, at=_at(yesterday, 14, 40))


def _chosen(world: World) -> tuple[Sequence[Case], Case, Case]:
    """Open cases of five people, the newest ones with which nothing else happened since yesterday; three are told something."""
    rows = Case.objects.filter(centre=world.town.centre, closed_at=None, handler_id__in=_members(world))
    since = _at(_days(world)[1], 0, 0)
    busy = Entry.objects.filter(centre_id=world.town.centre.pk, subject_kind="case", at__gte=since)
    rows = rows.exclude(pk__in=[int(one) for one in busy.values_list("subject_id", flat=True)])
    found: dict[object, Case] = {}
    for case in rows.filter(accepted_at__lt=since).select_related("person").order_by("-accepted_at", "-pk"):
        found.setdefault(case.person_id, case)
    *told, reminded, by_mail = list(found.values())[:5]
    return told, reminded, by_mail


def _tell(world: World, case: Case, words: str, *, at: datetime) -> Told:
    return tell(
        person=case.person,
        template="plain",
        values={"words": words},
        subject_kind="case",
        subject_id=case.pk,
        number=case.number,
        purpose=f"demo-told/{case.pk}",
        responsible_id=case.handler_id,
        by=_members(world)[case.handler_id],
        at=at,
    )


def _wants(world: World, case: Case, wish: Wish, *, at: datetime, email: str = "", opted_out: bool = False) -> None:
    by = _members(world)[case.handler_id]
    set_preference(person=case.person, wish=wish, email=email, opted_out=opted_out, by=by, at=at)


def _made(world: World, number: str, *, at: datetime) -> None:
    call, by = _call(world, number)
    calls.open_number(call=call, by=by, at=at)
    words = "念给他听了，说明天上午在家等"
    calls.note_reached(call=call, means=ReachedBy.PHONE, words=words, by=by, at=at + timedelta(minutes=3))


def _tried(world: World, number: str, *, at: datetime) -> None:
    call, by = _call(world, number)
    calls.open_number(call=call, by=by, at=at)
    calls.note_not_reached(call=call, words="响了没人接", by=by, at=at + timedelta(minutes=1))


def _make_the_old_calls(world: World) -> None:
    """What was owed before yesterday has been told within the hour."""
    until = _at(_days(world)[1], 0, 0)
    owed = CallToMake.objects.filter(centre=world.town.centre, state=CallState.OWED, owed_at__lt=until)
    for row in owed.order_by("pk"):
        call, by = _call(world, row.number)
        at = call.owed_at + timedelta(minutes=25)
        calls.note_reached(call=call, means=ReachedBy.PHONE, words="照着念了，本人说知道了", by=by, at=at)


def _write_a_text(world: World) -> None:
    at = _at(_days(world)[1], 8, 50)
    write_text(
        template="done", words=DONE, is_essential=True, reason="加上中午也有人", seen=0, by=world.actor(OFFICE), at=at
    )


def _call(world: World, number: str) -> tuple[CallToMake, Actor]:
    call = CallToMake.objects.select_related("person", "message", "telling").get(
        centre=world.town.centre, number=number
    )
    responsible = call.telling.responsible_id if call.telling else 0
    members = _members(world)
    return call, members.get(responsible) or next(iter(members.values()))


def _members(world: World) -> dict[int, Actor]:
    return {actor.member_id: actor for actor in world.front_desk}


def _days(world: World) -> tuple[date, date]:
    """The town's present day and the working day before."""
    today = local_date(world.plan.present)
    return today, world.calendar.previous(today)


def _at(day: date, hour: int, minute: int) -> datetime:
    return instant(datetime.combine(day, time(hour, minute)))
