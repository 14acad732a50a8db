"""Numbers of a series: one after the other, apart by series and centre, given back with a change that failed."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.factories import make_centre

from shouwen.people import serials
from shouwen.people.models import Serial

pytestmark = pytest.mark.django_db


def test_a_series_begins_at_one_and_leaves_no_gap() -> None:
    centre = make_centre()

    assert [serials.take(centre.pk, "case/26") for _ in range(3)] == [1, 2, 3]
    assert list(Serial.objects.values_list("centre_id", "series", "last")) == [(centre.pk, "case/26", 3)]


def test_several_numbers_are_taken_at_once() -> None:
    centre = make_centre()

    assert [serials.take(centre.pk, "case/26", count) for count in (4, 1, 2)] == [1, 5, 6]
    assert Serial.objects.get().last == 7


def test_each_series_of_each_centre_counts_for_itself() -> None:
    erping, other = make_centre(), make_centre("sanping", town="三坪镇")
    serials.take(erping.pk, "case/26", 9)

    assert serials.take(erping.pk, "case/27") == 1
    assert serials.take(other.pk, "case/26") == 1
    assert serials.take(erping.pk, "case/26") == 10


def test_a_failed_change_gives_its_number_back() -> None:
    centre = make_centre()
    serials.take(centre.pk, "case/26")
    with pytest.raises(ValueError, match="second thoughts"), transaction.atomic():
        assert serials.take(centre.pk, "case/26") == 2
        raise ValueError("second thoughts")

    assert serials.take(centre.pk, "case/26") == 2
