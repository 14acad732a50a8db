"""座机区号: a landline with and without its area code is one number, by the centre's own area code."""

from __future__ import annotations

import pytest
from tests.factories import Town, civil, make_person, make_town

from shouwen.people.actions import receive_person
from shouwen.people.centre_settings import change_centre
from shouwen.people.identity import area_code_in, full_phone
from shouwen.people.jobs import match_landlines
from shouwen.people.models import Centre, Person
from shouwen.people.phones import area_code, phone_hash
from shouwen.people.queries import ids_matching

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.mark.parametrize(
    ("phone", "code"),
    [
        ("023-45670000", "023"),
        ("(010) 6555 1234", "010"),
        ("0830-2345678", "0830"),
        ("０２３—45670000".replace("—", "-"), "023"),
        ("13800000000", ""),
        ("45670000", ""),
        ("", ""),
        ("转 8004", ""),
    ],
)
def test_f8_the_area_code_stands_in_front_of_the_centres_own_telephone(phone: str, code: str) -> None:
    assert area_code_in(phone) == code


@pytest.mark.parametrize(
    ("phone", "whole"),
    [
        ("4567 1234", "02345671234"),
        ("234-5678", "0232345678"),
        ("023-45671234", "02345671234"),
        ("010-65551234", "01065551234"),
        ("13800000000", "13800000000"),
        ("12345", "12345"),
        ("4008001234", "4008001234"),
    ],
)
def test_f8_only_a_landline_without_an_area_code_gets_one(phone: str, whole: str) -> None:
    assert full_phone(phone, "023") == whole


def test_f8_what_is_set_stands_before_what_the_telephone_says(town: Town) -> None:
    assert area_code(town.centre.pk) == "023"
    Centre.objects.update(area_code="0830")
    assert area_code(town.centre.pk) == "0830"
    Centre.objects.update(area_code="", phone="")
    assert area_code(town.centre.pk) == ""


def test_f8_one_person_is_known_by_either_way_of_writing_the_number(town: Town) -> None:
    known = receive_person(name="陈甲木", phone="45671234", by=town.actor(town.he), at=AT)

    again = receive_person(name="陈甲木", phone="023-45671234", by=town.actor(town.he), at=AT)

    assert (again.pk, Person.objects.count()) == (known.pk, 1)
    assert ids_matching(town.centre.pk, "02345671234") == ids_matching(town.centre.pk, "45671234") == [known.pk]


def test_f8_what_was_written_before_is_matched_once_by_the_job(town: Town) -> None:
    old = make_person(town.centre, phone="45671234")
    mobile = make_person(town.centre, "周乙石", phone="13800000001")
    Centre.objects.update(phone="")
    bare = phone_hash(town.centre.pk, "45671234")
    Person.objects.filter(pk=old.pk).update(phone_hash=bare)
    Centre.objects.update(phone="023-45670000")

    assert (match_landlines(), match_landlines()) == (1, 0)

    old.refresh_from_db()
    mobile.refresh_from_db()
    assert old.phone_hash == phone_hash(town.centre.pk, "023-45671234") != bare
    assert mobile.phone_hash == phone_hash(town.centre.pk, "13800000001")


def test_f8_another_area_code_matches_the_people_known_anew(town: Town) -> None:
    person = make_person(town.centre, phone="45671234")

    change_centre(review_authority="", court="", area_code="0830", by=town.actor(town.office), at=AT)

    person.refresh_from_db()
    assert person.phone_hash == phone_hash(town.centre.pk, "0830-45671234")
