"""What the book writes many rows at a time is what the product's actions would have written, row by row."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from tests.demo.by_actions import by_actions
from tests.demo.conftest import say_nothing
from tests.demo.snapshot import differences, rolled_back, snapshot

from shouwen.civil_time import instant
from shouwen.demo.load import RecordMaker, load
from shouwen.demo.plan import Plan
from shouwen.demo.record.recorder import Recorder
from shouwen.demo.stories import case, correction

pytestmark = pytest.mark.django_db

SEVEN_WEEKS = Plan(
    first_day=date(2026, 8, 24), present=instant(datetime(2026, 10, 12, 10, 47)), inquiries_a_day=10, seed=7
)


@pytest.fixture
def more_trouble_than_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens once in a hundred cases happens here often enough to be compared."""
    monkeypatch.setattr(correction, "FAULTY_CASES", 0.6)
    monkeypatch.setattr(correction, "FAULTY_INSTANT_CASES", 0.2)
    monkeypatch.setattr(correction, "NEVER_COMES", 0.25)
    monkeypatch.setattr(correction, "STILL_DEFECTIVE", 0.2)
    monkeypatch.setattr(correction, "REPEATED", 0.3)
    monkeypatch.setattr(case, "EXTENDED", 0.5)
    monkeypatch.setattr(case, "NETWORK_DOWN", 0.1)


def made(record: RecordMaker) -> dict[str, list[dict[str, object]]]:
    with rolled_back():
        load(SEVEN_WEEKS, say=say_nothing, record=record)
        connection.check_constraints()
        return snapshot()


@pytest.mark.usefixtures("more_trouble_than_usual")
def test_the_book_writes_what_the_actions_write() -> None:
    booked, acted = made(Recorder), made(by_actions)
    assert differences(acted, booked) == []
    assert booked == acted
    assert {entry["action"] for entry in booked["journal.Entry"]} >= {
        "person.complete", "inquiry.register", "inquiry.notice", "inquiry.answered", "inquiry.hand_over",
        "inquiry.accept_handover", "inquiry.return_handover", "inquiry.ask_ruling", "inquiry.ruled", "inquiry.promised",
        "inquiry.promise_kept", "inquiry.to_case", "case.accept", "case.review", "case.correction_notice", "paper.issue",
        "case.materials_received", "case.conclude", "case.withdraw", "clock.pause", "clock.resume", "clock.extend",
        "clock.relimit", "clock.reassign", "case.transfer",
    }  # fmt: skip
    assert {row["key"] for row in booked["journal.SealedWords"]} >= {"words", "reason", "answer", "matter"}
    assert any(notice["repeats_old_material"] for notice in booked["cases.CorrectionNotice"])
    assert any(
        entry["subject_kind"] == "case" for entry in booked["journal.Entry"] if entry["action"] == "clock.reassign"
    )
