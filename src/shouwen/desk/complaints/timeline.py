"""经过: the journal of a complaint in the words of a clerk, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from shouwen.desk.chinese_dates import clock_time, month_day
from shouwen.desk.parts import TimelineEvent
from shouwen.feedback.enums import ComplaintChannel, RatingLevel, Verdict
from shouwen.papers.enums import PaperKind

Data = Mapping[str, Any]
UNREACHED = "电话没打通、不再打了，15 天里也没有评价，了结；答复凭编号和查询码还能看"


def _with(data: Data, key: str, before: str = "：") -> str:
    return f"{before}{data[key]}" if data.get(key) else ""


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return f"{month_day(moment)} {clock_time(moment)}"


_SAID: dict[str, tuple[str, Callable[[Data], str]]] = {
    "complaint.receive": (
        "P2",
        lambda data: f"收到投诉（{ComplaintChannel(data['channel']).label}），{_moment(data['due'])} 前答复",
    ),
    "complaint.register": ("P2", lambda data: "登记投诉"),
    "complaint.assign": (
        "P2",
        lambda data: f"{'改交' if data.get('from') else '交给'} {data['to_name']} 查{_with(data, 'reason')}",
    ),
    "complaint.about": ("", lambda data: f"写明投诉的是谁{_with(data, 'window')}{_with(data, 'matter', '，')}"),
    "complaint.put": ("K1.5", lambda data: f"请 {data['to_name']} 说明：{data['words']}"),
    "complaint.statement": ("", lambda data: "本人说明了"),
    "complaint.supplement": ("", lambda data: "投诉人补充了"),
    "complaint.answer": (
        "P2",
        lambda data: f"答复（{data['paper']}），{Verdict(data['verdict']).label}{_with(data, 'reason')}",
    ),
    "complaint.verified": ("K1.5", lambda data: f"核实：属实，{data['reason']}"),
    "complaint.dismissed": ("", lambda data: f"核实：不属实，{data['reason']}"),
    "complaint.not_accept": ("", lambda data: f"不归中心，转告归{data['passed_to']}：{data['reason']}"),
    "complaint.merge": ("", lambda data: f"并入 {data['into']}"),
    "complaint.lead": ("", lambda data: f"{data['follower']} 并到这一件"),
    "complaint.promote": ("P2", lambda data: f"{data['instead_of']} 撤回了，这件单独查，时限重新起计"),
    "complaint.withdraw": ("", lambda data: f"投诉人撤回{_with(data, 'reason')}"),
    "complaint.code_said": ("", lambda data: "再念了一次查询码"),
    "complaint.told": ("", lambda data: "答复告知到了"),
    "complaint.close": (
        "",
        lambda data: "15 天没有评价，了结；没有评价的不算评价" if not data.get("not_reached") else UNREACHED,
    ),
    "complaint.rate": ("", lambda data: f"投诉人评价答复：{RatingLevel(data['level']).label}"),
    "complaint.file_attached": ("", lambda data: "投诉人附了文件" if data.get("theirs") else "附上查到的文件"),
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
        data = {**entry.data, "to_name": names.get(to, "同事") if isinstance(to, int) else "同事"}
        for_whom = entry.data.get("cover_for")
        found.append(
            TimelineEvent(
                at=entry.at,
                what=words(data),
                who=f"{entry.actor_name} 代 {for_whom}" if for_whom else entry.actor_name,
                clause=code if code in labels else "",
                clause_title=labels.get(code, ""),
            )
        )
    return found[::-1]
