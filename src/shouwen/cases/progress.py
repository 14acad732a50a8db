"""办事进度: what the person may see of their case with the code on a paper, without log-in. No id number, phone or address."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime

from shouwen.cases.days_told import DaysTold, days_told
from shouwen.cases.enums import CaseState
from shouwen.cases.models import Case, CaseMaterial, OwedMaterial
from shouwen.cases.told_so_far import ToldLine, told_so_far
from shouwen.catalogue.public_guide import centre_in_address, guide_path
from shouwen.catalogue.queries import files_of
from shouwen.civil_time import local, local_date
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import ClockState, LimitUnit
from shouwen.people.models import Person
from shouwen.sealing import key_ring
from shouwen.telling.queries import wish_of


@dataclass(frozen=True, slots=True)
class AskedMaterial:
    """One material that the person still has to hand in."""

    name: str
    requirement: str


@dataclass(frozen=True, slots=True)
class MaterialToCome:
    """容缺受理: one material that the person promised to hand in by its day."""

    name: str
    due_on: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """One case as the person sees it. `left` are working days after today, None where nothing runs."""

    centre: str
    person_masked: str
    item: str
    situation: str
    number: str
    state: CaseState
    waiting: bool
    due_at: datetime | None
    left: int | None
    asked: list[AskedMaterial]
    notice_number: str
    accepted_at: datetime
    closed_at: datetime | None
    handler: str
    handler_phone: str
    first_responder: str
    window: str
    supervision_phone: str
    words_told: str
    is_due_today: bool
    days: DaysTold | None
    to_come: list[MaterialToCome]
    told: list[ToldLine]
    guide_path: str
    has_forms: bool
    """Whether blank forms or samples stand in the guide."""
    tell_by: datetime | None = None
    """By when a person whose materials were only received is told what must be corrected."""
    wants_reminders: bool = True
    """Whether the person hears of progress; what the regulation wants told is told all the same."""

    @property
    def is_received(self) -> bool:
        """The materials are here and aren't accepted yet."""
        return self.state == CaseState.RECEIVED


def progress_path(case: Case) -> str:
    """The path of the progress page with its code, as the QR of a paper carries it."""
    return f"/p/{case.number.removeprefix('办 ')}/{progress_code(case.centre_id, case.number)}/"


def progress_code(centre_id: int, number: str) -> str:
    """Ten digits and letters that only the paper carries, so that numbers can't be tried out."""
    return key_ring().search_hash(number, field="progress", centre_id=centre_id)[:10]


def find_progress(number: str, code: str, *, at: datetime) -> Progress | None:
    """The case with this number and code, of whichever centre; None if they don't belong together."""
    case = _case_with(number, code)
    return _progress(case, at=at) if case is not None else None


def case_with(number: str, code: str) -> Case | None:
    """The case of whoever holds this number and code; None if they don't belong together."""
    return _case_with(number, code)


def person_with(number: str, code: str) -> Person | None:
    """Whose case has this number and code: who holds the code may say how they want to be told."""
    case = _case_with(number, code)
    return case.person if case is not None else None


def _case_with(number: str, code: str) -> Case | None:
    rows = Case.objects.filter(number=f"办 {number}").select_related(
        "centre",
        "person__preference",
        "item",
        "version",
        "situation",
        "clock__extension",
        "handler",
        "first_responder",
        "window",
    )
    for case in rows:
        if hmac.compare_digest(progress_code(case.centre_id, case.number).encode(), code.encode()):
            return case
    return None


def _progress(case: Case, *, at: datetime) -> Progress:
    open_notices = case.correction_notices.filter(settled_at=None, case__closed_at=None)
    notice = open_notices.select_related("paper").first()
    asked = _still_asked(case, notice.issued_at) if notice else []
    clock = case.clock
    running = clock is not None and clock.state != ClockState.CLOSED and clock.unit != LimitUnit.INSTANT
    waited = clock is not None and clock.unit == LimitUnit.INSTANT and local_date(clock.due_at) < local_date(at)
    left = calendar_of(case.centre_id).count(local_date(at), local(clock.due_at).date()) if running and clock else None
    return Progress(
        centre=case.centre.name,
        person_masked=case.person.name_masked,
        item=case.item.name,
        situation=case.situation.name if case.situation else "",
        number=case.number,
        state=CaseState(case.state),
        waiting=clock is not None and clock.state == ClockState.PAUSED,
        due_at=clock.due_at if clock and clock.state == ClockState.RUNNING and not waited else None,
        left=left,
        asked=asked,
        notice_number=notice.paper.number if notice else "",
        accepted_at=case.accepted_at,
        closed_at=case.closed_at,
        handler=case.handler.name,
        handler_phone=case.handler.phone,
        first_responder=case.first_responder.name,
        window=case.window.label if case.window else "",
        supervision_phone=case.centre.supervision_phone,
        words_told=case.words_told,
        is_due_today=running and clock is not None and local_date(clock.due_at) == local_date(at),
        days=days_told(clock, at=at),
        to_come=_to_come(case, at=at),
        told=told_so_far(case),
        guide_path=_guide_path(case),
        has_forms=files_of(case.item_id).exists(),
        tell_by=_tell_by(case),
        wants_reminders=not _opted_out(case.person),
    )


def _opted_out(person: Person) -> bool:
    preference = wish_of(person)
    return preference is not None and preference.opted_out


def _tell_by(case: Case) -> datetime | None:
    if case.state != CaseState.RECEIVED:
        return None
    round_ = case.review_rounds.filter(ended_at=None).select_related("clock").first()
    return round_.clock.due_at if round_ and round_.clock else None


def _still_asked(case: Case, issued_at: datetime) -> list[AskedMaterial]:
    rows = CaseMaterial.objects.filter(case=case, notices__settled_at=None, notices__isnull=False).order_by("position")
    return [
        AskedMaterial(row.name, row.requirement or row.reason)
        for row in rows
        if row.received_at is None or row.received_at <= issued_at
    ]


def _to_come(case: Case, *, at: datetime) -> list[MaterialToCome]:
    """What was promised for later and isn't here yet, the nearest day first."""
    rows = OwedMaterial.objects.filter(case_material__case=case, handed_in_at=None, due_on__isnull=False)
    return [
        MaterialToCome(row.case_material.name, row.due_on, row.due_on < local_date(at))
        for row in rows.select_related("case_material").order_by("due_on", "pk")
        if row.due_on is not None and case.closed_at is None
    ]


def _guide_path(case: Case) -> str:
    """The guide as it was told for this case: the version and the situation."""
    return guide_path(
        case.item.code,
        number=case.version.number,
        situation=case.situation.position if case.situation else None,
        centre=centre_in_address(case.centre_id),
    )
