"""What the demo adds of hand-overs outside, rulings, clarifications, declines and what can't be got done."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from django.db.models import Model

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.demo.world import World
from shouwen.inquiries.models import Clarification, Decline, Handover, Inquiry, Ruling, UnresolvedMatter
from shouwen.inquiries.similar import similar_rulings
from shouwen.journal.models import Entry
from shouwen.journal.queries import verify
from shouwen.people.models import Department
from shouwen.people.queries import COVER_FOR

pytestmark = pytest.mark.django_db


def test_f6_departments_accept_refuse_wait_and_let_it_lie(whole_town: World) -> None:
    outside = Handover.objects.filter(to_department__isnull=False)
    stands = Counter((row.state, row.refused, bool(row.settled_by)) for row in outside)
    assert stands == {
        ("accepted", False, True): 3,
        ("waiting", False, False): 1,
        ("returned", False, False): 1,
        ("returned", True, True): 3,
    }
    checks = Counter(outside.exclude(answer_check="").values_list("answer_check", "inquiry__state"))
    assert checks == {("confirmed", "answered"): 2, ("waiting", "with_receiver"): 1}
    assert Department.objects.filter(centre=whole_town.town.centre).count() == 6


def test_f7_one_refused_twice_is_ruled_and_one_waits(whole_town: World) -> None:
    rows = Ruling.objects.filter(kind="responsibility").order_by("asked_at")
    ruled, waiting = rows
    assert (ruled.answered_at is not None, waiting.answered_at) == (True, None)
    inquiry = Inquiry.objects.get(pk=ruled.inquiry_id)
    assert (inquiry.state, inquiry.first_responder_id) == ("answered", whole_town.staff_id("yangjingzhe"))
    assert inquiry.holder_id == whole_town.staff_id("dengbailu")


def test_n3_one_clarification_is_told_and_one_is_asked(whole_town: World) -> None:
    told = Clarification.objects.filter(told_at__isnull=False).order_by("told_at")
    asked = Clarification.objects.get(answered_at=None)
    assert [row.inquiry.state for row in told] == ["answered", "answered"]
    assert (all(row.source for row in told), asked.inquiry.state) == (True, "clarifying")


def test_f3_once_a_colleague_answers_for_the_absent(whole_town: World) -> None:
    entry = next(one for one in Entry.objects.filter(action="inquiry.answered") if COVER_FOR in one.data)
    assert (entry.actor_name, entry.data[COVER_FOR]) == ("何谷雨", "罗霜降")


def test_f4_declines_at_every_point(whole_town: World) -> None:
    stands = {row.state: (row.paper_id is not None, row.inquiry.state) for row in Decline.objects.all()}
    assert stands == {
        "waiting": (False, "decline_asked"),
        "sent_back": (False, "answered"),
        "agreed": (True, "declined"),
    }


def test_what_could_not_be_got_done(whole_town: World) -> None:
    results = UnresolvedMatter.objects.order_by("noted_at").values_list("was_resolved", flat=True)
    assert list(results) == [False, True, None]


@pytest.mark.parametrize(
    ("matter", "answer"),
    [
        ("残疾证要换领，还用不用重新评残", "没有变化的不用重新评残，凭旧证直接换。"),
        ("翻建房子邻居不签字", "原址原面积翻建不用邻居签字，共墙的才要。"),
        ("老人津贴能不能代领", "可以，写委托书，带双方身份证，银行卡还是打到本人名下。"),
        ("断缴的医保补缴了能报销吗", "三个月内补缴的，从补缴当天起就能报销。"),
    ],
)
def test_f7_enough_is_ruled_for_suggestions_to_show(whole_town: World, matter: str, answer: str) -> None:
    suggested = similar_rulings(whole_town.town.centre.pk, matter, item_id=None, at=whole_town.plan.present)
    assert answer in [one.ruling.answer for one in suggested]


def test_the_journal_holds_and_nothing_happens_after_the_present(whole_town: World) -> None:
    assert verify(whole_town.town.centre.pk).breaks == []
    tables: list[type[Model]] = [Handover, Ruling, Clarification, Decline, UnresolvedMatter, Inquiry]
    for table in tables:
        for row in table._default_manager.all():
            for field in row._meta.fields:
                at = getattr(row, field.name)
                if isinstance(at, datetime):
                    assert at <= whole_town.plan.present, (table.__name__, field.name)


def test_everything_that_can_be_owed_is_owed_by_somebody(whole_town: World) -> None:
    assert set(Clock.objects.values_list("kind", flat=True)) == set(ClockKind.values)
