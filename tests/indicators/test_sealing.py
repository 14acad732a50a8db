"""封存后只增不改，更正另记日期 (P1)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django_q.models import Schedule
from tests.assessment.scene import concluded_case, on
from tests.factories import Town, civil, make_town

from shouwen.feedback.enums import Verdict
from shouwen.feedback.models import Complaint
from shouwen.indicators import jobs
from shouwen.indicators.actions import amend_month, refresh_month, seal_month
from shouwen.indicators.definitions import VERSION
from shouwen.indicators.models import Amendment, Snapshot
from shouwen.indicators.queries import months_of, published_months, published_year, stamp
from shouwen.journal.models import Entry
from shouwen.journal.queries import verify
from shouwen.people.actor import Actor
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
# 1 to 7 October are days off, Saturday 10 is worked: 8, 9, 10, 12, 13 are the first five working days.
SEALED = civil(2026, 10, 13, 17, 30)


@pytest.fixture
def town() -> Town:
    town = make_town()
    concluded_case(town, accepted=on(1, "09:00"), closed=on(11, "17:00"))
    return town


def complaints(town: Town, count: int, **verdict: object) -> list[Complaint]:
    return [
        Complaint.objects.create(
            centre=town.centre,
            number=f"诉 26-{n:04d}",
            staff=town.he,
            at=on(29, "09:00"),
            words_sealed=b"words",
            **verdict,
        )
        for n in range(1, count + 1)
    ]


def upheld(row: Complaint, town: Town) -> None:
    row.verdict, row.reason_sealed = Verdict.VERIFIED, b"why"
    row.verified_by, row.verified_at = town.office, civil(2026, 10, 19, 9)
    row.save()


def system(town: Town) -> Actor:
    return Actor.system(town.centre.pk)


def test_p1_a_month_is_sealed_on_its_fifth_working_day_after_and_not_before(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        seal_month(first=SEPTEMBER, by=system(town), at=civil(2026, 10, 13, 17, 29))
    assert (refused.value.refusal.code, refused.value.refusal.message) == ("month_not_over", "9月的数到10月13日才封存")
    snapshot = seal_month(first=SEPTEMBER, by=system(town), at=SEALED)
    assert (snapshot.sealed_at, snapshot.as_of, snapshot.definitions) == (SEALED, civil(2026, 10, 1, 0), VERSION)
    with pytest.raises(Refused) as again:
        seal_month(first=SEPTEMBER, by=system(town), at=civil(2026, 10, 14))
    assert again.value.refusal.code == "month_sealed"
    assert list(Entry.objects.filter(action="figures.seal").values_list("subject_id", flat=True)) == ["2026-09"]
    assert verify(town.centre.pk).breaks == []


def test_p1_the_database_refuses_to_change_a_sealed_month(town: Town) -> None:
    snapshot = seal_month(first=SEPTEMBER, by=system(town), at=SEALED)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).update(figures={})
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).delete()
    assert refresh_month(centre_id=town.centre.pk, first=SEPTEMBER, at=civil(2026, 10, 14)) is False
    assert Snapshot.objects.get().computed_at == SEALED


def test_p1_a_later_correction_is_added_with_its_date(town: Town) -> None:
    rows = complaints(town, 12)
    seal_month(first=SEPTEMBER, by=system(town), at=SEALED)
    before = Snapshot.objects.get().figures
    for row in rows[:6]:
        upheld(row, town)
    noted = civil(2026, 10, 20, 2)
    added = amend_month(first=SEPTEMBER, by=system(town), at=noted)
    assert [(one.key, one.sequence, one.before["n"], one.after["n"]) for one in added] == [
        ("complaints_upheld", 1, 0, 6)
    ]
    assert amend_month(first=SEPTEMBER, by=system(town), at=noted) == []
    assert Snapshot.objects.get().figures == before
    month = published_months(town.centre.pk, first=SEPTEMBER, last=SEPTEMBER)[0]
    assert month.sealed.figures["complaints_upheld"].words == "0 件"
    assert month.sheet.figures["complaints_upheld"].words == "6 件"
    said = [(one.before.words, one.figure.words, one.noted_at) for one in month.amendments]
    assert said == [("0 件", "6 件", noted)]
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Amendment.objects.update(noted_at=SEALED)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Amendment.objects.all().delete()


def test_p1_a_correction_within_a_small_number_is_kept_but_not_said(town: Town) -> None:
    rows = complaints(town, 6)
    upheld(rows[0], town)
    Complaint.objects.filter(pk=rows[0].pk).update(verified_at=civil(2026, 10, 9, 9))
    seal_month(first=SEPTEMBER, by=system(town), at=SEALED)
    upheld(rows[1], town)
    assert len(amend_month(first=SEPTEMBER, by=system(town), at=civil(2026, 10, 20))) == 1
    month = published_months(town.centre.pk, first=SEPTEMBER, last=SEPTEMBER)[0]
    # Of six, from one to five are said alike: five would tell that one is left.
    assert month.sheet.figures["complaints_upheld"].words == "至少 1 件"
    assert list(month.amendments) == []


def test_p1_a_month_of_other_definitions_is_not_compared(town: Town) -> None:
    refresh_month(centre_id=town.centre.pk, first=SEPTEMBER, at=SEALED)
    Snapshot.objects.update(definitions="2025-1", sealed_at=SEALED)
    complaints(town, 7)
    assert amend_month(first=SEPTEMBER, by=system(town), at=civil(2026, 10, 20)) == []


def test_p1_the_job_reckons_seals_and_corrects_and_may_run_twice(town: Town) -> None:
    centre_id = town.centre.pk
    assert jobs.refresh(centre_id=centre_id, at=civil(2026, 9, 20)) == 1
    assert months_of(centre_id) == [SEPTEMBER]
    # In October nothing was begun yet: only September is reckoned, and sealed on its day.
    assert jobs.refresh(centre_id=centre_id, at=civil(2026, 10, 8)) == 1
    assert Snapshot.objects.get().sealed_at is None
    assert jobs.refresh(centre_id=centre_id, at=SEALED) == 1
    assert jobs.refresh(centre_id=centre_id, at=SEALED) == 0
    assert Snapshot.objects.get().sealed_at == SEALED
    before = stamp(centre_id)
    complaints(town, 5)
    assert jobs.correct(centre_id=centre_id, at=civil(2026, 10, 20)) == 1
    assert jobs.correct(centre_id=centre_id, at=civil(2026, 10, 21)) == 0
    assert stamp(centre_id) != before


def test_p1_a_month_missed_by_a_stopped_worker_is_made_up_for(town: Town) -> None:
    assert jobs.refresh(centre_id=town.centre.pk, at=civil(2026, 11, 20)) == 1
    snapshot = Snapshot.objects.get()
    assert (snapshot.month, snapshot.sealed_at) == (SEPTEMBER, civil(2026, 11, 20))


def test_p1_the_year_is_of_its_months(town: Town) -> None:
    jobs.refresh(centre_id=town.centre.pk, at=civil(2026, 10, 20))
    year = published_year(town.centre.pk, 2026)
    assert year is not None
    assert [month.first for month in year.months] == [SEPTEMBER]
    assert published_year(town.centre.pk, 2025) is None


def test_the_worker_is_told_of_the_jobs() -> None:
    call_command("ensure_schedules", verbosity=0)
    minutes = dict(Schedule.objects.filter(name__contains="indicators").values_list("name", "minutes"))
    assert minutes == {
        "shouwen.indicators.jobs.look_for_corrections": 1440,
        "shouwen.indicators.jobs.refresh_figures": 10,
    }
