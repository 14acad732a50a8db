"""AB岗: B acts for A and the journal says for whom, on inquiries, cases and their clocks; who acts in their own right is alone."""

from __future__ import annotations

from typing import Any

import pytest
from tests.factories import Town, civil, make_case, make_staff, make_town
from tests.inquiries.scene import AT, asked, clarifying, to_window

from shouwen.cases import actions as cases
from shouwen.cases import limits
from shouwen.cases.enums import ReviewState
from shouwen.inquiries import call_backs, calls, clarifications, handovers, unresolved
from shouwen.inquiries.actions import answer
from shouwen.inquiries.call_file import FIELDS, read_calls
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import CallRecord
from shouwen.inquiries.rulings import ask_ruling, give_ruling
from shouwen.journal.queries import of_subject
from shouwen.office_files.matching import find_header
from shouwen.office_files.reading import read_table
from shouwen.people.models import Cover, Staff
from shouwen.people.queries import COVER_FOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def second(town: Town) -> Staff:
    """唐芒种, without a window, stands in for 何谷雨 and for 邓白露 on 9 October."""
    staff = make_staff(town.centre, "唐芒种")
    for absent in (town.he, town.deng):
        Cover.objects.create(
            centre=town.centre, absent=absent, by=staff, from_at=civil(2026, 10, 9, 8), to_at=civil(2026, 10, 9, 18)
        )
    return staff


def last(town: Town, kind: str, subject_id: int) -> tuple[str, str, Any]:
    entry = of_subject(town.centre.pk, kind, subject_id)[-1]
    return entry.action, entry.actor_name, entry.data.get(COVER_FOR)


def test_f3_an_answer_given_for_the_absent_says_so(town: Town, second: Staff) -> None:
    inquiry = asked(town)
    answer(inquiry=inquiry, words="说清了", means=ToldBy.PHONE, by=town.actor(second), at=AT)
    assert last(town, "inquiry", inquiry.pk) == ("inquiry.answered", "唐芒种", "何谷雨")


def test_f3_who_acts_in_their_own_right_acts_for_nobody(town: Town, second: Staff) -> None:
    mine, theirs = asked(town), asked(town)
    answer(inquiry=mine, words="说清了", means=ToldBy.PHONE, by=town.actor(town.he), at=AT)
    answer(inquiry=theirs, words="说清了", means=ToldBy.PHONE, by=town.actor(town.office), at=AT)
    assert last(town, "inquiry", mine.pk) == ("inquiry.answered", "何谷雨", None)
    assert last(town, "inquiry", theirs.pk) == ("inquiry.answered", "周立夏", None)


def test_f6_taken_over_or_refused_for_the_receiver(town: Town, second: Staff) -> None:
    taken, refused = asked(town), asked(town)
    handovers.accept_handover(handover=to_window(town, taken), by=town.actor(second), at=AT)
    assert last(town, "inquiry", taken.pk) == ("inquiry.accept_handover", "唐芒种", "邓白露")

    handovers.refuse_handover(handover=to_window(town, refused), reason="不归", by=town.actor(second), at=AT)
    assert last(town, "inquiry", refused.pk) == ("inquiry.return_handover", "唐芒种", "邓白露")


def test_n3_asked_and_answered_for_the_owner(town: Town, second: Staff) -> None:
    clarification = clarifying(town)
    clarifications.answer_clarification(
        clarification=clarification, answer="可以", source="", by=town.actor(second), at=AT
    )
    assert last(town, "inquiry", clarification.inquiry_id) == ("inquiry.clarified", "唐芒种", "何谷雨")


def test_f4_noted_for_the_first_responder_though_the_office_holds_it_then(town: Town, second: Staff) -> None:
    inquiry = asked(town)
    unresolved.note_unresolved(inquiry=inquiry, obstacle="互相推", words="登记了", by=town.actor(second), at=AT)
    assert last(town, "inquiry", inquiry.pk) == ("inquiry.unresolved", "唐芒种", "何谷雨")


def test_f7_the_office_rules_for_itself_even_while_it_stands_in(town: Town) -> None:
    Cover.objects.create(
        centre=town.centre, absent=town.he, by=town.office, from_at=civil(2026, 10, 9, 8), to_at=civil(2026, 10, 9, 18)
    )
    inquiry = asked(town)
    ruling = ask_ruling(inquiry=inquiry, question="归谁", words="我去问", by=town.actor(town.he), at=AT)

    give_ruling(ruling=ruling, answer="归我", reason="职责", by=town.actor(town.office), at=AT)

    assert last(town, "inquiry", inquiry.pk) == ("inquiry.ruled", "周立夏", None)


def test_when_the_cover_is_over_nobody_is_named(town: Town, second: Staff) -> None:
    inquiry = asked(town)
    after = civil(2026, 10, 10, 9)
    answer(inquiry=inquiry, words="说清了", means=ToldBy.PHONE, by=town.actor(town.he), at=after)
    assert last(town, "inquiry", inquiry.pk) == ("inquiry.answered", "何谷雨", None)


def test_t3_a_case_worked_on_for_its_handler_and_its_clock_say_so(town: Town, second: Staff) -> None:
    case = make_case(town.actor(town.he), town.house, at=AT)
    by = town.actor(second)
    material = case.materials.select_related("case").first()
    assert material is not None

    cases.review_material(material=material, state=ReviewState.OK, by=by, at=AT)
    assert last(town, "case", case.pk) == ("case.review", "唐芒种", "何谷雨")
    limits.extend(case=case, workdays=2, reason="等回函", category="other", told_at=AT, by=by, at=AT)
    assert last(town, "case", case.pk) == ("clock.extend", "唐芒种", "何谷雨")
    cases.transfer(case=case, to_staff_id=town.deng.pk, to_window_id=town.civil_affairs.pk, by=by, at=AT)
    assert last(town, "case", case.pk) == ("case.transfer", "唐芒种", "何谷雨")


def test_f8_a_call_back_for_the_absent_says_for_whom(town: Town, second: Staff) -> None:
    table = read_table("来电时间,主叫号码,分机,接听状态\n2026-10-09 09:00:00,13800000007,,未接\n".encode())
    read = read_calls(table, find_header(table, FIELDS), at=AT)
    calls.import_calls(read=read, file_name="话单.csv", by=town.actor(town.office), at=AT)
    debt = CallRecord.objects.get()

    call_backs.call_back(call=debt, by=town.actor(second), at=AT)
    opened = last(town, "call", debt.pk)
    call_backs.note_not_reached(call=debt, words="没人接", by=town.actor(second), at=AT)
    noted = last(town, "call", debt.pk)
    call_backs.call_back(call=debt, by=town.actor(town.he), at=AT)

    assert opened == ("call.open", "唐芒种", "何谷雨")
    assert noted == ("call.not_reached", "唐芒种", "何谷雨")
    assert last(town, "call", debt.pk) == ("call.open", "何谷雨", None)
