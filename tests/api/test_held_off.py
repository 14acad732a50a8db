"""What the database holds off: two that would be one are told so, any other fault is ours; no value of a row is logged."""

from __future__ import annotations

import json
import logging

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from tests.factories import make_person, make_town

from shouwen.api.problems import lost_race
from shouwen.people.models import Centre, Person

pytestmark = pytest.mark.django_db


def held_off(caplog: pytest.LogCaptureFixture, error: IntegrityError) -> tuple[int, str]:
    with caplog.at_level(logging.WARNING):
        answer = lost_race(RequestFactory().post("/"), error)
    return answer.status_code, json.loads(answer.content)["code"]


def test_two_that_would_be_one_are_held_apart(caplog: pytest.LogCaptureFixture) -> None:
    town = make_town()
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        Centre.objects.create(code=town.centre.code, name="张三的中心")
    assert held_off(caplog, raised.value) == (409, "changed_meanwhile")
    assert town.centre.code not in caplog.text.replace("people_centre.code", "")


def test_another_fault_is_ours_and_its_values_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    person = make_person(make_town().centre)
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        Person.objects.filter(pk=person.pk).update(name_masked=None)
        connection.check_constraints()
    assert held_off(caplog, raised.value) == (500, "failed")
    assert person.name_masked not in caplog.text
