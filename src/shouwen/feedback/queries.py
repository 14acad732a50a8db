"""Reading complaints. Lists take a constant number of queries; words stay sealed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from shouwen.civil_time import start_of
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.feedback.enums import UPHELD, ComplaintState, SayingKind
from shouwen.feedback.models import Complaint, ComplaintFile, ComplaintSaying
from shouwen.feedback.transitions import OPEN
from shouwen.people import queries as people

NEVER_ANSWERED = frozenset({ComplaintState.MERGED, ComplaintState.WITHDRAWN})
"""Nobody is owed an answer: told twice, or taken back."""
_NUMBER = re.compile(r"诉?\s*(\d\d)-(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the register is narrowed to. `text`: a number, words of a window, or a name or phone."""

    text: str = ""
    sift: str = ""
    window_id: int | None = None
    staff_id: int | None = None
    first: date | None = None
    last: date | None = None


def complaints_between(centre_id: int, since: datetime, until: datetime) -> QuerySet[Complaint]:
    """Those received in the span, `until` not included; no words. For figures."""
    rows = Complaint.objects.filter(centre_id=centre_id, at__gte=since, at__lt=until)
    return rows.only("at", "state", "promise", "verdict", "verified_at", "settled_at").order_by("at", "pk")


def dues_of(centre_id: int, ids: Iterable[int]) -> dict[int, datetime]:
    """By when these complaints are to be answered, by complaint, as their clocks say; one query."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=ClockKind.COMPLAINT, subject_id__in=list(ids))
    return dict(rows.values_list("subject_id", "due_at"))


def complaints_wanted(centre_id: int, wanted: Wanted) -> QuerySet[Complaint]:
    """投诉 of a centre, the newest first. `sift`: a state, open, upheld, late (answered late), bad (answer rated 1 or 2)."""
    rows = Complaint.objects.filter(centre_id=centre_id)
    if wanted.sift == "open":
        rows = rows.filter(state__in=OPEN)
    elif wanted.sift == "upheld":
        rows = rows.filter(verdict__in=UPHELD)
    elif wanted.sift == "late":
        clocks = Clock.objects.filter(centre_id=centre_id, kind=ClockKind.COMPLAINT, subject_id=OuterRef("pk"))
        rows = rows.filter(Exists(clocks.filter(closed_at__gt=F("due_at")))).exclude(state__in=NEVER_ANSWERED)
    elif wanted.sift == "bad":
        rows = rows.filter(answer_rating__lte=2)
    elif wanted.sift in ComplaintState.values:
        rows = rows.filter(state=wanted.sift)
    if wanted.window_id is not None:
        rows = rows.filter(window_id=wanted.window_id)
    if wanted.staff_id is not None:
        rows = rows.filter(handler_id=wanted.staff_id)
    if wanted.first is not None:
        rows = rows.filter(at__gte=start_of(wanted.first))
    if wanted.last is not None:
        rows = rows.filter(at__lt=start_of(wanted.last + timedelta(days=1)))
    if wanted.text.strip():
        rows = rows.filter(_meant(centre_id, wanted.text.strip()))
    return rows.select_related("person", "window", "handler", "office", "staff", "case").order_by("-at", "-pk")


def complaint_numbered(centre_id: int, serial: str) -> Complaint | None:
    """The complaint 诉 26-0009 by its serial 26-0009, with all that its page shows."""
    rows = Complaint.objects.filter(centre_id=centre_id, number=f"诉 {serial}")
    sayings = ComplaintSaying.objects.select_related("by", "staff").order_by("sequence")
    files = ComplaintFile.objects.select_related("file", "added_by").order_by("pk")
    followers = Complaint.objects.select_related("person").order_by("pk")
    return (
        rows.select_related(
            *("centre", "person", "staff", "window", "case__item", "task", "taken_by", "office", "handler"),
            *("merged_into", "verified_by", "paper"),
        )
        .prefetch_related(Prefetch("sayings", sayings), Prefetch("files", files), Prefetch("followers", followers))
        .first()
    )


def clocks_of(centre_id: int, ids: Iterable[int]) -> dict[int, Clock]:
    """The clocks of these complaints, by complaint; three queries."""
    rows = Clock.objects.filter(centre_id=centre_id, kind=ClockKind.COMPLAINT, subject_id__in=list(ids))
    rows = rows.select_related("responsible", "extension").prefetch_related("pauses", "responsibilities")
    return {clock.subject_id: clock for clock in rows}


def put_to(complaint: Complaint, staff_id: int | None) -> list[ComplaintSaying]:
    """What was put to this person, and what they said, the first first."""
    rows = ComplaintSaying.objects.filter(complaint=complaint, staff_id=staff_id or 0).exclude(kind=SayingKind.ADDED)
    return list(rows.order_by("sequence"))


def file_of(centre_id: int, serial: str, file_id: int) -> ComplaintFile | None:
    """One file of the complaint."""
    rows = ComplaintFile.objects.filter(centre_id=centre_id, complaint__number=f"诉 {serial}", pk=file_id)
    return rows.select_related("file", "complaint__case").first()


def _meant(centre_id: int, text: str) -> Q:
    number = _NUMBER.fullmatch(text)
    if number:
        return Q(number=f"诉 {number[1]}-{int(number[2]):04d}")
    words = Q(window__name__icontains=text) | Q(matter_number__icontains=text)
    return words | Q(person_id__in=people.ids_matching(centre_id, text))
