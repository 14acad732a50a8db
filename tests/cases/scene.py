"""Short words for what tests of cases do again and again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tests.factories import make_inquiry, make_person

from shouwen.cases import actions as cases
from shouwen.cases.enums import CaseResult, ReviewState
from shouwen.cases.intake import receive_application
from shouwen.cases.models import Case
from shouwen.catalogue.models import ItemVersion, Situation
from shouwen.inquiries.enums import ToldBy
from shouwen.journal.models import Entry
from shouwen.people.actor import Actor
from shouwen.people.models import Person


def fresh(case: Case) -> Case:
    """The case as the database has it now."""
    return Case.objects.get(pk=case.pk)


def make_received(
    by: Actor,
    version: ItemVersion,
    *,
    at: datetime,
    person: Person | None = None,
    situation: Situation | None = None,
) -> Case:
    """A case whose materials were received to be reviewed first, by the action."""
    someone = person or make_person(version.item.centre, at=at)
    return receive_application(
        inquiry=make_inquiry(by, at=at, person=someone, item_id=version.item_id),
        item_id=version.item_id,
        situation_id=situation.pk if situation else None,
        words="材料先收下，审过了告诉您",
        means=ToldBy.IN_PERSON,
        by=by,
        at=at,
    )


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
