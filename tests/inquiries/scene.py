"""Inquiries on their way: handed over, refused, asked about, declined, not got done; each made by the product's actions."""

from __future__ import annotations

from datetime import date, datetime

from tests.factories import Town, civil, make_inquiry, make_person

from shouwen.inquiries import clarifications, declines, handovers, unresolved
from shouwen.inquiries.enums import Channel, DeclineGround
from shouwen.inquiries.models import Clarification, Decline, Handover, Inquiry, Ruling, UnresolvedMatter
from shouwen.people.models import Department

AT = civil(2026, 10, 9, 10, 47)
"""Friday. Saturday 10 October is worked, Sunday is not: the next working days are 10, 12, 13, 14."""


def department(town: Town, name: str = "区残联") -> Department:
    made, _ = Department.objects.get_or_create(
        centre=town.centre, name=name, defaults={"place": "县城新华路8号", "phone": "023-45671234"}
    )
    return made


def asked(town: Town, *, at: datetime = AT, channel: Channel = Channel.PHONE, matter: str = "想办残疾证") -> Inquiry:
    """何谷雨 took it."""
    person = make_person(town.centre, "周乙石", at=at)
    return make_inquiry(town.actor(town.he), at=at, person=person, matter=matter, channel=channel)


def to_window(town: Town, inquiry: Inquiry | None = None, *, at: datetime = AT) -> Handover:
    """To 邓白露 on 4号."""
    return handovers.hand_over(
        inquiry=inquiry or asked(town, at=at),
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="这件事归4号窗口",
        by=town.actor(town.he),
        at=at,
    )


def outside(town: Town, inquiry: Inquiry | None = None, *, name: str = "区残联", at: datetime = AT) -> Handover:
    return handovers.hand_over_outside(
        inquiry=inquiry or asked(town, at=at),
        to_department=department(town, name),
        words="这件事归区残联，我帮您转过去",
        by=town.actor(town.he),
        at=at,
    )


def refused_twice(town: Town, inquiry: Inquiry | None = None, *, at: datetime = AT) -> Ruling:
    """By 4号 and by 区残联; so the office is asked whose it is."""
    inquiry = inquiry or asked(town, at=at)
    handovers.refuse_handover(
        handover=to_window(town, inquiry, at=at), reason="要区里评残", by=town.actor(town.deng), at=at
    )
    first = town.actor(town.he)
    handovers.refuse_outside(
        handover=outside(town, inquiry, at=at), name="李科", reason="先要镇里初审", by=first, at=at
    )
    return Ruling.objects.select_related("inquiry").get(inquiry=inquiry, answered_at=None)


def clarifying(town: Town, inquiry: Inquiry | None = None, *, until: date = date(2026, 10, 13)) -> Clarification:
    return clarifications.ask_clarification(
        inquiry=inquiry or asked(town),
        question="户口在外地的能不能在本镇评残",
        asked_of="区残联康复科 王科长",
        promised_for=until,
        words="我去问区里，13日前打电话告诉您",
        by=town.actor(town.he),
        at=AT,
    )


def declining(town: Town, inquiry: Inquiry | None = None) -> Decline:
    return declines.propose_decline(
        inquiry=inquiry or asked(town),
        ground=DeclineGround.NOT_OURS,
        reason="残疾等级由区残联评定，镇里不能受理",
        basis="《残疾人证管理办法》第七条",
        way_out="带身份证到区残联申请，地址县城新华路8号",
        words="要请同事再看一遍，14日前给您准信",
        by=town.actor(town.he),
        at=AT,
    )


def not_got_done(town: Town, inquiry: Inquiry | None = None) -> UnresolvedMatter:
    return unresolved.note_unresolved(
        inquiry=inquiry or asked(town),
        obstacle="两个部门都说要对方先开证明",
        words="已经登记，管理办公室16日前给您结果",
        by=town.actor(town.he),
        at=AT,
    )
