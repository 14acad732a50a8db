"""The page that leads from each article to its screens and its tests: nothing on it is invented, nothing is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import get_resolver

from shouwen.rulebook.shipped import shipped

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "articles.md"
REGIMES = ("F", "N", "S", "T", "P")


@dataclass(frozen=True, slots=True)
class Row:
    """One clause as the page has it."""

    clause: str
    article: str
    screens: tuple[str, ...]
    tests: tuple[str, ...]


def rows() -> list[Row]:
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and re.fullmatch(r"[FNSTP]\d[a-d]?", cells[0]):
            screens, tests = re.findall(r"`([a-z]+:[a-z_]+)`", cells[3]), re.findall(r"`(tests/[^`]+)`", cells[4])
            found.append(Row(cells[0], cells[1], tuple(screens), tuple(tests)))
    return found


def routes() -> set[str]:
    spaces = get_resolver().namespace_dict.items()
    return {
        f"{space}:{name}" for space, (_, resolver) in spaces for name in resolver.reverse_dict if isinstance(name, str)
    }


def test_every_clause_of_the_five_regimes_has_one_row_with_its_article() -> None:
    clauses = {one.id: one.article for one in shipped("erping-2023-87").clauses if one.id[0] in REGIMES}
    assert {row.clause: row.article for row in rows()} == clauses
    assert len(rows()) == len(clauses) == 31


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.clause)
def test_screens_and_tests_of_a_clause_exist(row: Row) -> None:
    assert row.screens
    assert row.tests
    assert [screen for screen in row.screens if screen not in routes()] == []
    for reference in row.tests:
        path, name = reference.split("::")
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), reference
        assert f"_{row.clause.lower()}_" in name, reference
