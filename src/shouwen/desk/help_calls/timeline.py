"""经过 of a call for help, in the words of a clerk, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from shouwen.assistance.enums import Done
from shouwen.desk.parts import TimelineEvent

Data = Mapping[str, Any]
_LEVELS = {"office": "管理办公室", "leader": "镇领导"}


def done_words(done: Iterable[str]) -> str:
    """教会用机器、帮着填了表."""
    return "、".join(str(Done(one).label) for one in done)


_SAID: dict[str, Callable[[Data], str]] = {
    "help.call": lambda data: f"请人帮忙：{data['place'] or '打电话给我'}",
    "help.take": lambda data: f"接了，等了 {data['seconds']} 秒",
    "help.back": lambda _: "去不了，请别人去",
    "help.escalate": lambda data: f"没有人去，报给{_LEVELS[data['to_level']]}",
    "help.end": lambda data: (
        f"帮完了：{done_words(data['done'])}，{data['minutes']} 分钟"
        + (f"。{data['words']}" if data.get("words") else "")
    ),
    "help.cancel": lambda _: "本人说不用来了",
    "help.lapse": lambda _: "半小时没有人接，了结",
}


def events_of(entries: Iterable[Any], *, labels: Mapping[str, str]) -> list[TimelineEvent]:
    """Journal entries, oldest first, as events, newest first. `labels`: short names of clauses."""
    found = []
    for entry in entries:
        for_whom = entry.data.get("cover_for")
        found.append(
            TimelineEvent(
                at=entry.at,
                what=_SAID[entry.action](entry.data),
                who=f"{entry.actor_name} 代 {for_whom}" if for_whom else entry.actor_name,
                clause="S2" if "S2" in labels else "",
                clause_title=labels.get("S2", ""),
            )
        )
    return found[::-1]
