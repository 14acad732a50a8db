"""The state diagrams in docs/states are those of the tables in the code."""

from __future__ import annotations

from tools.draw_states import FOLDER, diagrams


def test_every_state_diagram_is_drawn_from_its_table() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")} == diagrams()
