"""预警表: at which marks who is warned (限时办结制度 第二条). Pure: entries of a table unfold into marks, and a clock finds its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shouwen.clocks.enums import ClockKind
from shouwen.supervision.enums import Receiver, StepKind

ALL_KINDS = ""
LATEST = 5
"""Working days for which the last mark of a table is caught up with when nothing warned on its day."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the table, as `EscalationStep` keeps it."""

    step: StepKind
    value: int
    receivers: frozenset[Receiver]
    kind: str = ALL_KINDS
    every: int = 0
    until: int = 0

    @property
    def days(self) -> tuple[int, ...]:
        """The values at which it warns: one, or each of the overdue days."""
        if not self.every:
            return (self.value,)
        return tuple(range(self.value, max(self.until, self.value) + 1, self.every))


@dataclass(frozen=True, slots=True)
class Mark:
    """One moment at which a clock is warned of. `last`: the last value for which it still is the mark that was reached."""

    step: StepKind
    value: int
    receivers: frozenset[Receiver]
    last: int

    @property
    def key(self) -> str:
        """As the database keeps it: left-2, over-6, share-33."""
        return f"{self.step.value}-{self.value}"


@dataclass(frozen=True, slots=True)
class Group:
    """The marks of one kind of count for some kinds of clocks: those `of`, or all but `without` when `of` is empty."""

    step: StepKind
    of: str
    without: frozenset[str]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table."""

    steps: tuple[Step, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The marks by count and kinds: a kind that has entries of its own for a count isn't meant by those for all."""
        return tuple(_unfolded(self.steps))


_BOTH = frozenset({Receiver.RESPONSIBLE, Receiver.COVER})
SHIPPED = Table(
    (
        Step(StepKind.LEFT, 2, _BOTH),
        Step(StepKind.LEFT, 0, _BOTH | {Receiver.OFFICE}),
        Step(StepKind.OVER, 1, frozenset(Receiver), every=5, until=21),
        Step(StepKind.SHARE, 33, _BOTH),
    )
)
"""随产品带的预警表: two working days before, on the last day, on the first overdue day and every five days up to the 21st; of a limit
in minutes when a third is left (10 of 30 minutes)."""


def _unfolded(steps: Iterable[Step]) -> Iterable[Group]:
    for count in StepKind:
        by_kind: dict[str, dict[int, frozenset[Receiver]]] = {}
        for step in steps:
            if step.step != count:
                continue
            own = by_kind.setdefault(step.kind, {})
            for value in step.days:
                own[value] = own.get(value, frozenset()) | step.receivers
        named = frozenset(by_kind) - {ALL_KINDS}
        for kind, receivers in sorted(by_kind.items()):
            without: frozenset[str] = frozenset() if kind else named
            yield Group(count, kind, without, tuple(_marks(count, receivers)))


def _marks(count: StepKind, receivers: Mapping[int, frozenset[Receiver]]) -> Iterable[Mark]:
    values = sorted(receivers)
    for value, after in zip(values, [*values[1:], None], strict=True):
        last = (after - 1 if after is not None else value + LATEST - 1) if count == StepKind.OVER else value
        yield Mark(count, value, receivers[value], last)


def kind_label(kind: str) -> str:
    """答复, 办件 …; 全部."""
    return ClockKind(kind).label if kind else "全部"
