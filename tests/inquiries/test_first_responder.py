"""首问负责人（首问负责制度 第三条）: on the matter from first to last, whoever answers for it in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from tests.factories import Town, civil, make_town
from tests.inquiries.scene import asked, clarifying, declining, not_got_done, outside, refused_twice, to_window

from shouwen.clocks.queries import debts_of
from shouwen.inquiries import handovers
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.queries import Sift, Wanted, inquiries_wanted
from shouwen.inquiries.rulings import give_ruling

pytestmark = pytest.mark.django_db
LATER = civil(2026, 10, 9, 11)


@pytest.fixture
def town() -> Town:
    return make_town()


def accepted(town: Town, inquiry: Inquiry) -> object:
    return handovers.accept_handover(handover=to_window(town, inquiry), by=town.actor(town.deng), at=LATER)


def given_by_ruling(town: Town, inquiry: Inquiry) -> object:
    return give_ruling(
        ruling=refused_twice(town, inquiry),
        answer="归4号",
        reason="职责",
        by=town.actor(town.office),
        at=LATER,
        responsible_staff_id=town.deng.pk,
    )


ON_THE_WAY: dict[str, Callable[[Town, Inquiry], object]] = {
    "just registered": lambda town, inquiry: inquiry,
    "handed over": to_window,
    "with the receiver": accepted,
    "at a department": outside,
    "refused twice": refused_twice,
    "given by ruling": given_by_ruling,
    "superior asked": clarifying,
    "decline checked": declining,
    "not got done": not_got_done,
}


@pytest.mark.parametrize("where", ON_THE_WAY)
def test_f3_it_stays_on_the_first_responders_list_until_the_person_is_answered(town: Town, where: str) -> None:
    inquiry = asked(town)

    ON_THE_WAY[where](town, inquiry)

    owed = [row.number for row in debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk]) if row.kind == "inquiry"]
    mine = Wanted(sift=Sift.OPEN, first_responder_id=town.he.pk)
    assert owed == [inquiry.number]
    assert [row.number for row in inquiries_wanted(town.centre.pk, mine, at=LATER)] == [inquiry.number]


def test_f3_answered_by_the_receiver_it_leaves_the_list(town: Town) -> None:
    inquiry = asked(town)
    accepted(town, inquiry)
    inquiry.refresh_from_db()

    answer(inquiry=inquiry, words="说清了", means=ToldBy.PHONE, by=town.actor(town.deng), at=civil(2026, 10, 9, 15))

    assert not debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk]).exists()


@pytest.mark.parametrize("where", ON_THE_WAY)
def test_f2_nobody_becomes_the_first_responder_afterwards(town: Town, where: str) -> None:
    inquiry = asked(town)
    ON_THE_WAY[where](town, inquiry)

    assert Inquiry.objects.get(pk=inquiry.pk).first_responder_id == town.he.pk
    with pytest.raises(DatabaseError), transaction.atomic():
        Inquiry.objects.filter(pk=inquiry.pk).update(first_responder=town.deng)
