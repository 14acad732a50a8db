"""Every kind of clock stands in each table that the desk reads: a kind left out would break the day of whoever owes it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from shouwen.clocks.enums import ClockKind
from shouwen.desk.addresses import _VIEWS, address_of
from shouwen.desk.strip.of_clock import WORDS
from shouwen.desk.today.words import STARTED, VERBS


@pytest.mark.parametrize("table", [VERBS, STARTED, _VIEWS, WORDS], ids=["verbs", "started", "views", "strip"])
def test_t1_a_table_has_every_kind(table: Mapping[ClockKind, object]) -> None:
    assert set(table) == set(ClockKind)


@pytest.mark.parametrize("kind", list(ClockKind))
def test_t1_every_kind_leads_to_a_page(kind: ClockKind) -> None:
    assert address_of(kind, f"{kind.mark} 26-00001").strip("/").endswith("26-00001")
