"""转交外部门（首问负责制度 第五条（二））: accepted or refused there by name, otherwise back to the first responder."""

from __future__ import annotations

import pytest
from tests.factories import Town, civil, make_staff, make_town
from tests.inquiries.scene import AT, asked, department, outside, to_window

from shouwen.civil_time import local
from shouwen.clocks.models import Clock
from shouwen.inquiries import answer_checks, handovers
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import HandoverState, InquiryState, ToldBy
from shouwen.inquiries.handover_paper import issue_slip
from shouwen.inquiries.models import Handover, Inquiry
from shouwen.journal.models import Entry
from shouwen.journal.queries import of_subject
from shouwen.papers.actions import content_of
from shouwen.papers.rendering.content import HandoverSlip
from shouwen.people.models import Centre, Department
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def test_f6_a_department_has_its_working_day_and_the_person_hears_the_day_after(town: Town) -> None:
    handover = outside(town)

    inquiry = Inquiry.objects.get(pk=handover.inquiry_id)
    waits = Clock.objects.get(kind="handover", subject_id=handover.pk)
    owed = Clock.objects.get(kind="inquiry", subject_id=inquiry.pk)
    assert (inquiry.state, inquiry.outcome, inquiry.holder_id) == ("handed_over", "handed_over", town.he.pk)
    assert (waits.responsible_id, local(waits.due_at).isoformat()) == (town.he.pk, "2026-10-10T17:30:00")
    assert (owed.responsible_id, local(owed.due_at).isoformat()) == (town.he.pk, "2026-10-12T17:30:00")
    assert (handover.receiver, handover.to_window_id, handover.to_staff_id) == ("区残联", None, None)


def test_f6_accepted_there_by_name_and_the_first_responder_still_tells_the_person(town: Town) -> None:
    handover = outside(town)
    there = handovers.at_department(handover)

    inquiry = handovers.accept_outside(handover=handover, name=" 李科 ", by=there, at=civil(2026, 10, 9, 15))

    handover.refresh_from_db()
    inquiry.refresh_from_db()
    entry = of_subject(town.centre.pk, "inquiry", inquiry.pk)[-1]
    assert (handover.state, handover.settled_by, handover.settled_at) == ("accepted", "李科", civil(2026, 10, 9, 15))
    assert (inquiry.state, inquiry.holder_id, inquiry.first_responder_id) == ("with_receiver", town.he.pk, town.he.pk)
    assert (entry.action, entry.actor_name, entry.actor_id) == (
        "inquiry.accept_outside",
        "持转办单的人（区残联）",
        None,
    )
    assert entry.data == {"number": inquiry.number, "department": "区残联", "name": "李科", "by_phone": False}
    assert "李科" not in str(Entry.objects.get(action="inquiry.accept_outside").data)
    assert Clock.objects.get(kind="handover", subject_id=handover.pk).closed_at == civil(2026, 10, 9, 15)
    answer_checks.confirm_answer(
        handover=handover, called="王主任", by=town.actor(town.he), at=civil(2026, 10, 9, 15, 30)
    )
    told = {"words": "区残联李科接了，周一去评", "means": ToldBy.PHONE}
    answer(inquiry=inquiry, **told, by=town.actor(town.he), at=civil(2026, 10, 9, 16))
    assert inquiry.state == InquiryState.ANSWERED


def test_f6_the_first_responder_notes_what_the_department_said_on_the_phone(town: Town) -> None:
    handover = outside(town)

    inquiry = handovers.refuse_outside(
        handover=handover, name="李科", reason="先要镇里初审", by=town.actor(town.he), at=AT
    )

    handover.refresh_from_db()
    assert (handover.state, handover.refused, handover.return_reason) == ("returned", True, "先要镇里初审")
    assert (inquiry.state, inquiry.holder_id, inquiry.outcome) == ("open", town.he.pk, "")
    entry = of_subject(town.centre.pk, "inquiry", inquiry.pk)[-1]
    assert (entry.action, entry.actor_name) == ("inquiry.return_handover", "何谷雨")
    assert (entry.data["name"], entry.data["by_phone"], entry.data["reason"]) == ("李科", True, "先要镇里初审")


@pytest.mark.parametrize(("name", "code"), [(" ", "name_missing"), ("李" * 41, "name_too_long")])
def test_f6_who_it_was_at_the_department_is_always_named(town: Town, name: str, code: str) -> None:
    handover = outside(town)

    with pytest.raises(Refused) as caught:
        handovers.accept_outside(handover=handover, name=name, by=handovers.at_department(handover), at=AT)

    assert (caught.value.code, Handover.objects.get(pk=handover.pk).state) == (code, "waiting")


def test_f4_a_department_refuses_with_a_reason_only(town: Town) -> None:
    handover = outside(town)

    with pytest.raises(Refused, match="退回要写明理由"):
        handovers.refuse_outside(
            handover=handover, name="李科", reason=" ", by=handovers.at_department(handover), at=AT
        )

    assert Handover.objects.get(pk=handover.pk).state == HandoverState.WAITING


def test_f6_another_colleague_does_not_speak_for_the_department(town: Town) -> None:
    with pytest.raises(Refused) as caught:
        handovers.accept_outside(handover=outside(town), name="李科", by=town.actor(town.deng), at=AT)
    assert caught.value.code == "not_your_inquiry"


def test_f6_inside_and_outside_are_not_mixed_up(town: Town) -> None:
    inside, away = to_window(town), outside(town)

    with pytest.raises(Refused) as there:
        handovers.accept_outside(handover=inside, name="邓白露", by=town.actor(town.he), at=AT)
    with pytest.raises(Refused) as here:
        handovers.accept_handover(handover=away, by=town.actor(town.deng), at=AT)

    assert (there.value.code, here.value.code) == ("handover_is_inside", "handover_is_outside")


def test_f6_not_accepted_in_time_it_is_the_first_responders_again(town: Town) -> None:
    handover = outside(town)

    assert handovers.return_unaccepted(centre_id=town.centre.pk, at=civil(2026, 10, 10, 17, 30)) == 0
    assert handovers.return_unaccepted(centre_id=town.centre.pk, at=civil(2026, 10, 10, 17, 31)) == 1

    handover.refresh_from_db()
    inquiry = Inquiry.objects.get(pk=handover.inquiry_id)
    assert (handover.state, handover.refused, handover.settled_by) == ("returned", False, "")
    assert (handover.return_reason, inquiry.state, inquiry.holder_id) == ("规定时间内没有接收", "open", town.he.pk)


def test_f6_the_days_of_a_department_are_a_setting(town: Town) -> None:
    Centre.objects.filter(pk=town.centre.pk).update(department_workdays=3)

    handover = outside(town)

    due = Clock.objects.get(kind="handover", subject_id=handover.pk).due_at
    told = Clock.objects.get(kind="inquiry", subject_id=handover.inquiry_id).due_at
    assert (local(due).isoformat(), local(told).isoformat()) == ("2026-10-13T17:30:00", "2026-10-14T17:30:00")


def test_f6_the_code_of_a_slip_opens_its_hand_over_and_no_other(town: Town) -> None:
    handover, second, inside = outside(town), outside(town), to_window(town)

    code = handovers.handover_code(handover)
    assert handovers.find_handover(code) == handover
    assert handovers.find_handover(handovers.handover_code(second)) == second
    assert handovers.find_handover(handovers.handover_code(inside)) is None
    # The digits of one don't open the other, and nothing that isn't a code opens anything.
    assert handovers.find_handover(code[:10] + f"{second.pk:x}") is None
    for wrong in ("", "0" * 12, "首问", code[:10], code + "g", code.upper() + "'", "f" * 40):
        assert handovers.find_handover(wrong) is None


def test_f6_the_slip_of_a_department_leads_to_the_page_where_it_answers(town: Town) -> None:
    handover = outside(town)

    paper = issue_slip(handover=handover, by=town.actor(town.he), at=AT)

    slip = content_of(paper)
    assert isinstance(slip, HandoverSlip)
    assert (slip.to_window, slip.to_place) == ("区残联", "县城新华路8号")
    assert slip.to_contact is not None
    assert (slip.to_contact.name, slip.to_contact.phone) == ("区残联", "023-45671234")
    assert slip.qr is not None
    assert slip.qr.address.endswith(f"/h/{handovers.handover_code(handover)}/")
    assert (slip.accept_by.isoformat(), slip.first_responder.name) == ("2026-10-10T17:30:00", "何谷雨")
    assert slip.reason == "这件事不归1号 综合受理窗口办"


def test_f6_a_department_that_was_closed_takes_nothing(town: Town) -> None:
    department(town)
    Department.objects.update(is_active=False)

    with pytest.raises(Refused) as caught:
        outside(town)

    assert (caught.value.code, Handover.objects.count()) == ("department_closed", 0)


def test_f6_a_department_of_another_centre_is_refused(town: Town) -> None:
    other = make_town("qingshi", town="青石镇")
    inquiry = asked(town)

    with pytest.raises(Refused) as caught:
        handovers.hand_over_outside(
            inquiry=inquiry, to_department=department(other), words="好", by=town.actor(town.he), at=AT
        )
    with pytest.raises(Refused) as window:
        handovers.hand_over(
            inquiry=inquiry,
            to_window=other.civil_affairs,
            to_staff_id=make_staff(other.centre, "外镇人", window=other.civil_affairs).pk,
            words="好",
            by=town.actor(town.he),
            at=AT,
        )

    assert (caught.value.code, window.value.code) == ("another_centre", "another_centre")
