"""投诉: a few of the last weeks in every state, over the web, by telephone and at the counter; the year's stories have the rest."""

from __future__ import annotations

from datetime import date, datetime, time

from shouwen.civil_time import instant
from shouwen.demo.residents import Residents
from shouwen.demo.town.centre import LEADER, OFFICE
from shouwen.demo.world import World
from shouwen.feedback.actions import assign, put_to_them, receive, state
from shouwen.feedback.answering import answer, merge, not_accept
from shouwen.feedback.by_complainant import add_words, rate_answer
from shouwen.feedback.enums import AnswerWish, ComplaintChannel, RatingLevel, Verdict
from shouwen.feedback.models import Complaint
from shouwen.inquiries.enums import ToldBy
from shouwen.people.actor import Actor


def put(world: World) -> None:
    """Each through the doors that the pages use; none is about somebody by name and true, so no announced month changes."""
    people = Residents(world.plan.random("complaints"))
    office, leader = world.actor(OFFICE), world.actor(LEADER)
    them = Actor.system(world.town.centre.pk)
    windows = {window.number: window.pk for window in world.town.centre.windows.all()}

    rated = receive(
        channel=ComplaintChannel.WEB,
        words="早上八点五十就到了，九点二十1号窗口才开，等的人排到门口。\n什么时候：上周一早上",
        window_id=windows[1],
        promise=7,
        by=them,
        at=_at(world, -9, 19, 40),
    )
    assign(complaint=rated, to_staff_id=_staff(world, LEADER), by=office, at=_at(world, -8, 9, 10))
    _answer(
        rated,
        Verdict.PARTLY,
        "看了大厅监控和开机记录",
        "那天电脑升级，窗口晚开了十二分钟，没有给您说一声，是我们不对。",
        "升级改到下班以后，晚开的先贴告示、先登记",
        by=leader,
        at=_at(world, -6, 15),
    )
    rate_answer(complaint=rated, level=RatingLevel.SATISFIED, words="说清楚了就好", by=them, at=_at(world, -5, 12))

    told = _by_phone(
        world,
        people,
        "材料说一次少一样，跑了三趟，问能不能一次说完",
        AnswerWish.CALL,
        at=_at(world, -7, 10, 20),
        promise=3,
    )
    assign(complaint=told, to_staff_id=_staff(world, "luoshuangjiang"), by=office, at=_at(world, -7, 11))
    _answer(
        told,
        Verdict.DISMISSED,
        "查了告知单，三样材料是同一张单子上写的",
        "您三次来办的是两件不同的事，每件的材料单上都写全了，单子给您留了底，随时可以来看。",
        "",
        told=ToldBy.PHONE,
        by=world.actor("luoshuangjiang"),
        at=_at(world, -4, 16),
    )

    asked = _by_phone(
        world, people, "说话很冲，让我等着就把电话挂了，打了两次", AnswerWish.CALL, at=_at(world, -3, 9, 30), promise=1,
        staff_id=_staff(world, "fenglixia"), window_id=windows[5],
    )  # fmt: skip
    assign(complaint=asked, to_staff_id=_staff(world, LEADER), by=office, at=_at(world, -3, 10))
    put_to_them(complaint=asked, words="这天上午你接过两次来电，怎么说的、怎么结束的", by=leader, at=_at(world, -2, 9))
    state(
        complaint=asked, words="第二次有人在窗口等着办证，我说一会儿打回去，后来忙忘了", by=world.actor("fenglixia"),
        at=_at(world, -2, 16),
    )  # fmt: skip

    new = receive(
        channel=ComplaintChannel.WEB,
        words="医保窗口前面那台自助机坏了半个月，没人管，老人不会用手机只能干等。",
        window_id=windows[3],
        promise=2,
        by=them,
        at=_at(world, -1, 20, 15),
    )
    add_words(complaint=new, words="今天又去看，还是贴着“维修中”", by=them, at=_at(world, 0, 9, 5))

    twin = receive(
        channel=ComplaintChannel.WEB, words="自助机一直坏着", window_id=windows[3], by=them, at=_at(world, -1, 21)
    )
    merge(complaint=twin, into=new, by=office, at=_at(world, 0, 9, 30))

    elsewhere = receive(
        channel=ComplaintChannel.COUNTER,
        words="楼下夜里烧烤摊吵得睡不着，找了几次都没人管",
        by=world.actor("yangjingzhe"),
        at=_at(world, -2, 11),
    )
    not_accept(
        complaint=elsewhere,
        passed_to="二坪派出所",
        reason="夜里噪声扰民由派出所处理，电话 023-00000066，我们已经把情况转过去。",
        by=office,
        at=_at(world, -2, 15),
    )


def _by_phone(
    world: World,
    people: Residents,
    words: str,
    wish: AnswerWish,
    *,
    at: datetime,
    promise: int | None = None,
    staff_id: int | None = None,
    window_id: int | None = None,
) -> Complaint:
    person = people.one_more()
    found: Complaint = receive(
        channel=ComplaintChannel.PHONE,
        words=words,
        name=person.name,
        phone=person.phone,
        wish=wish,
        promise=promise,
        staff_id=staff_id,
        window_id=window_id,
        by=world.actor("heguyu"),
        at=at,
    )
    return found


def _answer(
    complaint: Complaint,
    verdict: Verdict,
    reason: str,
    words: str,
    mended: str,
    *,
    told: ToldBy | None = None,
    by: Actor,
    at: datetime,
) -> None:
    answer(
        complaint=complaint, verdict=verdict, reason=reason, answer=words, mended=mended, told_means=told, by=by, at=at
    )


def _staff(world: World, login: str) -> int:
    return int(world.staff_id(login))


def _at(world: World, workdays: int, hour: int, minute: int = 0) -> datetime:
    """So many working days before the town's present day."""
    day: date = world.plan.last_day
    for _ in range(-workdays):
        day = world.calendar.previous(day)
    return instant(datetime.combine(day, time(hour, minute)))
