"""首问登记簿: what a search finds, exactly."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from tests.factories import Town, civil, make_inquiry, make_person, make_town

from shouwen.civil_time import local
from shouwen.inquiries import handovers, queries
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.prospects import prospects
from shouwen.inquiries.queries import Sift, Wanted
from shouwen.inquiries.rulings import ask_ruling, give_ruling

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 16)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def three(town: Town) -> list[Inquiry]:
    """周乙石 calls on the 8th and is answered; 李火 comes on the 9th about house building; 陈甲木 writes on the 9th."""
    he, deng = town.actor(town.he), town.actor(town.deng)
    zhou = make_person(town.centre, "周乙石", phone="13800001234")
    li = make_person(town.centre, "李火", phone="13900005678")
    chen = make_person(town.centre, "陈甲木", phone="")

    def came(at: datetime, person: Any, matter: str, channel: Channel, by: Any, item_id: int | None = None) -> Inquiry:
        return make_inquiry(by, at=at, person=person, matter=matter, channel=channel, item_id=item_id)

    first = came(civil(2026, 10, 8, 9), zhou, "残疾评定去哪里", Channel.PHONE, deng)
    answer(inquiry=first, words="区医院", means=ToldBy.PHONE, by=deng, at=civil(2026, 10, 8, 9, 5))
    second = came(civil(2026, 10, 9, 9), li, "老屋想翻建", Channel.ON_SITE, he, town.house.item_id)
    third = came(civil(2026, 10, 9, 10), chen, "网上问低保", Channel.ONLINE, he)
    return [first, second, third]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), [2, 1, 0]),
        (Wanted(text="问 261009-1"), [1]),
        (Wanted(text="261009-02"), [2]),
        (Wanted(text="261008"), [0]),
        (Wanted(text="2"), [2]),
        (Wanted(text="周乙石"), [0]),
        (Wanted(text="1234"), [0]),
        (Wanted(text="13900005678"), [1]),
        (Wanted(text="cjm"), [2]),
        (Wanted(text="翻建"), [1]),
        (Wanted(text="宅基地"), [1]),
        (Wanted(text="nczjd"), [1]),
        (Wanted(text="没有这个人"), []),
        (Wanted(sift=Sift.OPEN), [2, 1]),
        (Wanted(sift=Sift.ANSWERED), [0]),
        (Wanted(sift=Sift.TO_CASE), []),
        (Wanted(channel=Channel.PHONE), [0]),
    ],
)
def test_register_is_searched_by_number_name_phone_initials_and_words(
    town: Town, three: list[Inquiry], wanted: Wanted, found: list[int]
) -> None:
    rows = queries.inquiries_wanted(town.centre.pk, wanted, at=AT)

    assert [row.pk for row in rows] == [three[index].pk for index in found]


def test_f3_my_first_inquiries_stay_mine_after_handing_over(town: Town, three: list[Inquiry]) -> None:
    handover = handovers.hand_over(
        inquiry=three[1],
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="请到4号",
        by=town.actor(town.he),
        at=AT,
    )
    handovers.accept_handover(handover=handover, by=town.actor(town.deng), at=AT)

    mine = Wanted(sift=Sift.OPEN, first_responder_id=town.he.pk)
    held = Wanted(sift=Sift.OPEN, holder_id=town.deng.pk)
    assert [row.pk for row in queries.inquiries_wanted(town.centre.pk, mine, at=AT)] == [three[2].pk, three[1].pk]
    assert [row.pk for row in queries.inquiries_wanted(town.centre.pk, held, at=AT)] == [three[1].pk]


def test_other_centres_are_out_of_reach(town: Town, three: list[Inquiry]) -> None:
    elsewhere = make_town("elsewhere", town="别处镇")

    assert list(queries.inquiries_wanted(elsewhere.centre.pk, Wanted(), at=AT)) == []
    assert queries.inquiry_numbered(elsewhere.centre.pk, "261009-01") is None
    assert queries.last_asked_by_phone(elsewhere.centre.pk, "13800001234") is None


def test_a_known_number_brings_its_last_inquiry(town: Town, three: list[Inquiry]) -> None:
    assert queries.last_asked_by_phone(town.centre.pk, "138 0000 1234") == three[0]
    assert queries.last_asked_by_phone(town.centre.pk, "13800009999") is None
    assert queries.last_asked_by_phone(town.centre.pk, "1234") is None


def test_handovers_wait_for_the_person_and_for_the_window(town: Town, three: list[Inquiry]) -> None:
    handover = handovers.hand_over(
        inquiry=three[1],
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="请到4号",
        by=town.actor(town.he),
        at=AT,
    )

    def waiting(staff_id: int, window_id: int | None) -> list[int]:
        rows = queries.handovers_to(town.centre.pk, staff_id=staff_id, window_id=window_id)
        return [row.pk for row in rows]

    assert waiting(town.deng.pk, None) == [handover.pk]
    assert waiting(town.office.pk, town.civil_affairs.pk) == [handover.pk]
    assert waiting(town.he.pk, town.general.pk) == []


def test_open_rulings_stand_first_and_words_find_them(town: Town, three: list[Inquiry]) -> None:
    he, office = town.actor(town.he), town.actor(town.office)
    done = ask_ruling(inquiry=three[1], question="翻建要不要规划许可", words="我去问", by=he, at=AT)
    give_ruling(ruling=done, answer="要", reason="在集镇规划区内", by=office, at=AT)
    waiting = ask_ruling(inquiry=three[2], question="外地务工算不算一户", words="我去问", by=he, at=AT)

    def found(**wanted: Any) -> list[int]:
        return [row.pk for row in queries.rulings_wanted(town.centre.pk, **wanted)]

    assert found() == [waiting.pk, done.pk]
    assert found(is_open=True) == [waiting.pk]
    assert found(text="规划许可") == [done.pk]
    assert found(text="请 26-2") == [waiting.pk]
    assert queries.ruling_numbered(town.centre.pk, "26-0001") == done


def test_prospects_are_what_the_clocks_will_say(town: Town) -> None:
    ahead = prospects(town.centre.pk, at=civil(2026, 10, 9, 10, 47))

    def said(moment: datetime) -> str:
        return local(moment).strftime("%m-%d %H:%M")

    assert [said(ahead.answer[channel]) for channel in Channel] == ["10-09 17:30", "10-09 17:30", "10-10 17:30"]
    assert (ahead.handover_minutes, said(ahead.accept)) == (30, "10-09 11:17")
    assert (said(ahead.ruling), said(ahead.told)) == ("10-12 17:30", "10-13 17:30")
