"""Two at once: each action reads the clock anew under a lock, so that what the caller read before doesn't count."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import Town, civil, make_town

from shouwen.civil_time import local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks import begun_anew, extensions
from shouwen.clocks.enums import ClockKind, ClockState, ExtensionState, LimitUnit, PauseKind
from shouwen.clocks.models import Clock, Extension, ExtensionRequest
from shouwen.clocks.transitions import MOVES, sources
from shouwen.people.centre_settings import choose_extension_approver
from shouwen.people.enums import Role
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 9, 29)


@pytest.fixture
def town() -> Town:
    return make_town()


def owe(town: Town) -> Clock:
    return clocks.start(
        kind=ClockKind.CASE,
        subject_id=1,
        number="办 26-00001",
        matter="事",
        responsible_id=town.he.pk,
        unit=LimitUnit.WORKDAY,
        promised_limit=5,
        by=town.actor(town.he),
        at=AT,
    )


def in_state(town: Town, state: ClockState) -> Clock:
    clock = owe(town)
    if state == ClockState.PAUSED:
        act(town, clock, ClockState.PAUSED)
    elif state == ClockState.CLOSED:
        act(town, clock, ClockState.CLOSED)
    return Clock.objects.get(pk=clock.pk)


def act(town: Town, clock: Clock, to: ClockState) -> None:
    by = town.actor(town.he)
    if to == ClockState.PAUSED:
        clocks.pause(
            clock=clock,
            kind=PauseKind.SITE_VISIT,
            reason="踏勘",
            from_on=date(2026, 9, 30),
            planned_workdays=1,
            by=by,
            at=AT,
        )
    elif to == ClockState.RUNNING and clock.state == ClockState.CLOSED:
        begun_anew.begin_anew(clock=clock, responsible_id=town.he.pk, by=by, at=AT)
    elif to == ClockState.RUNNING:
        clocks.resume(clock=clock, last_paused_on=date(2026, 9, 30), by=by, at=AT)
    else:
        clocks.close(centre_id=clock.centre_id, kind=ClockKind.CASE, subject_id=1, at=AT)


@pytest.mark.parametrize("to", list(ClockState))
@pytest.mark.parametrize("state", list(ClockState))
def test_a_clock_moves_along_the_table_and_no_other_way(town: Town, state: ClockState, to: ClockState) -> None:
    clock = in_state(town, state)

    if to in MOVES[state]:
        act(town, clock, to)
        assert Clock.objects.get(pk=clock.pk).state == to
    else:
        with pytest.raises(Refused):
            act(town, clock, to)
        assert Clock.objects.get(pk=clock.pk).state == state


def test_sources_are_the_table_read_backwards() -> None:
    assert {to: sources(to) for to in ClockState} == {
        to: {state for state in ClockState if to in MOVES[state]} for to in ClockState
    }


def test_t3_a_clock_closed_meanwhile_is_not_extended(town: Town) -> None:
    stale = owe(town)
    act(town, stale, ClockState.CLOSED)
    assert stale.state == ClockState.RUNNING

    with pytest.raises(Refused) as caught:
        extensions.extend(
            clock=stale, workdays=2, reason="等回函", category="other", told_at=AT, by=town.actor(town.he), at=AT
        )

    assert (caught.value.code, Extension.objects.count()) == ("clock_closed", 0)


def test_t3_the_door_itself_asks_who_approves(town: Town) -> None:
    choose_extension_approver(approver=Role.MANAGEMENT_OFFICE, by=town.actor(town.office), at=AT)
    clock, he = owe(town), town.actor(town.he)

    with pytest.raises(Refused) as refused:
        extensions.extend(clock=clock, workdays=2, reason="等回函", category="other", told_at=AT, by=he, at=AT)
    none = Extension.objects.count()
    extensions.extend(
        clock=clock, workdays=2, reason="等回函", category="other", told_at=AT, needs_approval=False, by=he, at=AT
    )

    assert (refused.value.code, none, Extension.objects.count()) == ("extension_needs_approval", 0, 1)


def test_t3_an_extension_is_reckoned_from_what_the_database_holds(town: Town) -> None:
    clock = owe(town)
    stale = Clock.objects.get(pk=clock.pk)
    act(town, clock, ClockState.PAUSED)
    clocks.resume(clock=clock, last_paused_on=date(2026, 10, 8), by=town.actor(town.he), at=civil(2026, 10, 8))
    moved = local_date(Clock.objects.get(pk=clock.pk).due_at)
    assert local_date(stale.due_at) < moved

    row = extensions.extend(
        clock=stale,
        workdays=1,
        reason="等回函",
        category="other",
        told_at=civil(2026, 10, 9),
        by=town.actor(town.he),
        at=civil(2026, 10, 9),
    )

    assert row.original_due_on == moved


def test_the_lock_is_taken_before_anything_is_judged(town: Town) -> None:
    clock = owe(town)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        act(town, clock, ClockState.PAUSED)

    reads = [query["sql"] for query in queries if '"clocks_clock"' in query["sql"]]
    assert reads[0].startswith("SELECT") and reads[1].startswith("UPDATE")
    assert ("FOR UPDATE" in reads[0]) == connection.features.has_select_for_update


@pytest.mark.parametrize("name", ["pause", "resume", "extend", "relimit", "reassign"])
def test_another_centre_touches_no_clock(town: Town, name: str) -> None:
    clock, other = owe(town), make_town("qingshi", town="青石镇")
    more: dict[str, dict[str, object]] = {
        "pause": {"kind": PauseKind.SITE_VISIT, "reason": "踏勘", "from_on": date(2026, 9, 30), "planned_workdays": 1},
        "resume": {"last_paused_on": date(2026, 9, 30)},
        "extend": {"workdays": 1, "reason": "忙", "told_at": AT},
        "relimit": {"workdays": 3},
        "reassign": {"to_staff_id": other.he.pk},
    }

    door = extensions.extend if name == "extend" else getattr(clocks, name)
    with pytest.raises(Refused) as caught:
        door(clock=clock, by=other.actor(other.he), at=AT, **more[name])

    assert caught.value.code == "another_centre"
    assert Clock.objects.get(pk=clock.pk).responsible_id == town.he.pk


def test_r9_a_reason_longer_than_there_is_room_for_is_refused_in_words(town: Town) -> None:
    with pytest.raises(Refused, match="暂停的理由最多 200 字，现在 201 字"):
        clocks.pause(
            clock=owe(town),
            kind=PauseKind.SITE_VISIT,
            reason="长" * 201,
            from_on=date(2026, 9, 30),
            by=town.actor(town.he),
            at=AT,
        )


@pytest.mark.parametrize(
    ("kind", "from_on", "at", "code"),
    [
        (PauseKind.SITE_VISIT, date(2026, 9, 30), AT, ""),
        (PauseKind.SITE_VISIT, date(2026, 10, 1), AT, "pause_too_far"),
        (PauseKind.SITE_VISIT, date(2026, 10, 12), civil(2026, 10, 12), ""),
        (PauseKind.SITE_VISIT, date(2026, 10, 13), civil(2026, 10, 13), "pause_when_overdue"),
        (PauseKind.CORRECTION, date(2026, 10, 14), civil(2026, 10, 13), ""),
    ],
)
def test_r9_a_pause_begins_by_the_next_working_day_and_not_when_overdue(
    town: Town, kind: PauseKind, from_on: date, at: datetime, code: str
) -> None:
    clock = owe(town)
    assert local_date(clock.due_at) == date(2026, 10, 12)
    try:
        planned = None if kind == PauseKind.CORRECTION else 1
        clocks.pause(
            clock=clock,
            kind=kind,
            reason="踏勘",
            from_on=from_on,
            planned_workdays=planned,
            by=town.actor(town.he),
            at=at,
        )
        found = ""
    except Refused as refused:
        found = refused.code
    assert (found, Clock.objects.get(pk=clock.pk).state) == (code, "running" if code else "paused")


def test_t3_a_request_moves_along_its_table_and_no_other_way(town: Town) -> None:
    clock = owe(town)
    request = extensions.ask_extension(
        clock=clock, workdays=2, reason="等回函", category="other", by=town.actor(town.he), at=AT
    )

    with pytest.raises(ValueError, match="no move from told to approved"):
        extensions._move(request, ExtensionState.TOLD, {"state": ExtensionState.APPROVED})

    assert ExtensionRequest.objects.get().state == ExtensionState.APPROVED
