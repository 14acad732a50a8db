"""经过 of a measure: its journal in words, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from shouwen.desk.parts import TimelineEvent
from shouwen.desk.who import who_did

_SAID: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "measure.propose": lambda data: f"提出问责，凭 {data['evidence']}",
    "measure.decide": lambda data: f"决定，出具 {data['paper']}：{data['words']}",
    "measure.reject": lambda data: f"不予问责：{data['words']}",
    "measure.serve": lambda _: "送达本人",
    "measure.state": lambda data: f"本人申辩：{data['words']}",
    "measure.report": lambda data: f"报整改情况：{data['words']}",
    "measure.check": lambda data: f"核查{'通过' if data['passed'] else '没有通过'}：{data['words']}",
    "measure.revoke": lambda data: f"撤销：{data['reason']}",
}


def events_of(entries: Iterable[Any]) -> list[TimelineEvent]:
    """`entries` as the journal keeps them, oldest first."""
    return [
        TimelineEvent(entry.at, _SAID[entry.action](entry.data), who_did(entry), "P4", "服务承诺制 四", False)
        for entry in entries
        if entry.action in _SAID
    ][::-1]
