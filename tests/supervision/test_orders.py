"""督办 (限时办结制度 第二条): issued, answered, sent back once, accepted; on its own clock, with its paper (T1, T4)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories import civil, make_staff
from tests.supervision.scene import Scene, make_scene

from shouwen.civil_time import local
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.journal.models import Entry
from shouwen.journal.queries import verify
from shouwen.messages.actions import words_of as notice_words
from shouwen.messages.models import Message
from shouwen.papers.actions import content_of
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Centre
from shouwen.refusals import Refused
from shouwen.supervision import actions, queries
from shouwen.supervision.enums import OrderState, OverdueCategory
from shouwen.supervision.models import OrderRound, SupervisionOrder
from shouwen.supervision.transitions import MOVES
from shouwen.supervision.words import answer_of, ended_of, returned_of, words_of

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 16, 10)
"""The first overdue day of what began on the 9th."""


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def order_of(scene: Scene, clock: Clock | None = None, **more: object) -> SupervisionOrder:
    values: dict[str, object] = {"words": "今天说清楚卡在哪里，哪天能办结", "by": scene.office, "at": AT} | more
    order: SupervisionOrder = actions.issue_order(clock=clock or scene.owe(), **values)  # type: ignore[arg-type]
    return order


def refused(code: str, step: object, **named: object) -> None:
    with pytest.raises(Refused) as raised:
        step(**named)  # type: ignore[operator]
    assert raised.value.code == code


def test_t1_an_order_takes_its_clock_its_number_its_paper_and_tells_the_responsible(scene: Scene) -> None:
    order = order_of(scene)
    due = Clock.objects.get(kind=ClockKind.SUPERVISION)
    assert (order.number, order.state, order.about_number) == ("督 26-0001", OrderState.ISSUED, "办 26-00001")
    assert (due.number, due.responsible_id, local(due.due_at).isoformat()) == (
        "督 26-0001",
        scene.town.he.pk,
        "2026-10-20T17:30:00",
    )
    assert due.matter == "督办办 26-00001 农村宅基地建房审批"
    assert words_of(order) == "今天说清楚卡在哪里，哪天能办结"
    assert order.paper is not None
    said = content_of(order.paper).to_dict()
    assert order.paper.number == "二坪便督〔2026〕1号"
    assert {key: said[key] for key in ("receiver", "about", "person", "due_on", "stands", "answer_by")} == {
        "receiver": "何谷雨",
        "about": "办 26-00001",
        "person": "陈*木",
        "due_on": "2026-10-15",
        "stands": "已超期 1 个工作日",
        "answer_by": "2026-10-20T17:30",
    }
    notice = Message.objects.get(staff=scene.town.he)
    assert notice_words(notice) == "周立夏督办：办 26-00001 农村宅基地建房审批，10月20日前答复"


def test_t1_the_limit_is_what_the_centre_set(scene: Scene) -> None:
    Centre.objects.filter(pk=scene.centre_id).update(supervision_workdays=5)
    order_of(scene)
    assert local(Clock.objects.get(kind=ClockKind.SUPERVISION).due_at).date() == date(2026, 10, 23)


def test_t1_answered_sent_back_once_answered_again_accepted(scene: Scene) -> None:
    order, he = order_of(scene), scene.town.actor(scene.town.he)
    actions.answer(order=order, words="等现场勘查", by=he, at=civil(2026, 10, 19, 9))
    actions.send_back(order=order, reason="没写哪天办完", by=scene.office, at=civil(2026, 10, 19, 15))
    actions.answer(order=order, words="勘查约了20日", done_by=date(2026, 10, 21), by=he, at=civil(2026, 10, 20, 9))
    refused("sent_back_once", actions.send_back, order=order, reason="还不行", by=scene.office, at=AT)
    actions.accept(order=order, words="盯到办结", by=scene.office, at=civil(2026, 10, 20, 10))
    rounds = list(OrderRound.objects.order_by("sequence"))
    assert [(returned_of(one, order), answer_of(one, order), one.done_by) for one in rounds] == [
        ("", "等现场勘查", None),
        ("没写哪天办完", "勘查约了20日", date(2026, 10, 21)),
    ]
    assert (order.state, ended_of(order)) == (OrderState.CLOSED, "盯到办结")
    closed = Clock.objects.filter(kind=ClockKind.SUPERVISION).order_by("pk")
    assert [local(one.closed_at).isoformat() for one in closed if one.closed_at] == [
        "2026-10-19T09:00:00",
        "2026-10-20T09:00:00",
    ]
    assert verify(scene.centre_id).breaks == []


def test_t1_who_may_issue_and_on_what(scene: Scene) -> None:
    clock = scene.owe()
    he = scene.town.actor(scene.town.he)
    refused("not_for_orders", actions.issue_order, clock=clock, words="快办", by=he, at=AT)
    refused("words_missing", actions.issue_order, clock=clock, words=" ", by=scene.office, at=AT)
    own = scene.owe(2, responsible_id=scene.town.office.pk)
    refused("own_order", actions.issue_order, clock=own, words="快办", by=scene.office, at=AT)
    order = order_of(scene, clock)
    refused("ordered_already", actions.issue_order, clock=clock, words="快办", by=scene.chief, at=AT)
    of_order = Clock.objects.get(kind=ClockKind.SUPERVISION)
    refused("order_on_order", actions.issue_order, clock=of_order, words="快办", by=scene.chief, at=AT)
    clocks.close(centre_id=scene.centre_id, kind=ClockKind.CASE, subject_id=own.subject_id, at=AT)
    own.refresh_from_db()
    refused("clock_closed", actions.issue_order, clock=own, words="快办", by=scene.chief, at=AT)
    other = make_scene("qingshi", town="青石镇")
    refused("another_centre", actions.issue_order, clock=clock, words="快办", by=other.chief, at=AT)
    refused("another_centre", actions.answer, order=order, words="办了", by=other.chief, at=AT)
    assert SupervisionOrder.objects.count() == 1


def test_t1_a_matter_without_a_clock_is_ordered_in_words(scene: Scene) -> None:
    order = actions.issue_order(
        matter="大厅叫号机坏了", words="本周修好", to_staff_id=scene.town.deng.pk, by=scene.chief, at=AT
    )
    assert (order.matter, order.clock, order.to) == ("大厅叫号机坏了", None, scene.town.deng)
    refused("matter_missing", actions.issue_order, words="快办", to_staff_id=scene.town.deng.pk, by=scene.chief, at=AT)


def test_t1_b_answers_for_a_who_is_away_and_the_journal_says_so(scene: Scene) -> None:
    order, deng = order_of(scene), scene.town.actor(scene.town.deng)
    refused("not_your_order", actions.answer, order=order, words="办了", by=deng, at=AT)
    scene.cover(scene.town.he, scene.town.deng, first=AT, last=civil(2026, 10, 17, 18))
    actions.answer(order=order, words="办了", by=deng, at=civil(2026, 10, 16, 11))
    assert Entry.objects.get(action="supervision.answer").data["cover_for"] == "何谷雨"
    scene.cover(scene.town.office, scene.town.deng, first=AT, last=civil(2026, 10, 17, 18))
    refused("own_answer", actions.accept, order=order, by=deng, at=civil(2026, 10, 16, 12))


def test_t1_withdrawn_nobody_is_late_with_it(scene: Scene) -> None:
    order = order_of(scene)
    refused("words_missing", actions.withdraw, order=order, reason="", by=scene.office, at=AT)
    actions.withdraw(order=order, reason="督错了件", by=scene.office, at=civil(2026, 10, 16, 12))
    assert order.state == OrderState.WITHDRAWN
    assert Clock.objects.get(kind=ClockKind.SUPERVISION).closed_at == civil(2026, 10, 16, 12)
    refused("order_moved_on", actions.answer, order=order, words="办了", by=scene.town.actor(scene.town.he), at=AT)


@pytest.mark.parametrize("state", list(OrderState))
def test_t1_only_the_moves_of_the_table_are_taken(scene: Scene, state: OrderState) -> None:
    """State by state and step by step; what the table doesn't name is refused."""
    he = scene.town.actor(scene.town.he)
    steps = {
        OrderState.ANSWERED: lambda order: actions.answer(order=order, words="办了", by=he, at=AT),
        OrderState.RETURNED: lambda order: actions.send_back(order=order, reason="再写", by=scene.office, at=AT),
        OrderState.CLOSED: lambda order: actions.accept(order=order, by=scene.office, at=AT),
        OrderState.WITHDRAWN: lambda order: actions.withdraw(order=order, reason="督错了", by=scene.office, at=AT),
    }
    way: dict[OrderState, list[OrderState]] = {
        OrderState.ISSUED: [],
        OrderState.ANSWERED: [OrderState.ANSWERED],
        OrderState.RETURNED: [OrderState.ANSWERED, OrderState.RETURNED],
        OrderState.CLOSED: [OrderState.ANSWERED, OrderState.CLOSED],
        OrderState.WITHDRAWN: [OrderState.WITHDRAWN],
    }
    done = set()
    for serial, (to, step) in enumerate(steps.items(), start=1):
        order = order_of(scene, scene.owe(serial))
        for before in way[state]:
            steps[before](order)
        try:
            step(order)
        except Refused as refusal:
            assert refusal.code == "order_moved_on"
        else:
            done.add(to)
    assert done == MOVES[state]


def test_t1_the_database_holds_one_open_order_a_clock_and_no_third_round(scene: Scene) -> None:
    order = order_of(scene)
    for row, change in ((order, {"number": "督 26-0002"}), (OrderRound.objects.get(), {"sequence": 3})):
        row.pk = None
        for name, value in change.items():
            setattr(row, name, value)
        if isinstance(row, SupervisionOrder):
            row.paper = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_t4_why_a_matter_went_over_is_noted_once_by_who_answers_for_it(scene: Scene) -> None:
    clock, he = scene.owe(), scene.town.actor(scene.town.he)
    explain = {"clock": clock, "category": OverdueCategory.OTHER_OFFICE, "words": "等区规划局核验红线"}
    refused("not_overdue", actions.explain_overdue, **explain, by=he, at=civil(2026, 10, 15, 17))
    refused("not_responsible", actions.explain_overdue, **explain, by=scene.office, at=AT)
    refused("category_missing", actions.explain_overdue, **{**explain, "category": "x"}, by=he, at=AT)
    actions.explain_overdue(**explain, by=he, at=AT)
    refused("explained_already", actions.explain_overdue, **explain, by=he, at=AT)
    october = {"first": date(2026, 10, 1), "last": date(2026, 10, 31)}
    found = queries.overdue_by_category(scene.centre_id, **october)
    assert {category.value: count for category, count in found.items() if count} == {"other_office": 1}
    assert len(found) == len(OverdueCategory)
    assert (
        sum(queries.overdue_by_category(scene.centre_id, first=date(2026, 11, 1), last=date(2026, 11, 30)).values())
        == 0
    )


def test_t4_a_matter_that_was_closed_late_is_explained_too(scene: Scene) -> None:
    clock = scene.owe()
    clocks.close(centre_id=scene.centre_id, kind=ClockKind.CASE, subject_id=clock.subject_id, at=AT)
    clock.refresh_from_db()
    row = actions.explain_overdue(
        clock=clock, category="missed", words="漏看了", by=scene.town.actor(scene.town.he), at=civil(2026, 10, 20)
    )
    assert row.category == OverdueCategory.MISSED


def test_t1_the_lists_narrow_by_state_lateness_number_and_person(scene: Scene) -> None:
    he = scene.town.actor(scene.town.he)
    first, second, third = (order_of(scene, scene.owe(serial)) for serial in (1, 2, 3))
    actions.answer(order=first, words="办了", by=he, at=civil(2026, 10, 21, 9))  # due on the 20th
    actions.answer(order=second, words="办了", by=he, at=civil(2026, 10, 19, 9))
    actions.accept(order=second, by=scene.office, at=civil(2026, 10, 19, 10))

    def found(**wanted: object) -> list[str]:
        rows = queries.orders_wanted(scene.centre_id, queries.Wanted(**wanted))  # type: ignore[arg-type]
        return [row.number for row in rows]

    assert found() == [third.number, second.number, first.number]
    assert found(sift="open") == [third.number, first.number]
    assert found(sift="owed") == [third.number]
    assert found(sift="late") == [first.number]
    assert found(sift="closed") == [second.number]
    assert found(text="办 26-00002") == found(text="26-0002") == [second.number]
    assert found(text="宅基地", to_id=scene.town.deng.pk) == []
    assert [one.number for one in queries.orders_about(scene.centre_id, ["办 26-00003"])] == [third.number]


def test_t1_the_leader_judges_when_the_issuer_is_away_and_the_office_when_they_left(scene: Scene) -> None:
    he = scene.town.actor(scene.town.he)
    second = make_staff(scene.town.centre, "叶处暑", roles=[Role.MANAGEMENT_OFFICE])
    judge: Actor = scene.town.actor(second)
    order = order_of(scene)
    actions.answer(order=order, words="办了", by=he, at=AT)
    refused("not_your_order", actions.accept, order=order, by=judge, at=AT)
    scene.town.office.postings.update(to_on=date(2026, 10, 15))
    actions.accept(order=order, by=judge, at=AT)
    assert order.state == OrderState.CLOSED
