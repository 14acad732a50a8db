"""经过 of a device with its faults and inspections, in the words of a clerk, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from shouwen.desk.chinese_dates import clock_time, month_day
from shouwen.desk.parts import TimelineEvent
from shouwen.devices.enums import DeviceKind, DeviceState

Data = Mapping[str, Any]


def _with(data: Data, key: str, before: str = "：") -> str:
    return f"{before}{data[key]}" if data.get(key) else ""


def _day(text: str) -> str:
    return month_day(date.fromisoformat(text[:10]))


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return f"{month_day(moment)} {clock_time(moment)}"


_FIELDS = {
    "name": "名称",
    "place": "地点",
    "keeper_id": "谁管",
    "maker": "厂家",
    "maker_serial": "出厂编号",
    "maintainer_name": "维护人",
    "maintainer_phone": "维护电话",
    "repair_workdays": "修好时限",
}
_SAID: dict[str, Callable[[Data], str]] = {
    "device.register": lambda data: f"登记{DeviceKind(data['kind']).label} {data['name']}，由 {data['to_name']} 管",
    "device.change": lambda data: f"改登记：{'、'.join(_FIELDS[one] for one in data['fields'])}",
    "device.state": lambda data: f"改为{DeviceState(data['state']).label}：{data['reason']}",
    "device.back": lambda data: f"{data['fault']} 修好，恢复使用",
    "device.token": lambda _: "发了新的心跳口令，旧的作废",
    "kiosk.code": lambda _: "发了配对码，10 分钟内有效",
    "kiosk.paired": lambda _: "配对好了，以前配对的机器作废",
    "kiosk.unpaired": lambda _: "收回配对",
    "device.plan": lambda data: f"定巡检计划：每 {data['every']} 个工作日一次，{_day(data['first'])}第一次",
    "device.plan_ended": lambda data: f"不再巡检：{data['reason']}",
    "inspection.due": lambda data: f"{data['number']} {_day(data['due'])}要巡检",
    "inspection.done": lambda data: (
        f"{data['number']} 巡检完，"
        + (f"{data['wrong']} 项有问题" if data["wrong"] else "都正常")
        + _with(data, "words")
    ),
    "fault.report": lambda data: (
        f"{data['number']} 报修：{data['title']}{'，停用' if data['stops'] else ''}，{_moment(data['due'])} 前修好"
        + _with(data, "words", "。")
    ),
    "fault.take": lambda data: f"{data['number']} 接修{_with(data, 'words')}",
    "fault.fixed": lambda data: f"{data['number']} 修好：{data['words']}",
    "fault.dropped": lambda data: f"{data['number']} 不用修：{data['words']}",
    "photo.attached": lambda data: f"{data['number']} 附上照片",
    "clock.reassign": lambda data: f"{data['number']} 由 {data['to_name']} 负责",
}
"""What isn't named is said by another line."""


def events_of(entries: Iterable[Any], *, labels: Mapping[str, str], names: Mapping[int, str]) -> list[TimelineEvent]:
    """Journal entries, oldest first, as events, newest first. `labels`: short names of clauses; `names`: of staff by id."""
    found = []
    for entry in entries:
        say = _SAID.get(entry.action)
        if say is None:
            continue
        to = entry.data.get("to")
        data = {**entry.data, "to_name": names.get(to, "同事") if isinstance(to, int) else ""}
        for_whom = entry.data.get("cover_for")
        is_upkeep = entry.action.startswith(("fault.", "inspection.")) and "S3" in labels
        found.append(
            TimelineEvent(
                at=entry.at,
                what=say(data),
                who=f"{entry.actor_name} 代 {for_whom}" if for_whom else entry.actor_name,
                clause="S3" if is_upkeep else "",
                clause_title=labels.get("S3", "") if is_upkeep else "",
            )
        )
    return found[::-1]


def names_in(entries: Iterable[Any]) -> set[int]:
    """Whom the entries name by id."""
    return {entry.data["to"] for entry in entries if isinstance(entry.data.get("to"), int)}
