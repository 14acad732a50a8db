"""Who may do what to an inquiry: its own centre, along the tables of moves, and the colleague who stands in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.factories import Town, civil, make_inquiry, make_person, make_staff, make_town

from shouwen.inquiries import handovers, policies, rulings
from shouwen.inquiries.actions import answer, give_notice, register
from shouwen.inquiries.enums import Channel, HandoverState, InquiryState, ToldBy
from shouwen.inquiries.handover_paper import issue_slip
from shouwen.inquiries.models import Handover, Inquiry, OneTimeNotice, Ruling
from shouwen.inquiries.notice_paper import print_notice
from shouwen.inquiries.transitions import HANDOVER_MOVES, MOVES
from shouwen.people.actor import Actor
from shouwen.people.models import Cover
from shouwen.promises.actions import keep_promise, make_promise
from shouwen.promises.models import Promise
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.fixture
def town() -> Town:
    return make_town()


def inquiry_of(town: Town) -> Inquiry:
    return make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre), item_id=town.house.item_id)


def handed_over(town: Town) -> Handover:
    return handovers.hand_over(
        inquiry=inquiry_of(town),
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="请过去",
        by=town.actor(town.he),
        at=AT,
    )


def asked(town: Town) -> Ruling:
    return rulings.ask_ruling(inquiry=inquiry_of(town), question="归谁", words="我去问", by=town.actor(town.he), at=AT)


def promise(town: Town, inquiry: Inquiry, by: Actor, *, reason: str = "停电") -> Promise:
    return make_promise(
        inquiry=inquiry,
        reason=reason,
        promised_for=date(2026, 10, 12),
        words="12日前办好",
        means=ToldBy.IN_PERSON,
        by=by,
        at=AT,
    )


def cover(town: Town) -> None:
    Cover.objects.create(
        centre=town.centre,
        absent=town.he,
        by=town.deng,
        from_at=civil(2026, 10, 9, 8),
        to_at=civil(2026, 10, 10, 18),
    )


ACTIONS: dict[str, Callable[[Town, Actor], object]] = {
    "answer": lambda town, by: answer(inquiry=inquiry_of(town), words="好", means=ToldBy.PHONE, by=by, at=AT),
    "hand_over": lambda town, by: handovers.hand_over(
        inquiry=inquiry_of(town),
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="请过去",
        by=by,
        at=AT,
    ),
    "accept_handover": lambda town, by: handovers.accept_handover(handover=handed_over(town), by=by, at=AT),
    "refuse_handover": lambda town, by: handovers.refuse_handover(
        handover=handed_over(town), reason="不归我", by=by, at=AT
    ),
    "issue_slip": lambda town, by: issue_slip(handover=handed_over(town), by=by, at=AT),
    "ask_ruling": lambda town, by: rulings.ask_ruling(
        inquiry=inquiry_of(town), question="归谁", words="我去问", by=by, at=AT
    ),
    "give_ruling": lambda town, by: rulings.give_ruling(ruling=asked(town), answer="归我", reason="我说", by=by, at=AT),
    "make_promise": lambda town, by: promise(town, inquiry_of(town), by),
    "keep_promise": lambda town, by: keep_promise(
        promise=promise(town, inquiry_of(town), town.actor(town.he)), words="好了", means=ToldBy.PHONE, by=by, at=AT
    ),
    "give_notice": lambda town, by: give_notice(
        inquiry=inquiry_of(town), version=town.house, situation=None, means=ToldBy.PHONE, by=by, at=AT
    ),
    "print_notice": lambda town, by: print_notice(
        inquiry=inquiry_of(town), version=town.house, situation=None, by=by, at=AT
    ),
    "register": lambda town, by: register(
        channel=Channel.PHONE, matter="问事", person=make_person(town.centre), by=by, at=AT
    ),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_another_centre_touches_no_inquiry(town: Town, name: str) -> None:
    other = make_town("qingshi", town="青石镇")
    both = make_staff(other.centre, "外镇人", roles=["management_office", "general_window_staff"], window=other.general)

    with pytest.raises(Refused) as caught:
        ACTIONS[name](town, other.actor(both))

    assert caught.value.code == "another_centre"


@pytest.mark.parametrize("to", list(InquiryState))
@pytest.mark.parametrize("state", list(InquiryState))
def test_an_inquiry_moves_along_the_table_and_no_other_way(town: Town, state: InquiryState, to: InquiryState) -> None:
    inquiry = inquiry_of(town)
    inquiry.state = state

    refusal = policies.may_move(inquiry, to, by=town.actor(town.he), at=AT)

    assert (refusal.code if refusal else None) == (None if to in MOVES[state] else "inquiry_moved_on")


@pytest.mark.parametrize("to", list(HandoverState))
@pytest.mark.parametrize("state", list(HandoverState))
def test_a_handover_moves_along_the_table_and_no_other_way(town: Town, state: HandoverState, to: HandoverState) -> None:
    handover = handed_over(town)
    handover.state = state

    refusal = policies.may_settle_handover(handover, to, by=town.actor(town.deng), at=AT)

    assert (refusal.code if refusal else None) == (None if to in HANDOVER_MOVES[state] else "handover_settled")


def test_every_state_is_in_the_tables() -> None:
    assert (set(MOVES), set(HANDOVER_MOVES)) == (set(InquiryState), set(HandoverState))


def test_who_stands_in_answers_for_the_absent(town: Town) -> None:
    inquiry, by = inquiry_of(town), town.actor(town.deng)
    with pytest.raises(Refused) as caught:
        answer(inquiry=inquiry, words="说清了", means=ToldBy.IN_PERSON, by=by, at=AT)
    assert caught.value.code == "not_your_inquiry"

    cover(town)
    answer(inquiry=inquiry, words="说清了", means=ToldBy.IN_PERSON, by=by, at=AT)

    assert (inquiry.state, inquiry.told_by_id, inquiry.first_responder_id) == ("answered", town.deng.pk, town.he.pk)


def test_who_stands_in_accepts_what_was_handed_to_the_absent(town: Town) -> None:
    handover, third = handed_over(town), make_staff(town.centre, "唐芒种", window=town.general)
    Cover.objects.create(
        centre=town.centre, absent=town.deng, by=third, from_at=civil(2026, 10, 9, 8), to_at=civil(2026, 10, 9, 18)
    )

    inquiry = handovers.accept_handover(handover=handover, by=town.actor(third), at=AT)

    assert inquiry.holder_id == third.pk


def test_n2_a_notice_is_given_by_whoever_works_on_the_inquiry(town: Town) -> None:
    with pytest.raises(Refused) as caught:
        give_notice(
            inquiry=inquiry_of(town),
            version=town.house,
            situation=None,
            means=ToldBy.PHONE,
            by=town.actor(town.deng),
            at=AT,
        )
    assert (caught.value.code, OneTimeNotice.objects.count()) == ("not_your_inquiry", 0)


def test_n2_after_the_end_only_what_was_told_is_printed_again(town: Town) -> None:
    inquiry, by = inquiry_of(town), town.actor(town.he)
    closed = inquiry_of(town)
    give_notice(inquiry=inquiry, version=town.house, situation=None, means=ToldBy.IN_PERSON, by=by, at=AT)
    for one in (inquiry, closed):
        answer(inquiry=one, words="说清了", means=ToldBy.IN_PERSON, by=by, at=AT)

    with pytest.raises(Refused) as caught:
        print_notice(inquiry=closed, version=town.house, situation=None, by=by, at=AT)
    again = print_notice(inquiry=inquiry, version=town.house, situation=None, by=by, at=AT)

    assert (caught.value.code, again.means, again.paper is None) == ("inquiry_closed", ToldBy.PRINT, False)


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (
            lambda town, by: handovers.refuse_handover(
                handover=handed_over(town), reason="长" * 201, by=town.actor(town.deng), at=AT
            ),
            "退回理由最多 200 字，现在 201 字",
        ),
        (
            lambda town, by: rulings.ask_ruling(
                inquiry=inquiry_of(town), question="长" * 4001, words="我去问", by=by, at=AT
            ),
            "请示最多 4000 字，现在 4001 字",
        ),
        (
            lambda town, by: rulings.give_ruling(
                ruling=asked(town), answer="长" * 4001, reason="短", by=town.actor(town.office), at=AT
            ),
            "答复和理由各最多 4000 字",
        ),
        (lambda town, by: promise(town, inquiry_of(town), by, reason="长" * 301), "原因最多 300 字，现在 301 字"),
        (
            lambda town, by: answer(inquiry=inquiry_of(town), words="长" * 1001, means=ToldBy.PHONE, by=by, at=AT),
            "怎样告知的最多 1000 字，现在 1001 字",
        ),
    ],
)
def test_words_longer_than_there_is_room_for_are_refused_in_words(
    town: Town, act: Callable[[Town, Actor], object], message: str
) -> None:
    with pytest.raises(Refused) as caught:
        act(town, town.actor(town.he))
    assert caught.value.refusal.message == message
