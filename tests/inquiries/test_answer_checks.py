"""打电话核实（首问负责制度 第五条（二））: what was answered with the code of a slip counts once the department was called."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from tests.factories import Town, civil, make_town
from tests.inquiries.scene import AT, asked, outside, to_window

from shouwen.clocks.models import Clock
from shouwen.inquiries import answer_checks, handovers
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Handover, Inquiry, Ruling
from shouwen.journal.models import Entry
from shouwen.journal.queries import of_subject
from shouwen.people.models import Department
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db

LATER = civil(2026, 10, 9, 15)


@pytest.fixture
def town() -> Town:
    return make_town()


def accepted(town: Town) -> Handover:
    """By somebody who holds the slip."""
    handover = outside(town)
    handovers.accept_outside(handover=handover, name="李科", by=handovers.at_department(handover), at=AT)
    return handover


def refused(town: Town, inquiry: Inquiry | None = None) -> Handover:
    handover = outside(town, inquiry)
    by = handovers.at_department(handover)
    handovers.refuse_outside(handover=handover, name="李科", reason="归派出所", by=by, at=AT)
    return handover


def test_f6_an_answer_by_the_slip_waits_for_a_call_and_one_noted_after_a_call_does_not(town: Town) -> None:
    noted = outside(town)
    handovers.accept_outside(handover=noted, name="李科", by=town.actor(town.he), at=AT)

    assert (accepted(town).answer_check, refused(town).answer_check, noted.answer_check) == ("waiting", "waiting", "")


def test_f6_nobody_is_told_that_it_was_accepted_before_the_department_was_called(town: Town) -> None:
    handover = accepted(town)
    told = {"words": "区残联接了", "means": ToldBy.PHONE, "by": town.actor(town.he)}

    with pytest.raises(Refused, match="区残联在网上接收了，还没有打电话核实") as caught:
        answer(inquiry=handover.inquiry, **told, at=LATER)
    answer_checks.confirm_answer(handover=handover, called=" 王主任 ", by=town.actor(town.he), at=LATER)
    answer(inquiry=handover.inquiry, **told, at=LATER)

    assert (caught.value.code, Inquiry.objects.get().state) == ("answer_not_checked", "answered")


def test_f6_confirmed_it_says_who_was_called_by_whom_and_when(town: Town) -> None:
    handover = accepted(town)

    inquiry = answer_checks.confirm_answer(handover=handover, called="王主任", by=town.actor(town.he), at=LATER)

    handover.refresh_from_db()
    entry = of_subject(town.centre.pk, "inquiry", inquiry.pk)[-1]
    assert (handover.answer_check, handover.checked_with, handover.checked_by_id) == (
        "confirmed",
        "王主任",
        town.he.pk,
    )
    assert (handover.checked_at, inquiry.state) == (LATER, "with_receiver")
    assert (entry.action, entry.actor_name) == ("inquiry.answer_confirmed", "何谷雨")
    assert entry.data == {"number": inquiry.number, "department": "区残联", "called": "王主任", "accepted": True}
    assert "王主任" not in str(Entry.objects.get(action="inquiry.answer_confirmed").data)


def test_f6_denied_by_the_department_it_waits_again_with_a_new_code_and_its_whole_time(town: Town) -> None:
    handover = accepted(town)
    old = handovers.handover_code(handover)

    inquiry = answer_checks.refute_answer(handover=handover, called="王主任", by=town.actor(town.he), at=LATER)

    handover.refresh_from_db()
    again = Handover.objects.exclude(pk=handover.pk).get()
    assert (handover.state, handover.answer_check) == ("accepted", "refuted")
    assert (inquiry.state, inquiry.holder_id, inquiry.first_responder_id) == ("handed_over", town.he.pk, town.he.pk)
    assert (again.state, again.receiver, again.words_told) == ("waiting", "区残联", "这件事归区残联，我帮您转过去")
    assert Clock.objects.get(kind="handover", subject_id=again.pk).closed_at is None
    assert handovers.handover_code(again) != old
    with pytest.raises(Refused) as caught:
        by = handovers.at_department(handover)
        handovers.refuse_outside(handover=handover, name="李科", reason="不要", by=by, at=LATER)
    assert caught.value.code == "handover_settled"


def test_f6_a_denied_refusal_is_no_refusal_and_waits_again(town: Town) -> None:
    handover = refused(town)

    inquiry = answer_checks.refute_answer(handover=handover, called="王主任", by=town.actor(town.he), at=LATER)

    assert (inquiry.state, Handover.objects.filter(state="waiting").count()) == ("handed_over", 1)
    assert handovers.refusals_that_count(inquiry) == []


def test_f6_denied_after_the_matter_went_on_it_only_says_so(town: Town) -> None:
    handover = refused(town)
    to_window(town, handover.inquiry, at=LATER)

    inquiry = answer_checks.refute_answer(handover=handover, called="王主任", by=town.actor(town.he), at=LATER)

    handover.refresh_from_db()
    assert (handover.answer_check, inquiry.state) == ("refuted", "handed_over")
    assert list(Handover.objects.filter(state="waiting").values_list("to_window_id", flat=True)) == [
        town.civil_affairs.pk
    ]


def test_f6_denied_by_a_department_that_was_closed_the_first_responder_keeps_it(town: Town) -> None:
    handover = accepted(town)
    Department.objects.update(is_active=False)
    handover.to_department.refresh_from_db()

    inquiry = answer_checks.refute_answer(handover=handover, called="王主任", by=town.actor(town.he), at=LATER)

    assert (inquiry.state, inquiry.holder_id, Handover.objects.count()) == ("with_receiver", town.he.pk, 1)


def test_f6_the_second_refusal_goes_to_the_office_only_once_it_was_checked(town: Town) -> None:
    inquiry = asked(town)
    handovers.refuse_handover(handover=to_window(town, inquiry), reason="要区里评残", by=town.actor(town.deng), at=AT)
    second = refused(town, inquiry)
    assert (second.inquiry.state, Ruling.objects.count()) == ("open", 0)

    after = answer_checks.confirm_answer(handover=second, called="王主任", by=town.actor(town.he), at=LATER)

    ruling = Ruling.objects.get()
    assert (after.state, ruling.kind, ruling.asked_by_id) == ("ruling_asked", "responsibility", town.he.pk)
    assert "1. 4号 民政残联窗口（邓白露）：要区里评残" in ruling.question
    assert "2. 区残联（李科）：归派出所" in ruling.question


@pytest.mark.parametrize("act", [answer_checks.confirm_answer, answer_checks.refute_answer])
@pytest.mark.parametrize(("called", "code"), [(" ", "called_missing"), ("王" * 41, "called_too_long")])
def test_f6_who_was_called_is_always_named(town: Town, act: Callable[..., Inquiry], called: str, code: str) -> None:
    handover = accepted(town)

    with pytest.raises(Refused) as caught:
        act(handover=handover, called=called, by=town.actor(town.he), at=LATER)

    assert (caught.value.code, Handover.objects.get().answer_check) == (code, "waiting")


def test_f6_it_is_checked_once_by_whose_inquiry_it_is(town: Town) -> None:
    handover = accepted(town)
    other = make_town("qingshi", town="青石镇")

    with pytest.raises(Refused) as not_mine:
        answer_checks.confirm_answer(handover=handover, called="王主任", by=town.actor(town.deng), at=LATER)
    with pytest.raises(Refused) as elsewhere:
        answer_checks.confirm_answer(handover=handover, called="王主任", by=other.actor(other.office), at=LATER)
    stale = Handover.objects.get()
    answer_checks.confirm_answer(handover=handover, called="王主任", by=town.actor(town.office), at=LATER)
    with pytest.raises(Refused) as twice:
        answer_checks.refute_answer(handover=stale, called="王主任", by=town.actor(town.he), at=LATER)

    assert (not_mine.value.code, elsewhere.value.code) == ("not_your_inquiry", "another_centre")
    assert (twice.value.code, Handover.objects.get().answer_check) == ("answer_checked", "confirmed")


def test_f6_the_database_holds_that_a_check_names_who_was_called(town: Town) -> None:
    handover = accepted(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(answer_check="confirmed")
