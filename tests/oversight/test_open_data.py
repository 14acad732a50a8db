"""开放数据 (P1): stable keys, a dictionary, and nothing that the page doesn't say."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from tests.factories import make_town
from tests.oversight.scene import put_figures

from shouwen.indicators.definitions import DEFINITIONS
from shouwen.oversight import open_data

pytestmark = pytest.mark.django_db
KEYS = [
    "first_answer_minutes",
    "on_time",
    "errors",
    "opened_without_reason",
    "discord",
    "discipline",
    "reputation",
    "complaints_late",
    "answered_at_once",
    "told_once",
    "extensions",
    "overdue_reasons",
    "days_used",
    "days_promised",
    "satisfaction",
    "ratings",
    "ratings_default",
    "complaints",
    "complaints_upheld",
    "complaints_in_time",
]
"""Other people's programs know these: none is renamed or taken away."""


@pytest.fixture(autouse=True)
def figures() -> None:
    put_figures(make_town().centre)


def table(path: str) -> list[dict[str, str]]:
    content = Client().get(path).content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_p1_the_table_opens_in_a_spreadsheet_and_keeps_its_keys() -> None:
    answer = Client().get("/public/data/figures.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="figures.csv"'
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    rows = table("/public/data/figures.csv")
    assert list(rows[0]) == list(open_data.COLUMNS)
    assert sorted({row["month"] for row in rows}) == ["2026-07", "2026-08", "2026-09"]
    assert [one.key for one in DEFINITIONS] == KEYS
    september = [row["key"] for row in rows if row["month"] == "2026-09" and "." not in row["key"]]
    assert september == KEYS
    assert {row["source"] for row in rows} == {"二坪镇便民服务中心，CC BY 4.0：注明出处即可自由使用"}


def test_p1_numbers_of_a_row_and_small_ones_left_out() -> None:
    rows = {row["key"]: row for row in table("/public/data/figures.csv?month=2026-09")}
    fields = ("shown", "value", "numerator", "denominator", "target", "met", "sealed_on", "revision")
    assert [rows["on_time"][field] for field in fields] == ["exact", "98.3", "405", "412", "98", "1", "", "0"]
    assert [rows["errors"][field] for field in fields] == ["few", "", "", "", "0", "0", "", "0"]
    assert [rows["extensions.site_visit"][field] for field in ("shown", "value")] == ["exact", "6"]
    assert [rows["extensions.other"][field] for field in ("shown", "value")] == ["exact", "8"]
    assert "extensions.experts" not in rows
    assert [rows["ratings.2-1"][field] for field in ("name", "value")] == ["不满意及以下", "9"]
    assert [rows["complaints_upheld.promise_2"][field] for field in ("promise", "value")] == ["2", "7"]


def test_p1_a_correction_is_a_row_of_its_own_after_what_was_sealed() -> None:
    rows = [row for row in table("/public/data/figures.csv?month=2026-08") if row["key"] == "on_time"]
    assert [(row["value"], row["revision"], row["sealed_on"], row["revised_on"]) for row in rows] == [
        ("98", "0", "2026-09-07", ""),
        ("97", "1", "2026-09-07", "2026-09-20"),
    ]


def test_p1_json_has_the_same_rows() -> None:
    answer = Client().get("/public/data/figures.json?year=2026")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    whole: dict[str, Any] = json.loads(answer.content)
    assert (whole["centre"], whole["dictionary"]) == ("二坪镇便民服务中心", "/public/data/dictionary.json")
    plain = [{key: "" if value is None else str(value) for key, value in row.items()} for row in whole["rows"]]
    assert plain == table("/public/data/figures.csv?year=2026")
    assert next(row for row in whole["rows"] if row["key"] == "errors")["value"] is None


def test_p1_the_dictionary_explains_every_column_and_every_figure() -> None:
    whole: dict[str, Any] = json.loads(Client().get("/public/data/dictionary.json").content)
    assert [one["column"] for one in whole["columns"]] == list(open_data.COLUMNS)
    assert [one["key"] for one in whole["figures"]] == KEYS
    assert all(one["words"] and one["numerator"] and one["source"] for one in whole["figures"])
    assert len(whole["promises"]) == 8
    as_table = table("/public/data/dictionary.csv")
    assert [row["key"] for row in as_table if not row["key"].startswith("[")] == KEYS


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_p1_no_cell_begins_a_formula(start: str) -> None:
    made = open_data.as_csv([{"name": f"{start}HYPERLINK(1)", "value": -3}], ["name", "value"])
    found = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    assert found == [["name", "value"], [f"'{start}HYPERLINK(1)", "-3"]]


def test_p1_what_there_are_no_figures_of_is_not_found() -> None:
    assert Client().get("/public/data/figures.csv?month=2026-01").status_code == 404
    assert Client().get("/public/data/figures.xml").status_code == 404


def test_p1_why_cases_went_over_by_category_with_small_ones_merged() -> None:
    rows = [row for row in table("/public/data/figures.csv?month=2026-09") if row["key"].startswith("overdue_reasons")]
    # 3, 2 and 1 are small: told together, 6 of 其他.
    assert [(row["key"], row["name"], row["shown"], row["value"]) for row in rows] == [
        ("overdue_reasons", "写明的超期原因", "exact", "13"),
        ("overdue_reasons.other_office", "等其他部门", "exact", "7"),
        ("overdue_reasons.other", "其他", "exact", "6"),
    ]
    page = Client().get("/public/supervision/?month=2026-09").content.decode()
    assert "其中：等其他部门 7 件，其他 6 件" in page and "疏忽漏办" not in page
    whole: dict[str, Any] = json.loads(Client().get("/public/data/figures.json?month=2026-09").content)
    assert [row["key"] for row in whole["rows"] if row["key"].startswith("overdue_reasons.")] == [
        "overdue_reasons.other_office",
        "overdue_reasons.other",
    ]
