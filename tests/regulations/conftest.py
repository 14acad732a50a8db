from __future__ import annotations

from pathlib import Path

import pytest

TEXTS = Path(__file__).parent / "texts"


@pytest.fixture
def qingfengao() -> Path:
    """The official text of an invented town, as UTF-8."""
    return TEXTS / "qingfengao.txt"
