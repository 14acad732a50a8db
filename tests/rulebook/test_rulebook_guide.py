"""docs/rulebook.md names what the loader knows, no more and no less."""

from __future__ import annotations

import re
from pathlib import Path

from shouwen.rulebook.clauses import FACT_KINDS
from shouwen.rulebook.limits import LIMITS
from shouwen.rulebook.promises import REASON_USES
from shouwen.rulebook.readings import SETTINGS

GUIDE = (Path(__file__).parents[2] / "docs" / "rulebook.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The text under a heading."""
    return GUIDE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(text: str) -> list[str]:
    """The first cell of each row of the tables in a text, without the rows of headings."""
    cells = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith(("| ", "|-"))]
    return [cell for cell in cells if cell and not set(cell) <= {"-"}]


def words(cells: list[str]) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", " ".join(cells)))


def test_guide_names_every_kind_of_fact_and_every_key_of_a_clause() -> None:
    keys = {
        "id", "regime", "article", "label", "paraphrase", "from", "to", "part", "counts", "cap", "needs_verification",
        "awards_lost", "referral", "exclusions", "leads_to", "applies", "remark",
    }  # fmt: skip
    assert words(first_cells(section("clauses/*.yaml"))) == keys | set(FACT_KINDS)


def test_guide_names_every_limit() -> None:
    assert words(first_cells(section("limits.yaml"))) - {"name"} == set(LIMITS)


def test_guide_names_every_setting_of_every_reading() -> None:
    rows = [line for line in section("readings.yaml").splitlines() if re.match(r"\| R\d", line)]
    named = {row.split()[1]: tuple(re.findall(r"`([a-z_]+)`", row)) for row in rows}
    assert named == dict(SETTINGS)


def test_guide_names_every_key_of_promises_and_reasons() -> None:
    dates = {"from", "to"}
    assert (
        words(first_cells(section("promises.yaml")))
        == {"number", "key", "words", "complaint", "hint", "clause"} | dates
    )
    reasons = section("reasons.yaml")
    assert words(first_cells(reasons)) == {"key", "when", "words", "clause"} | dates
    row = next(line for line in reasons.splitlines() if line.startswith("| `when`"))
    assert tuple(re.findall(r"`([a-z_]+)`", row))[1:] == REASON_USES
