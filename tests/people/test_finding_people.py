"""Who acts and who is meant: a posting counts in its own centre only; a number is found however it was typed."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.factories import SINCE, civil, id_number, make_person, make_staff, make_town

from shouwen.civil_time import local_date
from shouwen.people.actions import receive_person
from shouwen.people.enums import Role
from shouwen.people.models import Person, Posting
from shouwen.people.queries import actor_of, colleagues, ids_matching

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
TODAY = local_date(AT)


def test_a_posting_in_another_centre_gives_no_role_and_no_window() -> None:
    here, there = make_town(), make_town("liangping", town="两坪镇")
    Posting.objects.create(
        centre=there.centre, staff=here.he, role=Role.MANAGEMENT_OFFICE, window=there.general, from_on=SINCE
    )
    alone = make_staff(here.centre, "田霜降", roles=())
    Posting.objects.create(centre=there.centre, staff=alone, role=Role.LEADER, from_on=SINCE)

    acting, without = actor_of(here.he, on=TODAY), actor_of(alone, on=TODAY)

    assert not acting.has(Role.MANAGEMENT_OFFICE)
    assert (acting.centre_id, acting.window_id, acting.centre_name) == (
        here.centre.pk,
        here.general.pk,
        here.centre.name,
    )
    assert (without.roles, without.window_id, without.centre_name) == (frozenset(), None, here.centre.name)
    assert {here.he.pk, alone.pk} & {one.staff_id for one in colleagues(there.centre.pk, on=TODAY)} == set()


def test_full_width_digits_are_the_same_number() -> None:
    town = make_town()
    number = id_number(9)
    wide = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
    known = make_person(town.centre, number=number, at=AT)

    again = receive_person(
        name="陈甲木", id_number=number.translate(wide), phone="１３８００００００００", by=town.actor(town.he), at=AT
    )

    assert again.pk == known.pk
    assert Person.objects.count() == 1
    for typed in (number.translate(wide), "１３８ ００００ ００００", "００００"):
        assert ids_matching(town.centre.pk, typed) == [known.pk]


def test_somebody_known_by_id_number_is_found_by_an_index_not_by_reading_everybody() -> None:
    town = make_town()
    make_person(town.centre, "周乙石")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    wanted = Person.objects.filter(centre_id=town.centre.pk, id_number_hash="0" * 32).order_by("created_at")[:1]

    assert "people_person_id_number" in wanted.explain()
