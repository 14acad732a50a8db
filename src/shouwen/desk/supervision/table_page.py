"""预警表: the entries as rows of a form, read back into steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shouwen.clocks.enums import ClockKind
from shouwen.desk.inquiries.listing import when
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal
from shouwen.supervision import policies
from shouwen.supervision.enums import Receiver, StepKind
from shouwen.supervision.escalation import SHIPPED, Step, Table, kind_label
from shouwen.supervision.policies import MOST_STEPS
from shouwen.supervision.tables import escalation_of, table_of

MOST_TYPED = 20
"""Characters of a number that are read: one that is over its limit is said as it was typed."""
BLANK_ROWS = 2
"""Empty rows below the entries, to add some."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One entry as it is typed. `index` is its place in the form."""

    index: int
    kind: str
    step: str
    value: str
    every: str
    until: str
    receivers: frozenset[str]
    said: str = ""
    who: str = ""

    @property
    def is_blank(self) -> bool:
        """Nothing was typed that could be an entry: no number and nobody."""
        return not self.value.strip() and not self.receivers


@dataclass(frozen=True, slots=True)
class TablePage:
    """The page."""

    rows: Sequence[TableRow]
    kinds: Sequence[tuple[str, str]]
    steps: Sequence[tuple[str, str]]
    receivers: Sequence[tuple[str, str]]
    may_set: bool
    set_words: str
    refusal: Refusal | None
    is_shipped: bool = False


def table_page(
    actor: Actor, *, at: datetime, typed: Sequence[TableRow] = (), refusal: Refusal | None = None, shipped: bool = False
) -> TablePage:
    """The table in force, or what was typed; `shipped`: as the product brings it, to be saved if it is wanted back."""
    row = escalation_of(actor.centre_id)
    may_set = policies.may_set_table(actor) is None
    rows = list(typed) or rows_of(SHIPPED if shipped else table_of(actor.centre_id))
    if may_set:
        first = max((one.index for one in rows), default=-1) + 1
        rows += [TableRow(first + n, "", StepKind.LEFT.value, "", "", "", frozenset()) for n in range(BLANK_ROWS)]
    by = row.set_by.name if row is not None and row.set_by is not None else "系统"
    return TablePage(
        rows=rows,
        kinds=[("", "全部"), *((kind.value, str(kind.label)) for kind in ClockKind)],
        steps=[(one.value, str(one.label)) for one in StepKind],
        receivers=[(one.value, str(one.label)) for one in Receiver],
        may_set=may_set,
        set_words=f"{by} {when(row.set_at, at)} 改的" if row is not None else "现在用的是软件自带的",
        refusal=refusal,
        is_shipped=shipped,
    )


def rows_of(table: Table) -> list[TableRow]:
    """The entries as rows."""
    return [
        TableRow(
            index=index,
            kind=step.kind,
            step=step.step.value,
            value=str(step.value),
            every=str(step.every or ""),
            until=str(step.until or ""),
            receivers=frozenset(one.value for one in step.receivers),
            said=f"{kind_label(step.kind)}，{_said(step)}",
            who="、".join(one.label for one in Receiver if one in step.receivers),
        )
        for index, step in enumerate(table.steps)
    ]


def typed_rows(sent: Mapping[str, Any], lists: Any) -> list[TableRow]:
    """What came from the form; rows marked 删 and rows in which nothing was typed are left out."""
    found = []
    for index in range(MOST_STEPS + BLANK_ROWS):
        if f"step-{index}" not in sent or sent.get(f"drop-{index}"):
            continue
        row = TableRow(
            index=index,
            kind=str(sent.get(f"kind-{index}", "")),
            step=str(sent[f"step-{index}"]),
            value=str(sent.get(f"value-{index}", ""))[:MOST_TYPED],
            every=str(sent.get(f"every-{index}", ""))[:MOST_TYPED],
            until=str(sent.get(f"until-{index}", ""))[:MOST_TYPED],
            receivers=frozenset(lists(f"who-{index}")) & frozenset(Receiver.values),
        )
        if not row.is_blank:
            found.append(row)
    return found


def steps_of(rows: Sequence[TableRow]) -> list[Step] | Refusal:
    """Rows as entries; the refusal of the first that doesn't hold numbers."""
    found = []
    for row in rows:
        if row.step not in StepKind.values:
            return Refusal("step_unknown", "什么时候提醒，请从名单里选")
        numbers = [_number(row.value), _number(row.every or "0"), _number(row.until or "0")]
        if any(number is None for number in numbers):
            return Refusal("number_wrong", f"“{StepKind(row.step).label}”这一行的数字不对", way_out="只写整数，比如 2")
        value, every, until = (number or 0 for number in numbers)
        receivers = frozenset(Receiver(one) for one in row.receivers)
        found.append(Step(StepKind(row.step), value, receivers, kind=row.kind, every=every, until=until))
    return found


def _said(step: Step) -> str:
    if step.step == StepKind.LEFT:
        return f"还剩 {step.value} 个工作日" if step.value else "到期当天"
    if step.step == StepKind.SHARE:
        return f"分钟时限还剩 {step.value}%（30 分钟的剩 {-(-30 * step.value // 100)} 分钟）"
    again = f"，以后每 {step.every} 个工作日一次，到第 {step.until} 天" if step.every else ""
    return f"超期第 {step.value} 个工作日{again}"


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() else None
