"""到期灯 of a clock: the words a clerk says for how it stands."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from shouwen.clocks.standing import Stand, Standing
from shouwen.desk.parts import Light, LightState

_IN_HOURS = 2
"""From here on a light says whole hours: the time of day stands beside it, and its column is narrow."""
_STATES = {
    Stand.RUNNING: LightState.OK,
    Stand.SOON: LightState.SOON,
    Stand.TODAY: LightState.NOW,
    Stand.OVERDUE: LightState.OVER,
    Stand.PAUSED: LightState.HOLD,
    Stand.DONE: LightState.DONE,
    Stand.DONE_LATE: LightState.DONE,
}


def light_of(standing: Standing, *, day: str = "天", clock: Any = None) -> Light:
    """余 2 天, 今天, 剩 25 分, 逾期 1 天, 暂停, 按时办结. `day` is what a day is called: a page has room for 个工作日.

    With its `clock` the light opens how the due date came about, and says 暂定 while its year isn't published."""
    state, words = _STATES[standing.stand], _words(standing, day)
    if clock is None:
        return Light(state, words)
    return Light(state, words, reverse("desk:due", args=[clock.pk]), clock.provisional and clock.closed_at is None)


def _words(standing: Standing, day: str) -> str:
    if standing.minutes is not None:
        hours = standing.minutes // 60
        return f"剩 {hours} 小时" if hours >= _IN_HOURS else f"剩 {standing.minutes} 分"
    if standing.stand in {Stand.RUNNING, Stand.SOON}:
        return f"余 {standing.days} {day}"
    if standing.stand == Stand.OVERDUE:
        return f"逾期 {standing.days} {day}" if standing.days else "过了时限"
    return {Stand.TODAY: "今天", Stand.PAUSED: "暂停", Stand.DONE: "按时办结", Stand.DONE_LATE: "逾期办结"}[
        standing.stand
    ]
