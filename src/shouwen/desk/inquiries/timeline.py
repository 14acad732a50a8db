"""经过: the journal of an inquiry in the words of a clerk, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from shouwen.desk.chinese_dates import month_day
from shouwen.desk.parts import TimelineEvent
from shouwen.desk.telling.told_words import TOLD_WORDS
from shouwen.desk.who import who_did
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.papers.enums import PaperKind

Data = Mapping[str, Any]


def _means(data: Data) -> str:
    return ToldBy(data["means"]).label if data.get("means") in ToldBy.values else "告知了"


def _told(data: Data) -> str:
    """How the person heard of it, and in which words; entries of old have neither."""
    if data.get("case"):
        return f"转为办件 {data['case']}"
    return f"{_means(data)}：{data['words']}" if "words" in data else "告知本人"


def _there(data: Data) -> str:
    """Who it was at an outside department; nothing for a window."""
    return f"{data['department']} {data['name']} " if data.get("department") else ""


def _heard(data: Data) -> str:
    """How an outside department's answer came: asked on the telephone, or typed by somebody who holds the slip."""
    if not data.get("department"):
        return ""
    return "，打电话问到的" if data.get("by_phone") else "（扫码答复，未核实）"


def _answered(data: Data) -> str:
    return "接收" if data.get("accepted") else "退回"


def _new_fact(data: Data) -> str:
    return f"，新情况：{data['new_fact']}" if data.get("new_fact") else ""


def _comment(data: Data) -> str:
    return f"：{data['comment']}" if data.get("comment") else ""


_SAID: dict[str, tuple[str, Callable[[Data], str]]] = {
    "inquiry.register": ("F2", lambda data: f"{Channel(data['channel']).label}，登记首问"),
    "inquiry.from_question": (
        "F2",
        lambda data: f"{data['asked']} {'到时没人认领，归值班人' if data['fell_to_duty'] else '网上提问，认领'}",
    ),
    "inquiry.settles_call": (
        "F8",
        lambda data: f"{data['call']} 漏接的来电，{'回电接通了' if data['reached'] else '来电人又找来了'}，了结",
    ),
    "inquiry.answered": ("F5", lambda data: f"答复本人，{_means(data)}：{data['words']}"),
    "inquiry.to_case": ("F5", lambda data: f"转为办件，{_means(data)}：{data['words']}"),
    "inquiry.hand_over": ("F6", lambda data: f"转交 {data['to']}，对本人说：{data['words']}"),
    "inquiry.hand_over_outside": ("F6", lambda data: f"转交 {data['to']}，对本人说：{data['words']}"),
    "inquiry.accept_outside": ("F6", lambda data: f"{_there(data)} 接收{_heard(data)}"),
    "inquiry.answer_confirmed": (
        "F6",
        lambda data: f"打电话问了 {data['department']} {data['called']}：是他们{_answered(data)}的",
    ),
    "inquiry.answer_refuted": (
        "F6",
        lambda data: f"打电话问了 {data['department']} {data['called']}：他们没有{_answered(data)}过，这次答复不算",
    ),
    "inquiry.given_by_ruling": ("F7", lambda data: f"按 {data['ruling']} 由 {data['to']} {data['staff']} 办"),
    "inquiry.ask_responsibility": (
        "F7",
        lambda data: f"被退回 {data['refusals']} 次，请管理办公室裁定归谁办（{data['ruling']}）",
    ),
    "inquiry.ruling_used": ("F7", lambda data: f"照 {data['ruling']} 的裁定答复"),
    "inquiry.ask_clarification": (
        "N3",
        lambda data: (
            f"请示 {data['asked_of']}（{data['clarification']}），{_day(data['until'])}前回话。对本人说：{data['words']}"
        ),
    ),
    "inquiry.clarified": ("N3", lambda data: f"上级答复（{data['clarification']}）：{data['answer']}"),
    "inquiry.propose_decline": ("F4", lambda data: f"提出不予受理，等复核：{data['reason']}（{data['basis']}）"),
    "inquiry.decline_agreed": ("F4", lambda data: f"复核同意不予受理{_comment(data)}"),
    "inquiry.decline_sent_back": ("F4", lambda data: f"复核不同意，退回接着办：{data['reason']}"),
    "inquiry.decline_withdrawn": ("F4", lambda data: f"告知以前收回不予受理，接着办：{data['reason']}"),
    "inquiry.declined": ("F4", lambda data: f"告知不予受理，{_means(data)}：{data['words']}"),
    "inquiry.unresolved": ("", lambda data: f"登记办不成事（{data['unresolved']}）：{data['matter']}"),
    "inquiry.unresolved_settled": (
        "",
        lambda data: f"办不成事的结果，{'办成了' if data['was_resolved'] else '还是办不成'}：{data['result']}",
    ),
    "inquiry.accept_handover": ("F6", lambda data: f"{data['window'] or '责任窗口'} 接收"),
    "inquiry.return_handover": ("F6", lambda data: f"{_there(data)}退回首问负责人：{data['reason']}{_heard(data)}"),
    "inquiry.ask_ruling": (
        "F7",
        lambda data: f"请示管理办公室（{data['ruling']}{_new_fact(data)}），对本人说：{data['words']}",
    ),
    "inquiry.ruled": ("F7", lambda data: f"管理办公室答复（{data['ruling']}）：{data['answer']}"),
    "inquiry.promised": (
        "P3b",
        lambda data: f"承诺 {_day(data['until'])}前办好（{data['promise']}）：{data['reason']}",
    ),
    "inquiry.promise_moved": (
        "P3c",
        lambda data: (
            f"承诺由 {_day(data['before'])}改到 {_day(data['until'])}（{data['promise']}）：{data['reason']}。"
            f"到期以前告知，{_means(data)}：{data['words']}"
        ),
    ),
    "inquiry.circumstances": (
        "P3c",
        lambda data: f"特殊情况，到期以前告知，{_means(data)}：{data['words']}（原因：{data['reason']}）",
    ),
    "inquiry.not_possible": (
        "P3d",
        lambda data: f"现在办不了，{data['reason'].rstrip('。')}。告知本人，{_means(data)}：{data['words']}",
    ),
    "inquiry.promise_given_up": ("P3d", lambda data: f"承诺 {data['promise']} 没有兑现，写明现在办不了"),
    "inquiry.not_possible_checked": (
        "P3d",
        lambda data: "核过理由：讲清了" if data["is_clear"] else f"核过理由：没讲透{_comment(data)}",
    ),
    "inquiry.explained_again": (
        "P3d",
        lambda data: f"补讲理由：{data['reason'].rstrip('。')}。告知本人，{_means(data)}：{data['words']}",
    ),
    "inquiry.possible_now": ("P3d", lambda data: f"现在能办了：{data['reason']}"),
    "inquiry.told_possible": ("P3d", lambda data: f"回告本人现在能办了，{_means(data)}"),
    "inquiry.promise_kept": ("P3b", lambda data: f"承诺兑现（{data['promise']}），{_told(data)}"),
    "paper.issue": ("", lambda data: f"出具{PaperKind(data['kind']).label} {data['paper']}"),
    "paper.print": ("", lambda data: f"打印 {data['paper']}"),
    "paper.reprint": ("", lambda data: f"再打一份 {data['paper']}"),
    "clock.relimit": ("", lambda data: f"答复期限改到 {_moment(data['due'])}"),
}
"""By action: the clause it rests on, and how it is said."""
_ARTICLES = {
    "F2": "首问负责制 三",
    "F4": "首问负责制 四",
    "F5": "首问负责制 五（一）",
    "F6": "首问负责制 五（二）",
    "F7": "首问负责制 五（三）",
    "N2": "一次性告知制 四",
    "N3": "一次性告知制 五",
    "P3b": "服务承诺制 三",
    "P3c": "服务承诺制 三",
    "P3d": "服务承诺制 三",
}
_FROM_PERSON = frozenset({"inquiry.register"})


def events_of(entries: Iterable[Any], *, guides: Mapping[int, str]) -> list[TimelineEvent]:
    """`entries` as the journal keeps them, oldest first; `guides`: names of the items whose guide was told, by item."""
    events = []
    for entry in entries:
        clause, words = _said(entry.action, entry.data, guides)
        if words:
            events.append(
                TimelineEvent(
                    entry.at, words, who_did(entry), clause, _ARTICLES.get(clause, ""), entry.action in _FROM_PERSON
                )
            )
    return events[::-1]


def _said(action: str, data: Data, guides: Mapping[int, str]) -> tuple[str, str]:
    if action == "inquiry.notice":
        name = guides.get(data.get("item", 0), "办事指南")
        situation = f"，{data['situation']}" if data.get("situation") else ""
        return "N2", f"一次性告知“{name}”（指南第 {data['version']} 版{situation}）：{_means(data)}"
    if action in TOLD_WORDS:
        return "", TOLD_WORDS[action](data)
    if action not in _SAID:
        return "", ""
    clause, say = _SAID[action]
    return clause, say(data)


def _day(iso: str) -> str:
    return month_day(date.fromisoformat(iso))


def _moment(iso: str) -> str:
    return f"{_day(iso[:10])} {iso[11:16]}"
