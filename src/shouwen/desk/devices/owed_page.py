"""The pages of one fault and of one inspection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import standings
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.addresses import address_of, serial_of
from shouwen.desk.chinese_dates import day_and_weekday
from shouwen.desk.devices.timeline import events_of, names_in
from shouwen.desk.lights import light_of
from shouwen.desk.parts import Light, TimelineEvent
from shouwen.desk.strip import Strip
from shouwen.desk.strip.of_clock import day_strip
from shouwen.desk.supervision.events import with_supervision
from shouwen.devices import policies, queries
from shouwen.devices.enums import CheckResult, FaultState
from shouwen.devices.photos import may_attach
from shouwen.devices.queries import Maintainer
from shouwen.files.actions import name_of
from shouwen.journal import queries as journal
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal
from shouwen.regulations.queries import clause_words


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """One photo."""

    name: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of a checklist, with what was chosen or found."""

    place: int
    what: str
    result: str
    note: str
    word: str


@dataclass(frozen=True, slots=True)
class OwedPage:
    """What both pages show."""

    row: Any
    serial: str
    device: Any
    device_url: str
    maintainer: Maintainer | None
    state: str
    who: str
    light: Light
    due: str
    strip: Strip
    clauses: Sequence[tuple[str, str]]
    photos: Sequence[PhotoLine]
    may_attach: bool
    lines: Sequence[CheckLine]
    faults: Sequence[tuple[str, str]]
    may_take: bool
    may_end: bool
    may_inspect: bool
    events: Sequence[TimelineEvent]
    refusal: Refusal | None
    opened: str
    form: Any


def page_of(
    kind: ClockKind,
    row: Any,
    *,
    by: Actor,
    at: datetime,
    refusal: Refusal | None = None,
    opened: str = "",
    form: Any = None,
    sent: Any = None,
) -> OwedPage:
    """The page of a fault or an inspection; `sent` is what was chosen on a checklist that was refused."""
    clock = queries.clocks_of(row.centre_id, kind, [row.pk])[row.pk]
    measure = Yardstick.of(row.centre_id)
    labels = {code: words.label for code, words in clause_words(row.centre_id).items()}
    entries = journal.of_subject(row.centre_id, kind, row.pk)
    is_fault = kind == ClockKind.FAULT
    events = events_of(entries, labels=labels, names=people.names_of_staff(row.centre_id, names_in(entries)))
    return OwedPage(
        row=row,
        serial=serial_of(row.number),
        device=row.device,
        device_url=reverse("desk:device", args=[row.device.serial]),
        maintainer=queries.maintainer_of(row.device),
        state=row.get_state_display(),
        who=clock.responsible.name,
        light=light_of(standings([clock], at=at, by=measure)[clock.pk], clock=clock),
        due=day_and_weekday(clock.due_at),
        strip=day_strip(clock, at=at, by=measure),
        clauses=[("S3", labels["S3"])] if "S3" in labels else [],
        photos=[_photo(one) for one in queries.photos_of(row)],
        may_attach=may_attach(row, by=by, at=at) is None,
        lines=() if is_fault else _lines(row, sent),
        faults=[]
        if is_fault
        else [(one, address_of(ClockKind.FAULT, one)) for one in queries.fault_numbers_of(row.pk)],
        may_take=is_fault and _may(row, FaultState.TAKEN, clock, by, at),
        may_end=is_fault
        and (_may(row, FaultState.FIXED, clock, by, at) or _may(row, FaultState.DROPPED, clock, by, at)),
        may_inspect=not is_fault and policies.may_inspect(row, owed_by=clock.responsible_id, by=by, at=at) is None,
        events=with_supervision(events, row.centre_id, [row.number], labels=labels),
        refusal=refusal,
        opened=opened,
        form=form,
    )


def _may(row: Any, to: FaultState, clock: Any, by: Actor, at: datetime) -> bool:
    return policies.may_work_on(row, to, owed_by=clock.responsible_id, by=by, at=at) is None


def _photo(photo: Any) -> PhotoLine:
    who = photo.added_by.name if photo.added_by else "系统"
    return PhotoLine(name_of(photo.file), who, reverse("desk:device_photo", args=[photo.pk]))


def _lines(inspection: Any, sent: Any) -> list[CheckLine]:
    if inspection.results:
        return [
            CheckLine(place, one["what"], one["result"], one["note"], str(CheckResult(one["result"]).label))
            for place, one in enumerate(inspection.results)
        ]
    chosen = sent or {}
    return [
        CheckLine(place, what, chosen.get(f"result_{place}", ""), chosen.get(f"note_{place}", ""), "")
        for place, what in enumerate(inspection.plan.checklist)
    ]
