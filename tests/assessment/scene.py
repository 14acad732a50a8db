"""A month with something of everything: one late case, attendance, ratings, complaints, findings."""

from __future__ import annotations

from datetime import date, datetime, time

from tests.factories import Town, civil, make_case, make_person, make_staff

from shouwen.assessment.enums import FindingState
from shouwen.assessment.findings import move_finding, note_finding, respond
from shouwen.assessment.models import Finding
from shouwen.attendance.models import Away, Leave, Punch, Shift
from shouwen.cases.actions import conclude, review_material
from shouwen.cases.enums import CaseResult, ReviewState
from shouwen.cases.models import Case
from shouwen.civil_time import instant
from shouwen.feedback.enums import Verdict
from shouwen.feedback.models import Complaint, Rating
from shouwen.feedback.words import seal_of
from shouwen.people.enums import Role
from shouwen.people.models import Staff

SEPTEMBER = date(2026, 9, 1)


def on(day: int, clock: str) -> datetime:
    """An instant of September 2026."""
    return instant(datetime.combine(date(2026, 9, day), time.fromisoformat(clock)))


def shift(staff: Staff, day: int, start: str = "09:00", end: str = "12:00") -> Shift:
    return Shift.objects.create(centre=staff.centre, staff=staff, start=on(day, start), end=on(day, end))


def punched(staff: Staff, day: int, *clocks: str) -> None:
    for clock in clocks:
        Punch.objects.create(centre=staff.centre, staff=staff, at=on(day, clock))


def concluded_case(town: Town, *, accepted: datetime, closed: datetime) -> Case:
    """A case of 8 working days by 何谷雨, concluded at a time."""
    by = town.actor(town.he, at=accepted)
    case = make_case(by, town.house, at=accepted, person=make_person(town.centre, phone="", at=accepted))
    for material in case.materials.all():
        review_material(material=material, state=ReviewState.OK, by=by, at=accepted)
    return conclude(case=case, result=CaseResult.GRANTED, words="办好了", by=town.actor(town.he, at=closed), at=closed)


def panel(town: Town) -> Staff:
    """李清明 of the assessment panel: who didn't note a finding may verify it."""
    found = Staff.objects.filter(centre=town.centre, name="李清明").first()
    return found or make_staff(town.centre, "李清明", roles=[Role.ASSESSMENT_PANEL])


def verified_finding(town: Town, clause: str, at: datetime, *, level: str = "", act: str = "") -> Finding:
    office, judge = town.actor(town.office, at=at), town.actor(panel(town), at=at)
    finding = note_finding(
        staff_id=town.he.pk, clause=clause, happened_at=at, words="查实的事", level=level, act=act, by=office, at=at
    )
    move_finding(finding=finding, to=FindingState.PUT_TO_PERSON, reason="", by=office, at=at)
    respond(finding=finding, words="是我没有做好", by=town.actor(town.he, at=at), at=at)
    return move_finding(finding=finding, to=FindingState.VERIFIED, reason="本人无异议", by=judge, at=at)


def rating(case: Case, town: Town, at: datetime, level: int, verdict: Verdict) -> Rating:
    judged = verdict != Verdict.OPEN
    return Rating.objects.create(
        centre=town.centre,
        case=case,
        staff=town.he,
        at=at,
        level=level,
        verdict=verdict,
        verdict_reason="听了录音" if judged else "",
        verified_by=town.office if judged else None,
        verified_at=at if judged else None,
    )


def complaint(town: Town, number: str, at: datetime, verdict: Verdict) -> Complaint:
    judged = verdict != Verdict.OPEN
    row = Complaint(
        centre=town.centre,
        number=number,
        staff=town.he,
        at=at,
        words_sealed=b"words",
        verdict=verdict,
        verified_by=town.office if judged else None,
        verified_at=at if judged else None,
    )
    row.reason_sealed = seal_of("看了监控", row, "reason") if judged else b""
    row.save()
    return row


def eventful_september(town: Town) -> None:
    """Two days over (2), late 12 minutes (1), absent (3), away 20 minutes (1), bad rating (1), complaint (2), K2.9 district (2)."""
    case = concluded_case(town, accepted=on(1, "10:00"), closed=on(15, "10:00"))
    for day in (1, 2, 3, 4):
        shift(town.he, day)
        shift(town.deng, day)
        punched(town.deng, day, "08:55", "12:01")
    punched(town.he, 1, "08:50", "12:00")
    punched(town.he, 2, "09:12:40", "12:03")
    Leave.objects.create(
        centre=town.centre,
        staff=town.he,
        kind="sick",
        from_at=on(4, "09:00"),
        to_at=on(4, "12:00"),
        approved_by=town.office,
        approved_at=on(3, "17:00"),
    )
    Away.objects.create(
        centre=town.centre,
        staff=town.he,
        from_at=on(1, "10:00"),
        to_at=on(1, "10:20"),
        cause="none",
        noted_by=town.office,
        verified_by=town.office,
        verified_at=on(2, "10:00"),
    )
    rating(case, town, on(15, "10:05"), 2, Verdict.VERIFIED)
    complaint(town, "诉 26-0001", on(16, "11:00"), Verdict.VERIFIED)
    complaint(town, "诉 26-0002", on(17, "11:00"), Verdict.OPEN)
    complaint(town, "诉 26-0003", on(18, "11:00"), Verdict.DISMISSED)
    verified_finding(town, "K2.9", on(21, "15:00"), level="district", act="午间空岗")


def end_of_september() -> datetime:
    return civil(2026, 10, 8, 9)
