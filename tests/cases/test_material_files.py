"""Scans and photos of a material: attached once, taken off with a reason, opened on the record, offered again later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.at_once import at_once
from tests.cases.scene import actions_of, fresh, review
from tests.factories import Town, civil, make_case, make_item, make_person, make_staff, make_town
from tests.files.samples import pdf, picture

from shouwen.cases import actions as cases
from shouwen.cases import material_files
from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import ReviewState
from shouwen.cases.held import document_name, held_for, take_over
from shouwen.cases.material_files import attach, open_attached, remove, small_picture
from shouwen.cases.models import Case, CaseMaterial, MaterialFile
from shouwen.cases.paper_policies import without_receipt
from shouwen.cases.receipt_paper import issue_material_receipt
from shouwen.cases.register_queries import cases_of_inquiries
from shouwen.files import actions as files
from shouwen.files import shelf
from shouwen.files.models import StoredFile
from shouwen.journal.queries import of_subjects
from shouwen.people.enums import Role
from shouwen.people.models import Person
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
EARLIER = civil(2026, 9, 3, 10)


def _material(case: Case, name: str = "身份证") -> CaseMaterial:
    return CaseMaterial.objects.select_related("case").get(case=case, name=name)


def _attached(town: Town, case: Case, name: str = "身份证", data: bytes | None = None) -> MaterialFile:
    return attach(
        material=_material(case, name), name="扫描.png", data=data or picture(), by=town.actor(town.he), at=AT
    )


def test_n4_a_scan_belongs_to_its_material_and_opening_it_is_journalled() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=AT)
    data = picture("JPEG", size=(300, 200))

    row = _attached(town, case, data=data)

    assert open_attached(row=row, by=town.actor(town.deng), at=AT) == data
    assert small_picture(row, by=town.actor(town.he))[:3] == b"\xff\xd8\xff"
    assert (files.name_of(row.file), row.file.media_type, row.added_by) == ("扫描.jpg", "image/jpeg", town.he)
    opened = of_subjects(town.centre.pk, [("case", case.pk)])[-1]
    assert (opened.action, opened.actor_name, opened.data["material"]) == ("case.file_opened", "邓白露", "身份证")


def test_the_same_bytes_sent_twice_are_there_once() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=AT)

    first, second = _attached(town, case), _attached(town, case)

    assert first == second
    assert (MaterialFile.objects.count(), StoredFile.objects.count()) == (1, 1)
    assert actions_of(case).count("case.file_attached") == 1


def test_a_file_is_taken_off_with_a_reason_and_stays_in_the_record() -> None:
    town = make_town()
    row = _attached(town, make_case(town.actor(town.he), town.house, at=AT))

    with pytest.raises(Refused) as without:
        remove(row=row, reason=" ", by=town.actor(town.he), at=AT)
    remove(row=row, reason="附错了人", by=town.actor(town.he), at=AT)
    with pytest.raises(Refused) as opened:
        open_attached(row=MaterialFile.objects.get(), by=town.actor(town.he), at=AT)
    with pytest.raises(Refused) as again:
        remove(row=row, reason="附错了人", by=town.actor(town.he), at=AT)

    kept = MaterialFile.objects.get()
    assert (without.value.code, opened.value.code, again.value.code) == (
        "reason_missing",
        "file_gone_already",
        "file_gone_already",
    )
    assert (kept.removed_reason, kept.removed_by, kept.removed_at) == ("附错了人", town.he, AT)
    assert StoredFile.objects.count() == 1


def test_only_who_works_on_an_open_case_attaches() -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=AT)

    with pytest.raises(Refused) as stranger:
        attach(material=_material(case), name="一.png", data=picture(), by=town.actor(town.deng), at=AT)
    cases.withdraw(case=fresh(case), reason="不办了", by=town.actor(town.he), at=AT)
    with pytest.raises(Refused) as closed:
        _attached(town, case)

    assert (stranger.value.code, closed.value.code) == ("not_your_case", "case_closed")
    assert not StoredFile.objects.exists()


def test_a_scan_is_looked_through_and_sealed_while_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten megabytes take seconds: until they lie on the disk, no change holds the case."""
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=AT)
    held: list[str] = []
    for module, name in ((files, "may_store"), (shelf, "put"), (material_files, "hold")):
        monkeypatch.setattr(module, name, _noted(held, name, getattr(module, name)))

    _attached(town, case)
    _attached(town, case)

    assert held == ["may_store", "put", "hold", "hold"]


def _noted(said: list[str], name: str, work: Callable[..., object]) -> Callable[..., object]:
    def noting(*args: object, **named: object) -> object:
        said.append(name)
        return work(*args, **named)

    return noting


def test_another_centre_neither_opens_nor_sees_it() -> None:
    town, elsewhere = make_town(), make_town("other", town="别处镇")
    row = _attached(town, make_case(town.actor(town.he), town.house, at=AT))

    with pytest.raises(Refused):
        open_attached(row=row, by=elsewhere.actor(elsewhere.he), at=AT)
    with pytest.raises(Refused):
        small_picture(row, by=elsewhere.actor(elsewhere.he))


@pytest.mark.django_db(transaction=True)
def test_two_clerks_send_the_same_scan_at_once() -> None:
    town = make_town()
    second = town.actor(make_staff(town.centre, "唐芒种", roles=[Role.WINDOW_STAFF], window=town.general))
    case = make_case(town.actor(town.he), town.house, at=AT)
    one, other, data = _material(case), _material(case), picture()

    came_to = at_once(
        lambda: attach(material=one, name="一.png", data=data, by=town.actor(town.he), at=AT),
        lambda: attach(material=other, name="一.png", data=data, by=second, at=AT),
    )

    assert came_to == ["done", "done"]
    assert MaterialFile.objects.filter(removed_at=None).count() == 1


# ---- what an earlier case holds ----


def _two_cases(town: Town, *, person: Person | None = None) -> tuple[Case, Case]:
    """An earlier case with a scan of the identity card that was in order, and a new one of the same person (or of `person`)."""
    someone = make_person(town.centre, "陈甲木")
    old = make_item(town.general, "高龄津贴", materials=("居民身份证（原件及复印件）", "户口簿"), promised_limit=5)
    earlier = make_case(town.actor(town.he), old, at=EARLIER, person=someone)
    attach(
        material=_material(earlier, "居民身份证（原件及复印件）"), name="身份证.png", data=picture(),
        by=town.actor(town.he), at=EARLIER,
    )  # fmt: skip
    review(earlier, town.actor(town.he), EARLIER)
    return earlier, make_case(town.actor(town.he), town.house, at=AT, person=person or someone)


def _held(case: Case) -> dict[str, tuple[str, str, int]]:
    rows = {row.pk: row for row in case.materials.all()}
    found = held_for(fresh(case), rows.values())
    return {rows[pk].name: (one.case.number, one.source.name, one.files) for pk, one in found.items()}


def test_n4_what_the_centre_holds_of_the_person_is_offered_instead_of_asked_again() -> None:
    town = make_town()
    earlier, case = _two_cases(town)

    offered = _held(case)
    source = _material(earlier, "居民身份证（原件及复印件）")
    take_over(material=_material(case), source=source, by=town.actor(town.he), at=AT)

    taken = _material(case)
    assert offered == {"身份证": (earlier.number, "居民身份证（原件及复印件）", 1)}
    assert (taken.state, taken.reviewed_by) == (ReviewState.OK, town.he)
    row = taken.files.get()
    assert (row.from_earlier, row.file) == (source, source.files.get().file)
    assert _held(case) == {}
    assert actions_of(case)[-2:] == ["case.file_attached", "case.material_taken_over"]
    entry = of_subjects(town.centre.pk, [("case", case.pk)])[-1]
    assert entry.data["from"] == earlier.number


def test_what_was_taken_over_was_not_handed_in() -> None:
    town = make_town()
    earlier, case = _two_cases(town)
    source = _material(earlier, "居民身份证（原件及复印件）")
    review(case, town.actor(town.he), AT, faults={"户口簿": ReviewState.MISSING}, only=("户口簿", "申请表"))
    take_over(material=_material(case), source=source, by=town.actor(town.he), at=AT)

    assert cases_of_inquiries(town.centre.pk, [case.inquiry_id])[case.inquiry_id].materials == ("申请表",)
    assert [row.name for row in without_receipt(fresh(case))] == ["申请表"]


def test_what_was_brought_stays_handed_in_when_an_earlier_scan_stands_for_it() -> None:
    town = make_town()
    earlier, case = _two_cases(town)
    source, he = _material(earlier, "居民身份证（原件及复印件）"), town.actor(town.he)
    review(case, he, AT, faults={"身份证": ReviewState.DEFECTIVE}, only=("身份证",))
    take_over(material=_material(case), source=source, by=he, at=AT)
    again = make_case(he, town.house, at=AT, person=case.person)
    issue_material_receipt(case=again, material_ids=[_material(again).pk], by=he, at=AT)
    take_over(material=_material(again), source=source, by=he, at=AT)

    assert (_material(case).received_at, _material(again).received_at) == (AT, AT)


def test_n5_a_case_whose_only_material_was_taken_over_can_still_be_corrected() -> None:
    town = make_town()
    earlier, _ = _two_cases(town)
    he, version = town.actor(town.he), make_item(town.general, "只要身份证", materials=("身份证",), promised_limit=5)
    case = make_case(he, version, at=AT, person=earlier.person)
    source = _material(earlier, "居民身份证（原件及复印件）")
    take_over(material=_material(case), source=source, by=he, at=AT)
    review(case, he, AT, faults={"身份证": ReviewState.DEFECTIVE})

    notice = issue_correction_notice(case=fresh(case), by=he, at=AT)

    assert (notice.sequence, [row.name for row in notice.materials.all()]) == (1, ["身份证"])


def test_nothing_is_offered_of_somebody_else_or_that_was_not_in_order() -> None:
    town = make_town()
    _, of_another = _two_cases(town, person=make_person(town.centre, "周乙山", phone="13900000000"))
    assert _held(of_another) == {}
    earlier, case = _two_cases(town)
    CaseMaterial.objects.filter(case=earlier).update(state=ReviewState.UNREVIEWED)
    assert _held(case) == {}


def test_what_was_taken_off_or_is_of_another_person_cannot_be_taken_over() -> None:
    town = make_town()
    earlier, case = _two_cases(town)
    source = _material(earlier, "居民身份证（原件及复印件）")
    other_person = make_case(town.actor(town.he), town.house, at=AT)

    with pytest.raises(Refused) as foreign:
        take_over(material=_material(other_person), source=source, by=town.actor(town.he), at=AT)
    with pytest.raises(Refused) as other_document:
        take_over(material=_material(case, "申请表"), source=source, by=town.actor(town.he), at=AT)
    remove(row=source.files.get(), reason="扫歪了", by=town.actor(town.he), at=AT)
    with pytest.raises(Refused) as gone:
        take_over(material=_material(case), source=source, by=town.actor(town.he), at=AT)

    assert (foreign.value.code, other_document.value.code, gone.value.code) == ("not_held", "not_held", "not_held")
    assert _material(case).state == ReviewState.UNREVIEWED


def test_the_newest_scan_is_offered_and_the_questions_stay_few(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    town = make_town()
    earlier, case = _two_cases(town)
    newer = make_case(town.actor(town.he), town.house, at=EARLIER + timedelta(days=5), person=earlier.person)
    attach(material=_material(newer), name="新.pdf", data=pdf(), by=town.actor(town.he), at=AT)
    review(newer, town.actor(town.he), AT)
    case, materials = fresh(case), list(case.materials.all())

    with django_assert_num_queries(2):
        found = held_for(case, materials)

    assert [one.case.number for one in found.values()] == [newer.number]


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("身份证", "身份证"),
        ("居民身份证（原件及复印件）", "身份证"),
        ("申请人身份证复印件", "身份证"),
        ("本人 户口簿 原件", "户口簿"),
        ("（复印件）", "（复印件）"),
        ("村委会审查意见", "村委会审查意见"),
    ],
)
def test_a_document_is_the_same_however_it_is_handed_in(name: str, document: str) -> None:
    assert document_name(name) == document
