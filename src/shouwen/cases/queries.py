"""Reading cases: one with everything its page shows, and lists to search. Every answer is a constant number of queries."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Prefetch, Q, QuerySet

from shouwen.cases.enums import CaseState
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice, MaterialFile, ReviewRound
from shouwen.catalogue import queries as catalogue
from shouwen.civil_time import local_date, start_of
from shouwen.clocks.enums import ClockState
from shouwen.clocks.models import Clock
from shouwen.clocks.queries import bounds_of, waited_in_time
from shouwen.clocks.yardstick import Yardstick
from shouwen.people import queries as people


class Sift(StrEnum):
    """What a list of cases is narrowed to."""

    OPEN = "open"
    RECEIVED = "received"
    CORRECTING = "correcting"
    OVERDUE = "overdue"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search in the list: `text` is a number, a name, the last four digits of a phone, initials or an item."""

    text: str = ""
    sift: Sift | None = None
    handler_id: int | None = None
    window_id: int | None = None


def names_of(centre_id: int, case_ids: Collection[int]) -> dict[int, tuple[str, str, str]]:
    """Number, masked person and item of these cases, accepted or not; one query, none without an id."""
    if not case_ids:
        return {}
    rows = Case.objects.filter(centre_id=centre_id, pk__in=case_ids)
    return {
        pk: (number, person, item)
        for pk, number, person, item in rows.values_list("pk", "number", "person__name_masked", "item__name")
    }


def case_numbered(centre_id: int, serial: str) -> Case | None:
    """The case 办 26-01873 by its serial 26-01873, with all that its page shows; eight queries."""
    rows = Case.objects.filter(centre_id=centre_id, number=f"办 {serial}").select_related(
        "centre",
        "person",
        "item",
        "version",
        "situation",
        "inquiry__window",
        "first_responder",
        "handler",
        "window",
        "clock__extension",
        "clock__responsible",
    )
    notices = CorrectionNotice.objects.select_related("paper__voided").order_by("sequence")
    return rows.prefetch_related(
        Prefetch("materials", CaseMaterial.objects.select_related("material", "owed").prefetch_related(_live_files())),
        Prefetch("review_rounds", _rounds()),
        Prefetch("correction_notices", notices),
        "clock__pauses",
        "clock__responsibilities",
    ).first()


def _live_files() -> Prefetch[str]:
    """The scans of materials that weren't taken off."""
    rows = MaterialFile.objects.filter(removed_at=None).select_related("file", "from_earlier__case")
    return Prefetch("files", rows.order_by("pk"))


def _rounds() -> QuerySet[ReviewRound]:
    rows = ReviewRound.objects.select_related("clock__extension", "clock__responsible").order_by("sequence")
    return rows.prefetch_related("clock__pauses", "clock__responsibilities")


def review_clock(case: Case) -> Clock | None:
    """The clock of the latest review of a case that isn't accepted yet: the days within which the person is told."""
    if case.clock_id is not None:
        return None
    rounds = list(case.review_rounds.all())
    return rounds[-1].clock if rounds else None


def deemed_if_untold(centre_id: int, round_ids: Collection[int]) -> set[int]:
    """Those of these reviews whose case counts as accepted when nothing is told in time (行政许可法 第三十二条); one query."""
    rows = ReviewRound.objects.filter(centre_id=centre_id, pk__in=round_ids, case__version__deemed_acceptance=True)
    return set(rows.values_list("pk", flat=True))


def file_of(centre_id: int, serial: str, file_id: int) -> MaterialFile | None:
    """A scan of a material of this case, with what opening it asks."""
    rows = MaterialFile.objects.filter(centre_id=centre_id, pk=file_id, case_material__case__number=f"办 {serial}")
    return rows.select_related("file", "case_material__case").first()


def material_to_change(case: Case, material_id: int) -> CaseMaterial | None:
    """One material of a case for a step that is done now."""
    return CaseMaterial.objects.filter(case=case, pk=material_id).select_related("case__clock", "material").first()


def case_to_change(centre_id: int, serial: str) -> Case | None:
    """The same case for a step that is done now: one query, for the action reads anew, under lock, what it judges by."""
    rows = Case.objects.filter(centre_id=centre_id, number=f"办 {serial}")
    return rows.select_related("clock", "version").first()


def notice_of_paper(centre_id: int, paper_id: int) -> CorrectionNotice:
    """The correction notice that a paper is, with its case."""
    rows = CorrectionNotice.objects.select_related("case__clock", "case__version__item", "case__person", "paper")
    return rows.get(centre_id=centre_id, paper_id=paper_id)


def material_of(case: Case, material_id: int) -> CaseMaterial | None:
    """One material of a case that `case_numbered` loaded."""
    found = next((material for material in case.materials.all() if material.pk == material_id), None)
    if found is not None:
        found.case = case
    return found


def asked_materials(case: Case) -> list[CaseMaterial]:
    """What the open correction notice asks for and hasn't come since; empty when nothing is waited for."""
    notice = next((row for row in case.correction_notices.all() if row.settled_at is None), None)
    if notice is None:
        return []
    return [
        material
        for material in notice.materials.order_by("position")
        if material.received_at is None or material.received_at <= notice.issued_at
    ]


def is_new(case: Case, material: CaseMaterial) -> bool:
    """新交: handed in after the application came, in answer to a notice or to a promise."""
    return material.received_at is not None and material.received_at > case.received_at


def cases_wanted(centre_id: int, wanted: Wanted, *, at: datetime) -> QuerySet[Case]:
    """The cases of a centre that fit, newest first, with what a row and its due light show; a page costs three queries."""
    rows = Case.objects.filter(centre_id=centre_id)
    if wanted.sift is not None:
        rows = rows.filter(_sifted(centre_id, wanted.sift, at=at))
    if wanted.handler_id is not None:
        rows = rows.filter(handler_id=wanted.handler_id)
    if wanted.window_id is not None:
        rows = rows.filter(window_id=wanted.window_id)
    if wanted.text.strip():
        rows = rows.filter(_meaning(centre_id, wanted.text.strip(), at=at))
    rows = rows.select_related(
        "person", "item", "situation", "handler", "first_responder", "window", "clock__extension"
    )
    return rows.prefetch_related("clock__pauses", Prefetch("review_rounds", _rounds())).order_by("-accepted_at", "-pk")


def _sifted(centre_id: int, sift: Sift, *, at: datetime) -> Q:
    if sift == Sift.OPEN:
        return Q(closed_at=None)
    if sift == Sift.OVERDUE:
        bounds = bounds_of(at, Yardstick.of(centre_id))
        late = Q(closed_at=None, clock__state=ClockState.RUNNING, clock__due_at__lt=start_of(bounds.last_workday))
        return late & ~Q(clock_id__in=waited_in_time(centre_id, bounds))
    return Q(
        state={
            Sift.RECEIVED: CaseState.RECEIVED,
            Sift.CORRECTING: CaseState.CORRECTING,
            Sift.CONCLUDED: CaseState.CONCLUDED,
        }.get(sift, CaseState.WITHDRAWN)
    )


def _meaning(centre_id: int, text: str, *, at: datetime) -> Q:
    """A number alone when it is written as one; else whatever the words may mean."""
    if number := re.fullmatch(r"办?\s*(\d\d)-(\d{1,5})", text):
        return Q(number=f"办 {number[1]}-{int(number[2]):05d}")
    condition = Q(person_id__in=people.ids_matching(centre_id, text))
    if re.fullmatch(r"\d{1,5}", text):
        year = local_date(at).year % 100
        condition |= Q(number__in=[f"办 {one:02d}-{int(text):05d}" for one in (year, year - 1)])
    items = catalogue.items(centre_id).filter(Q(name__icontains=text) | Q(initials__icontains=text.lower()))
    return condition | Q(item_id__in=list(items.values_list("pk", flat=True)))
