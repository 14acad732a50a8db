"""通知: every entry of the table is what the product writes, under that kind of subject; renaming an action is seen here."""

from __future__ import annotations

import re
from pathlib import Path

import shouwen
from shouwen.cases.listing import STEPS
from shouwen.inquiries.enums import Outcome
from shouwen.systems.enums import HookEvent
from shouwen.systems.events import EVENT_OF, actions_of

ROOT = Path(shouwen.__file__).parent
TABLES = {ROOT / "systems" / "events.py", ROOT / "cases" / "listing.py"}


def written() -> set[str]:
    """Journal actions that stand in the sources, and those of the outcomes of an inquiry."""
    found = {f"inquiry.{outcome.value}" for outcome in Outcome}
    for path in ROOT.rglob("*.py"):
        if path not in TABLES:
            found |= set(re.findall(r'"((?:case|clock|inquiry|task|complaint)\.[a-z_]+)"', path.read_text("utf-8")))
    return found


def test_every_event_comes_of_an_action_that_is_written() -> None:
    assert [action for _, action in EVENT_OF if action not in written()] == []
    assert [action for action in STEPS if action not in written()] == []


def test_every_event_that_can_be_chosen_comes_of_something() -> None:
    assert [event for event in HookEvent if event not in EVENT_OF.values()] == []


def test_the_actions_of_an_event_are_all_of_its_causes() -> None:
    assert actions_of(["case.accepted", "inquiry.answered"]) == [
        "case.accept",
        "case.deemed_accepted",
        "inquiry.answered",
        "inquiry.promise_kept",
    ]
