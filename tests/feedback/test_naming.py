"""写明投诉的是谁: whom it turns out to be about leaves it; who left since may still be named; nothing new writes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.factories import Town, client_of, make_staff, make_town
from tests.feedback.scene import AT, clock_of, in_hand, received

from shouwen import civil_time
from shouwen.feedback.actions import name_about
from shouwen.feedback.models import Complaint
from shouwen.journal.models import Entry
from shouwen.people.enums import Role
from shouwen.people.models import Staff
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: AT + timedelta(hours=4))
    return make_town()


def named(town: Town, complaint: Complaint, by: Staff, **given: Any) -> Complaint:
    wanted: dict[str, Any] = {"staff_id": None, "window_id": None, "promise": None}
    return name_about(complaint=complaint, **wanted | given, by=town.actor(by), at=AT + timedelta(hours=2))


def test_p2_an_office_member_it_turns_out_to_be_about_owes_it_no_more(town: Town) -> None:
    leader = make_staff(town.centre, "高镇长", roles=[Role.LEADER])
    complaint = received(town)
    assert clock_of(complaint).responsible_id == town.office.pk
    named(town, complaint, leader, staff_id=town.office.pk)
    stored = Complaint.objects.get()
    assert (stored.office_id, clock_of(stored).responsible_id) == (leader.pk, leader.pk)


def test_p2_in_the_hands_of_another_it_stays_owed_by_them(town: Town) -> None:
    leader = make_staff(town.centre, "高镇长", roles=[Role.LEADER])
    complaint = in_hand(town)
    named(town, complaint, leader, staff_id=town.office.pk)
    stored = Complaint.objects.get()
    assert (stored.office_id, clock_of(stored).responsible_id) == (leader.pk, town.deng.pk)


def test_p2_who_left_since_stays_named_when_something_else_is_written(town: Town) -> None:
    complaint = in_hand(town, staff_id=town.he.pk, window_id=town.general.pk)
    Staff.objects.filter(pk=town.he.pk).update(is_active=False)
    client, path = client_of(town.office), f"/complaints/{complaint.number[2:]}/"
    page = client.get(path).content.decode()
    assert f'<option value="{town.he.pk}" selected>' in page
    sent = {"staff_id": town.he.pk, "window_id": town.general.pk, "promise": "3", "matter_number": ""}
    assert client.post(f"{path}about/", sent).status_code == 302
    stored = Complaint.objects.get()
    assert (stored.staff_id, stored.window_id, stored.promise) == (town.he.pk, town.general.pk, 3)


def test_p2_a_refused_form_keeps_what_was_typed(town: Town) -> None:
    complaint = in_hand(town)
    sent = {"staff_id": town.he.pk, "promise": "9", "matter_number": "26-77"}
    answer = client_of(town.office).post(f"/complaints/{complaint.number[2:]}/about/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有这一条承诺" in page
    assert f'<option value="{town.he.pk}" selected>' in page
    assert 'value="26-77"' in page
    assert Complaint.objects.get().staff_id is None


def test_p2_nothing_new_writes_no_line_and_says_so(town: Town) -> None:
    complaint = in_hand(town, promise=3)
    with pytest.raises(Refused) as refused:
        named(town, complaint, town.office, promise=3)
    assert refused.value.code == "nothing_new"
    assert not Entry.objects.filter(action="complaint.about").exists()
