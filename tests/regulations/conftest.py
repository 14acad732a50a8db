from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from shouwen.civil_time import instant
from shouwen.people.actor import Actor
from shouwen.people.models import Centre

TEXTS = Path(__file__).parent / "texts"


@pytest.fixture
def qingfengao() -> Path:
    """The official text of an invented town, as UTF-8."""
    return TEXTS / "qingfengao.txt"


@pytest.fixture
def centre(db: None) -> Centre:
    """The centre of the same invented town, with the shipped rulebook."""
    return Centre.objects.create(code="qingfengao", name="青枫坳镇便民服务中心", town="青枫坳镇", paper_mark="青枫坳便")


@pytest.fixture
def system(centre: Centre) -> Actor:
    """The command line's actor."""
    return Actor.system(centre.pk)


@pytest.fixture
def at() -> datetime:
    """A Monday morning."""
    return instant(datetime(2026, 3, 2, 9, 0))
