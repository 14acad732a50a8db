"""归谁办（首问负责制度 第五条（二）、（三））: refused twice, the office says whose it is; who was named can't refuse."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from tests.factories import Town, civil, make_staff, make_town
from tests.inquiries.scene import AT, asked, department, outside, refused_twice, to_window

from shouwen.civil_time import local
from shouwen.clocks.models import Clock
from shouwen.desk.inquiries.precedents import precedents
from shouwen.inquiries import handovers
from shouwen.inquiries.actions import answer
from shouwen.inquiries.clarifications import answer_clarification, ask_clarification
from shouwen.inquiries.enums import InquiryState, RulingKind, ToldBy
from shouwen.inquiries.models import Handover, Inquiry, Ruling
from shouwen.inquiries.rulings import ask_ruling, give_ruling
from shouwen.inquiries.similar import similar_rulings
from shouwen.journal.models import Entry
from shouwen.journal.queries import of_subject
from shouwen.people.enums import Role
from shouwen.people.models import Posting
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
LATER = civil(2026, 10, 10, 9)


@pytest.fixture
def town() -> Town:
    return make_town()


def test_f6_the_first_refusal_goes_back_and_the_second_asks_the_office(town: Town) -> None:
    inquiry = asked(town)
    handovers.refuse_handover(handover=to_window(town, inquiry), reason="要区里评残", by=town.actor(town.deng), at=AT)
    assert (inquiry.state, Ruling.objects.count()) == (InquiryState.OPEN, 0)

    handovers.refuse_outside(
        handover=outside(town, inquiry), name="李科", reason="先要镇里初审", by=town.actor(town.he), at=AT
    )

    ruling = Ruling.objects.get()
    inquiry.refresh_from_db()
    assert (ruling.kind, ruling.number, ruling.asked_by_id) == (RulingKind.RESPONSIBILITY, "请 26-0001", town.he.pk)
    assert ruling.question.splitlines() == [
        "“想办残疾证”转交 2 次都被退回，请裁定归谁办。",
        "1. 4号 民政残联窗口（邓白露）：要区里评残",
        "2. 区残联（李科）：先要镇里初审",
    ]
    assert (inquiry.state, inquiry.outcome, inquiry.holder_id) == ("ruling_asked", "ruling_asked", town.he.pk)
    assert inquiry.first_responder_id == town.he.pk


def test_f7_the_office_and_the_answer_have_their_clocks(town: Town) -> None:
    ruling = refused_twice(town)

    asks = Clock.objects.get(kind="ruling", subject_id=ruling.pk)
    owed = Clock.objects.get(kind="inquiry", subject_id=ruling.inquiry_id)
    assert (asks.responsible_id, local(asks.due_at).isoformat()) == (town.office.pk, "2026-10-12T17:30:00")
    assert (owed.responsible_id, local(owed.due_at).isoformat()) == (town.he.pk, "2026-10-13T17:30:00")
    assert not Clock.objects.filter(kind="handover", closed_at=None).exists()
    actions = [entry.action for entry in of_subject(town.centre.pk, "inquiry", ruling.inquiry_id)]
    assert actions == [
        "inquiry.register",
        "inquiry.hand_over",
        "inquiry.return_handover",
        "clock.relimit",
        "inquiry.hand_over_outside",
        "inquiry.return_handover",
        "clock.relimit",
        "inquiry.ask_responsibility",
    ]


def test_f7_named_by_the_ruling_a_window_has_it_at_once_and_can_not_refuse(town: Town) -> None:
    ruling = refused_twice(town)

    give_ruling(
        ruling=ruling,
        answer="归4号窗口",
        reason="初审是镇里的事",
        by=town.actor(town.office),
        at=LATER,
        responsible_staff_id=town.deng.pk,
        responsible_window=town.civil_affairs,
    )

    inquiry = Inquiry.objects.get(pk=ruling.inquiry_id)
    handover = Handover.objects.order_by("pk").last()
    assert handover is not None
    assert (inquiry.state, inquiry.holder_id, inquiry.first_responder_id) == ("with_receiver", town.deng.pk, town.he.pk)
    assert (handover.state, handover.settled_by, handover.to_staff_id) == ("accepted", "周立夏", town.deng.pk)
    assert Clock.objects.get(kind="inquiry", subject_id=inquiry.pk).responsible_id == town.deng.pk
    with pytest.raises(Refused) as caught:
        handovers.refuse_handover(handover=handover, reason="真不归我", by=town.actor(town.deng), at=LATER)
    assert caught.value.code == "handover_settled"
    with pytest.raises(Refused) as passed_on:
        handovers.hand_over(
            inquiry=inquiry,
            to_window=town.general,
            to_staff_id=town.he.pk,
            words="请到1号",
            by=town.actor(town.deng),
            at=LATER,
        )
    assert passed_on.value.message == "管理办公室已裁定由你办，不能再转"
    answer(inquiry=inquiry, words="初审好了", means=ToldBy.PHONE, by=town.actor(town.deng), at=LATER)
    assert Inquiry.objects.get(pk=inquiry.pk).first_responder_id == town.he.pk


def test_f7_who_accepted_from_the_first_responder_after_a_ruling_may_pass_it_on(town: Town) -> None:
    ruling = refused_twice(town)
    by = town.actor(town.office)
    give_ruling(ruling=ruling, answer="首问定", reason="职责", by=by, at=LATER, responsible_staff_id=town.he.pk)
    inquiry = Inquiry.objects.select_related("person").get(pk=ruling.inquiry_id)
    again = to_window(town, inquiry, at=civil(2026, 10, 10, 10))
    handovers.accept_handover(handover=again, by=town.actor(town.deng), at=civil(2026, 10, 10, 10, 5))

    further = handovers.hand_over(
        inquiry=inquiry,
        to_window=town.general,
        to_staff_id=town.he.pk,
        words="还是请回1号",
        by=town.actor(town.deng),
        at=civil(2026, 10, 10, 11),
    )

    assert (further.state, inquiry.state) == ("waiting", "handed_over")


def test_f7_a_person_alone_or_a_window_alone_is_enough(town: Town) -> None:
    for named in ({"responsible_staff_id": town.deng.pk}, {"responsible_window": town.civil_affairs}):
        ruling = refused_twice(town)
        give_ruling(ruling=ruling, answer="归4号", reason="职责", by=town.actor(town.office), at=LATER, **named)
        handover = Handover.objects.filter(inquiry=ruling.inquiry).order_by("pk").last()
        assert handover is not None
        assert (handover.to_window_id, handover.to_staff_id) == (town.civil_affairs.pk, town.deng.pk)


def test_f7_named_by_the_ruling_a_department_gets_an_ordinary_hand_over(town: Town) -> None:
    ruling = refused_twice(town)

    give_ruling(
        ruling=ruling,
        answer="归区残联",
        reason="评残是区里的事",
        by=town.actor(town.office),
        at=LATER,
        responsible_department=department(town),
    )

    inquiry = Inquiry.objects.get(pk=ruling.inquiry_id)
    handover = Handover.objects.order_by("pk").last()
    assert handover is not None
    waits = Clock.objects.get(kind="handover", subject_id=handover.pk)
    assert (inquiry.state, inquiry.holder_id, handover.state) == ("handed_over", town.he.pk, "waiting")
    assert (handover.receiver, local(waits.due_at).isoformat()) == ("区残联", "2026-10-12T17:30:00")


def test_f7_the_first_responder_may_be_named_and_keeps_it(town: Town) -> None:
    ruling = refused_twice(town)

    give_ruling(
        ruling=ruling,
        answer="由首问窗口办",
        reason="综合窗口可收件",
        by=town.actor(town.office),
        at=LATER,
        responsible_staff_id=town.he.pk,
    )

    inquiry = Inquiry.objects.get(pk=ruling.inquiry_id)
    assert (inquiry.state, inquiry.holder_id, Handover.objects.count()) == ("ruled", town.he.pk, 2)


def test_f7_whose_it_is_must_be_said_once_and_rightly(town: Town) -> None:
    ruling = refused_twice(town)
    elsewhere = make_staff(town.centre, "马立秋", roles=[Role.LEADER])

    for named, code in (
        ({}, "responsible_missing"),
        ({"responsible_staff_id": town.deng.pk, "responsible_department": department(town)}, "responsible_twice"),
        ({"responsible_staff_id": elsewhere.pk}, "not_on_that_window"),
        ({"responsible_staff_id": town.deng.pk, "responsible_window": town.general}, "not_on_that_window"),
    ):
        with pytest.raises(Refused) as caught:
            give_ruling(ruling=ruling, answer="归他", reason="职责", by=town.actor(town.office), at=LATER, **named)
        assert caught.value.code == code
    assert Ruling.objects.get(pk=ruling.pk).answered_at is None


def test_f7_a_question_of_what_to_do_may_name_somebody_too(town: Town) -> None:
    inquiry = asked(town)
    ruling = ask_ruling(inquiry=inquiry, question="归谁", words="我去问", by=town.actor(town.he), at=AT)

    give_ruling(
        ruling=ruling,
        answer="归4号",
        reason="职责",
        by=town.actor(town.office),
        at=LATER,
        responsible_staff_id=town.deng.pk,
    )

    assert Inquiry.objects.get(pk=inquiry.pk).holder_id == town.deng.pk


def test_f7_refused_again_by_the_department_it_is_asked_again(town: Town) -> None:
    ruling = refused_twice(town)
    by = town.actor(town.office)
    give_ruling(
        ruling=ruling, answer="归区残联", reason="职责", by=by, at=LATER, responsible_department=department(town)
    )
    third = Handover.objects.select_related("inquiry").get(inquiry_id=ruling.inquiry_id, state="waiting")

    handovers.refuse_outside(handover=third, name="李科", reason="不同意", by=town.actor(town.he), at=LATER)

    second = Ruling.objects.get(answered_at=None)
    assert (second.number, second.kind, second.question.count("\n")) == ("请 26-0002", "responsibility", 3)


def test_f7_nobody_in_the_office_and_the_refusal_waits(town: Town) -> None:
    inquiry = asked(town)
    handovers.refuse_handover(handover=to_window(town, inquiry), reason="不归我", by=town.actor(town.deng), at=AT)
    again = to_window(town, inquiry)
    Posting.objects.filter(staff=town.office).update(to_on=AT.date().replace(month=9))

    with pytest.raises(Refused) as caught:
        handovers.refuse_handover(handover=again, reason="还是不归我", by=town.actor(town.deng), at=AT)

    again.refresh_from_db()
    assert caught.value.message == "管理办公室今天没有人在岗，没法裁定归谁办。先接收，或者等有人在岗再退回"
    assert (caught.value.code, again.state, Ruling.objects.count()) == ("no_management_office", "waiting", 0)


def test_f7_whose_a_matter_was_ruled_to_be_is_suggested(town: Town) -> None:
    ruling = refused_twice(town)
    give_ruling(
        ruling=ruling,
        answer="归4号",
        reason="职责",
        by=town.actor(town.office),
        at=LATER,
        responsible_staff_id=town.deng.pk,
    )
    (alike,) = similar_rulings(town.centre.pk, "想办残疾证", item_id=None, at=civil(2026, 10, 12))
    assert (alike.ruling, alike.given_to) == (ruling, town.civil_affairs.label)
    (shown,) = precedents(town.centre.pk, "想办残疾证", item_id=None, at=civil(2026, 10, 12))
    drawn = render_to_string("desk/inquiries/precedents.html", {"precedents": [shown]})
    assert "以前裁定归 4号 民政残联窗口：归4号" in drawn
    assert "照这个答" not in drawn
    # Only the matter is searched: the names of who refused it aren't what it is about.
    assert similar_rulings(town.centre.pk, "区残联的李科在不在", item_id=None, at=civil(2026, 10, 12)) == []


def test_f7_ruled_to_stay_with_the_first_responder_is_suggested_so(town: Town) -> None:
    ruling = refused_twice(town)
    give_ruling(
        ruling=ruling,
        answer="由首问负责人办",
        reason="两家都不归",
        by=town.actor(town.office),
        at=LATER,
        responsible_staff_id=town.he.pk,
    )
    (alike,) = similar_rulings(town.centre.pk, "想办残疾证", item_id=None, at=civil(2026, 10, 12))
    assert alike.given_to == "何谷雨"


def ruled_to_deng(town: Town) -> Inquiry:
    """The office has ruled that 邓白露 answers for it."""
    ruling = refused_twice(town)
    by = town.actor(town.office)
    give_ruling(ruling=ruling, answer="归4号", reason="职责", by=by, at=LATER, responsible_staff_id=town.deng.pk)
    return Inquiry.objects.get(pk=ruling.inquiry_id)


@pytest.mark.parametrize("fact", ["", "  "])
def test_f4_who_was_ruled_responsible_does_not_ask_the_same_again(town: Town, fact: str) -> None:
    inquiry = ruled_to_deng(town)

    with pytest.raises(Refused) as caught:
        ask_ruling(inquiry=inquiry, question="归谁", words="我去问", by=town.actor(town.deng), at=LATER, new_fact=fact)

    assert (caught.value.code, caught.value.message) == (
        "new_fact_missing",
        "管理办公室已裁定由你办，同一件事不能再请示",
    )
    assert caught.value.refusal.way_out == "有裁定时不知道的新情况，写明了再请示；没有就接着办"
    assert (Inquiry.objects.get(pk=inquiry.pk).state, Ruling.objects.count()) == ("with_receiver", 1)


def test_f4_something_new_brings_it_to_the_office_again_and_is_kept(town: Town) -> None:
    inquiry = ruled_to_deng(town)
    asks = {"inquiry": inquiry, "question": "还归我吗", "words": "我去问", "by": town.actor(town.deng), "at": LATER}
    with pytest.raises(Refused) as caught:
        ask_ruling(**asks, new_fact="长" * 301)

    ruling = ask_ruling(**asks, new_fact=" 本人户口昨天迁到外区了 ")

    assert caught.value.code == "new_fact_too_long"
    assert (ruling.new_fact, ruling.asked_by_id) == ("本人户口昨天迁到外区了", town.deng.pk)
    entry = of_subject(town.centre.pk, "inquiry", inquiry.pk)[-1]
    assert (entry.action, entry.data["new_fact"]) == ("inquiry.ask_ruling", "本人户口昨天迁到外区了")
    assert "外区" not in str(Entry.objects.filter(action="inquiry.ask_ruling").latest("pk").data)


def test_f4_a_step_in_between_does_not_open_the_way_round_the_ruling(town: Town) -> None:
    inquiry = ruled_to_deng(town)
    deng = town.actor(town.deng)
    asked_of = ask_clarification(
        inquiry=inquiry,
        question="要哪份证明",
        asked_of="区残联",
        promised_for=LATER.date(),
        words="我去问",
        by=deng,
        at=LATER,
    )
    answer_clarification(clarification=asked_of, answer="旧证就行", source="", by=deng, at=LATER)
    inquiry.refresh_from_db()

    with pytest.raises(Refused) as on:
        handovers.hand_over_outside(inquiry=inquiry, to_department=department(town), words="转", by=deng, at=LATER)
    with pytest.raises(Refused) as again:
        ask_ruling(inquiry=inquiry, question="归谁", words="我去问", by=deng, at=LATER)

    assert (inquiry.state, on.value.code, again.value.code) == ("clarified", "ruled_responsible", "new_fact_missing")


def test_f7_the_first_responder_asks_without_anything_new(town: Town) -> None:
    inquiry = ruled_to_deng(town)
    ruling = ask_ruling(inquiry=inquiry, question="怎么办", words="我去问", by=town.actor(town.he), at=LATER)
    assert (ruling.new_fact, Inquiry.objects.get(pk=inquiry.pk).state) == ("", "ruling_asked")
