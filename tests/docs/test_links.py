"""Every link between the project's own documents leads to a file that is there, and every decision stands in the index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
DOCUMENTS = sorted(DOCS.rglob("*.md"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(DOCS)))
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_decision_stands_in_the_index_once() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"\]\(adr/(\d{4}-[a-z-]+\.md)\)", index)
    assert listed == sorted(path.name for path in (DOCS / "adr").glob("*.md"))


@pytest.mark.parametrize("decision", sorted((DOCS / "adr").glob("*.md")), ids=lambda path: path.stem)
def test_decision_has_its_three_parts(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    number = int(decision.name[:4])
    assert text.startswith(f"# {number}. ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
