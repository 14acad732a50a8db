"""收到的材料: the register names what is known to be here, from the time on at which it came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cases.scene import fresh, make_received, review
from tests.factories import Town, civil, make_case, make_item, make_person, make_town
from tests.files.samples import picture

from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import ReviewState
from shouwen.cases.held import take_over
from shouwen.cases.material_files import attach
from shouwen.cases.models import Case, CaseMaterial, ReceiptLine
from shouwen.cases.paper_policies import brought_after_all, without_receipt
from shouwen.cases.receipt_paper import issue_material_receipt
from shouwen.cases.register_queries import cases_of_inquiries
from shouwen.papers.actions import content_of
from shouwen.papers.rendering.content import MaterialReceipt
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
EARLIER, AT = civil(2026, 9, 1, 9), civil(2026, 10, 9, 9, 41)
LATER = AT + timedelta(minutes=25)


def registered(case: Case) -> tuple[str, ...]:
    """收到的材料 in the register of inquiries."""
    return cases_of_inquiries(case.centre_id, [case.inquiry_id])[case.inquiry_id].materials


def material(case: Case, name: str) -> CaseMaterial:
    return CaseMaterial.objects.select_related("case").get(case=case, name=name)


def with_earlier_scan(town: Town) -> tuple[CaseMaterial, Case]:
    """An identity card that was in order in an earlier case, and a new case of the same person."""
    he, person = town.actor(town.he), make_person(town.centre, "陈甲木")
    earlier = make_case(he, make_item(town.general, "高龄津贴", materials=("身份证",)), at=EARLIER, person=person)
    source = material(earlier, "身份证")
    attach(material=source, name="身份证.png", data=picture(), by=he, at=EARLIER)
    review(earlier, he, EARLIER)
    return material(earlier, "身份证"), make_case(he, town.house, at=AT, person=person)


@pytest.mark.parametrize("make", [make_case, make_received], ids=["accepted", "received"])
def test_f1_what_nobody_looked_at_does_not_count_as_received(make) -> None:  # type: ignore[no-untyped-def]
    town = make_town()
    he = town.actor(town.he)
    case = make(he, town.house, at=AT)
    begun = registered(case)
    review(case, he, AT, faults={"户口簿": ReviewState.DEFECTIVE, "申请表": ReviewState.MISSING})

    assert (begun, registered(case)) == ((), ("身份证", "户口簿"))


def test_f1_a_receipt_says_that_it_is_here_before_the_review() -> None:
    town = make_town()
    he = town.actor(town.he)
    case = make_received(he, town.house, at=AT)
    issue_material_receipt(case=case, material_ids=[material(case, "户口簿").pk], by=he, at=AT)

    assert registered(case) == ("户口簿",)


def test_f1_what_was_missing_came_when_the_review_says_so() -> None:
    town = make_town()
    he = town.actor(town.he)
    case = make_case(he, town.house, at=AT)
    review(case, he, AT, faults={"户口簿": ReviewState.MISSING})
    review(case, he, LATER, only=("户口簿",))

    assert registered(case) == ("身份证", "户口簿", "申请表")
    assert (material(case, "身份证").received_at, material(case, "户口簿").received_at) == (AT, LATER)


def test_f1_what_an_earlier_case_stood_for_and_was_brought_anew_was_received_then() -> None:
    town = make_town()
    he = town.actor(town.he)
    source, case = with_earlier_scan(town)
    take_over(material=material(case, "身份证"), source=source, by=he, at=AT)
    taken = registered(case)
    review(case, he, AT, faults={"身份证": ReviewState.DEFECTIVE}, only=("身份证",))
    outdated = registered(case)
    review(case, he, LATER, only=("身份证",))

    assert (taken, outdated, registered(case)) == ((), (), ("身份证",))
    assert material(case, "身份证").received_at == LATER


def test_f1_what_an_earlier_case_stood_for_is_received_when_its_receipt_is_ticked() -> None:
    town = make_town()
    he = town.actor(town.he)
    source, case = with_earlier_scan(town)
    take_over(material=material(case, "身份证"), source=source, by=he, at=AT)
    taken = material(case, "身份证")
    offered = [row.name for row in brought_after_all(fresh(case))], [row.name for row in without_receipt(fresh(case))]
    paper = issue_material_receipt(case=fresh(case), material_ids=[taken.pk], by=he, at=LATER)
    said = content_of(paper)

    assert offered == (["身份证"], ["户口簿", "申请表"])
    assert isinstance(said, MaterialReceipt)
    assert ([one.name for one in said.materials], said.completes_correction) == (["身份证"], False)
    assert (material(case, "身份证").received_at, registered(case)) == (LATER, ("身份证",))
    assert ReceiptLine.objects.get(paper=paper).received_at == LATER
    assert brought_after_all(fresh(case)) == []


def test_n5_reviewing_to_and_fro_makes_nothing_newly_handed_in_after_a_notice() -> None:
    town = make_town()
    he = town.actor(town.he)
    case = make_case(he, town.house, at=AT)
    review(case, he, AT, faults={"户口簿": ReviewState.MISSING})
    issue_correction_notice(case=fresh(case), by=he, at=AT)
    book = material(case, "户口簿")
    receive_materials(case=fresh(case), material_ids=[book.pk], by=he, at=LATER)
    for state in (ReviewState.MISSING, ReviewState.DEFECTIVE):
        review(case, he, LATER + timedelta(minutes=5), faults={"身份证": state}, only=("身份证", "户口簿"))
    with pytest.raises(Refused) as once:
        issue_correction_notice(case=fresh(case), by=he, at=LATER + timedelta(minutes=6))

    assert once.value.code == "told_once_already"
    assert material(case, "身份证").received_at == AT
