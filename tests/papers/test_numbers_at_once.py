"""Eight clerks at once: every number once, none left out, on whichever database the suite runs."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

import pytest
from tests.at_once import at_once
from tests.factories import Town, civil, make_case, make_person, make_town

from shouwen.cases.acceptance_paper import issue_acceptance_notice
from shouwen.cases.enums import ReviewState
from shouwen.cases.models import Case, CaseMaterial
from shouwen.cases.receipt_paper import issue_material_receipt
from shouwen.papers.enums import PaperKind
from shouwen.papers.models import Paper
from shouwen.refusals import Refused

NOW = civil(2026, 10, 9, 10, 58)
CLERKS = 8


def _cases(town: Town, many: int) -> list[Case]:
    by = town.actor(town.he)
    return [
        make_case(by, town.house, at=civil(2026, 9, 29), person=make_person(town.centre, f"陈{n}")) for n in range(many)
    ]


def _serials(kind: PaperKind, year: int = 2026) -> list[int]:
    return list(Paper.objects.filter(kind=kind, year=year).order_by("serial").values_list("serial", flat=True))


@pytest.mark.django_db(transaction=True)
def test_eight_clerks_at_once_leave_no_hole_and_a_refused_one_takes_no_number() -> None:
    """Half of the cases aren't ready: each clerk tries every case, most tries are refused in the same moment as others succeed."""
    town = make_town()
    cases = _cases(town, 6)
    ready = [case.pk for case in cases[:3]]
    CaseMaterial.objects.filter(case_id__in=ready).update(state=ReviewState.OK)

    def clerk(shift: int) -> Callable[[], None]:
        def work() -> None:
            refused = 0
            for index in range(len(cases)):
                case = Case.objects.get(pk=cases[(index + shift) % len(cases)].pk)
                try:
                    issue_acceptance_notice(case=case, by=town.actor(town.he), at=NOW)
                except Refused as problem:
                    if problem.code not in {"not_complete", "paper_issued"}:
                        raise
                    refused += 1
            tally(len(cases) - refused)

        return work

    lock = Lock()
    done: list[int] = []

    def tally(papers: int) -> None:
        with lock:
            done.append(papers)

    came_to = at_once(*(clerk(shift) for shift in range(CLERKS)))

    assert came_to == ["done"] * CLERKS
    assert sum(done) == len(ready)
    assert _serials(PaperKind.ACCEPTANCE_NOTICE) == [1, 2, 3]
    assert set(Paper.objects.values_list("subject_id", flat=True)) == set(ready)


@pytest.mark.django_db(transaction=True)
def test_each_kind_counts_for_itself_and_begins_at_one_each_year() -> None:
    town = make_town()
    cases = _cases(town, CLERKS)
    CaseMaterial.objects.update(state=ReviewState.OK)
    by = town.actor(town.he)

    def clerk(case: Case, year: int) -> Callable[[], None]:
        at = civil(year, 1, 5) if year == 2027 else NOW

        def work() -> None:
            mine = Case.objects.get(pk=case.pk)
            ids = list(CaseMaterial.objects.filter(case=mine).values_list("pk", flat=True))
            issue_material_receipt(case=mine, material_ids=ids, by=by, at=at)
            issue_acceptance_notice(case=mine, by=by, at=at)

        return work

    came_to = at_once(*(clerk(case, 2026 if index % 2 else 2027) for index, case in enumerate(cases)))

    assert came_to == ["done"] * CLERKS
    for kind in (PaperKind.MATERIAL_RECEIPT, PaperKind.ACCEPTANCE_NOTICE):
        assert [_serials(kind, year) for year in (2026, 2027)] == [[1, 2, 3, 4], [1, 2, 3, 4]]
