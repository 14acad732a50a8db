"""The card of *my day* for who decides on measures (问责): what was proposed and waits for a decision (服务承诺制度 第四条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.desk.promises.measure_pages import address
from shouwen.desk.today.rows import when_said
from shouwen.people.actor import Actor
from shouwen.promises.measure_policies import may_decide_some
from shouwen.promises.measure_queries import awaiting_decision

ON_CARD = 3
"""Measures that the card shows; the others are behind its link."""


@dataclass(frozen=True, slots=True)
class ToDecide:
    """One measure. `proposed`: by whom and when."""

    number: str
    kind: str
    subject: str
    proposed: str
    url: str


@dataclass(frozen=True, slots=True)
class ToDecideCard:
    """What waits, the longest waiting first; `more` that the card doesn't show."""

    rows: Sequence[ToDecide]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def to_decide_card(actor: Actor, *, at: datetime) -> ToDecideCard | None:
    """None for who decides nothing, or has nothing to decide; one query for who decides, none for the others."""
    if not may_decide_some(actor):
        return None
    waiting = list(awaiting_decision(actor))
    rows = [
        ToDecide(
            number=one.number,
            kind=one.get_kind_display(),
            subject=one.subject.name,
            proposed=f"{when_said(one.proposed_at, at)} {one.proposed_by.name}提出",
            url=address(one),
        )
        for one in waiting[:ON_CARD]
    ]
    return ToDecideCard(rows, len(waiting)) if waiting else None
