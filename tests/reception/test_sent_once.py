"""A page sent twice registers once, also when both sendings come at once; the database holds it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests.at_once import at_once
from tests.factories import Town, civil, id_number, make_town

from shouwen.inquiries.enums import Channel, Outcome, ToldBy
from shouwen.inquiries.models import Inquiry, SentPage
from shouwen.journal.queries import verify
from shouwen.people import actions as people
from shouwen.people.models import Person
from shouwen.reception.actions import Received, receive
from shouwen.reception.queries import number_of_page
from shouwen.reception.step import NextStep, Told, Visitor
from shouwen.refusals import Refused

AT = civil(2026, 10, 9, 10)
MARK = "5f0c9a1be2d34477"


def _receive(town: Town, mark: str = MARK) -> Received:
    return receive(
        channel=Channel.ON_SITE,
        visitor=Visitor(name="周乙石", id_number=id_number(5)),
        matter="问社保卡怎么换",
        outcome=Outcome.ANSWERED,
        told=Told("带身份证到县里银行换", ToldBy.IN_PERSON),
        step=NextStep(),
        by=town.actor(town.he),
        at=AT,
        mark=mark,
    )


@pytest.mark.django_db
def test_the_second_sending_is_refused_and_leaves_nothing() -> None:
    town = make_town()
    first = _receive(town)

    with pytest.raises(Refused) as refused:
        _receive(town)
    next_page = _receive(town, "another")

    assert (refused.value.code, refused.value.message) == ("already_registered", "这件刚才已经登记了，没有再登一次")
    assert (first.inquiry.number, next_page.inquiry.number) == ("问 261009-01", "问 261009-02")
    assert number_of_page(town.centre.pk, MARK) == "问 261009-01"
    assert (Inquiry.objects.count(), Person.objects.count()) == (2, 1)
    assert verify(town.centre.pk).breaks == []


@pytest.mark.django_db
def test_a_mark_counts_in_its_centre_only() -> None:
    here, there = make_town(), make_town("liangping", town="两坪镇")

    _receive(here)
    _receive(there)

    assert SentPage.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        SentPage.objects.filter(centre=there.centre).update(centre=here.centre)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_two_sendings_at_once_give_one_inquiry(turn: int) -> None:
    town = make_town()

    came_to = at_once(lambda: _receive(town), lambda: _receive(town))

    assert came_to == ["already_registered", "done"]
    assert list(Inquiry.objects.values_list("number", flat=True)) == ["问 261009-01"]
    assert verify(town.centre.pk).breaks == []


@pytest.mark.django_db(transaction=True)
def test_two_windows_meeting_the_same_person_at_once_keep_one() -> None:
    town = make_town()
    clerk = town.actor(town.he)

    def meet() -> Person:
        return people.receive_person(name="周乙石", id_number=id_number(5), by=clerk, at=AT)

    assert at_once(meet, meet, meet) == ["done", "done", "done"]
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_who_lost_the_race_gets_the_row_of_who_won(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other window's row becomes visible only once the insert has failed."""
    town = make_town()
    clerk = town.actor(town.he)
    won = people.receive_person(name="周乙石", id_number=id_number(5), by=clerk, at=AT)
    seen, looked = people._known, []

    def too_early(fresh: Person) -> Person | None:
        looked.append(fresh)
        return None if len(looked) == 1 else seen(fresh)

    monkeypatch.setattr(people, "_known", too_early)
    met = people.receive_person(name="周乙石", id_number=id_number(5), phone="13800000001", by=clerk, at=AT)

    assert (met.pk, len(looked), met.phone_masked) == (won.pk, 2, "138****0001")
    with pytest.raises(Refused) as refused:
        looked.clear()
        people.receive_person(name="周丙石", id_number=id_number(5), by=clerk, at=AT)
    assert refused.value.code == "id_number_of_another"
