"""承诺的日子: today or later, near enough to wait for, and never one that can't be reckoned with."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import civil, make_inquiry, make_person, make_town

from shouwen.clocks.actions import prepare
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import ToldBy
from shouwen.promises.actions import make_promise
from shouwen.promises.models import Promise
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 10, 8), "promise_in_the_past"),
        (date(2027, 10, 11), "promise_too_far"),
        (date(2400, 1, 1), "promise_too_far"),
        (date.max, "promise_too_far"),
    ],
)
def test_p3b_a_day_that_nobody_can_wait_for_is_refused_and_nothing_is_kept(day: date, code: str) -> None:
    town = make_town()
    by = town.actor(town.he)
    inquiry = make_inquiry(by, at=AT, person=make_person(town.centre, at=AT))
    with pytest.raises(Refused) as refusal:
        make_promise(
            inquiry=inquiry,
            reason="系统检修",
            promised_for=day,
            words="过几天办好告诉您",
            means=ToldBy.IN_PERSON,
            by=by,
            at=AT,
        )
    assert refusal.value.code == code
    assert (Promise.objects.count(), Clock.objects.get().closed_at) == (0, None)


@pytest.mark.parametrize("day", [date(2400, 1, 1), date.max])
def test_a_due_date_beyond_the_calendar_is_refused_for_every_clock(day: date) -> None:
    town = make_town()
    with pytest.raises(Refused) as refusal:
        prepare(
            centre_id=town.centre.pk,
            kind=ClockKind.PROMISE,
            subject_id=1,
            number="诺 26-0001",
            matter="补打凭证",
            responsible_id=town.he.pk,
            at=AT,
            unit=LimitUnit.CALENDAR_DAY,
            promised_limit=1,
            due_on=day,
        )
    assert refusal.value.code == "beyond_calendar"
