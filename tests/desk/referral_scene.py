"""A call that goes further than the first desk: the scene of the pages that hand over, ask, decline and settle."""

from __future__ import annotations

import re
from datetime import date

from django.http import HttpResponse
from tests.factories import Town, civil, make_inquiry, make_person

from shouwen.inquiries import clarifications, declines, handovers, rulings, unresolved
from shouwen.inquiries.enums import Channel, DeclineGround
from shouwen.inquiries.models import Clarification, Decline, Handover, Inquiry, Ruling, UnresolvedMatter
from shouwen.people.models import Department

NOW = civil(2026, 10, 9, 10, 47)
CAME = civil(2026, 10, 9, 10, 40)
PAGE = "/inquiries/261009-01/"
WORDS = "先这样跟您说"


def call(town: Town, matter: str = "想办残疾证", name: str = "周乙石") -> Inquiry:
    """A call that 何谷雨 took."""
    person = make_person(town.centre, name, phone="13800000000")
    return make_inquiry(town.actor(town.he), at=CAME, person=person, matter=matter, channel=Channel.PHONE)


def department(town: Town, name: str = "区残联") -> Department:
    return Department.objects.create(centre=town.centre, name=name, place="区行政中心二楼", phone="023-45670101")


def to_window(town: Town, inquiry: Inquiry) -> Handover:
    return handovers.hand_over(
        inquiry=inquiry,
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words=WORDS,
        by=town.actor(town.he),
        at=CAME,
    )


def outside(town: Town, inquiry: Inquiry, to: Department) -> Handover:
    return handovers.hand_over_outside(inquiry=inquiry, to_department=to, words=WORDS, by=town.actor(town.he), at=CAME)


def refused_twice(town: Town, inquiry: Inquiry) -> Ruling:
    """邓白露 refuses it twice; the office is asked whose it is."""
    for reason in ("这项归卫健窗口", "还是不归民政"):
        handovers.refuse_handover(handover=to_window(town, inquiry), reason=reason, by=town.actor(town.deng), at=CAME)
        inquiry.refresh_from_db()
    return inquiry.rulings.get()


def clarifying(town: Town, inquiry: Inquiry) -> Clarification:
    return clarifications.ask_clarification(
        inquiry=inquiry,
        question="外省低保能不能直接转",
        asked_of="区民政局",
        promised_for=date(2026, 10, 13),
        words=WORDS,
        by=town.actor(town.he),
        at=CAME,
    )


def proposed(town: Town, inquiry: Inquiry) -> Decline:
    return declines.propose_decline(
        inquiry=inquiry,
        ground=DeclineGround.NOT_OURS,
        reason="采矿许可由市里审批",
        basis="矿产资源法 第十六条",
        way_out="到市规划和自然资源局申请",
        words=WORDS,
        by=town.actor(town.he),
        at=CAME,
    )


def not_got_done(town: Town, inquiry: Inquiry) -> UnresolvedMatter:
    return unresolved.note_unresolved(
        inquiry=inquiry, obstacle="省平台里信息重复", words=WORDS, by=town.actor(town.he), at=CAME
    )


def ruled(town: Town, matter: str, answer: str) -> Ruling:
    """A ruling on a matter, asked and answered."""
    inquiry = call(town, matter)
    ruling = rulings.ask_ruling(inquiry=inquiry, question=matter, words=WORDS, by=town.actor(town.he), at=CAME)
    return rulings.give_ruling(
        ruling=ruling, answer=answer, reason="二坪府〔2024〕12号第六条", by=town.actor(town.office), at=CAME
    )


def text(answer_: HttpResponse) -> str:
    """What the page says, without markup."""
    main = answer_.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def chain(answer_: HttpResponse) -> list[str]:
    """Role and name of each link of the custody chain."""
    block = re.search(r'<ol class="chain" aria-label="责任链">(.*?)</ol>', answer_.content.decode(), re.DOTALL)
    assert block is not None
    return [f"{role}：{who}" for role, who in re.findall(r"<em>(.*?)</em><b>(.*?)</b>", block[1])]


def errors(answer_: HttpResponse) -> dict[str, str]:
    """The words under each wrong field, by its id."""
    found = re.findall(r'<p class="badly" id="id_(\w+)-error">.*?</svg>(.*?)</p>', answer_.content.decode(), re.DOTALL)
    return dict(found)


def first_responders(answer_: HttpResponse) -> set[str]:
    """Every name that the page gives as 首问负责人: the locked line and the first link of the chain."""
    html = answer_.content.decode()
    locked = re.findall(r'<span class="first-one">.*?<b>(.*?)</b>', html, re.DOTALL)
    return {*locked, *(who.partition("　")[0] for role, _, who in (one.partition("：") for one in chain(answer_)[:1]))}
