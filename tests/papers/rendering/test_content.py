from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import pytest

from shouwen.papers.enums import PaperKind
from shouwen.papers.rendering.content import (
    KINDS,
    ContentError,
    CorrectionNotice,
    MonthSheet,
    Paper,
    content_from_dict,
)

Correction = Callable[..., CorrectionNotice]


@pytest.mark.parametrize("kind", KINDS)
def test_content_survives_json(papers: dict[str, Paper], kind: str) -> None:
    stored = json.dumps(papers[kind].to_dict(), ensure_ascii=False)

    assert content_from_dict(json.loads(stored)) == papers[kind]


def test_every_registered_kind_can_be_printed() -> None:
    assert set(KINDS) == set(PaperKind.values)


def test_stored_content_names_its_kind_and_template_version(correction: Correction) -> None:
    stored = correction().to_dict()

    assert (stored["kind"], stored["template_version"]) == ("correction_notice", 2)
    assert stored["issued_on"] == "2026-10-09"
    assert stored["materials"][1]["fault"] == "missing"


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("materials", 1, "fault"), "gone", "materials[1].fault: 应是 missing、defective"),
        (("materials", 0, "name"), 7, "materials[0].name: 应是 str，这里是 int"),
        (("materials",), "无", "materials: 应是一个列表"),
        (("submitted_on",), "10月9日", "submitted_on: 应是 YYYY-MM-DD"),
        (("remaining_workdays",), True, "remaining_workdays: 应是 int，这里是 bool"),
        (("applicant",), None, "applicant: 应是一个对象"),
        (("applicant", "age"), 70, "applicant.age: 没有这一项"),
        (("template_version",), 99, "template_version: 没有第 99 版模板"),
        (("kind",), "letter", "kind: 没有这种文书：letter"),
    ],
)
def test_a_fault_in_stored_content_is_named_with_its_path(
    correction: Correction, path: tuple[str | int, ...], value: object, fault: str
) -> None:
    stored = json.loads(json.dumps(correction().to_dict()))
    place = stored
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    with pytest.raises(ContentError) as refused:
        content_from_dict(stored)

    assert str(refused.value) == fault


def test_a_missing_value_is_named(correction: Correction) -> None:
    stored = correction().to_dict()
    del stored["item"]

    with pytest.raises(ContentError, match=r"^item: 缺少这一项$"):
        content_from_dict(stored)


def test_content_read_under_another_kind_is_refused(correction: Correction) -> None:
    with pytest.raises(ContentError, match=r"^kind: 应是 month_sheet$"):
        MonthSheet.from_dict(correction().to_dict())


def test_values_added_later_may_be_missing_in_old_content(correction: Correction) -> None:
    stored = correction().to_dict()
    del stored["has_electronic_seal"]

    assert content_from_dict(stored) == correction()


def test_content_can_not_be_changed(correction: Correction) -> None:
    with pytest.raises(FrozenInstanceError):
        correction().number = "二坪便补〔2026〕42号"  # type: ignore[misc]


def test_n4_a_correction_notice_without_a_material_is_refused(correction: Correction) -> None:
    with pytest.raises(ContentError, match="没有要补正的材料"):
        correction(materials=())


@pytest.mark.parametrize("name", ["reason", "way_out"])
def test_f4_declining_without_reason_or_way_out_is_refused(papers: dict[str, Paper], name: str) -> None:
    with pytest.raises(ContentError, match=f"^{name}: 不予受理要写明，不能为空$"):
        replace(papers["decline_notice"], **{name: " "})


@pytest.mark.parametrize(("name", "empty"), [("conditions", ()), ("steps", ()), ("fee", ""), ("free_samples", "")])
def test_n2_a_one_time_notice_that_leaves_something_out_is_refused(
    papers: dict[str, Paper], name: str, empty: object
) -> None:
    with pytest.raises(ContentError, match=f"^{name}: 一次性告知不能缺这一项$"):
        replace(papers["one_time_notice"], **{name: empty})


def test_a_paper_without_a_number_is_refused(correction: Correction) -> None:
    with pytest.raises(ContentError, match=r"^number: 不能为空$"):
        correction(number="")


def test_a_limit_without_its_due_date_is_refused(papers: dict[str, Paper]) -> None:
    with pytest.raises(ContentError, match=r"^due_on: "):
        replace(papers["acceptance_notice"], due_on=None)


def test_undecided_lines_are_in_no_sum(papers: dict[str, Paper]) -> None:
    sheet = papers["month_sheet"]

    assert isinstance(sheet, MonthSheet)
    assert ([part.subtotal for part in sheet.parts], sheet.total) == ([12, 1], 13)
