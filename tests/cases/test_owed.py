"""容缺受理 and 告知承诺: only what the guide allows, against words that were signed, and granted only when all is here."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from tests.at_once import at_once
from tests.cases.scene import actions_of, conclude, fresh, make_received, review
from tests.factories import Town, civil, make_case, make_item, make_staff, make_town

from shouwen.cases import actions as cases
from shouwen.cases import review as in_one_go
from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import CaseResult, CaseState, OwedKind, ReviewState
from shouwen.cases.intake import accept_received
from shouwen.cases.models import Case, CaseMaterial, OwedMaterial
from shouwen.cases.owed import receive_owed, take_promise
from shouwen.catalogue.models import Material
from shouwen.civil_time import local
from shouwen.clocks.actions import recompute
from shouwen.clocks.enums import ClockKind, ClockState
from shouwen.clocks.models import Clock
from shouwen.clocks.queries import debts_of
from shouwen.clocks.standing import Stand, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.people.enums import Role
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
ACCEPTED = civil(2026, 9, 15, 9, 40)
LATER = civil(2026, 9, 18, 10, 0)
DUE = date(2026, 9, 18)


def _case(town: Town, *, received: bool = False, promised_limit: int = 8) -> Case:
    version = make_item(town.general, materials=("申请表", "收入证明", "照片"), promised_limit=promised_limit)
    Material.objects.filter(version=version, name="照片").update(is_minor=True)
    Material.objects.filter(version=version, name="收入证明").update(can_be_promised=True)
    return (make_received if received else make_case)(town.actor(town.he), version, at=ACCEPTED)


def _material(case: Case, name: str) -> CaseMaterial:
    return CaseMaterial.objects.select_related("case", "material").get(case=case, name=name)


def _promise(
    town: Town, case: Case, name: str = "照片", kind: OwedKind = OwedKind.LATER, due_on: date | None = DUE
) -> OwedMaterial:
    return take_promise(
        material=_material(case, name),
        kind=kind,
        words="9月18日前补交照片一张",
        due_on=due_on,
        by=town.actor(town.he),
        at=ACCEPTED,
    )


def _refused(town: Town, case: Case, **given: object) -> str:
    with pytest.raises(Refused) as refused:
        _promise(town, case, **given)  # type: ignore[arg-type]
    assert not OwedMaterial.objects.filter(case_material__case=case, case_material__state="unreviewed").exists()
    return refused.value.code


def test_n4_a_minor_material_may_come_later_against_a_signed_promise() -> None:
    town = make_town()
    case = _case(town)
    review(case, town.actor(town.he), ACCEPTED, only=("申请表", "收入证明"))

    owed = _promise(town, case)

    clock = Clock.objects.get(kind=ClockKind.OWED, subject_id=owed.pk)
    assert _material(case, "照片").state == ReviewState.OWED
    assert (owed.promise_words, owed.due_on, owed.noted_by) == ("9月18日前补交照片一张", DUE, town.he)
    assert (clock.number, clock.matter, local(clock.due_at)) == (
        case.number,
        "照片（农村宅基地建房审批）",
        datetime(2026, 9, 18, 17, 30),
    )
    assert ClockKind.OWED in {row.kind for row in debts_of(centre_id=town.centre.pk, staff_ids=[town.he.pk])}
    assert not recompute(clock)


def test_n4_it_is_granted_only_when_what_was_promised_for_a_day_is_here() -> None:
    town = make_town()
    case = _case(town)
    review(case, town.actor(town.he), ACCEPTED, only=("申请表", "收入证明"))
    _promise(town, case)

    with pytest.raises(Refused) as refused:
        conclude(case, town.actor(town.he), LATER)
    receive_owed(material=_material(case, "照片"), by=town.actor(town.he), at=LATER)
    with pytest.raises(Refused) as unreviewed:
        conclude(case, town.actor(town.he), LATER)
    review(case, town.actor(town.he), LATER, only=("照片",))

    assert refused.value.code == "owed_not_in"
    assert refused.value.message == "容缺受理，答应 9月18日补交的“照片”还没收到，不能办结"
    assert unreviewed.value.code == "materials_not_in_order"
    assert conclude(case, town.actor(town.he), LATER).state == CaseState.CONCLUDED
    assert Clock.objects.get(kind=ClockKind.OWED).state == ClockState.CLOSED
    assert [one for one in actions_of(case) if "owed" in one or "promise" in one] == [
        "case.promise_taken",
        "case.owed_received",
    ]


def test_n4_a_commitment_has_no_day_and_nothing_is_asked_for_any_more() -> None:
    town = make_town()
    case = _case(town)
    review(case, town.actor(town.he), ACCEPTED, only=("申请表", "照片"))

    _promise(town, case, "收入证明", OwedKind.COMMITMENT, None)

    assert not Clock.objects.filter(kind=ClockKind.OWED).exists()
    assert conclude(case, town.actor(town.he), LATER).state == CaseState.CONCLUDED


def test_what_is_owed_is_in_no_correction_notice() -> None:
    town = make_town()
    case = _case(town)
    review(case, town.actor(town.he), ACCEPTED, faults={"申请表": ReviewState.DEFECTIVE}, only=("申请表", "收入证明"))
    _promise(town, case)

    notice = issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=ACCEPTED)

    assert list(notice.materials.values_list("name", flat=True)) == ["申请表"]


def test_received_first_is_accepted_with_a_promise() -> None:
    town = make_town()
    case = _case(town, received=True)
    review(case, town.actor(town.he), ACCEPTED, only=("申请表", "收入证明"))
    _promise(town, case)

    accept_received(case=fresh(case), by=town.actor(town.he), at=ACCEPTED)

    assert fresh(case).state == CaseState.ACCEPTED


def test_an_overdue_promise_warns_its_handler() -> None:
    town = make_town()
    case = _case(town)
    _promise(town, case)
    clock = Clock.objects.get(kind=ClockKind.OWED)
    by = Yardstick.of(town.centre.pk)

    assert standing_of(clock, at=civil(2026, 9, 17, 9), by=by).stand == Stand.SOON
    assert standing_of(clock, at=civil(2026, 9, 18, 9), by=by).stand == Stand.TODAY
    late = standing_of(clock, at=civil(2026, 9, 21, 9), by=by)
    assert (late.stand, late.days) == (Stand.OVERDUE, 2)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": "申请表"}, "not_promisable"),
        ({"name": "收入证明"}, "not_promisable"),
        ({"kind": OwedKind.COMMITMENT, "due_on": None}, "not_promisable"),
        ({"name": "收入证明", "kind": OwedKind.COMMITMENT}, "no_day"),
        ({"due_on": None}, "day_missing"),
        ({"due_on": date(2026, 9, 15)}, "day_passed"),
        ({"due_on": date(2026, 9, 25)}, "day_too_late"),
    ],
)
def test_a_promise_that_the_guide_or_the_calendar_does_not_allow_is_refused(
    given: dict[str, object], code: str
) -> None:
    town = make_town()
    assert _refused(town, _case(town), **given) == code


def test_the_last_day_is_that_of_the_case_and_an_instant_item_has_none() -> None:
    town = make_town()
    assert _promise(town, _case(town), due_on=date(2026, 9, 24)).due_on == date(2026, 9, 24)
    assert _promise(town, _case(town, received=True), due_on=date(2026, 9, 24)).due_on == date(2026, 9, 24)
    assert _refused(town, _case(town, received=True), due_on=date(2026, 9, 25)) == "day_too_late"
    assert _refused(town, _case(town, promised_limit=0)) == "no_time_left"


def test_a_material_is_promised_once_and_not_reviewed_while_it_is_owed() -> None:
    town = make_town()
    case = _case(town)
    _promise(town, case)

    with pytest.raises(Refused) as reviewed:
        cases.review_material(
            material=_material(case, "照片"), state=ReviewState.OK, by=town.actor(town.he), at=ACCEPTED
        )
    receive_owed(material=_material(case, "照片"), by=town.actor(town.he), at=LATER)
    with pytest.raises(Refused) as again:
        _promise(town, case)
    with pytest.raises(Refused) as received:
        receive_owed(material=_material(case, "照片"), by=town.actor(town.he), at=LATER)

    assert (reviewed.value.code, again.value.code, received.value.code) == (
        "material_owed",
        "promised_once",
        "nothing_owed",
    )


def test_what_came_late_and_is_defective_may_be_told_once_more() -> None:
    """It was handed in after the first notice, so a second one about it is no repetition (N5)."""
    town = make_town()
    case = _case(town)
    _promise(town, case)
    receive_owed(material=_material(case, "照片"), by=town.actor(town.he), at=LATER)
    review(case, town.actor(town.he), LATER, faults={"照片": ReviewState.DEFECTIVE})

    notice = issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=LATER)

    assert (notice.sequence, notice.repeats_old_material) == (1, False)


@pytest.mark.parametrize("way", ["withdraw", "refuse"])
def test_a_case_that_ends_asks_for_nothing_that_is_owed(way: str) -> None:
    town = make_town()
    case = _case(town)
    _promise(town, case)

    if way == "withdraw":
        cases.withdraw(case=fresh(case), reason="不办了", by=town.actor(town.he), at=LATER)
    else:
        cases.conclude(
            case=fresh(case), result=CaseResult.REFUSED, words="不符合条件", by=town.actor(town.he), at=LATER
        )

    assert not Clock.objects.filter(closed_at=None).exists()


def test_the_promise_passes_on_with_the_case() -> None:
    town = make_town()
    second = make_staff(town.centre, "唐芒种", roles=[Role.WINDOW_STAFF], window=town.general)
    case = _case(town)
    _promise(town, case)

    cases.transfer(
        case=fresh(case), to_staff_id=second.pk, to_window_id=town.general.pk, by=town.actor(town.he), at=LATER
    )

    assert {clock.kind for clock in debts_of(centre_id=town.centre.pk, staff_ids=[second.pk])} == {
        ClockKind.CASE,
        ClockKind.OWED,
    }


def test_the_database_holds_what_a_promise_is() -> None:
    town = make_town()
    owed = _promise(town, _case(town))
    for broken in ({"due_on": None}, {"promise_words": ""}, {"kind": OwedKind.COMMITMENT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OwedMaterial.objects.filter(pk=owed.pk).update(**broken)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_take_in_what_is_owed_at_once() -> None:
    town = make_town()
    second = town.actor(make_staff(town.centre, "唐芒种", roles=[Role.WINDOW_STAFF], window=town.general))
    case = _case(town)
    _promise(town, case)
    one, other = _material(case, "照片"), _material(case, "照片")

    came_to = at_once(
        lambda: receive_owed(material=one, by=town.actor(town.he), at=LATER),
        lambda: receive_owed(material=other, by=second, at=LATER),
    )

    assert came_to == ["done", "nothing_owed"]
    assert actions_of(case).count("case.owed_received") == 1


def test_a_promise_taken_meanwhile_is_not_reviewed_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waited for the other clerk's step judges by what stands after it, not by what the page read before."""
    town = make_town()
    case, by = _case(town), town.actor(town.he)
    seen = _material(case, "照片")

    def hold_after_another(held: Case) -> None:
        if not OwedMaterial.objects.exists():
            take_promise(
                material=_material(case, "照片"), kind=OwedKind.LATER, words="补交", due_on=DUE, by=by, at=ACCEPTED
            )
        cases.hold(held)

    monkeypatch.setattr(in_one_go, "hold", hold_after_another)
    approved = in_one_go.approve_unreviewed(case=fresh(case), by=by, at=ACCEPTED)
    with pytest.raises(Refused) as refused:
        cases.review_material(material=seen, state=ReviewState.OK, by=by, at=ACCEPTED)

    assert (approved, refused.value.code) == (2, "material_owed")
    assert _material(case, "照片").state == ReviewState.OWED
