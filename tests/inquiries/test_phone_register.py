"""F8（首问负责制度 第五条（四））: no call ends without name, number, matter and the record that the caller was told, whatever
the outcome; by the action and by the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from tests.factories import Town, civil, make_inquiry, make_person, make_town
from tests.inquiries.scene import AT, clarifying, declining, not_got_done, outside, to_window

from shouwen.inquiries import clarifications, declines, handovers, rulings, unresolved
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.people.models import Person
from shouwen.promises.actions import keep_promise, make_promise
from shouwen.promises.models import Promise
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
LATER = civil(2026, 10, 10, 9)


@pytest.fixture
def town() -> Town:
    return make_town()


def call(town: Town, person: Person | None = None) -> Inquiry:
    return make_inquiry(town.actor(town.he), at=AT, person=person, matter="想办残疾证", channel=Channel.PHONE)


def caller(town: Town, *, phone: str = "13800000000") -> Person:
    return make_person(town.centre, "周乙石", phone=phone)


def promise(town: Town, inquiry: Inquiry) -> Promise:
    return make_promise(
        inquiry=inquiry,
        reason="停电",
        promised_for=date(2026, 10, 12),
        words="12日前办好",
        means=ToldBy.PHONE,
        by=town.actor(town.he),
        at=AT,
    )


OUTCOMES: dict[str, Callable[[Town, Inquiry], object]] = {
    "answered": lambda town, inquiry: answer(
        inquiry=inquiry, words="说清了", means=ToldBy.PHONE, by=town.actor(town.he), at=AT
    ),
    "handed over": to_window,
    "handed over outside": outside,
    "ruling": lambda town, inquiry: rulings.ask_ruling(
        inquiry=inquiry, question="归谁", words="我去问", by=town.actor(town.he), at=AT
    ),
    "promise": promise,
    "clarification": clarifying,
    "decline": declining,
    "unresolved": not_got_done,
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_f8_no_outcome_for_a_call_without_name_or_without_number(town: Town, outcome: str) -> None:
    for person in (None, caller(town, phone="")):
        inquiry = call(town, person)
        with pytest.raises(Refused) as caught:
            OUTCOMES[outcome](town, inquiry)
        assert caught.value.refusal.code == "caller_missing"
        assert caught.value.refusal.clause == "首问负责制度 第五条（四）"
        assert Inquiry.objects.get(pk=inquiry.pk).state == "open"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_f8_with_name_and_number_each_outcome_is_taken(town: Town, outcome: str) -> None:
    inquiry = call(town, caller(town))

    OUTCOMES[outcome](town, inquiry)

    kept = Inquiry.objects.get(pk=inquiry.pk)
    assert (kept.state != "open", kept.first_responder_id) == (True, town.he.pk)


def told_decline(town: Town, words: str) -> object:
    decline = declining(town, call(town, caller(town)))
    declines.agree_decline(decline=decline, by=town.actor(town.office), at=LATER)
    return declines.tell_decline(decline=decline, words=words, means=ToldBy.PHONE, by=town.actor(town.he), at=LATER)


def settled(town: Town, words: str) -> object:
    return unresolved.settle_unresolved(
        matter=not_got_done(town, call(town, caller(town))),
        result="办好了",
        was_resolved=True,
        words=words,
        means=ToldBy.PHONE,
        by=town.actor(town.office),
        at=LATER,
    )


def clarified(town: Town, words: str) -> object:
    asked = clarifying(town, call(town, caller(town)))
    clarifications.answer_clarification(
        clarification=asked, answer="可以", source="电话答复", by=town.actor(town.he), at=LATER
    )
    inquiry = Inquiry.objects.select_related("person").get(pk=asked.inquiry_id)
    return answer(inquiry=inquiry, words=words, means=ToldBy.PHONE, by=town.actor(town.he), at=LATER)


def taken_outside(town: Town, words: str) -> object:
    inquiry = handovers.accept_outside(
        handover=outside(town, call(town, caller(town))), name="李科", by=town.actor(town.he), at=LATER
    )
    return answer(inquiry=inquiry, words=words, means=ToldBy.PHONE, by=town.actor(town.he), at=LATER)


def kept(town: Town, words: str) -> object:
    made = promise(town, call(town, caller(town)))
    return keep_promise(promise=made, words=words, means=ToldBy.PHONE, by=town.actor(town.he), at=LATER)


ENDS = {"decline": told_decline, "unresolved": settled, "clarified": clarified, "outside": taken_outside, "kept": kept}


@pytest.mark.parametrize("end", ENDS)
def test_f8_every_end_of_a_call_keeps_when_by_whom_and_what_the_caller_was_told(town: Town, end: str) -> None:
    with pytest.raises(Refused, match="还没有写怎样告知本人的"):
        ENDS[end](town, " ")

    ENDS[end](town, "都告诉您了")

    inquiry = Inquiry.objects.get(closed_at__isnull=False)
    assert (inquiry.words_told, inquiry.told_by_means, inquiry.told_at) == ("都告诉您了", "phone", LATER)
    assert inquiry.told_by_id in {town.he.pk, town.office.pk}


@pytest.mark.parametrize("state", ["answered", "to_case", "declined"])
def test_f8_the_database_closes_no_call_without_caller_or_record(town: Town, state: str) -> None:
    told = {"outcome": "answered", "words_told": "好", "told_by_means": "phone", "told_at": AT, "told_by": town.he}
    nameless, named = call(town), call(town, caller(town))

    with pytest.raises(DatabaseError), transaction.atomic():
        Inquiry.objects.filter(pk=nameless.pk).update(state=state, closed_at=AT, **told)
    for left_out in told:
        fields = {name: value for name, value in told.items() if name != left_out}
        with pytest.raises(DatabaseError), transaction.atomic():
            Inquiry.objects.filter(pk=named.pk).update(state=state, closed_at=AT, **fields)
    assert Inquiry.objects.filter(pk=named.pk).update(state=state, closed_at=AT, **told) == 1
