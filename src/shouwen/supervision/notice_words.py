"""What a warning says on the desk: how near or over, which matter, who answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.clocks.standing import Stand, Standing
from shouwen.people.masks import mask_words
from shouwen.supervision.enums import StepKind
from shouwen.supervision.escalation import Mark

NAMED = 6
"""Matters that one notice names; the list has the rest."""


@dataclass(frozen=True, slots=True)
class Said:
    """One matter of a notice; `names_who`: its reader isn't the one who answers for it."""

    clock: Clock
    standing: Standing
    names_who: bool


def words_for(mark: Mark, matters: Sequence[Said]) -> str:
    """One matter in a sentence; several by number."""
    over = mark.step == StepKind.OVER
    tail = "。请尽快办结，写明超期原因" if over else ""
    if len(matters) == 1:
        one = matters[0]
        who = f"，{one.clock.responsible.name}负责" if one.names_who else ""
        person = f"（{one.clock.person_masked}）" if one.clock.person_masked else ""
        what = f"{ClockKind(one.clock.kind).label}：{mask_words(one.clock.matter)}{person}{who}"
        return f"{stand_words(one.standing)}，{what}{tail}"
    named = "、".join(
        f"{one.clock.number}（{one.clock.responsible.name}）" if one.names_who else one.clock.number
        for one in matters[:NAMED]
    )
    more = "等" if len(matters) > NAMED else ""
    head = "超期" if over else ("今天到期" if mark.key == "left-0" else "快到期")
    return f"{len(matters)} 件{head}：{named}{more}{tail}"


def mark_words(mark: str, *, days: int, minutes: int | None) -> str:
    """How it stood when somebody was warned, from what is kept of it."""
    if mark.startswith(StepKind.OVER.value):
        return f"已超期 {days} 个工作日" if days else "已过时限"
    if minutes is not None:
        return f"还剩 {minutes} 分钟"
    return f"还剩 {days} 个工作日" if days else "今天到期"


def stand_words(standing: Standing) -> str:
    """还剩 2 个工作日, 今天到期, 还剩 10 分钟, 已超期 1 个工作日."""
    step = StepKind.OVER if standing.stand == Stand.OVERDUE else StepKind.LEFT
    return mark_words(step.value, days=standing.days, minutes=standing.minutes)
