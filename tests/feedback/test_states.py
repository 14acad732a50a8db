"""投诉 state × state: each step is taken from the states of the table, and refused from every other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.factories import Town, make_town
from tests.feedback.scene import AT, answered, in_hand, received

from shouwen.feedback.actions import assign
from shouwen.feedback.answering import merge, not_accept
from shouwen.feedback.by_complainant import rate_answer, withdraw
from shouwen.feedback.enums import AnswerWish, ComplaintChannel, ComplaintState, RatingLevel
from shouwen.feedback.following import RATE_WITHIN, follow
from shouwen.feedback.models import Complaint
from shouwen.feedback.transitions import MOVES
from shouwen.people.actor import Actor
from shouwen.refusals import Refused
from shouwen.telling.calls import drop, note_reached
from shouwen.telling.enums import CallState, ReachedBy
from shouwen.telling.models import CallToMake

pytestmark = pytest.mark.django_db
S = ComplaintState
NAMED = {"name": "陈甲木", "phone": "13800000000", "wish": AnswerWish.CALL}
LATER = AT + timedelta(days=2)


@pytest.fixture
def town() -> Town:
    return make_town()


def in_state(town: Town, state: ComplaintState) -> Complaint:
    complaint = received(town, channel=ComplaintChannel.COUNTER, by=town.actor(town.office), **NAMED)
    for step in {
        S.RECEIVED: (),
        S.ASSIGNED: (S.ASSIGNED,),
        S.ANSWERED: (S.ASSIGNED, S.ANSWERED),
        S.TOLD: (S.ASSIGNED, S.ANSWERED, S.TOLD),
        S.RATED: (S.ASSIGNED, S.ANSWERED, S.RATED),
        S.CLOSED: (S.ASSIGNED, S.ANSWERED, S.TOLD, S.CLOSED),
    }.get(state, (state,)):
        act(town, complaint, step)
        complaint = Complaint.objects.get(pk=complaint.pk)
    assert complaint.state == state
    return complaint


def act(town: Town, complaint: Complaint, to: ComplaintState) -> None:
    office, them = town.actor(town.office), Actor.system(town.centre.pk)
    other = town.deng.pk if complaint.handler_id != town.deng.pk else town.he.pk

    def told() -> None:
        for call in CallToMake.objects.filter(subject_id=complaint.pk, state=CallState.OWED):
            note_reached(call=call, means=ReachedBy.PHONE, words="都说了", by=office, at=LATER)
        follow(centre_id=town.centre.pk, at=LATER)

    def closed() -> None:
        for call in CallToMake.objects.filter(subject_id=complaint.pk, state=CallState.OWED):
            drop(call=call, words="三次没人接", by=office, at=LATER)
        follow(centre_id=town.centre.pk, at=LATER + RATE_WITHIN + timedelta(days=1))

    def led_no_more() -> None:
        if complaint.merged_into is not None:
            withdraw(complaint=complaint.merged_into, by=them, at=LATER)

    steps: dict[ComplaintState, Callable[[], object]] = {
        S.RECEIVED: led_no_more,
        S.ASSIGNED: lambda: assign(complaint=complaint, to_staff_id=other, reason="换人", by=office, at=AT),
        S.ANSWERED: lambda: answered(town, complaint),
        S.TOLD: told,
        S.RATED: lambda: rate_answer(complaint=complaint, level=RatingLevel.SATISFIED, by=them, at=LATER),
        S.CLOSED: closed,
        S.NOT_ACCEPTED: lambda: not_accept(
            complaint=complaint, passed_to="二坪派出所", reason="停车纠纷", by=office, at=_after(complaint)
        ),
        S.MERGED: lambda: merge(complaint=complaint, into=in_hand(town), by=office, at=_after(complaint)),
        S.WITHDRAWN: lambda: withdraw(complaint=complaint, by=them, at=LATER),
    }
    steps[to]()


def _after(complaint: Complaint) -> datetime:
    return max(AT, complaint.at) + timedelta(hours=2)


@pytest.mark.parametrize("state", list(S))
def test_a_complaint_moves_along_the_table_and_no_other_way(town: Town, state: ComplaintState) -> None:
    for to in S:
        complaint = in_state(town, state)
        try:
            act(town, complaint, to)
        except Refused:
            assert to not in MOVES[state], to
        reached = Complaint.objects.get(pk=complaint.pk).state
        assert reached == (to if to in MOVES[state] else state), to
