"""The demo town's whole year, as a new user gets it: loaded by the command into a database of its own (SQLite), then checked from
outside. Every stored month sheet equals `shouwen assess` on the exported facts of that month."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Shouwen = Callable[..., str]
MONTHS = [f"2026-{month:02d}" for month in range(1, 12)]

STORED = """
import json
from shouwen.assessment.models import MonthSheet
found = {}
for sheet in MonthSheet.objects.select_related("staff").prefetch_related("lines").order_by("month", "staff__work_number"):
    found.setdefault(sheet.month.strftime("%Y-%m"), []).append({
        "id": sheet.staff.work_number, "business": sheet.business, "discipline": sheet.discipline,
        "attendance_rate": None if sheet.attendance_rate is None else float(sheet.attendance_rate),
        "awards_lost": sheet.awards_lost, "referrals": sheet.referrals, "rulebook": sheet.rulebook_hash,
        "as_of": sheet.as_of.isoformat(), "state": sheet.state,
        "lines": [[line.clause, line.at.isoformat(), line.points, line.fact, line.trace] for line in sheet.lines.all()],
    })
print(json.dumps(found))
"""

COUNTS = """
import json
from shouwen.assessment.models import Finding
from shouwen.attendance.models import Leave, Punch
from shouwen.cases.models import Case, CorrectionNotice
from shouwen.catalogue.models import ServiceItem
from shouwen.feedback.models import Complaint, Rating
from shouwen.inquiries.models import Inquiry, OneTimeNotice
from shouwen.people.models import Staff, Window
from shouwen.promises.models import Promise
models = [Case, CorrectionNotice, ServiceItem, Complaint, Rating, Inquiry, OneTimeNotice, Staff, Window, Promise, Finding, Punch, Leave]
print(json.dumps({model.__name__: model.objects.count() for model in models}))
"""


@pytest.fixture(scope="module")
def shouwen(tmp_path_factory: pytest.TempPathFactory) -> Shouwen:
    """The product's command on a data folder with the whole demo year."""
    data = tmp_path_factory.mktemp("year")
    env = {**os.environ, "SHOUWEN_DATA": str(data), "SHOUWEN_DATABASE": ""}

    def command(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "shouwen", *words], capture_output=True, text=True, env=env, timeout=280, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    command("migrate", "--verbosity=0")
    command("demo")
    return command


@pytest.fixture(scope="module")
def stored(shouwen: Shouwen) -> dict[str, list[dict[str, Any]]]:
    return json.loads(shouwen("shell", "--verbosity=0", "-c", STORED))  # type: ignore[no-any-return]


def test_the_year_is_as_full_as_a_town_s(shouwen: Shouwen) -> None:
    counts = json.loads(shouwen("shell", "--verbosity=0", "-c", COUNTS))
    assert (counts["Window"], counts["Staff"], counts["ServiceItem"]) == (6, 12, 40)
    assert counts["Case"] >= 3000
    assert counts["Inquiry"] >= 7000
    for other in ("CorrectionNotice", "OneTimeNotice", "Promise", "Rating", "Complaint", "Finding", "Punch", "Leave"):
        assert counts[other] > 0, other


def test_the_journal_of_the_year_holds(shouwen: Shouwen) -> None:
    assert "全部接得上" in shouwen("journal", "verify")


def test_every_month_has_its_sheets_and_the_past_ones_are_sealed(stored: dict[str, list[dict[str, Any]]]) -> None:
    assert sorted(stored) == MONTHS
    states = {month: {sheet["state"] for sheet in sheets} for month, sheets in stored.items()}
    assert states == {month: {"sealed"} for month in MONTHS[:9]} | {"2026-10": {"announced"}, "2026-11": {"draft"}}


@pytest.mark.parametrize("month", MONTHS)
def test_a_stored_month_equals_the_command_on_its_exported_facts(
    month: str, shouwen: Shouwen, stored: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    facts = json.loads(shouwen("facts", month))
    if month == MONTHS[-1]:
        # The running month was computed when the town was loaded, some seconds before these facts were exported.
        facts["as_of"] = facts["as_of"][:10] + "T10:47"
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    answer = json.loads(shouwen("assess", str(file)))
    said = [
        {
            "id": person["id"],
            "business": person["business"],
            "discipline": person["discipline"],
            "attendance_rate": person["attendance_rate"],
            "awards_lost": person["awards_lost"],
            "referrals": person["referrals"],
            "rulebook": answer["rulebook"]["hash"],
            "lines": [[line[key] for key in ("clause", "at", "points", "fact", "trace")] for line in person["lines"]],
        }
        for person in answer["staff"]
    ]
    kept = [{key: value for key, value in sheet.items() if key not in {"as_of", "state"}} for sheet in stored[month]]
    assert said == kept
    assert said != []
