"""来的事: a duty roster, call record files with missed calls, and questions asked online, in the last days of the town."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shouwen.civil_time import instant, local_date
from shouwen.demo.residents import Resident, Residents
from shouwen.demo.town.centre import OFFICE
from shouwen.demo.world import World
from shouwen.inquiries import call_backs, calls, online
from shouwen.inquiries.actions import answer
from shouwen.inquiries.call_file import FIELDS, read_calls
from shouwen.inquiries.enums import Channel, Outcome, ToldBy
from shouwen.inquiries.models import CallRecord, OnlineQuestion
from shouwen.office_files.matching import find_header
from shouwen.office_files.reading import read_table
from shouwen.office_files.writing import Column, Kind, write_table
from shouwen.people.actor import Actor
from shouwen.people.duties import set_duties
from shouwen.people.phones import phone_hash
from shouwen.reception.actions import receive
from shouwen.reception.step import NextStep, Told, Visitor

COLUMNS = [
    Column("呼叫时间", 20, Kind.MOMENT),
    Column("主叫号码", 16),
    Column("被叫分机", 10),
    Column("呼叫类型", 10),
    Column("通话时长", 10),
    Column("接听状态", 10),
]
"""As a small telephone system exports them, under a title."""
ON_DUTY = ("heguyu", "yangjingzhe", "luoshuangjiang", "dengbailu", "fenglixia", "zhouxiaoman", "tangmangzhong")


@dataclass(frozen=True, slots=True)
class Rang:
    """One call: when, whose, at which window (0: a number of no window), how many seconds it was talked."""

    at: datetime
    who: Resident
    window: int
    seconds: int = 0


def put(world: World) -> None:
    """Duty first, then the files and what came of the calls, then the questions."""
    _put_the_roster(world)
    residents = Residents(world.plan.random("calls"))
    _put_the_calls(world, [_caller(residents) for _ in range(8)])
    _put_the_questions(world, [_caller(residents) for _ in range(5)])


def _caller(residents: Residents) -> Resident:
    """Somebody with a number that nobody of the year's visitors has: a visit would settle the call."""
    one = residents.one_more()
    one.phone = f"127{one.phone[3:]}"
    return one


def _put_the_roster(world: World) -> None:
    """The working days of the month, each in turn; its last week isn't planned yet."""
    first = max(world.plan.last_day.replace(day=1), world.plan.first_day)
    days, turn = {}, 0
    for n in range((_end_of_month(first) - first).days - 6):
        day = first + timedelta(days=n)
        if world.calendar.is_workday(day):
            days[day] = world.staff_id(ON_DUTY[turn % len(ON_DUTY)])
            turn += 1
    set_duties(days=days, by=world.actor(OFFICE), at=_at(first, 8, 30))


def _put_the_calls(world: World, callers: Sequence[Resident]) -> None:
    present, yesterday, before = _days(world)
    got_through, reached, never, first, duty, newest, *answered = callers
    _import(
        world,
        f"话单{yesterday:%m%d}.xlsx",
        [
            Rang(_at(before, 9, 20), got_through, 3),
            Rang(_at(before, 10, 5), got_through, 3, 96),
            Rang(_at(before, 15, 41), answered[0], 1, 143),
            Rang(_at(yesterday, 9, 40), never, 5),
            Rang(_at(yesterday, 9, 58), never, 5),
            Rang(_at(yesterday, 11, 2), answered[1], 2, 61),
            Rang(_at(yesterday, 14, 31), reached, 4),
        ],
        at=_at(yesterday, 15, 0),
    )
    _called_back(world, reached, at=_at(yesterday, 15, 22))
    for hour, minute, words in ((15, 10, "响了没人接"), (16, 5, "关机"), (16, 55, "响了没人接")):
        _tried(world, never, words, at=_at(yesterday, hour, minute))
    call_backs.give_up(
        call=_debt(world, never), words="打了三次没有接通", by=_on_window(world, 5), at=_at(yesterday, 16, 58)
    )
    _import(
        world,
        f"话单{present:%m%d}.xlsx",
        [
            Rang(_at(yesterday, 14, 31), reached, 4),
            Rang(_at(present, 9, 5), first, 1),
            Rang(_at(present, 9, 31), answered[0], 6, 75),
            Rang(_at(present, 9, 50), duty, 0),
            Rang(_at(present, 9, 57), duty, 0),
            Rang(_at(present, 10, 12), newest, 6),
        ],
        at=_at(present, 10, 30),
    )


def _import(world: World, name: str, rang: Sequence[Rang], *, at: datetime) -> None:
    """The file as it would be uploaded: written, read, its columns found, taken over."""
    rows = [
        [
            one.at,
            one.who.phone,
            f"000{one.window}" if one.window else "8800",
            "呼入",
            f"00:{one.seconds // 60:02d}:{one.seconds % 60:02d}",
            "已接" if one.seconds else "未接",
        ]
        for one in rang
    ]
    table = read_table(write_table(title="二坪镇便民服务中心来电记录", columns=COLUMNS, rows=rows, at=at))
    read = read_calls(table, find_header(table, FIELDS), at=at)
    calls.import_calls(read=read, file_name=name, by=world.actor(OFFICE), at=at)


def _called_back(world: World, who: Resident, *, at: datetime) -> None:
    """Reached: what the caller wanted is registered and told."""
    by, debt = _on_window(world, 4), _debt(world, who)
    phone = call_backs.call_back(call=debt, by=by, at=at)
    receive(
        channel=Channel.PHONE,
        visitor=Visitor(name=who.name, phone=phone),
        matter="老人的高龄津贴停了，要怎么办",
        outcome=Outcome.ANSWERED,
        told=Told("说了要做生存认证，带身份证到4号窗口，或者我们上门帮办。", ToldBy.PHONE),
        step=NextStep(),
        received_at=at,
        by=by,
        at=at + timedelta(minutes=4),
    )


def _tried(world: World, who: Resident, words: str, *, at: datetime) -> None:
    by, debt = _on_window(world, 5), _debt(world, who)
    call_backs.call_back(call=debt, by=by, at=at)
    call_backs.note_not_reached(call=debt, words=words, by=by, at=at + timedelta(minutes=1))


def _put_the_questions(world: World, askers: Sequence[Resident]) -> None:
    present, yesterday, before = _days(world)
    deng, he = _on_window(world, 4), _on_window(world, 1)
    told = _ask(world, askers[0], "残疾证丢了，补办要本人来吗，要带几张照片", at=_at(before, 11, 10))
    inquiry = online.claim_question(question=told, by=deng, at=_at(before, 11, 18))
    words = "补办要本人来一趟，带身份证和两张一寸照片，不收费，当天受理。行动不便的打电话，我们上门拍照。"
    answer(inquiry=inquiry, words=words, means=ToldBy.ONLINE, by=deng, at=_at(before, 15, 2))
    _ask(world, askers[1], "外出务工，医保在户籍地还是务工地交", at=_at(yesterday, 16, 20))
    online.fall_to_duty(centre_id=world.town.centre.pk, at=_at(yesterday, 16, 51))
    evening = _ask(world, askers[2], "老家的宅基地想原址翻建，先找哪里", at=_at(yesterday, 20, 15))
    online.claim_question(question=evening, by=he, at=_at(present, 9, 4))
    _ask(world, askers[3], "农村独生子女父母奖励，今年还能申请吗", at=_at(present, 10, 39))
    _ask(world, askers[4], "开个小面馆，要办哪些证，能不能一次办完", at=_at(present, 10, 44))


def _ask(world: World, who: Resident, matter: str, *, at: datetime) -> OnlineQuestion:
    return online.ask_online(
        centre_id=world.town.centre.pk, name=who.name, phone=who.phone, matter=matter, at=at, address=who.phone
    )


def _on_window(world: World, window: int) -> Actor:
    return world.on_window(world.town.windows[window].pk)


def _debt(world: World, who: Resident) -> CallRecord:
    """The newest call of this number that is owed under a number of its own."""
    rows = CallRecord.objects.filter(centre=world.town.centre).exclude(number="")
    hashed = phone_hash(world.town.centre.pk, who.phone)
    return rows.filter(phone_hash=hashed).latest("called_at")


def _days(world: World) -> tuple[date, date, date]:
    """The town's present day and the two working days before."""
    today = local_date(world.plan.present)
    yesterday = world.calendar.previous(today)
    return today, yesterday, world.calendar.previous(yesterday)


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _at(day: date, hour: int, minute: int) -> datetime:
    return instant(datetime.combine(day, time(hour, minute)))
