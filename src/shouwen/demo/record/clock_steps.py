"""Clocks in the book: the same steps as `clocks.actions`, on rows that aren't in the database yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from shouwen.civil_time import instant, local, local_date
from shouwen.clocks.actions import STEPS_OF_THE_RESPONSIBLE, prepare
from shouwen.clocks.enums import ClockKind, ClockState, ExtensionState, LimitUnit, PauseKind, ToldMeans
from shouwen.clocks.known_ends import last_day_to_ask
from shouwen.clocks.models import Clock, Extension, ExtensionRequest, Pause, Responsibility
from shouwen.clocks.reckoning import due, legal_due, workdays_ending
from shouwen.demo.record.book import Book
from shouwen.journal.words import Words
from shouwen.people.actor import Actor


@dataclass(slots=True)
class OpenClock:
    """A clock that runs or stands still, with what its due date is reckoned from."""

    clock: Clock
    responsibility: Responsibility
    pauses: list[Pause] = field(default_factory=list)
    extension: Extension | None = None

    def spans_until(self, on: date) -> tuple[tuple[date, date], ...]:
        """The days that don't count, as far as one knows on a day."""
        rows = [row for row in self.pauses if not row.lapsed and row.from_on <= on]
        return tuple((row.from_on, row.to_on or on) for row in rows)


class ClockSteps:
    """Start, pause, go on, extend, pass on and close clocks."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._open: dict[tuple[ClockKind, int], OpenClock] = {}

    def start(
        self,
        kind: ClockKind,
        subject_id: int,
        *,
        number: str,
        matter: str,
        person_masked: str,
        responsible_id: int,
        at: datetime,
        unit: LimitUnit,
        promised_limit: int,
        legal_limit: int | None = None,
        legal_unit: LimitUnit = LimitUnit.WORKDAY,
        legal_extension: int = 0,
        first_responder_id: int | None = None,
        due_on: date | None = None,
    ) -> Clock:
        """起计."""
        clock = prepare(
            centre_id=self._book.centre_id,
            kind=kind,
            subject_id=subject_id,
            number=number,
            matter=matter,
            person_masked=person_masked,
            responsible_id=responsible_id,
            at=at,
            unit=unit,
            promised_limit=promised_limit,
            legal_limit=legal_limit,
            legal_unit=legal_unit,
            legal_extension=legal_extension,
            first_responder_id=first_responder_id,
            due_on=due_on,
            measure=self._book.measure,
        )
        self._book.add(clock)
        responsibility = Responsibility(
            centre_id=clock.centre_id, clock_id=clock.pk, staff_id=responsible_id, from_on=local_date(at)
        )
        self._book.add(responsibility)
        self._open[kind, subject_id] = OpenClock(clock, responsibility)
        return clock

    def of(self, kind: ClockKind, subject_id: int) -> OpenClock:
        """The open clock of a subject."""
        return self._open[kind, subject_id]

    def close(self, kind: ClockKind, subject_id: int, *, at: datetime) -> None:
        """了结; an open pause ends."""
        found = self._open.pop((kind, subject_id))
        stood = found.clock.state == ClockState.PAUSED
        self._book.change(found.clock, state=ClockState.CLOSED, closed_at=at)
        self._end_pause(found, local_date(at))
        if stood:
            self._reckon(found)

    def pause(
        self,
        found: OpenClock,
        *,
        kind: PauseKind,
        reason: str,
        from_on: date,
        by: Actor,
        at: datetime,
        planned_workdays: int | None = None,
        told_at: datetime | None = None,
        paper_number: str = "",
    ) -> None:
        """暂停计时; a special procedure was told in person, with its paper."""
        row = Pause(
            centre_id=found.clock.centre_id,
            clock_id=found.clock.pk,
            kind=kind,
            reason=reason,
            from_on=from_on,
            planned_workdays=planned_workdays,
            told_at=told_at,
            told_means=ToldMeans.IN_PERSON if told_at else "",
            paper_number=paper_number,
        )
        found.pauses.append(self._book.add(row))
        self._book.change(found.clock, state=ClockState.PAUSED)
        data: dict[str, object] = {"kind": kind, "reason": Words(reason), "from": from_on.isoformat()}
        if planned_workdays:
            data["planned"] = planned_workdays
        self._note(found, "clock.pause", by, at, **data)

    def resume(self, found: OpenClock, *, last_paused_on: date, by: Actor, at: datetime, outcome: str = "") -> None:
        """恢复计时: the due date moves."""
        self._book.change(found.clock, state=ClockState.RUNNING)
        self._end_pause(found, last_paused_on, outcome)
        self._reckon(found)
        last, said = last_paused_on.isoformat(), {"outcome": Words(outcome)} if outcome else {}
        self._note(found, "clock.resume", by, at, last_paused=last, due=_minute(found.clock.due_at), **said)

    def extend(
        self,
        found: OpenClock,
        *,
        workdays: int,
        category: str,
        reason: str,
        told_at: datetime,
        paper_number: str,
        by: Actor,
        at: datetime,
    ) -> None:
        """延期办结, in one step."""
        asked = {
            "centre_id": found.clock.centre_id,
            "clock_id": found.clock.pk,
            "workdays": workdays,
            "reason": reason,
            "asked_at": at,
            "asked_by_id": by.member_id,
        }
        self._book.add(ExtensionRequest(**asked, category=category, state=ExtensionState.TOLD, decided_at=at))
        found.extension = Extension(
            **asked,
            original_due_on=last_day_to_ask(found.clock),
            told_at=told_at,
            told_on=local_date(told_at),
            told_means=ToldMeans.IN_PERSON,
            paper_number=paper_number,
        )
        self._book.add(found.extension)
        self._reckon(found)
        self._note(
            found, "clock.extend", by, at, workdays=workdays, reason=Words(reason), due=_minute(found.clock.due_at)
        )

    def relimit(self, found: OpenClock, *, workdays: int, by: Actor, at: datetime) -> None:
        """改约: another limit was told; what is overdue stays so."""
        clock = found.clock
        if local_date(at) > local_date(clock.due_at):
            return
        started, measure = local(clock.started_at), self._book.measure
        limit = workdays_ending(told=workdays, told_at=local(at), started=started, by=measure)
        self._book.change(clock, unit=LimitUnit.WORKDAY, promised_limit=limit)
        self._reckon(found)
        self._note(found, "clock.relimit", by, at, unit=clock.unit, limit=limit, due=_minute(clock.due_at))

    def reassign(self, found: OpenClock, *, to_staff_id: int, by: Actor, at: datetime) -> None:
        """转责: from today on somebody else answers for it (R7)."""
        self._book.change(found.clock, responsible_id=to_staff_id)
        if found.responsibility.from_on == local_date(at):
            self._book.change(found.responsibility, staff_id=to_staff_id)
        else:
            found.responsibility = Responsibility(
                centre_id=found.clock.centre_id,
                clock_id=found.clock.pk,
                staff_id=to_staff_id,
                from_on=local_date(at),
            )
            self._book.add(found.responsibility)
        self._note(found, "clock.reassign", by, at, to=to_staff_id)

    def _end_pause(self, found: OpenClock, last_on: date, outcome: str = "") -> None:
        row = next((pause for pause in found.pauses if pause.to_on is None and not pause.lapsed), None)
        if row is None:
            return
        if last_on < row.from_on:
            self._book.change(row, lapsed=True, outcome=outcome)
        else:
            self._book.change(row, to_on=last_on, outcome=outcome)

    def _reckon(self, found: OpenClock) -> None:
        clock, measure = found.clock, self._book.measure
        started = local(clock.started_at)
        spans = [(pause.from_on, pause.to_on) for pause in found.pauses if not pause.lapsed]
        end = due(
            unit=LimitUnit(clock.unit),
            limit=clock.promised_limit,
            started=started,
            by=measure,
            pauses=spans,
            extension_workdays=found.extension.workdays if found.extension else 0,
        )
        legal = None
        if clock.legal_limit:
            legal_unit = LimitUnit(clock.legal_unit)
            legal = legal_due(limit=clock.legal_limit, unit=legal_unit, started=started, by=measure, pauses=spans)
        self._book.change(clock, due_at=instant(end.at), legal_due_on=legal, provisional=end.provisional)

    def _note(self, found: OpenClock, action: str, by: Actor, at: datetime, **data: object) -> None:
        clock = found.clock
        whose = (clock.responsible_id,) if action in STEPS_OF_THE_RESPONSIBLE else ()
        self._book.note(
            by=by,
            at=at,
            action=action,
            subject_kind=clock.kind,
            subject_id=clock.subject_id,
            data={"number": clock.number, **data} | self._book.covering(by, whose, at=at),
        )


def _minute(at: datetime) -> str:
    return local(at).isoformat(timespec="minutes")
