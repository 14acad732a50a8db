"""告知以后: a given-up call keeps no complaint open for good; who was told otherwise has the time noted too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.factories import Town, make_town
from tests.feedback.scene import AT, answered, in_hand, received

from shouwen.feedback.answering import merge, not_accept
from shouwen.feedback.enums import AnswerWish, ComplaintState
from shouwen.feedback.following import RATE_WITHIN, follow
from shouwen.feedback.models import Complaint
from shouwen.journal.models import Entry
from shouwen.telling.calls import drop, note_reached
from shouwen.telling.enums import ReachedBy
from shouwen.telling.models import CallToMake

pytestmark = pytest.mark.django_db
NAMED = {"name": "陈甲木", "phone": "13800000000", "wish": AnswerWish.CALL}


@pytest.fixture
def town() -> Town:
    return make_town()


def test_f8_an_answer_whose_call_was_given_up_is_closed_after_the_days_to_rate(town: Town) -> None:
    complaint = answered(town, in_hand(town, **NAMED))
    drop(call=CallToMake.objects.get(), words="三次没人接", by=town.actor(town.deng), at=AT + timedelta(days=2))
    settled = complaint.settled_at
    assert follow(centre_id=town.centre.pk, at=settled + RATE_WITHIN) == 0
    over = settled + RATE_WITHIN + timedelta(minutes=1)
    assert (follow(centre_id=town.centre.pk, at=over), follow(centre_id=town.centre.pk, at=over)) == (1, 0)
    assert (complaint.told_at, Complaint.objects.get().state) == (None, ComplaintState.CLOSED)
    assert Entry.objects.get(action="complaint.close").data["not_reached"] is True


def test_f8_followers_and_what_isnt_the_centres_have_the_time_when_they_were_told(town: Town) -> None:
    leader, follower, passed = in_hand(town), received(town, **NAMED), received(town, **NAMED)
    by, later = town.actor(town.office), AT + timedelta(days=2)
    merge(complaint=follower, into=leader, by=by, at=AT)
    answered(town, leader)
    not_accept(complaint=passed, passed_to="二坪派出所", reason="停车纠纷由派出所处理", by=by, at=AT)
    for call in CallToMake.objects.all():
        note_reached(call=call, means=ReachedBy.PHONE, words="都说了", by=by, at=later)
    assert (follow(centre_id=town.centre.pk, at=later), follow(centre_id=town.centre.pk, at=later)) == (2, 0)
    found = {row.pk: (row.state, row.told_at) for row in Complaint.objects.exclude(pk=leader.pk)}
    assert found == {
        follower.pk: (ComplaintState.MERGED, later),
        passed.pk: (ComplaintState.NOT_ACCEPTED, later),
    }
