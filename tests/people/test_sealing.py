"""People in sealed fields: nothing in clear in the database, nothing opens elsewhere, every opening is journalled."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.factories import actor_for, civil, id_number, make_centre, make_staff, make_window

from shouwen.journal.models import Entry
from shouwen.journal.queries import events
from shouwen.people import actions, queries
from shouwen.people.models import Person
from shouwen.refusals import Refused

AT = civil(2026, 10, 9, 10, 47)
NUMBER = id_number(3)


@pytest.fixture
def clerk(db: None) -> object:
    window = make_window(make_centre())
    return actor_for(make_staff(window.centre, "何谷雨", window=window))


def receive(clerk: object, **fields: str) -> Person:
    return actions.receive_person(**({"name": "陈甲木", "phone": "13800000000"} | fields), by=clerk, at=AT)  # type: ignore[arg-type]


def test_the_database_holds_no_personal_data_in_clear(clerk: object) -> None:
    receive(clerk, id_number=NUMBER, address="二坪镇一组7号")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        row = cursor.fetchone()
    everything = b"|".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
    for secret in ("陈甲木", "13800000000", NUMBER, "一组7号"):
        assert secret.encode() not in everything
    assert "陈*木".encode() in everything


def test_a_person_is_known_again_by_id_number_or_by_name_and_phone(clerk: object) -> None:
    first = receive(clerk)
    assert receive(clerk).pk == first.pk
    assert receive(clerk, id_number=NUMBER).pk == first.pk
    assert receive(clerk, phone="13900000000", id_number=NUMBER).pk == first.pk
    assert receive(clerk, name="李乙火").pk != first.pk
    known = Person.objects.get(pk=first.pk)
    assert (known.id_number_masked, known.phone_masked) == ("500199********" + NUMBER[-4:], "139****0000")


def test_another_name_for_a_known_id_number_is_refused(clerk: object) -> None:
    receive(clerk, id_number=NUMBER)
    with pytest.raises(Refused) as refusal:
        receive(clerk, name="李乙火", id_number=NUMBER)
    assert refusal.value.code == "id_number_of_another"
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["陈甲木", "cjm", "CJM", "0000", "13800000000", "138 0000 0000", NUMBER, NUMBER.lower()]
)
def test_a_person_is_found_by_what_a_clerk_types(clerk: object, text: str) -> None:
    person = receive(clerk, id_number=NUMBER)
    receive(clerk, name="李乙火", phone="13900000001")
    assert queries.ids_matching(clerk.centre_id, text) == [person.pk]  # type: ignore[attr-defined]


def test_people_of_another_centre_are_never_found(clerk: object) -> None:
    receive(clerk)
    other = make_centre("other", town="三坪镇")
    assert queries.ids_matching(other.pk, "陈甲木") == []


def test_opening_needs_a_reason_and_is_journalled(clerk: object) -> None:
    person = receive(clerk, id_number=NUMBER)
    with pytest.raises(Refused) as refusal:
        actions.open_person(person_id=person.pk, reason=" ", by=clerk, at=AT)  # type: ignore[arg-type]
    assert refusal.value.code == "reason_missing"
    opened = actions.open_person(person_id=person.pk, reason="核对银行卡户名", by=clerk, at=AT)  # type: ignore[arg-type]
    assert (opened.name, opened.id_number, opened.phone) == ("陈甲木", NUMBER, "13800000000")
    (entry,) = events(Entry.objects.filter(action="person.open"))
    assert (entry.subject_id, entry.data) == (str(person.pk), {"reason": "核对银行卡户名"})


def test_a_person_of_another_centre_does_not_open(clerk: object) -> None:
    person = receive(clerk)
    other = make_window(make_centre("other", town="三坪镇"))
    stranger = actor_for(make_staff(other.centre, "外人", window=other))
    with pytest.raises(Refused) as refusal:
        actions.open_person(person_id=person.pk, reason="想看看", by=stranger, at=AT)
    assert refusal.value.code == "person_unknown"
    assert not Entry.objects.filter(action="person.open").exists()
