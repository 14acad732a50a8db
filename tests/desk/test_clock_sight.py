"""Pages for all show a clock of a complaint, a measure or an order to whom its own page would show it (服务承诺制度 第二、四条)."""

from __future__ import annotations

import pytest
from tests.factories import Town, civil, client_of, make_staff, make_town
from tests.feedback.scene import clock_of, in_hand
from tests.promises.measure_scene import Hall, make_hall, proposed
from tests.supervision.scene import Scene

from shouwen import civil_time
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.clocks.queries import numbered
from shouwen.desk.clock_sight import may_see_clock
from shouwen.feedback.sight import hidden_complaints
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Cover
from shouwen.promises.measures import decide_measure, serve_measure
from shouwen.supervision.actions import issue_order
from shouwen.supervision.models import LimitWarning
from shouwen.supervision.queries import warning_register
from shouwen.supervision.warning import warn

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 15)
MEASURED = civil(2026, 10, 12, 11)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


def sees(town: Town, clock: Clock, *people: Actor) -> list[bool]:
    return [may_see_clock(clock, by=one, at=NOW) for one in people]


def test_p2_a_complaint_clock_is_for_who_may_see_the_complaint(town: Town) -> None:
    leader = make_staff(town.centre, "高镇长", roles=[Role.LEADER])
    clock = clock_of(in_hand(town, staff_id=town.he.pk))
    who = (town.actor(town.he), town.actor(town.deng), town.actor(town.office), town.actor(leader))
    assert sees(town, clock, *who) == [False, True, True, True]
    assert client_of(town.he).get(f"/due/{clock.pk}/").status_code == 404
    assert client_of(town.he).post(f"/warnings/{clock.pk}/explain/", {"category": "other"}).status_code == 404
    found = client_of(town.deng).post("/find/", {"q": clock.number})
    assert found["Location"] == f"/complaints/{clock.number[2:]}/"
    assert (
        client_of(town.he).post("/find/", {"q": clock.number}, HTTP_HX_REQUEST="true").content.decode().count("投诉")
        == 0
    )


def test_p2_a_leader_complained_of_finds_it_on_no_list(town: Town) -> None:
    leader = make_staff(town.centre, "高镇长", roles=[Role.LEADER])
    complaint = in_hand(town, staff_id=leader.pk)
    other = in_hand(town, staff_id=town.he.pk)
    hidden = hidden_complaints(town.actor(leader), at=NOW)
    assert list(hidden.values_list("number", flat=True)) == [complaint.number]
    assert list(hidden_complaints(town.actor(town.office), at=NOW)) == []
    numbers = set(hidden_complaints(town.actor(town.he), at=NOW).values_list("number", flat=True))
    assert numbers == {complaint.number, other.number}


def test_t1_an_order_is_for_who_issued_or_got_it_and_who_looks_over_matters(town: Town) -> None:
    scene = Scene(town, make_staff(town.centre, "高镇长", roles=[Role.LEADER]))
    clock = scene.owe()
    order = issue_order(clock=clock, matter="", words="今天办好", to_staff_id=town.he.pk, by=scene.office, at=NOW)
    own = numbered(town.centre.pk, order.number)[0]
    who = (town.actor(town.he), town.actor(town.deng), scene.office, scene.chief)
    assert sees(town, own, *who) == [True, False, True, True]
    assert client_of(town.deng).get(f"/due/{own.pk}/").status_code == 404
    assert client_of(town.he).post("/find/", {"q": order.number})["Location"] == f"/supervision/{order.number[2:]}/"


def rectifying(hall: Hall) -> Clock:
    measure = proposed(hall)
    decide_measure(measure=measure, words="限三天改好", by=hall.leader, at=MEASURED)
    serve_measure(measure=measure, by=hall.discipline, at=MEASURED)
    return Clock.objects.get(kind=ClockKind.RECTIFY)


def test_p4_what_somebody_must_put_right_is_for_them_and_who_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = make_hall()
    clock = rectifying(hall)
    deng = hall.town.actor(hall.town.deng)
    who = (hall.he, hall.office, hall.leader, hall.panel, hall.discipline, deng)
    assert sees(hall.town, clock, *who) == [True, True, True, True, True, False]
    monkeypatch.setattr(civil_time, "now", lambda: MEASURED)
    assert client_of(hall.town.deng).get(f"/due/{clock.pk}/").status_code == 404


def test_p4_only_who_must_put_it_right_and_leaders_are_warned_of_it() -> None:
    hall = make_hall()
    clock = rectifying(hall)
    cover = Cover(
        centre=hall.town.centre, absent=hall.town.he, by=hall.town.deng, reason="休假",
        from_at=civil(2026, 10, 12, 8), to_at=civil(2026, 11, 12, 8),
    )  # fmt: skip
    cover.save()
    warn(centre_id=hall.town.centre.pk, at=civil(2026, 10, 16, 10))
    rows = LimitWarning.objects.filter(clock=clock).values_list("mark", "staff__name")
    assert sorted(rows) == [("over-1", "何谷雨"), ("over-1", "罗霜降")]
    assert list(warning_register(
        hall.town.centre.pk, first=None, last=None, step="", staff_id=None, window_id=None, text="",
    )) == []  # fmt: skip
