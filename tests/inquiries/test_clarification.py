"""请示上级（一次性告知制度 第五条）: an owner, a promised date, an answer, and the record that the person was told."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from tests.factories import Town, civil, make_town
from tests.inquiries.scene import AT, asked, clarifying

from shouwen.civil_time import local
from shouwen.clocks.actions import recompute
from shouwen.clocks.models import Clock
from shouwen.inquiries.actions import answer
from shouwen.inquiries.clarifications import answer_clarification, ask_clarification
from shouwen.inquiries.enums import Channel, InquiryState, ToldBy
from shouwen.inquiries.handovers import hand_over
from shouwen.inquiries.models import Clarification, Inquiry
from shouwen.journal.queries import of_subject
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
ANSWERED = civil(2026, 10, 12, 15)


@pytest.fixture
def town() -> Town:
    return make_town()


def answered(town: Town) -> Clarification:
    return answer_clarification(
        clarification=clarifying(town),
        answer="户口在外地的，凭居住证可以",
        source="区残联〔2026〕12号第三条",
        by=town.actor(town.he),
        at=ANSWERED,
    )


def test_n3_it_has_an_owner_and_a_promised_date_by_which_the_person_hears(town: Town) -> None:
    clarification = clarifying(town)

    clock = Clock.objects.get(kind="clarification", subject_id=clarification.pk)
    owed = Clock.objects.get(kind="inquiry", subject_id=clarification.inquiry_id)
    inquiry = Inquiry.objects.get(pk=clarification.inquiry_id)
    assert (clarification.number, clarification.owner_id) == ("释 26-0001", town.he.pk)
    assert (clock.responsible_id, local(clock.due_at).isoformat()) == (town.he.pk, "2026-10-13T17:30:00")
    assert (owed.due_at, owed.responsible_id) == (clock.due_at, town.he.pk)
    assert (inquiry.state, inquiry.outcome, clock.number) == ("clarifying", "clarifying", "释 26-0001")
    assert recompute(clock) is False
    entry = of_subject(town.centre.pk, "inquiry", inquiry.pk)[-1]
    assert (entry.action, entry.data["until"]) == ("inquiry.ask_clarification", "2026-10-13")
    assert entry.data["words"] == "我去问区里，13日前打电话告诉您"


def test_n3_the_answer_comes_back_and_the_person_is_told(town: Town) -> None:
    clarification = answered(town)

    inquiry = Inquiry.objects.get(pk=clarification.inquiry_id)
    assert (inquiry.state, inquiry.holder_id, inquiry.first_responder_id) == ("clarified", town.he.pk, town.he.pk)
    assert (clarification.answer, clarification.source) == ("户口在外地的，凭居住证可以", "区残联〔2026〕12号第三条")
    assert Clock.objects.get(kind="clarification", subject_id=clarification.pk).closed_at == ANSWERED
    assert Clock.objects.get(kind="inquiry", subject_id=inquiry.pk).closed_at is None

    told = civil(2026, 10, 12, 16)
    answer(inquiry=inquiry, words="凭居住证可以办", means=ToldBy.PHONE, by=town.actor(town.he), at=told)

    clarification.refresh_from_db()
    assert (clarification.told_at, inquiry.state, inquiry.told_by_id) == (told, InquiryState.ANSWERED, town.he.pk)


def test_n3_told_while_it_is_handed_on_is_told_too(town: Town) -> None:
    clarification = answered(town)

    hand_over(
        inquiry=Inquiry.objects.get(pk=clarification.inquiry_id),
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="可以办，请到4号窗口",
        by=town.actor(town.he),
        at=ANSWERED,
    )

    assert Clarification.objects.get(pk=clarification.pk).told_at == ANSWERED


def test_n3_until_it_is_told_nothing_says_it_was(town: Town) -> None:
    assert answered(town).told_at is None


def test_n3_promised_for_today_an_online_question_keeps_its_day(town: Town) -> None:
    inquiry = asked(town, channel=Channel.ONLINE)

    clarification = clarifying(town, inquiry, until=AT.date())

    clock = Clock.objects.get(kind="clarification", subject_id=clarification.pk)
    owed = Clock.objects.get(kind="inquiry", subject_id=inquiry.pk)
    assert (local(clock.due_at).isoformat(), local(owed.due_at).isoformat()) == (
        "2026-10-09T17:30:00",
        "2026-10-10T17:30:00",
    )


def test_n3_a_promise_for_a_day_off_binds_on_that_day_and_the_answer_before_it(town: Town) -> None:
    clarification = clarifying(town, until=date(2026, 10, 18))

    clock = Clock.objects.get(kind="clarification", subject_id=clarification.pk)
    owed = Clock.objects.get(kind="inquiry", subject_id=clarification.inquiry_id)
    assert local(clock.due_at).date().isoformat() == "2026-10-18"
    assert local(owed.due_at).isoformat() == "2026-10-16T17:30:00"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"question": " "}, "question_missing"),
        ({"question": "长" * 4001}, "question_too_long"),
        ({"asked_of": ""}, "asked_of_missing"),
        ({"asked_of": "长" * 81}, "asked_of_too_long"),
        ({"promised_for": date(2026, 10, 8)}, "promise_in_the_past"),
        ({"promised_for": date(2028, 10, 8)}, "promise_too_far"),
        ({"words": " "}, "words_missing"),
    ],
)
def test_n3_without_question_addressee_date_or_words_nothing_is_asked(
    town: Town, changed: dict[str, object], code: str
) -> None:
    asks: dict[str, object] = {
        "question": "能不能评残",
        "asked_of": "区残联",
        "promised_for": date(2026, 10, 13),
        "words": "我去问",
    }
    with pytest.raises(Refused) as caught:
        ask_clarification(inquiry=asked(town), **asks | changed, by=town.actor(town.he), at=AT)  # type: ignore[arg-type]
    assert (caught.value.code, Clarification.objects.count()) == (code, 0)


def test_n3_only_whoever_works_on_it_notes_the_answer_and_once(town: Town) -> None:
    clarification = clarifying(town)

    for by, said, code in (
        (town.actor(town.deng), "可以", "not_your_inquiry"),
        (town.actor(town.he), " ", "answer_missing"),
    ):
        with pytest.raises(Refused) as caught:
            answer_clarification(clarification=clarification, answer=said, source="", by=by, at=ANSWERED)
        assert caught.value.code == code
    stale = Clarification.objects.select_related("inquiry").get(pk=clarification.pk)
    by = town.actor(town.office)
    answer_clarification(clarification=clarification, answer="可以", source="电话答复", by=by, at=ANSWERED)
    with pytest.raises(Refused) as again:
        answer_clarification(clarification=stale, answer="不可以", source="", by=by, at=ANSWERED)
    assert (again.value.code, Clarification.objects.get(pk=stale.pk).answer) == ("clarification_answered", "可以")


def test_n3_the_database_keeps_one_open_question_and_answers_in_words(town: Town) -> None:
    clarification = clarifying(town)

    with pytest.raises(DatabaseError), transaction.atomic():
        Clarification.objects.filter(pk=clarification.pk).update(answered_at=ANSWERED)
    with pytest.raises(DatabaseError), transaction.atomic():
        clarification.pk, clarification.number = None, "释 26-0099"
        clarification.save(force_insert=True)
