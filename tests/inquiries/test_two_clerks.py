"""Two clerks at once, with real threads and real commits: exactly one wins, the other is told in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.at_once import at_once
from tests.factories import Town, civil, make_staff, make_town
from tests.inquiries.scene import asked, clarifying, declining, not_got_done, outside, refused_twice, to_window

from shouwen.clocks.models import Clock
from shouwen.inquiries import clarifications, declines, handovers, rulings, unresolved
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Clarification, Decline, Handover, Inquiry, Ruling, UnresolvedMatter
from shouwen.journal.models import Entry
from shouwen.journal.queries import verify
from shouwen.papers.models import Paper
from shouwen.people.actor import Actor
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db(transaction=True)
LATER = civil(2026, 10, 9, 11)


def read(handover: Handover) -> Handover:
    """As each of two browsers has read it."""
    return Handover.objects.select_related("inquiry__person", "to_department").get(pk=handover.pk)


def sound(town: Town) -> None:
    assert verify(town.centre.pk).breaks == []


@pytest.mark.parametrize("turn", range(4))
def test_f6_two_clerks_accept_the_same_hand_over(turn: int) -> None:
    town = make_town()
    second = make_staff(town.centre, "唐芒种", window=town.civil_affairs)
    handover = to_window(town)

    def accept(by: Actor) -> Callable[[], object]:
        seen = read(handover)
        return lambda: handovers.accept_handover(handover=seen, by=by, at=LATER)

    assert at_once(accept(town.actor(town.deng)), accept(town.actor(second))) == ["done", "handover_settled"]

    kept, inquiry = read(handover), Inquiry.objects.get(pk=handover.inquiry_id)
    entry = Entry.objects.get(action="inquiry.accept_handover")
    clock = Clock.objects.get(kind="inquiry", subject_id=inquiry.pk)
    assert (kept.settled_by, inquiry.holder_id, clock.responsible_id) == (
        entry.actor_name,
        entry.actor_id,
        entry.actor_id,
    )
    sound(town)


def test_f6_accepted_and_refused_in_the_same_moment() -> None:
    town = make_town()
    second = make_staff(town.centre, "唐芒种", window=town.civil_affairs)
    handover = to_window(town)
    one, two = read(handover), read(handover)

    came_to = at_once(
        lambda: handovers.accept_handover(handover=one, by=town.actor(town.deng), at=LATER),
        lambda: handovers.refuse_handover(handover=two, reason="不归", by=town.actor(second), at=LATER),
    )

    assert came_to == ["done", "handover_settled"]
    kept = read(handover)
    assert kept.inquiry.state == {"accepted": "with_receiver", "returned": "open"}[kept.state]
    sound(town)


def test_f6_accepted_in_the_moment_in_which_it_falls_back() -> None:
    town = make_town()
    handover, late = to_window(town), civil(2026, 10, 9, 11, 18)
    seen = read(handover)

    came_to = at_once(
        lambda: handovers.accept_handover(handover=seen, by=town.actor(town.deng), at=late),
        lambda: handovers.return_unaccepted(centre_id=town.centre.pk, at=late),
    )

    kept = read(handover)
    assert came_to in (["done", "done"], ["done", "handover_settled"])
    assert kept.inquiry.state == {"accepted": "with_receiver", "returned": "open"}[kept.state]
    assert Clock.objects.filter(kind="handover", closed_at=None).count() == 0
    sound(town)


def test_f6_the_department_accepts_while_the_first_responder_notes_a_refusal() -> None:
    town = make_town()
    handover = outside(town)
    there, here = read(handover), read(handover)

    came_to = at_once(
        lambda: handovers.accept_outside(handover=there, name="李科", by=handovers.at_department(there), at=LATER),
        lambda: handovers.refuse_outside(handover=here, name="王科", reason="不归", by=town.actor(town.he), at=LATER),
    )

    kept = read(handover)
    assert came_to == ["done", "handover_settled"]
    assert (kept.state, kept.settled_by) in {("accepted", "李科"), ("returned", "王科")}
    sound(town)


def test_f7_two_of_the_office_rule_at_once_and_one_receiver_has_it() -> None:
    town = make_town()
    second = make_staff(town.centre, "赵立冬", roles=[Role.MANAGEMENT_OFFICE])
    ruling = refused_twice(town)

    def rule(by: Actor, staff_id: int) -> Callable[[], object]:
        seen = Ruling.objects.select_related("inquiry__person").get(pk=ruling.pk)
        return lambda: rulings.give_ruling(
            ruling=seen, answer="归他", reason="职责", by=by, at=LATER, responsible_staff_id=staff_id
        )

    came_to = at_once(rule(town.actor(town.office), town.deng.pk), rule(town.actor(second), town.he.pk))

    assert came_to == ["done", "ruling_given"]
    kept = Ruling.objects.select_related("inquiry").get(pk=ruling.pk)
    expected = {town.office.pk: town.deng.pk, second.pk: town.he.pk}[kept.answered_by_id or 0]
    assert (kept.inquiry.holder_id, kept.inquiry.first_responder_id) == (expected, town.he.pk)
    sound(town)


def test_n3_two_note_the_answer_at_once() -> None:
    town = make_town()
    clarification = clarifying(town)

    def note(by: Actor, answer: str) -> Callable[[], object]:
        seen = Clarification.objects.select_related("inquiry__person").get(pk=clarification.pk)
        return lambda: clarifications.answer_clarification(
            clarification=seen, answer=answer, source="", by=by, at=LATER
        )

    came_to = at_once(note(town.actor(town.he), "可以"), note(town.actor(town.office), "不可以"))

    assert came_to == ["clarification_answered", "done"]
    assert Entry.objects.filter(action="inquiry.clarified").count() == 1
    sound(town)


def test_f4_agreed_and_sent_back_at_once() -> None:
    town = make_town()
    leader = make_staff(town.centre, "马立秋", roles=[Role.LEADER])
    decline = declining(town)
    one, two = (Decline.objects.select_related("inquiry__person").get(pk=decline.pk) for _ in range(2))

    came_to = at_once(
        lambda: declines.agree_decline(decline=one, by=town.actor(town.office), at=LATER),
        lambda: declines.send_back_decline(decline=two, words="能办", by=town.actor(leader), at=LATER),
    )

    kept = Decline.objects.select_related("inquiry").get(pk=decline.pk)
    assert came_to == ["decline_decided", "done"]
    assert kept.inquiry.state == {"agreed": "decline_agreed", "sent_back": "open"}[kept.state]
    sound(town)


def test_f4_told_by_two_at_once_there_is_one_notice_and_no_hole() -> None:
    town = make_town()
    decline = declining(town)
    declines.agree_decline(decline=decline, by=town.actor(town.office), at=LATER)

    def tell(by: Actor) -> Callable[[], object]:
        seen = Decline.objects.select_related("inquiry__person", "inquiry__window").get(pk=decline.pk)
        return lambda: declines.tell_decline(decline=seen, words="不受理", means=ToldBy.PHONE, by=by, at=LATER)

    assert at_once(tell(town.actor(town.he)), tell(town.actor(town.office))) == ["done", "inquiry_moved_on"]
    assert list(Paper.objects.values_list("number", flat=True)) == ["二坪便不受〔2026〕1号"]
    again = declining(town)
    declines.agree_decline(decline=again, by=town.actor(town.office), at=LATER)
    declines.tell_decline(decline=again, words="不受理", means=ToldBy.PHONE, by=town.actor(town.he), at=LATER)
    assert sorted(Paper.objects.values_list("serial", flat=True)) == [1, 2]
    sound(town)


def test_f4_the_result_is_given_once() -> None:
    town = make_town()
    second = make_staff(town.centre, "赵立冬", roles=[Role.MANAGEMENT_OFFICE])
    matter = not_got_done(town)

    def settle(by: Actor) -> Callable[[], object]:
        seen = UnresolvedMatter.objects.select_related("inquiry__person").get(pk=matter.pk)
        return lambda: unresolved.settle_unresolved(
            matter=seen, result="好了", was_resolved=True, words="好了", means=ToldBy.PHONE, by=by, at=LATER
        )

    assert at_once(settle(town.actor(town.office)), settle(town.actor(second))) == ["done", "unresolved_settled"]
    sound(town)


def test_f7_numbers_of_rulings_have_no_hole_though_eight_ask_at_once() -> None:
    town = make_town()
    inquiries = [asked(town) for _ in range(8)]

    def ask(inquiry: Inquiry) -> Callable[[], object]:
        return lambda: rulings.ask_ruling(
            inquiry=inquiry, question="归谁", words="我去问", by=town.actor(town.he), at=LATER
        )

    assert at_once(*map(ask, inquiries)) == ["done"] * 8
    assert sorted(Ruling.objects.values_list("number", flat=True)) == [f"请 26-{n:04d}" for n in range(1, 9)]
    sound(town)
