"""The calendar of a centre: the published one and the years it imported, kept in memory without ever being stale."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from tests.factories import civil, make_centre

from shouwen.clocks.calendars import calendar_of, imported_years
from shouwen.clocks.models import CalendarDay
from shouwen.people.models import Centre

pytestmark = pytest.mark.django_db


def take(centre: Centre, day: date, name: str = "元旦", *, kind: str = "holiday") -> None:
    CalendarDay.objects.create(centre=centre, day=day, kind=kind, name=name, imported_at=civil(2026, 11, 12))


def test_t2_an_import_that_failed_leaves_no_calendar_behind() -> None:
    centre = make_centre()
    with transaction.atomic():
        take(centre, date(2027, 1, 1))
        assert not calendar_of(centre.pk).is_workday(date(2027, 1, 1))
        transaction.set_rollback(True)
    take(centre, date(2027, 1, 4))
    calendar = calendar_of(centre.pk)
    assert (calendar.is_workday(date(2027, 1, 1)), calendar.is_workday(date(2027, 1, 4))) == (True, False)


def test_a_centre_without_imports_has_the_published_calendar() -> None:
    assert max(calendar_of(make_centre().pk).covered_years) == 2026


def test_a_december_day_of_new_year_belongs_to_the_year_it_was_imported_with() -> None:
    centre = make_centre()
    take(centre, date(2027, 12, 31))
    take(centre, date(2028, 1, 1))
    assert imported_years(centre.pk) == {2028: civil(2026, 11, 12)}
