"""Words of orders and explanations may name people: sealed under the order's number, or the clock they are about."""

from __future__ import annotations

from shouwen.sealing import key_ring
from shouwen.supervision.models import OrderRound, OverdueReason, SupervisionOrder


def seal_words(text: str, *, centre_id: int, number: str, field: str = "words") -> bytes:
    """What the order says (`words`), what was said when it `ended`, or the `answer` or `returned` of a round as 1.answer."""
    return key_ring().seal(text.strip(), place=_place(centre_id, number, field)) if text.strip() else b""


def words_of(order: SupervisionOrder) -> str:
    """What the order wants."""
    return _opened(order.words_sealed, order, "words")


def ended_of(order: SupervisionOrder) -> str:
    """What was said when it ended; empty when nothing was."""
    return _opened(order.ended_sealed, order, "ended")


def answer_of(round_: OrderRound, order: SupervisionOrder) -> str:
    """What was answered; empty before."""
    return _opened(round_.answer_sealed, order, f"{round_.sequence}.answer")


def returned_of(round_: OrderRound, order: SupervisionOrder) -> str:
    """Why the answer before it was sent back; empty in the first round."""
    return _opened(round_.returned_sealed, order, f"{round_.sequence}.returned")


def seal_reason(text: str, *, centre_id: int, clock_id: int) -> bytes:
    """Why a matter went over its time."""
    return key_ring().seal(text.strip(), place=f"supervision.overdue.{centre_id}.{clock_id}")


def reason_of(row: OverdueReason) -> str:
    """The same in clear."""
    return key_ring().open(row.words_sealed, place=f"supervision.overdue.{row.centre_id}.{row.clock_id}")


def _opened(sealed: bytes | memoryview, order: SupervisionOrder, field: str) -> str:
    sealed = bytes(sealed)
    return key_ring().open(sealed, place=_place(order.centre_id, order.number, field)) if sealed else ""


def _place(centre_id: int, number: str, field: str) -> str:
    return f"supervision_order.{field}.{centre_id}.{number}"
