"""Short words for what tests of cases do again and again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shouwen.cases import actions as cases
from shouwen.cases.enums import CaseResult, ReviewState
from shouwen.cases.models import Case
from shouwen.journal.models import Entry
from shouwen.people.actor import Actor


def fresh(case: Case) -> Case:
    """The case as the database has it now."""
    return Case.objects.get(pk=case.pk)


def review(
    case: Case,
    by: Actor,
    at: datetime,
    *,
    faults: Mapping[str, ReviewState] | None = None,
    only: tuple[str, ...] = (),
) -> None:
    """Review every material (or `only` some): 合格, unless it is named in `faults`."""
    for material in fresh(case).materials.all():
        if only and material.name not in only:
            continue
        state = (faults or {}).get(material.name, ReviewState.OK)
        reason = {ReviewState.MISSING: "没有带来", ReviewState.DEFECTIVE: "没有签名"}.get(state, "")
        requirement = "交原件1份" if reason else ""
        cases.review_material(material=material, state=state, reason=reason, requirement=requirement, by=by, at=at)


def conclude(case: Case, by: Actor, at: datetime) -> Case:
    """Conclude with the usual words."""
    return cases.conclude(case=fresh(case), result=CaseResult.GRANTED, words="办好了，证件当面交给本人", by=by, at=at)


def actions_of(case: Case) -> list[str]:
    """The names of the journal entries of a case, oldest first."""
    rows = Entry.objects.filter(subject_kind="case", subject_id=str(case.pk)).order_by("seq")
    return list(rows.values_list("action", flat=True))
