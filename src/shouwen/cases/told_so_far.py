"""告诉过您的: what the person was told about a case and what came from them, when, by whom and how, from the journal.

Only what was said to the person stands here; reviews, requests between colleagues and what the office weighs don't."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shouwen.cases.enums import OwedKind
from shouwen.cases.models import Case
from shouwen.civil_time import local_date
from shouwen.clocks.enums import PauseKind, ToldMeans
from shouwen.clocks.facts import extension_of
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.journal import queries as journal
from shouwen.journal.queries import Event
from shouwen.papers.enums import DeliveryMeans, PaperKind
from shouwen.people.masks import mask_words


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One thing told. `by` is empty for what the product did itself, `means` where no means was noted."""

    at: datetime
    by: str
    means: str
    words: str
    paper: str = ""


Data = Mapping[str, Any]


def told_so_far(case: Case) -> list[ToldLine]:
    """The newest first; two queries."""
    events = journal.of_subjects(case.centre_id, [("inquiry", case.inquiry_id), ("case", case.pk)])
    return [line for event in reversed(events) if (line := _line(event, case))]


def _line(event: Event, case: Case) -> ToldLine | None:
    tell = _WORDS.get(event.action)
    if event.subject_kind == "inquiry" and event.action.startswith("clock."):
        return None  # the limit of the inquiry, not of the case
    words = tell(event.data, event.at) if tell else ""
    if not words:
        return None
    return ToldLine(
        at=event.at,
        by=event.actor_name if event.actor_id else "",
        means=_means(event, case),
        words=words,
        paper=str(event.data.get("paper", "")) if event.action in _NAMES_PAPER else "",
    )


def _means(event: Event, case: Case) -> str:
    said = str(event.data.get("means", ""))
    if event.action == "inquiry.register":
        return Channel(event.data["channel"]).label
    if event.action == "paper.deliver":
        return DeliveryMeans(said).label
    if event.action == "clock.extend":
        extension = extension_of(case.clock) if case.clock else None
        return ToldMeans(extension.told_means).label if extension and extension.told_means else ""
    return ToldBy(said).label if said in ToldBy.values else ""


def _accepted(data: Data, at: datetime) -> str:
    due = date.fromisoformat(data["due"][:10])
    return f"受理，{_day(due)}前办结" if due > local_date(at) else "受理，当天办结"


def _received(data: Data, at: datetime) -> str:
    names, waiting = data["materials"], data["still_waiting"]
    what = names[0] if len(names) == 1 else f" {len(names)} 份材料"
    return f"收到您补的{what}，" + (f"还差 {waiting} 份" if waiting else "都齐了")


def _paused(data: Data, at: datetime) -> str:
    kind = PauseKind(data["kind"])
    if kind == PauseKind.CORRECTION:
        return ""  # said by the notice itself
    planned = f"，大约 {data['planned']} 个工作日" if data.get("planned") else ""
    return f"{kind.label}{planned}，不算在时限里"


def _owed(data: Data, at: datetime) -> str:
    if data["kind"] == OwedKind.COMMITMENT:
        return f"您作了承诺，{data['material']}不用交"
    return f"{data['material']}可以后补，{_day(date.fromisoformat(data['due']))}前交来"


def _issued(data: Data, at: datetime) -> str:
    title = _TITLES.get(data.get("kind", ""), "")
    return f"开了{title}" if title else ""


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


_TITLES = {
    PaperKind.ACCEPTANCE_NOTICE: "受理通知书",
    PaperKind.CONCLUSION_NOTICE: "办结通知书",
    PaperKind.MATERIAL_RECEIPT: "材料接收凭证",
}
_NAMES_PAPER = frozenset({"case.correction_notice", "paper.issue", "paper.deliver"})
_WORDS: dict[str, Callable[[Data, datetime], str]] = {
    "inquiry.register": lambda data, at: "第一位接待您的人，会管到底",
    "inquiry.notice": lambda data, at: "说清了条件、材料、流程、收费",
    "inquiry.hand_over": lambda data, at: f"转到{data['to']}办",
    "inquiry.promised": lambda data, at: f"说明原因，答应{_day(date.fromisoformat(data['for'][:10]))}前办",
    "case.receive": lambda data, at: "收下材料，先审材料",
    "case.accept": _accepted,
    "case.deemed_accepted": lambda data, at: "过了告诉您补材料的日子，从收下材料那天起算受理",
    "case.promise_taken": _owed,
    "case.correction_notice": lambda data, at: f"补正材料一次性告知书，{data['materials']} 项",
    "case.materials_received": _received,
    "case.owed_received": lambda data, at: f"收到后补的{data['material']}",
    "case.withdraw": lambda data, at: "您撤回了申请",
    "case.conclude": lambda data, at: "办结，告诉您结果",
    "clock.pause": _paused,
    "clock.extend": lambda data, at: f"延期 {data['workdays']} 个工作日：{mask_words(data['reason'])}",
    "paper.issue": _issued,
    "paper.deliver": lambda data, at: "文书送到您手里",
}
