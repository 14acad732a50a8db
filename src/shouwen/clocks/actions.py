"""One door for every clock. `start` and `close` run inside the owner's action, whose journal entry carries the due date."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shouwen.civil_time import instant, local, local_date
from shouwen.clocks import policies
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.decisions_owed import follow_decisions
from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit, PauseKind
from shouwen.clocks.live_requests import EXTENDABLE, void_requests
from shouwen.clocks.models import Clock, Extension, Pause, Responsibility
from shouwen.clocks.reckoned import Reckoned, reckoned
from shouwen.clocks.reckoning import Due, due, legal_due, workdays_ending
from shouwen.clocks.transitions import sources
from shouwen.clocks.yardstick import Yardstick
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if
from shouwen.workdays import CalendarRangeError

STEPS_OF_THE_RESPONSIBLE = frozenset({"clock.pause", "clock.resume", "clock.extend", "clock.extension_asked"})
"""Steps of whoever answers for the clock: somebody else's are done in their place (AB岗). What goes with a step of the owner
is recorded there."""


@one_change
def start(
    *,
    kind: ClockKind,
    subject_id: int,
    number: str,
    matter: str,
    responsible_id: int,
    by: Actor,
    at: datetime,
    unit: LimitUnit,
    promised_limit: int,
    legal_limit: int | None = None,
    legal_unit: LimitUnit = LimitUnit.WORKDAY,
    legal_extension: int = 0,
    person_masked: str = "",
    first_responder_id: int | None = None,
    due_on: date | None = None,
) -> Clock:
    """起计: begin what `responsible_id` owes. Limits in `unit`; a promised date is given as `due_on`. Raises Refused."""
    clock = prepare(
        centre_id=by.centre_id,
        kind=kind,
        subject_id=subject_id,
        number=number,
        matter=matter,
        responsible_id=responsible_id,
        at=at,
        unit=unit,
        promised_limit=promised_limit,
        legal_limit=legal_limit,
        legal_unit=legal_unit,
        legal_extension=legal_extension,
        person_masked=person_masked,
        first_responder_id=first_responder_id,
        due_on=due_on,
    )
    clock.save(force_insert=True)
    Responsibility.objects.create(
        centre_id=by.centre_id, clock=clock, staff_id=responsible_id, from_on=local_date(clock.started_at)
    )
    return clock


def prepare(
    *,
    centre_id: int,
    kind: ClockKind,
    subject_id: int,
    number: str,
    matter: str,
    responsible_id: int,
    at: datetime,
    unit: LimitUnit,
    promised_limit: int,
    legal_limit: int | None = None,
    legal_unit: LimitUnit = LimitUnit.WORKDAY,
    legal_extension: int = 0,
    person_masked: str = "",
    first_responder_id: int | None = None,
    due_on: date | None = None,
    measure: Yardstick | None = None,
) -> Clock:
    """An unsaved clock with its due date. Bulk loading saves many at once and brings the centre's yardstick along.

    Raises Refused beyond the calendar."""
    measure, started = measure or Yardstick.of(centre_id), local(at)
    try:
        if due_on is not None:
            # A day that the calendar doesn't reach could be stored, but never reckoned with.
            measure.calendar.is_workday(due_on + timedelta(days=1))
            provisional = measure.calendar.provisional(started.date(), due_on)
            end = Due(measure.hours.close_of_business(due_on), provisional)
        else:
            end = due(unit=unit, limit=promised_limit, started=started, by=measure)
        legal_due_on = (
            legal_due(limit=legal_limit, unit=legal_unit, started=started, by=measure) if legal_limit else None
        )
    except (CalendarRangeError, OverflowError) as error:
        raise refuse("beyond_calendar", f"算不出到期日：{error}") from error
    return Clock(
        centre_id=centre_id,
        kind=kind,
        subject_id=subject_id,
        number=number,
        person_masked=person_masked,
        matter=matter[:120],
        responsible_id=responsible_id,
        first_responder_id=first_responder_id,
        started_at=at,
        unit=unit,
        promised_limit=promised_limit,
        legal_limit=legal_limit,
        legal_unit=legal_unit,
        legal_extension=legal_extension,
        is_dated=due_on is not None,
        due_at=instant(end.at),
        legal_due_on=legal_due_on,
        provisional=end.provisional,
    )


@one_change
def close(*, centre_id: int, kind: ClockKind, subject_id: int, at: datetime) -> None:
    """了结: what was owed is done. Ends an open pause, and reckons what the pause moved; a request to extend it is void. Raises
    Refused if somebody else closed it first."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=kind, subject_id=subject_id)
    if kind in EXTENDABLE:
        void_requests(centre_id=centre_id, kind=kind, subject_id=subject_id, at=at)
    if rows.filter(state=ClockState.RUNNING).update(state=ClockState.CLOSED, closed_at=at):
        return  # a running clock has no open pause
    if not rows.filter(state__in=sources(ClockState.CLOSED)).update(state=ClockState.CLOSED, closed_at=at):
        raise refuse("clock_closed", "这件已经了结了，刷新一下就能看到")
    clock = rows.get()
    _end_pause(clock.pk, local_date(at))
    recompute(clock)


@one_change
def pause(
    *,
    clock: Clock,
    kind: PauseKind,
    reason: str,
    from_on: date,
    by: Actor,
    at: datetime,
    planned_workdays: int | None = None,
    told_at: datetime | None = None,
    told_means: str = "",
    paper_number: str = "",
) -> Pause:
    """暂停计时 from a day on, today at the earliest (R9). A special procedure (行政许可法 第四十五条) has a planned length in
    working days, told in writing. Raises Refused unless the clock runs."""
    refuse_if(same_centre(clock, by))
    hold(clock)
    calendar = calendar_of(clock.centre_id)
    refuse_if(
        policies.may_pause(
            clock,
            kind=kind,
            reason=reason,
            from_on=from_on,
            planned_workdays=planned_workdays,
            on=local_date(at),
            calendar=calendar,
        )
    )
    if not Clock.objects.filter(pk=clock.pk, state__in=sources(ClockState.PAUSED)).update(state=ClockState.PAUSED):
        raise refuse("clock_not_running", "这件现在不在计时，不能暂停")
    clock.state = ClockState.PAUSED
    row = Pause.objects.create(
        centre_id=clock.centre_id,
        clock=clock,
        kind=kind,
        reason=reason,
        from_on=from_on,
        planned_workdays=planned_workdays,
        told_at=told_at,
        told_means=told_means,
        paper_number=paper_number,
    )
    data: dict[str, object] = {"kind": kind, "reason": Words(reason), "from": from_on.isoformat()}
    if planned_workdays:
        data["planned"] = planned_workdays
    record(clock, "clock.pause", by=by, at=at, data=data)
    follow_decisions(clock_ids=[clock.pk], on=local_date(at), by=Yardstick.of(clock.centre_id))
    return row


@one_change
def resume(*, clock: Clock, last_paused_on: date, by: Actor, at: datetime, outcome: str = "") -> Clock:
    """恢复计时: counting goes on the working day after `last_paused_on`; the due date moves. `outcome`: what came out of the
    special procedure. Raises Refused."""
    refuse_if(same_centre(clock, by))
    hold(clock)
    if not Clock.objects.filter(pk=clock.pk, state=ClockState.PAUSED).update(state=ClockState.RUNNING):
        raise refuse("clock_not_paused", "这件没有暂停，不用恢复")
    clock.state = ClockState.RUNNING
    _end_pause(clock.pk, last_paused_on, outcome.strip())
    recompute(clock)
    follow_decisions(clock_ids=[clock.pk], on=local_date(at), by=Yardstick.of(clock.centre_id))
    data: dict[str, object] = {"last_paused": last_paused_on.isoformat(), "due": due_words(clock)}
    if outcome.strip():
        data["outcome"] = Words(outcome.strip())
    record(clock, "clock.resume", by=by, at=at, data=data)
    return clock


def hold(clock: Clock) -> None:
    """Take the clock for this transaction and read it anew: what the caller read may be old, and two may come at once."""
    clock.refresh_from_db(from_queryset=Clock.objects.select_for_update())


def _end_pause(clock_id: int, last_on: date, outcome: str = "") -> None:
    """Close the open pause; one that ends before its first day never took effect."""
    row = Pause.objects.filter(clock_id=clock_id, to_on=None, lapsed=False).first()
    if row is None:
        return
    row.outcome = outcome
    if last_on < row.from_on:
        row.lapsed = True
    else:
        row.to_on = last_on
    row.save(update_fields=["lapsed", "to_on", "outcome"])


def recompute(clock: Clock) -> bool:
    """Reckon the due date anew from limit, pauses and extension; True if it moved. A promised date never moves."""
    spans = list(clock.pauses.filter(lapsed=False).values_list("from_on", "to_on"))
    extension = Extension.objects.filter(clock=clock).first()
    before = Reckoned.now(clock)
    after = reckoned(clock, spans, extension.workdays if extension else 0, by=Yardstick.of(clock.centre_id))
    if before == after:
        return False
    after.put(clock)
    clock.save(update_fields=["due_at", "legal_due_on", "provisional"])
    return True


@one_change
def relimit(*, clock: Clock, workdays: int, by: Actor, at: datetime) -> bool:
    """改约: the person was told that the answer comes within `workdays` of now (a ruling is being asked).

    False, and nothing changes, once the day on which it was due is over: asking late doesn't undo the delay. Raises Refused."""
    refuse_if(same_centre(clock, by))
    hold(clock)
    if clock.state == ClockState.CLOSED:
        raise refuse("clock_closed", "这件已经了结了，不能再改时限")
    if local_date(at) > local_date(clock.due_at):
        return False
    measure, started = Yardstick.of(clock.centre_id), local(clock.started_at)
    clock.promised_limit = workdays_ending(told=workdays, told_at=local(at), started=started, by=measure)
    clock.unit = LimitUnit.WORKDAY
    clock.save(update_fields=["unit", "promised_limit"])
    recompute(clock)
    data: dict[str, object] = {"unit": clock.unit, "limit": clock.promised_limit, "due": due_words(clock)}
    record(clock, "clock.relimit", by=by, at=at, data=data)
    return True


@one_change
def reassign(*, clock: Clock, to_staff_id: int, by: Actor, at: datetime) -> None:
    """转责: from today on somebody else answers for the clock; days before stay with whom they belonged to (R7)."""
    refuse_if(same_centre(clock, by))
    if not Clock.objects.filter(pk=clock.pk, closed_at=None).update(responsible_id=to_staff_id):
        raise refuse("clock_closed", "这件已经了结了，不能再转")
    clock.responsible_id = to_staff_id
    Responsibility.objects.update_or_create(
        clock=clock, from_on=local_date(at), defaults={"staff_id": to_staff_id, "centre_id": clock.centre_id}
    )
    record(clock, "clock.reassign", by=by, at=at, data={"to": to_staff_id})


def due_words(clock: Clock) -> str:
    """The due moment as the journal keeps it: 2026-10-19T17:30."""
    return local(clock.due_at).isoformat(timespec="minutes")


def record(clock: Clock, action: str, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    """The journal entry of a step of a clock, under the subject that the clock belongs to."""
    whose = (clock.responsible_id,) if action in STEPS_OF_THE_RESPONSIBLE else ()
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind=clock.kind,
        subject_id=clock.subject_id,
        data={"number": clock.number, **data} | people.covering(by, whose, at=at),
    )
