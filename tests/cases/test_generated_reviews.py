"""Ten thousand generated reviews: the notice lists exactly the required materials of the situation that aren't in order.

What a guide asks in a situation, and what is wrong, is reckoned here a second time, in another way. Three hundred go through the
actions from the first inquiry to the numbered paper; the others make the content of the paper from rows in memory."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pytest
from tests.cases.scene import fresh
from tests.factories import Town, civil, make_case, make_item, make_town

from shouwen.cases import actions as cases
from shouwen.cases.correction_paper import correction_content
from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import CaseState, OwedKind, ReviewState
from shouwen.cases.models import Case, CaseMaterial
from shouwen.cases.owed import take_promise
from shouwen.cases.policies import may_issue_notice
from shouwen.catalogue.models import ItemVersion, Material, Situation
from shouwen.civil_time import local_date
from shouwen.papers.actions import content_of
from shouwen.papers.rendering import content
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
Wrong = list[tuple[str, str, str, str]]
"""Name, what is wrong, reason and requirement of each line of a notice."""
GUIDES, PURE, BY_ACTIONS = 24, 10_000, 300


@dataclass(frozen=True)
class Guide:
    """A guide and, for each situation (None: it knows none), the names of what it asks there, in the order of the guide."""

    version: ItemVersion
    asked: dict[Situation | None, list[str]]


def _guide(town: Town, chance: Random, number: int) -> Guide:
    names = [f"材料{number}之{position}" for position in range(1, chance.randint(1, 12) + 1)]
    version = make_item(
        town.general,
        f"事项{number}",
        materials=names,
        situations=[f"情形{one}" for one in range(chance.choice((0, 1, 2, 4)))],
    )
    situations: list[Situation | None] = list(version.situations.all()) or [None]
    asked: dict[Situation | None, list[str]] = {situation: [] for situation in situations}
    for material in Material.objects.filter(version=version).order_by("position"):
        only = chance.choice(situations) if chance.random() < 0.5 else None
        is_minor = chance.random() < 0.3
        Material.objects.filter(pk=material.pk).update(situation=only, is_minor=is_minor)
        for situation in situations:
            if only is None or only == situation:
                asked[situation].append(material.name)
    return Guide(version, asked)


def _result(chance: Random, name: str) -> tuple[ReviewState, str, str, bool]:
    """One look at a material: its result, reason, requirement, and whether it was put right on the spot."""
    state = chance.choice((ReviewState.OK, ReviewState.OK, ReviewState.MISSING, ReviewState.DEFECTIVE))
    if state == ReviewState.OK:
        on_spot = chance.random() < 0.3
        return state, "漏写日期" if on_spot else "", "", on_spot
    return (
        state,
        f"{name}：{chance.choice(('没有带来', '没有签名', '过了有效期'))}",
        f"交原件{chance.randint(1, 3)}份",
        False,
    )


def _lines(said: content.CorrectionNotice) -> Wrong:
    return [(row.name, str(row.fault), row.reason, row.requirement) for row in said.materials]


def _wrong(names: list[str], last: dict[str, tuple[ReviewState, str, str, bool]]) -> Wrong:
    found: Wrong = []
    for name in names:
        state, reason, requirement, _ = last[name]
        if state not in (ReviewState.OK, ReviewState.OWED):
            found.append((name, str(state), reason, requirement))
    return found


@pytest.mark.slow
def test_n4_ten_thousand_notices_list_exactly_what_is_not_in_order() -> None:
    chance, town = Random(20261009), make_town()
    guides = [_guide(town, chance, number) for number in range(1, GUIDES + 1)]
    template = make_case(town.actor(town.he), town.house, at=AT)
    whole = listed = 0
    rows_of = {
        (number, situation): cases.material_rows(template, guide.version, situation)
        for number, guide in enumerate(guides)
        for situation in guide.asked
    }
    for _ in range(PURE):
        number = chance.randrange(GUIDES)
        guide = guides[number]
        situation = chance.choice(list(guide.asked))
        rows = rows_of[number, situation]
        assert [row.name for row in rows] == guide.asked[situation]
        last = {}
        for row in rows:
            last[row.name] = _result(chance, row.name)
            row.state, row.reason, row.requirement, row.corrected_on_spot = last[row.name]
        case = _in_memory(template, guide, situation, rows)
        expected = _wrong(guide.asked[situation], last)
        if not expected:
            whole += 1
            refusal = may_issue_notice(case, by=town.actor(town.he), at=AT)
            assert refusal is not None and refusal.code == "nothing_to_correct"
            continue
        said = correction_content(case, number="二坪便补〔2026〕1号", by=town.actor(town.he), at=AT)
        assert _lines(said) == expected
        assert [one.name for one in said.corrected_on_spot] == [name for name in last if last[name][3]]
        listed += len(expected)
    assert whole > 500
    assert listed > 2 * PURE


def _in_memory(template: Case, guide: Guide, situation: Situation | None, rows: list[CaseMaterial]) -> Case:
    """A case of this guide with these rows, which the database never sees."""
    case = Case(
        pk=template.pk,
        centre=template.centre,
        number=template.number,
        person=template.person,
        item=guide.version.item,
        version=guide.version,
        situation=situation,
        first_responder=template.first_responder,
        handler=template.handler,
        window=template.window,
        clock=template.clock,
        state=CaseState.ACCEPTED,
        received_at=AT,
        accepted_at=AT,
    )
    case._prefetched_objects_cache = {"materials": rows}  # type: ignore[attr-defined]
    return case


@pytest.mark.slow
def test_n4_three_hundred_reviews_by_the_actions_issue_the_same_lists() -> None:
    chance, town = Random(87), make_town()
    clerk = town.actor(town.he)
    guides = [_guide(town, chance, number) for number in range(1, 9)]
    issued = 0
    for _ in range(BY_ACTIONS):
        guide = chance.choice(guides)
        situation = chance.choice(list(guide.asked))
        case = make_case(clerk, guide.version, at=AT, situation=situation)
        names, last = guide.asked[situation], {}
        for material in fresh(case).materials.select_related("case", "material"):
            # A material is looked at once or again: the last look counts.
            for _look in range(chance.choice((1, 1, 2))):
                state, reason, requirement, on_spot = last[material.name] = _result(chance, material.name)
                cases.review_material(
                    material=material, state=state, reason=reason, requirement=requirement,
                    corrected_on_spot=on_spot, by=clerk, at=AT,
                )  # fmt: skip
            if state != ReviewState.OK and material.material.is_minor and chance.random() < 0.5:
                take_promise(
                    material=material, kind=OwedKind.LATER, words="三天内补交",
                    due_on=local_date(civil(2026, 10, 14)), by=clerk, at=AT,
                )  # fmt: skip
                last[material.name] = (ReviewState.OWED, "", "", False)
        expected = _wrong(names, last)
        if not expected:
            with pytest.raises(Refused) as refused:
                issue_correction_notice(case=fresh(case), by=clerk, at=AT)
            assert refused.value.code == "nothing_to_correct"
            continue
        notice = issue_correction_notice(case=fresh(case), by=clerk, at=AT)
        said = content_of(notice.paper)
        assert isinstance(said, content.CorrectionNotice)
        assert _lines(said) == expected
        assert list(notice.materials.values_list("name", flat=True)) == [name for name, *_ in expected]
        issued += 1
    assert issued > BY_ACTIONS // 2
