"""回避 read for a whole list at once: exactly the complaints that `involved_in` keeps from this person, in one query."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import Town, make_staff, make_town
from tests.feedback.scene import AT, received

from shouwen.feedback.involved import involved_in, not_involving
from shouwen.feedback.models import Complaint
from shouwen.people.enums import Role
from shouwen.people.models import Cover, Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def test_p2_the_list_leaves_out_what_each_complaint_keeps_from_its_reader(town: Town) -> None:
    leader = make_staff(town.centre, "马立秋", roles=[Role.LEADER])
    make_staff(town.centre, "苏小满", roles=[Role.DISCIPLINE])
    received(town)
    for given in ({"staff_id": town.he.pk}, {"staff_id": town.office.pk}, {"window_id": town.general.pk}):
        received(town, **given)
    # Named, the person is complained of, not the whole window.
    received(town, staff_id=town.office.pk, window_id=town.general.pk)
    for at, days in ((AT, 40), (AT - timedelta(days=30), 60)):
        received(town, window_id=town.general.pk, received_at=at - timedelta(days=days), at=at)
    # One stood in then, one does now; somebody sat at the window until a day before the last two were said.
    for by, absent, since in (
        (leader, town.he, AT - timedelta(hours=1)),
        (town.office, town.he, AT + timedelta(days=2)),
    ):
        Cover.objects.create(
            centre=town.centre, absent=absent, by=by, from_at=since, to_at=since + timedelta(hours=3), reason="开会"
        )
    Posting.objects.filter(staff=town.he).update(from_on=date(2026, 9, 10))
    rows = list(Complaint.objects.select_related("case"))
    for at in (AT + timedelta(minutes=5), AT + timedelta(days=2, hours=1), AT + timedelta(days=9)):
        for staff in (town.he, town.deng, town.office, leader):
            kept = {row.pk for row in rows if staff.pk not in involved_in(row, at=at)}
            by = town.actor(staff)
            with CaptureQueriesContext(connection) as asked:
                found = set(not_involving(Complaint.objects.all(), by=by, at=at).values_list("pk", flat=True))
            assert (found, len(asked)) == (kept, 1), (staff.name, at)
    seen = {row.number for row in not_involving(Complaint.objects.all(), by=town.actor(town.he), at=AT)}
    assert seen == {"诉 26-0001", "诉 26-0003", "诉 26-0005", "诉 26-0006", "诉 26-0007"}
