"""Two clerks at once, with real threads and real commits: one wins, the other is told in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.at_once import at_once
from tests.cases.scene import actions_of, fresh, review
from tests.factories import Town, civil, make_case, make_staff, make_town

from shouwen.cases import actions as cases
from shouwen.cases import limits
from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.cases.models import Case
from shouwen.clocks.models import Extension
from shouwen.journal.models import Entry
from shouwen.journal.queries import events, verify
from shouwen.papers.models import Paper
from shouwen.people.actor import Actor
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db(transaction=True)
ACCEPTED = civil(2026, 9, 29, 9, 40)
DONE = civil(2026, 10, 9, 16, 0)


def _reviewed(faults: dict[str, ReviewState] | None = None) -> tuple[Town, Case, tuple[Actor, Actor]]:
    town = make_town()
    second = make_staff(town.centre, "唐芒种", roles=[Role.WINDOW_STAFF], window=town.general)
    case = make_case(town.actor(town.he), town.house, at=ACCEPTED)
    review(case, town.actor(town.he), DONE, faults=faults)
    return town, case, (town.actor(town.he), town.actor(second))


@pytest.mark.parametrize("turn", range(5))
def test_two_clerks_conclude_the_same_caseat_once(turn: int) -> None:
    town, case, clerks = _reviewed()

    def conclude(by: Actor) -> Callable[[], object]:
        seen = fresh(case)
        return lambda: cases.conclude(case=seen, result=CaseResult.GRANTED, words=f"{by.name}办好了", by=by, at=DONE)

    assert at_once(*map(conclude, clerks)) == ["case_moved_on", "done"]

    done = fresh(case)
    (entry,) = events(Entry.objects.filter(action="case.conclude"))
    assert done.state == CaseState.CONCLUDED
    assert done.words_told == f"{entry.actor_name}办好了" == entry.data["words"]
    assert actions_of(case).count("case.conclude") == 1
    assert verify(town.centre.pk).breaks == []


def test_two_clerks_extend_the_same_caseat_once() -> None:
    _, case, clerks = _reviewed()

    def extend(by: Actor) -> Callable[[], object]:
        seen = fresh(case)
        return lambda: limits.extend(
            case=seen, workdays=3, reason="等回函", category="other", told_at=DONE, by=by, at=DONE
        )

    assert at_once(*map(extend, clerks)) == ["done", "extension_used"]
    assert Extension.objects.count() == 1


def test_n5_two_clerks_issue_the_noticeat_once() -> None:
    _, case, clerks = _reviewed({"户口簿": ReviewState.MISSING})

    def issue(by: Actor) -> Callable[[], object]:
        seen = fresh(case)
        return lambda: issue_correction_notice(case=seen, by=by, at=DONE)

    assert at_once(*map(issue, clerks)) == ["case_moved_on", "done"]
    assert list(Paper.objects.values_list("number", flat=True)) == ["二坪便补〔2026〕1号"]


def test_a_fault_found_at_the_moment_of_conclusion_is_not_lost() -> None:
    """Either the conclusion is refused for the fault, or the review for the conclusion; never a concluded case with a fault."""
    _, case, (first, second) = _reviewed()
    seen, material = fresh(case), fresh(case).materials.select_related("case")[0]

    came_to = at_once(
        lambda: cases.conclude(case=seen, result=CaseResult.GRANTED, words="办好了", by=first, at=DONE),
        lambda: cases.review_material(
            material=material, state=ReviewState.DEFECTIVE, reason="没有签名", by=second, at=DONE
        ),
    )

    assert came_to in (["case_not_in_review", "done"], ["done", "materials_not_in_order"])
    faulty = fresh(case).materials.filter(state=ReviewState.DEFECTIVE).exists()
    assert faulty == (fresh(case).state == CaseState.ACCEPTED)


def test_two_clerks_review_the_same_material_at_once() -> None:
    """Both looks are kept in the record; the material says what the later one found."""
    _, case, (first, second) = _reviewed()
    one, other = (fresh(case).materials.select_related("case")[0] for _ in range(2))

    came_to = at_once(
        lambda: cases.review_material(material=one, state=ReviewState.MISSING, reason="没有带来", by=first, at=DONE),
        lambda: cases.review_material(
            material=other, state=ReviewState.DEFECTIVE, reason="没有签名", by=second, at=DONE
        ),
    )

    assert came_to == ["done", "done"]
    material = fresh(case).materials.all()[0]
    last = events(Entry.objects.filter(action="case.review").order_by("seq"))[-1]
    assert actions_of(case).count("case.review") == 5
    assert (material.state, material.reason) == (last.data["state"], last.data["reason"])
    assert material.reviewed_by_id in {first.staff_id, second.staff_id}
