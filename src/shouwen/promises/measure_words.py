"""Words of a measure concern a colleague: sealed under its number, opened where somebody may see it."""

from __future__ import annotations

from shouwen.promises.models import Measure
from shouwen.sealing import key_ring


def seal(text: str, *, centre_id: int, number: str, field: str) -> bytes:
    """`field`: facts, decision, statement, revoked, or report and check with the round: 1.report."""
    return key_ring().seal(text.strip(), place=_place(centre_id, number, field))


def opened(sealed: bytes | memoryview, measure: Measure, field: str) -> str:
    """In clear; empty for what isn't written."""
    return key_ring().open(sealed, place=_place(measure.centre_id, measure.number, field)) if bytes(sealed) else ""


def _place(centre_id: int, number: str, field: str) -> str:
    return f"promises_measure.{field}.{centre_id}.{number}"
