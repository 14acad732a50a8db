"""经过: the journal of a task in the words of a clerk, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from shouwen.desk.chinese_dates import clock_time, month_day
from shouwen.desk.parts import TimelineEvent
from shouwen.desk.telling.told_words import TOLD_WORDS
from shouwen.papers.enums import PaperKind
from shouwen.tasks.enums import FileRole

Data = Mapping[str, Any]


def _with(data: Data, key: str, before: str = "：") -> str:
    return f"{before}{data[key]}" if data.get(key) else ""


def _day(text: str) -> str:
    return month_day(date.fromisoformat(text[:10]))


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return f"{month_day(moment)} {clock_time(moment)}"


_SAID: dict[str, tuple[str, Callable[[Data], str]]] = {
    "task.take_in": ("T1", lambda data: f"{data['superior']} 交来，{_moment(data['due'])} 前办结"),
    "task.assign": (
        "T1",
        lambda data: (
            f"{'改派' if data.get('from') else '交办'}给 {data['to_name']}{_with(data, 'reason')}{_with(data, 'words')}"
        ),
    ),
    "task.send_back": ("", lambda data: f"退回管理办公室：{data['reason']}"),
    "task.progress": ("", lambda data: f"进展：{data['words']}"),
    "task.submit": ("T1", lambda data: f"报送上级（{data['paper']}）：{data['words']}"),
    "task.receipt": (
        "",
        lambda data: f"上级 {_day(data['on'])}收到{_with(data, 'receipt', '，回执 ')}{_with(data, 'words')}",
    ),
    "task.returned": ("", lambda data: f"上级退回重办，{_moment(data['due'])} 前办结：{data['reason']}"),
    "task.withdraw": ("", lambda data: f"上级撤回：{data['reason']}"),
    "task.extend": ("T3", lambda data: f"上级同意延期 {data['workdays']} 个工作日"),
    "task.file_attached": ("", lambda data: f"附上文件（{FileRole(data['role']).label}）"),
    "task.file_removed": ("", lambda data: f"撤下文件：{data['reason']}"),
    "clock.extend": ("T3", lambda data: f"延期，理由：{data['reason']}"),
    "clock.day_moved": ("T3", lambda data: f"到期日由 {_day(data['before'])}改到 {_day(data['due'])}"),
    **{action: ("", say) for action, say in TOLD_WORDS.items()},
    "paper.issue": ("", lambda data: f"出具{PaperKind(data['kind']).label} {data['paper']}"),
    "paper.print": ("", lambda data: f"打印 {data['paper']}"),
    "paper.reprint": ("", lambda data: f"再打一份 {data['paper']}"),
}
"""By action: the clause it rests on, and how it is said. What isn't named is said by another line."""


def events_of(entries: Iterable[Any], *, labels: Mapping[str, str], names: Mapping[int, str]) -> list[TimelineEvent]:
    """Journal entries, oldest first, as events, newest first. `labels`: short names of clauses; `names`: of staff by id."""
    found = []
    for entry in entries:
        said = _SAID.get(entry.action)
        if said is None:
            continue
        code, words = said
        to = entry.data.get("to")
        data = {**entry.data, "to_name": names.get(to, "同事") if isinstance(to, int) else ""}
        if not (what := words(data)):
            continue
        for_whom = entry.data.get("cover_for")
        found.append(
            TimelineEvent(
                at=entry.at,
                what=what,
                who=f"{entry.actor_name} 代 {for_whom}" if for_whom else entry.actor_name,
                clause=code if code in labels else "",
                clause_title=labels.get(code, ""),
            )
        )
    return found[::-1]
