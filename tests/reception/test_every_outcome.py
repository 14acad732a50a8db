"""Every outcome from the register page in one step: one transaction, nothing typed twice, a page sent twice registers once."""

from __future__ import annotations

from datetime import date

import pytest
from tests.at_once import at_once
from tests.factories import Town, civil, id_number, make_town

from shouwen.cases.models import Case
from shouwen.clocks.models import Clock
from shouwen.inquiries.clarifications import answer_clarification
from shouwen.inquiries.enums import Channel, DeclineGround, Outcome, ToldBy
from shouwen.inquiries.models import Clarification, Decline, Handover, Inquiry, NotPossible, Ruling, UnresolvedMatter
from shouwen.inquiries.rulings import give_ruling
from shouwen.journal.models import Entry
from shouwen.journal.queries import events, verify
from shouwen.papers.actions import content_of
from shouwen.papers.models import Paper
from shouwen.papers.rendering.content import HandoverSlip
from shouwen.people.models import Department, Person
from shouwen.promises.models import Promise
from shouwen.reception.actions import Received, receive, settle
from shouwen.reception.step import NextStep, Told, Visitor
from shouwen.refusals import Refused

AT = civil(2026, 10, 9, 10)
MATTER = "想办残疾证，户口在外地"


def step(town: Town, outcome: Outcome) -> NextStep:
    """What each outcome needs besides the words; the matter itself is never typed again."""
    return {
        Outcome.ANSWERED: NextStep(),
        Outcome.TO_CASE: NextStep(item_id=town.house.item_id),
        Outcome.HANDED_OVER: NextStep(to_window_id=town.civil_affairs.pk, to_staff_id=town.deng.pk),
        Outcome.RULING_ASKED: NextStep(),
        Outcome.PROMISED: NextStep(reason="证卡用完了", promised_for=date(2026, 10, 13)),
        Outcome.CLARIFYING: NextStep(asked_of="区残联", promised_for=date(2026, 10, 13)),
        Outcome.DECLINED: NextStep(
            ground=DeclineGround.NOT_OURS, reason="由区里评定", basis="《办法》第七条", way_out="到区残联"
        ),
        Outcome.UNRESOLVED: NextStep(obstacle="两头都要对方先开证明"),
        Outcome.NOT_POSSIBLE: NextStep(category="funds", reason="今年的指标9月已经用完，明年3月再报"),
    }[outcome]


def come(
    town: Town, outcome: Outcome, given: NextStep | None = None, *, words: str = "跟您说清楚了", mark: str = ""
) -> Received:
    return receive(
        channel=Channel.PHONE,
        visitor=Visitor(name="周乙石", phone="13800000005", id_number=id_number(5)),
        matter=MATTER,
        outcome=outcome,
        told=Told(words, ToldBy.PHONE),
        step=given or step(town, outcome),
        by=town.actor(town.he),
        at=AT,
        mark=mark,
    )


STATES = {
    Outcome.ANSWERED: "answered",
    Outcome.TO_CASE: "to_case",
    Outcome.HANDED_OVER: "handed_over",
    Outcome.RULING_ASKED: "ruling_asked",
    Outcome.PROMISED: "promised",
    Outcome.CLARIFYING: "clarifying",
    Outcome.DECLINED: "decline_asked",
    Outcome.UNRESOLVED: "unresolved",
    Outcome.NOT_POSSIBLE: "not_possible",
}
ROWS = {
    Outcome.TO_CASE: Case,
    Outcome.HANDED_OVER: Handover,
    Outcome.RULING_ASKED: Ruling,
    Outcome.CLARIFYING: Clarification,
    Outcome.DECLINED: Decline,
    Outcome.UNRESOLVED: UnresolvedMatter,
    Outcome.NOT_POSSIBLE: NotPossible,
}


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", list(Outcome))
def test_f5_each_outcome_in_one_step_and_the_first_responder_on_it(outcome: Outcome) -> None:
    town = make_town()

    received = come(town, outcome)

    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.outcome) == (STATES[outcome], outcome.value)
    assert (inquiry.first_responder_id, inquiry.matter, received.inquiry.pk) == (town.he.pk, MATTER, inquiry.pk)
    if outcome in ROWS:
        assert ROWS[outcome].objects.count() == 1  # type: ignore[attr-defined]
    assert verify(town.centre.pk).breaks == []


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", list(Outcome))
def test_f4_without_the_words_told_nothing_at_all_is_written(outcome: Outcome) -> None:
    town = make_town()

    with pytest.raises(Refused) as caught:
        come(town, outcome, words=" ")

    assert caught.value.code == "words_missing"
    assert (Inquiry.objects.count(), Person.objects.count(), Clock.objects.count(), Entry.objects.count()) == (
        0,
        0,
        0,
        0,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outcome", "given", "code"),
    [
        (Outcome.TO_CASE, NextStep(), "item_missing"),
        (Outcome.HANDED_OVER, NextStep(), "receiver_missing"),
        (Outcome.HANDED_OVER, NextStep(to_department_id=99), "receiver_missing"),
        (Outcome.PROMISED, NextStep(reason="停电"), "date_missing"),
        (Outcome.CLARIFYING, NextStep(asked_of="区残联"), "date_missing"),
        (Outcome.CLARIFYING, NextStep(promised_for=date(2026, 10, 13)), "asked_of_missing"),
        (Outcome.DECLINED, NextStep(reason="不归", basis="办法", way_out="去区里"), "ground_missing"),
        (Outcome.DECLINED, NextStep(ground=DeclineGround.NOT_OURS, reason="不归", way_out="去"), "basis_missing"),
        (Outcome.UNRESOLVED, NextStep(), "obstacle_missing"),
    ],
)
def test_what_an_outcome_needs_is_asked_for_and_nothing_is_written(
    outcome: Outcome, given: NextStep, code: str
) -> None:
    town = make_town()

    with pytest.raises(Refused) as caught:
        come(town, outcome, given)

    assert (caught.value.code, Inquiry.objects.count(), Person.objects.count()) == (code, 0, 0)


@pytest.mark.django_db
def test_nothing_is_typed_twice_the_matter_is_the_question() -> None:
    town = make_town()

    come(town, Outcome.RULING_ASKED)
    come(town, Outcome.CLARIFYING)

    assert (Ruling.objects.get().question, Clarification.objects.get().question) == (MATTER, MATTER)


@pytest.mark.django_db
def test_f6_to_a_department_with_its_slip_in_one_step() -> None:
    town = make_town()
    department = Department.objects.create(centre=town.centre, name="区残联", place="县城新华路8号")

    received = receive(
        channel=Channel.ON_SITE,
        visitor=Visitor(name="周乙石"),
        matter=MATTER,
        outcome=Outcome.HANDED_OVER,
        told=Told("这是转办单，拿着去区残联", ToldBy.IN_PERSON),
        step=NextStep(to_department_id=department.pk),
        by=town.actor(town.he),
        at=AT,
        with_papers=True,
    )

    slip = content_of(received.papers[0])
    assert isinstance(slip, HandoverSlip)
    assert (slip.to_window, slip.first_responder.name) == ("区残联", "何谷雨")
    assert Handover.objects.get().slip_id == received.papers[0].pk == Paper.objects.get().pk


@pytest.mark.django_db
def test_f6_a_department_of_another_centre_is_not_found() -> None:
    town, other = make_town(), make_town("qingshi", town="青石镇")
    foreign = Department.objects.create(centre=other.centre, name="区残联")

    with pytest.raises(Refused) as caught:
        come(town, Outcome.HANDED_OVER, NextStep(to_department_id=foreign.pk))

    assert (caught.value.code, Handover.objects.count()) == ("receiver_missing", 0)


@pytest.mark.django_db
def test_f7_answered_as_ruled_before_is_noted_on_the_inquiry() -> None:
    town = make_town()
    come(town, Outcome.RULING_ASKED)
    ruling = Ruling.objects.select_related("inquiry").get()
    give_ruling(ruling=ruling, answer="凭居住证", reason="有文件", by=town.actor(town.office), at=AT)

    received = come(town, Outcome.ANSWERED, NextStep(ruling_number=ruling.number))

    used = Entry.objects.get(action="inquiry.ruling_used")
    assert (used.subject_id, used.data["ruling"]) == (str(received.inquiry.pk), "请 26-0001")


@pytest.mark.django_db
def test_f5_settled_later_by_the_same_door() -> None:
    town = make_town()
    first = come(town, Outcome.CLARIFYING).inquiry
    asked = Clarification.objects.select_related("inquiry__person").get()
    answer_clarification(clarification=asked, answer="可以", source="电话", by=town.actor(town.he), at=AT)
    inquiry = Inquiry.objects.select_related("person").get(pk=first.pk)

    settle(
        inquiry=inquiry,
        outcome=Outcome.TO_CASE,
        told=Told("可以办，受理了", ToldBy.PHONE),
        step=step(town, Outcome.TO_CASE),
        by=town.actor(town.he),
        at=civil(2026, 10, 12, 9),
    )

    asked.refresh_from_db()
    assert (asked.told_at, Case.objects.get().first_responder_id) == (civil(2026, 10, 12, 9), town.he.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("outcome", list(ROWS))
def test_a_page_sent_twice_at_once_is_one_whatever_the_outcome(outcome: Outcome) -> None:
    town = make_town()

    came_to = at_once(
        lambda: come(town, outcome, mark="5f0c9a1be2d34477"), lambda: come(town, outcome, mark="5f0c9a1be2d34477")
    )

    assert came_to == ["already_registered", "done"]
    assert (Inquiry.objects.count(), ROWS[outcome].objects.count()) == (1, 1)  # type: ignore[attr-defined]
    assert verify(town.centre.pk).breaks == []


@pytest.mark.django_db
def test_p3b_a_promised_matter_is_not_answered_past_its_promise() -> None:
    town = make_town()
    inquiry = come(town, Outcome.PROMISED).inquiry

    with pytest.raises(Refused) as caught:
        settle(
            inquiry=inquiry,
            outcome=Outcome.ANSWERED,
            told=Told("办好了", ToldBy.PHONE),
            step=NextStep(),
            by=town.actor(town.he),
            at=civil(2026, 10, 13, 9),
        )

    assert (caught.value.code, Promise.objects.get().kept_at) == ("promise_is_open", None)


@pytest.mark.django_db
def test_p3b_who_applies_on_the_promised_day_becomes_a_case_and_the_promise_is_kept_by_it() -> None:
    town, later = make_town(), civil(2026, 10, 13, 9)
    inquiry = come(town, Outcome.PROMISED).inquiry

    received = settle(
        inquiry=inquiry,
        outcome=Outcome.TO_CASE,
        told=Told("收下了，20个工作日办好", ToldBy.IN_PERSON),
        step=step(town, Outcome.TO_CASE),
        by=town.actor(town.he),
        at=later,
    )

    assert received.case is not None
    inquiry.refresh_from_db()
    promise = Promise.objects.get()
    assert (inquiry.state, received.case.first_responder_id, promise.kept_at) == ("to_case", town.he.pk, later)
    assert Clock.objects.get(kind="promise", subject_id=promise.pk).closed_at == later
    assert events(Entry.objects.filter(action="inquiry.promise_kept"))[0].data == {
        "number": inquiry.number,
        "promise": promise.number,
        "case": received.case.number,
        "means": "in_person",
        "words": "收下了，20个工作日办好",
    }
    assert verify(town.centre.pk).breaks == []
