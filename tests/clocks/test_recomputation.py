"""A change of the calendar: what moves, what stays, and who must be told (T1, T2, T3)."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import Town, civil, make_case, make_staff, make_town

from shouwen.civil_time import local, local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks import moved_dues, recomputation
from shouwen.clocks.enums import ClockKind, LimitUnit, LocalDayKind, PauseKind, RecomputationState, ToldMeans
from shouwen.clocks.extensions import ask_extension, extend
from shouwen.clocks.foreseen import outlook
from shouwen.clocks.local_days import foresee_day, local_days, set_local_day, withdraw_local_day
from shouwen.clocks.models import Clock, MovedDue, Recomputation
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal.models import Entry
from shouwen.messages.actions import words_of
from shouwen.messages.models import Message
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
WEDNESDAY = date(2026, 10, 14)


@pytest.fixture
def town() -> Town:
    return make_town()


def close_day(town: Town, day: date = WEDNESDAY, *, name: str = "停电检修") -> Recomputation:
    return set_local_day(
        day=day, kind=LocalDayKind.CLOSED, name=name, basis="镇政府通知", by=Actor.system(town.centre.pk), at=AT
    )


def reckon(town: Town) -> None:
    recomputation.run_all(centre_id=town.centre.pk, at=AT)


def owe(town: Town, serial: int = 1, **more: object) -> Clock:
    values: dict[str, object] = {
        "kind": ClockKind.CASE,
        "unit": LimitUnit.WORKDAY,
        "promised_limit": 5,
        "person_masked": "陈*木",
    } | more
    kind = ClockKind(str(values["kind"]))
    return clocks.start(
        subject_id=serial,
        number=f"{kind.mark} 26-{serial:05d}",
        matter="事",
        responsible_id=town.he.pk,
        by=town.actor(town.he),
        at=AT,
        **values,  # type: ignore[arg-type]
    )


def due_of(clock: Clock) -> date:
    return local_date(Clock.objects.get(pk=clock.pk).due_at)


# ---- what moves -----------------------------------------------------------------------------------------------------


def test_t2_a_closing_day_moves_the_due_date_by_the_job_and_not_before(town: Town) -> None:
    clock = owe(town)
    assert due_of(clock) == date(2026, 10, 15)  # 10, 12, 13, 14, 15 October: the 10th is made up
    row = close_day(town)
    assert (due_of(clock), row.state) == (date(2026, 10, 15), RecomputationState.WAITING)
    assert recomputation.is_recomputing(town.centre.pk)
    reckon(town)
    row.refresh_from_db()
    assert (due_of(clock), row.state, row.seen, row.moved) == (date(2026, 10, 16), RecomputationState.DONE, 1, 1)
    assert not recomputation.is_recomputing(town.centre.pk)


def test_t2_a_working_saturday_of_the_centre_brings_the_due_date_forward(town: Town) -> None:
    clock = owe(town, promised_limit=7)
    assert due_of(clock) == date(2026, 10, 19)
    set_local_day(
        day=date(2026, 10, 17),
        kind=LocalDayKind.OPEN,
        name="集中办理",
        basis="通知",
        by=Actor.system(town.centre.pk),
        at=AT,
    )
    reckon(town)
    assert due_of(clock) == date(2026, 10, 17)


def test_t3_a_day_that_moved_there_and_back_is_told_to_nobody(town: Town) -> None:
    clock = owe(town)
    close_day(town)
    reckon(town)
    waiting = moved_dues.untold(town.centre.pk).count()
    withdraw_local_day(row=local_days(town.centre.pk)[0], reason="不停电了", by=Actor.system(town.centre.pk), at=AT)
    reckon(town)

    assert (waiting, moved_dues.untold(town.centre.pk).count(), due_of(clock)) == (1, 0, date(2026, 10, 15))


def test_t3_who_was_told_of_the_move_hears_that_it_moved_back(town: Town) -> None:
    owe(town)
    close_day(town)
    reckon(town)
    row = moved_dues.untold(town.centre.pk).select_related("clock").get()
    moved_dues.note_told(row=row, means=ToldMeans.PHONE, by=town.actor(town.he), at=AT)
    withdraw_local_day(row=local_days(town.centre.pk)[0], reason="不停电了", by=Actor.system(town.centre.pk), at=AT)
    reckon(town)

    (back,) = moved_dues.untold(town.centre.pk).select_related("clock")
    assert [local_date(one).day for one in moved_dues.last_said(back)] == [16, 15]


def test_t2_withdrawing_the_day_gives_the_old_due_date_back(town: Town) -> None:
    clock = owe(town)
    close_day(town)
    reckon(town)
    (row,) = local_days(town.centre.pk)
    withdraw_local_day(row=row, reason="不停电了", by=Actor.system(town.centre.pk), at=AT)
    reckon(town)
    assert due_of(clock) == date(2026, 10, 15)
    assert [(local_date(one.before).day, local_date(one.after).day) for one in moved_dues.moves_of_clock(clock)] == [
        (15, 16),
        (16, 15),
    ]


def test_r9_a_pause_over_the_closing_day_and_a_weekend_isnt_counted_twice(town: Town) -> None:
    clock = owe(town)
    by = town.actor(town.he)
    clocks.pause(
        clock=clock,
        kind=PauseKind.CORRECTION,
        reason="等补正",
        from_on=date(2026, 10, 12),
        by=by,
        at=civil(2026, 10, 10),
    )
    clocks.resume(clock=clock, last_paused_on=date(2026, 10, 18), by=by, at=civil(2026, 10, 18))
    # The 10th counts; 12 to 18 stand still with their weekend; 19, 20, 21, 22 count.
    assert due_of(clock) == date(2026, 10, 22)
    close_day(town)  # inside the pause: nothing moves
    reckon(town)
    assert due_of(clock) == date(2026, 10, 22)
    assert not MovedDue.objects.exists()


def test_r9_an_open_pause_keeps_standing_and_is_reckoned_when_it_ends(town: Town) -> None:
    clock = owe(town)
    by = town.actor(town.he)
    clocks.pause(
        clock=clock,
        kind=PauseKind.CORRECTION,
        reason="等补正",
        from_on=date(2026, 10, 12),
        by=by,
        at=civil(2026, 10, 10),
    )
    close_day(town)
    reckon(town)
    later = civil(2026, 10, 13)
    clocks.resume(clock=Clock.objects.get(pk=clock.pk), last_paused_on=date(2026, 10, 13), by=by, at=later)
    assert due_of(clock) == date(2026, 10, 20)  # 10, then 15, 16, 19, 20: 12 and 13 paused, 14 closed


def test_t3_an_extension_follows_the_original_due_date_where_it_moves(town: Town) -> None:
    clock = owe(town)
    extend(clock=clock, workdays=2, reason="核验", category="other", told_at=AT, by=town.actor(town.he), at=AT)
    assert due_of(clock) == date(2026, 10, 19)
    close_day(town)
    reckon(town)
    assert due_of(clock) == date(2026, 10, 20)


def test_t3_the_decision_on_an_extension_is_owed_by_the_moved_due_day(town: Town) -> None:
    clock = owe(town)
    town.centre.extension_approver = Role.MANAGEMENT_OFFICE
    town.centre.save()
    ask_extension(clock=clock, workdays=2, reason="核验", category="other", by=town.actor(town.he), at=AT)
    decision = Clock.objects.get(kind=ClockKind.APPROVAL)
    assert due_of(decision) == date(2026, 10, 15)
    close_day(town)
    reckon(town)
    assert due_of(decision) == date(2026, 10, 16)


def test_t2_minutes_of_opening_time_jump_over_the_closing_day(town: Town) -> None:
    at = civil(2026, 10, 13, 17, 20)
    clock = clocks.start(
        kind=ClockKind.HANDOVER, subject_id=1, number="问 261013-01", matter="事", responsible_id=town.he.pk,
        unit=LimitUnit.OPEN_MINUTE, promised_limit=30, by=town.actor(town.he), at=at,
    )  # fmt: skip
    close_day(town)
    reckon(town)
    assert local(Clock.objects.get(pk=clock.pk).due_at).isoformat() == "2026-10-15T09:20:00"
    assert MovedDue.objects.get().must_tell is False


def test_p3b_a_promised_day_stays_and_whoever_was_promised_it_hears_that_nobody_is_there(town: Town) -> None:
    clock = owe(town, kind=ClockKind.PROMISE, unit=LimitUnit.CALENDAR_DAY, due_on=WEDNESDAY)
    for _ in range(2):
        close_day(town) if not local_days(town.centre.pk) else close_day(town, date(2026, 10, 20))
        reckon(town)
    assert due_of(clock) == WEDNESDAY
    (move,) = MovedDue.objects.all()
    assert (move.before, move.must_tell) == (move.after, True)


def test_t2_only_what_is_provisional_loses_its_mark_when_the_year_is_known(town: Town) -> None:
    clock = owe(town, kind=ClockKind.PROMISE, unit=LimitUnit.CALENDAR_DAY, due_on=date(2027, 3, 3))
    assert clock.provisional
    outlook_then = outlook(town.centre.pk, by=Yardstick.of(town.centre.pk))
    assert (outlook_then.seen, outlook_then.moved) == (1, 0)


def test_t2_a_closed_clock_and_another_centre_stay_as_they_are(town: Town) -> None:
    done, other = owe(town, 2), make_town("qingshi", town="青石镇")
    clocks.close(centre_id=town.centre.pk, kind=ClockKind.CASE, subject_id=2, at=AT)
    theirs = owe(other, 3)
    close_day(town)
    reckon(town)
    assert (due_of(done), due_of(theirs)) == (date(2026, 10, 15), date(2026, 10, 15))


def test_t2_what_would_move_is_told_before_and_nothing_is_written(town: Town) -> None:
    clock = owe(town)
    seen = foresee_day(
        day=WEDNESDAY, kind=LocalDayKind.CLOSED, name="停电", basis="通知", by=Actor.system(town.centre.pk), at=AT
    )
    assert (seen.seen, seen.moved, seen.earlier) == (1, 1, 0)
    assert [(one.number, one.before.day, one.after.day) for one in seen.shown] == [(clock.number, 15, 16)]
    assert (Recomputation.objects.count(), local_days(town.centre.pk)) == (0, [])


# ---- who must be told -----------------------------------------------------------------------------------------------


def test_t3_who_must_be_told_is_listed_earlier_ones_first_and_the_responsible_get_one_notice(town: Town) -> None:
    owe(town, 1)
    owe(town, 2, promised_limit=7)
    owe(town, 3, kind=ClockKind.RULING)
    by = Actor.system(town.centre.pk)
    row = close_day(town)
    set_local_day(day=date(2026, 10, 17), kind=LocalDayKind.OPEN, name="集中办理", basis="通知", by=by, at=AT)
    set_local_day(day=date(2026, 10, 18), kind=LocalDayKind.OPEN, name="集中办理", basis="通知", by=by, at=AT)
    reckon(town)
    listed = [
        (one.clock.number, local_date(one.before).day, local_date(one.after).day, one.must_tell)
        for one in moved_dues.moves_of(row)
    ]
    assert listed == [("办 26-00002", 19, 18, True), ("办 26-00001", 15, 16, True), ("请 26-00003", 15, 16, False)]
    notice = Message.objects.get(subject_kind="recomputation")
    assert notice.staff_id == town.he.pk
    assert "你负责的 3 件到期日变了，1 件提前了" in words_of(notice)


def test_t3_told_once_means_told_and_earlier_moves_of_it_too(town: Town) -> None:
    clock = owe(town)
    for day in (WEDNESDAY, date(2026, 10, 16)):
        close_day(town, day)
        reckon(town)
    assert moved_dues.untold(town.centre.pk).count() == 2
    last = moved_dues.moves_of_clock(clock)[-1]
    assert [local_date(one).day for one in moved_dues.last_said(last)] == [15, 19]
    moved_dues.note_told(row=last, means=ToldMeans.PHONE, by=town.actor(town.he), at=AT)
    assert moved_dues.untold(town.centre.pk).count() == 0
    with pytest.raises(Refused, match="已经告知过了"):
        moved_dues.note_told(row=last, means=ToldMeans.PHONE, by=town.actor(town.he), at=AT)
    with pytest.raises(Refused, match="由承办人"):
        moved_dues.note_told(row=last, means=ToldMeans.PHONE, by=town.actor(town.deng), at=AT)


def test_t3_another_centre_tells_nobody(town: Town) -> None:
    owe(town)
    close_day(town)
    reckon(town)
    other = make_town("qingshi", town="青石镇")
    with pytest.raises(Refused) as caught:
        moved_dues.note_told(row=MovedDue.objects.get(), means=ToldMeans.PHONE, by=other.actor(other.office), at=AT)
    assert caught.value.code == "another_centre"


# ---- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"basis": " "}, "local_day_basis_missing"),
        ({"name": ""}, "local_day_name_missing"),
        ({"name": "长" * 21}, "local_day_name_long"),
        ({"day": date(2026, 10, 17)}, "local_day_off_already"),
        ({"kind": LocalDayKind.OPEN}, "local_day_worked_already"),
        ({"day": date(2026, 9, 1)}, "local_day_long_past"),
        ({"day": date(2028, 1, 3)}, "local_day_too_far"),
    ],
)
def test_t2_a_local_day_needs_its_basis_and_must_change_something(
    town: Town, change: dict[str, object], code: str
) -> None:
    values: dict[str, object] = {
        "day": WEDNESDAY,
        "kind": LocalDayKind.CLOSED,
        "name": "停电",
        "basis": "通知",
    } | change
    with pytest.raises(Refused) as caught:
        set_local_day(by=Actor.system(town.centre.pk), at=AT, **values)  # type: ignore[arg-type]
    assert (caught.value.code, Recomputation.objects.count()) == (code, 0)


def test_t2_only_the_administrator_sets_days_and_a_day_once(town: Town) -> None:
    administrator = make_staff(town.centre, "系统员", roles=[Role.ADMINISTRATOR])
    values = {"day": WEDNESDAY, "kind": LocalDayKind.CLOSED, "name": "停电", "basis": "通知"}
    with pytest.raises(Refused, match="由系统管理员改"):
        set_local_day(by=town.actor(town.office), at=AT, **values)  # type: ignore[arg-type]
    set_local_day(by=town.actor(administrator), at=AT, **values)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="已经另定过了"):
        set_local_day(by=town.actor(administrator), at=AT, **values)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="为什么撤回"):
        withdraw_local_day(row=local_days(town.centre.pk)[0], reason=" ", by=town.actor(administrator), at=AT)


def test_t2_a_case_of_the_pages_moves_like_any_clock(town: Town) -> None:
    case = make_case(town.actor(town.he), town.house, at=AT)
    close_day(town)
    reckon(town)
    assert case.clock_id is not None
    assert due_of(Clock.objects.get(pk=case.clock_id)) == date(2026, 10, 21)
    assert Entry.objects.filter(action="calendar.local_day").count() == 1
