"""Who may do what to an inquiry: its own centre, along the tables of moves, and the colleague who stands in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.factories import Town, civil, make_inquiry, make_person, make_staff, make_town
from tests.inquiries.scene import clarifying, declining, department, not_got_done, outside

from shouwen.inquiries import clarifications, declines, handovers, policies, rulings, unresolved
from shouwen.inquiries.actions import answer, give_notice, register
from shouwen.inquiries.enums import Channel, DeclineGround, DeclineState, HandoverState, InquiryState, ToldBy
from shouwen.inquiries.handover_paper import issue_slip
from shouwen.inquiries.models import Decline, Handover, Inquiry, OneTimeNotice, Ruling
from shouwen.inquiries.notice_paper import print_notice
from shouwen.inquiries.transitions import CLOSED, DECLINE_MOVES, HANDOVER_MOVES, MOVES
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
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


def agreed(town: Town) -> Decline:
    return declines.agree_decline(decline=declining(town), by=town.actor(town.office), at=civil(2026, 10, 9, 11))


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
    "hand_over_outside": lambda town, by: handovers.hand_over_outside(
        inquiry=inquiry_of(town), to_department=department(town), words="请过去", by=by, at=AT
    ),
    "accept_outside": lambda town, by: handovers.accept_outside(handover=outside(town), name="李科", by=by, at=AT),
    "refuse_outside": lambda town, by: handovers.refuse_outside(
        handover=outside(town), name="李科", reason="不归", by=by, at=AT
    ),
    "stop_suggesting": lambda town, by: rulings.stop_suggesting(ruling=asked(town), by=by, at=AT),
    "ask_clarification": lambda town, by: clarifications.ask_clarification(
        inquiry=inquiry_of(town), question="能吗", asked_of="区里", promised_for=AT.date(), words="我去问", by=by, at=AT
    ),
    "answer_clarification": lambda town, by: clarifications.answer_clarification(
        clarification=clarifying(town), answer="能", source="", by=by, at=AT
    ),
    "propose_decline": lambda town, by: declines.propose_decline(
        inquiry=inquiry_of(town),
        ground=DeclineGround.NOT_OURS,
        reason="不归",
        basis="办法",
        way_out="去区里",
        words="再看",
        by=by,
        at=AT,
    ),
    "agree_decline": lambda town, by: declines.agree_decline(decline=declining(town), by=by, at=AT),
    "send_back_decline": lambda town, by: declines.send_back_decline(
        decline=declining(town), words="能办", by=by, at=AT
    ),
    "tell_decline": lambda town, by: declines.tell_decline(
        decline=agreed(town), words="不受理", means=ToldBy.PHONE, by=by, at=AT
    ),
    "note_unresolved": lambda town, by: unresolved.note_unresolved(
        inquiry=inquiry_of(town), obstacle="互相推", words="登记了", by=by, at=AT
    ),
    "settle_unresolved": lambda town, by: unresolved.settle_unresolved(
        matter=not_got_done(town), result="好了", was_resolved=True, words="好了", means=ToldBy.PHONE, by=by, at=AT
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


@pytest.mark.parametrize("to", list(HandoverState))
@pytest.mark.parametrize("state", list(HandoverState))
def test_a_handover_outside_moves_along_the_same_table(town: Town, state: HandoverState, to: HandoverState) -> None:
    handover = outside(town)
    handover.state = state

    refusal = policies.may_settle_outside(handover, to, name="李科", by=town.actor(town.he), at=AT)

    assert (refusal.code if refusal else None) == (None if to in HANDOVER_MOVES[state] else "handover_settled")


@pytest.mark.parametrize("to", list(DeclineState))
@pytest.mark.parametrize("state", list(DeclineState))
def test_a_decline_moves_along_the_table_and_no_other_way(town: Town, state: DeclineState, to: DeclineState) -> None:
    decline = declining(town)
    decline.state = state

    refusal = policies.may_check_decline(decline, to, words="看过了", by=town.actor(town.office))

    assert (refusal.code if refusal else None) == (None if to in DECLINE_MOVES[state] else "decline_decided")


@pytest.mark.parametrize("role", list(Role))
def test_f4_who_may_check_a_decline_by_role(town: Town, role: Role) -> None:
    by = town.actor(make_staff(town.centre, "第二人", roles=[role]))

    refusal = policies.may_check_decline(declining(town), DeclineState.AGREED, words="", by=by)

    allowed = {Role.MANAGEMENT_OFFICE, Role.LEADER}
    assert (refusal.code if refusal else None) == (None if role in allowed else "not_a_checker")


def test_every_state_is_in_the_tables() -> None:
    assert (set(MOVES), set(HANDOVER_MOVES)) == (set(InquiryState), set(HandoverState))
    assert set(DECLINE_MOVES) == set(DeclineState)
    assert {state for state, onward in MOVES.items() if not onward} == CLOSED
    reached = {to for onward in MOVES.values() for to in onward}
    assert reached | {InquiryState.OPEN} == set(InquiryState)


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
