"""经过: the journal of a case and of the inquiry it grew out of, in plain words, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from shouwen.cases.enums import CaseResult, OwedKind, ReviewState
from shouwen.civil_time import local_date
from shouwen.clocks.enums import PauseKind
from shouwen.desk.chinese_dates import month_day
from shouwen.desk.parts import TimelineEvent
from shouwen.desk.telling.told_words import TOLD_WORDS
from shouwen.desk.who import who_did
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.papers.enums import DeliveryMeans, PaperKind

Data = Mapping[str, Any]
_BY_PERSON = frozenset(
    {"inquiry.register", "case.receive", "case.materials_received", "case.owed_received", "case.withdraw"}
)
_CLAUSES = {
    "inquiry.register": "F2",
    "inquiry.hand_over": "F6",
    "inquiry.notice": "N2",
    "case.accept": "T2",
    "case.receive": "N4",
    "case.deemed_accepted": "N4",
    "case.correction_notice": "N4",
    "clock.extend": "T3",
}


def events_of(entries: Iterable[Any], *, labels: Mapping[str, str], names: Mapping[int, str]) -> list[TimelineEvent]:
    """Journal entries, oldest first, as events, newest first. `labels`: short names of clauses; `names`: of staff by id."""
    said: list[TimelineEvent] = []
    for is_review, run in groupby(entries, key=lambda entry: entry.action == "case.review"):
        rows = list(run)
        if is_review:
            said.extend(_reviews(rows))
            continue
        for before, entry, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
            if _says_the_same(before, entry):
                continue
            if event := _event(entry, after, labels, names):
                said.append(event)
    return said[::-1]


def _says_the_same(before: Any, entry: Any) -> bool:
    """The clock that goes on because all materials came was said in the line before."""
    return entry.action == "clock.resume" and before is not None and before.action == "case.materials_received"


def _event(entry: Any, after: Any, labels: Mapping[str, str], names: Mapping[int, str]) -> TimelineEvent | None:
    """One entry in words; None for what others say already. `after` is the entry that follows."""
    goes_on = entry.action == "case.materials_received" and after is not None and after.action == "clock.resume"
    to = entry.data.get("to")
    data: Data = {
        **entry.data,
        "by": entry.actor_name,
        "to_name": names.get(to, "同事") if isinstance(to, int) else "",
        "due_now": _still_ahead(after.data["due"], entry.at) if goes_on else "",
    }
    tell = None if entry.subject_kind == "inquiry" and entry.action.startswith("clock.") else _WORDS.get(entry.action)
    words = tell(data) if tell else ""
    if not words:
        return None
    code = _CLAUSES.get(entry.action, "")
    return TimelineEvent(
        at=entry.at,
        what=words,
        who="" if entry.action == "inquiry.register" else who_did(entry),
        clause=code if code in labels else "",
        clause_title=labels.get(code, ""),
        is_from_person=entry.action in _BY_PERSON,
    )


def _still_ahead(due: str, at: datetime) -> str:
    """An instant matter stays due on the day of acceptance: what lies behind isn't said as if it were to come."""
    return due if due[:10] >= local_date(at).isoformat() else ""


def _reviews(run: Sequence[Any]) -> Iterable[TimelineEvent]:
    """One line for what one clerk reviewed on one day without anything else in between; the last result of each material."""
    for (who, _), part in groupby(run, key=lambda entry: (entry.actor_name, local_date(entry.at))):
        rows = list(part)
        results = {entry.data["material"]: entry.data["state"] for entry in rows}
        counts = [
            f"{state.label} {sum(result == state for result in results.values())}"
            for state in (ReviewState.OK, ReviewState.DEFECTIVE, ReviewState.MISSING)
            if state in results.values()
        ]
        yield TimelineEvent(at=rows[-1].at, what=f"审查材料 {len(results)} 份：{'，'.join(counts)}", who=who)


def _received(data: Data) -> str:
    names = data["materials"]
    words = f"收到补交的{names[0]}" if len(names) == 1 else f"收到补交材料 {len(names)} 份：{'、'.join(names)}"
    return words + (
        f"，还差 {data['still_waiting']} 份"
        if data["still_waiting"]
        else "，都齐了" + (f"，接着计时，{_day(data['due_now'])}到期" if data["due_now"] else "")
    )


def _paused(data: Data) -> str:
    kind = PauseKind(data["kind"])
    if kind == PauseKind.CORRECTION:
        return ""  # said by the notice itself
    planned = f"，大约 {data['planned']} 个工作日，书面告知本人" if data.get("planned") else ""
    return f"{_day(data['from'])}起暂停计时：{data['reason']}（{kind.label}{planned}）"


def _why(data: Data) -> str:
    return f"：{data['reason']}" if data.get("reason") else ""


def _day(iso: str) -> str:
    return month_day(date.fromisoformat(iso[:10]))


def _promise(data: Data) -> str:
    if data["kind"] == OwedKind.COMMITMENT:
        return f"告知承诺，免交。{data['words']}"
    return f"容缺受理，{_day(data['due'])}前补交。{data['words']}"


def _means(data: Data) -> str:
    return ToldBy(data["means"]).label if data.get("means") else ""


def _concluded(data: Data) -> str:
    means = f"（{_means(data)}）" if _means(data) else ""
    return f"办结，{CaseResult(data['result']).label}。告知本人{means}：{data['words']}"


_ISSUED = {
    PaperKind.ACCEPTANCE_NOTICE: "出具受理通知书 {}",
    PaperKind.CONCLUSION_NOTICE: "出具办结通知书 {}",
    PaperKind.MATERIAL_RECEIPT: "出具材料接收凭证 {}",
}
"""The other papers are said by the step that they belong to."""

_WORDS: dict[str, Callable[[Data], str]] = {
    "inquiry.register": lambda data: f"{data['by']}首问（{Channel(data['channel']).label}）",
    "inquiry.notice": lambda data: f"一次性告知，指南第 {data['version']} 版，{_means(data)}",
    "inquiry.hand_over": lambda data: f"转 {data['to']}",
    "inquiry.accept_handover": lambda data: f"{data['window']}接收",
    "inquiry.return_handover": lambda data: f"退回首问负责人：{data['reason']}",
    "inquiry.ask_ruling": lambda data: f"请示管理办公室（{data['ruling']}）",
    "inquiry.ruled": lambda data: f"管理办公室答复：{data['answer']}",
    "inquiry.promised": lambda data: f"说明原因，答应{_day(data['for'])}前办",
    "inquiry.promise_kept": lambda data: "兑现承诺",
    "case.accept": lambda data: f"受理，指南第 {data['version']} 版，{_day(data['due'])}到期",
    "case.receive": lambda data: (
        f"收件，先审材料，指南第 {data['version']} 版"
        + (f"，{_day(data['tell_by'])}前告知要补什么" if data.get("tell_by") else "")
    ),
    "case.deemed_accepted": lambda data: f"逾期没有告知补正，自收件之日起算受理，{_day(data['due'])}到期",
    "case.promise_taken": lambda data: f"{data['material']}：{_promise(data)}",
    "case.promise_taken_back": lambda data: f"收回对{data['material']}的承诺：{data['reason']}",
    "case.owed_received": lambda data: f"收到承诺过的{data['material']}{'，比答应的晚' if data['late'] else ''}",
    "case.file_removed": lambda data: f"撤下{data['material']}的扫描件：{data['reason']}",
    "case.material_taken_over": lambda data: f"{data['material']}不用再交，用 {data['from']} 里的",
    "case.correction_notice": lambda data: f"出具补正告知书 {data['paper']}，{data['materials']} 项",
    "case.materials_received": _received,
    "case.conclude": _concluded,
    "case.agent": lambda data: f"由代办人办，凭委托 {data['authorisation']}",
    "case.withdraw": lambda data: f"申请人撤回：{data['reason']}",
    **TOLD_WORDS,
    "case.transfer": lambda data: f"转交{data['to_name']}承办" + _why(data),
    "clock.pause": _paused,
    "clock.resume": lambda data: (
        "恢复计时"
        + (f"，{data['outcome']}" if data.get("outcome") else "")
        + (f"，{_day(data['due'])}到期" if data["due"][:10] > data["last_paused"] else "")
    ),
    "clock.extension_asked": lambda data: f"申请延期 {data['workdays']} 天：{data['reason']}",
    "clock.extension_approved": lambda data: f"批准延期 {data['workdays']} 天，告知本人后生效" + _why(data),
    "clock.extension_refused": lambda data: f"没有批准延期{_why(data)}",
    "clock.extension_lapsed": lambda data: (
        f"延期 {data['workdays']} 天到期日前没有{'批' if data['before'] == 'asked' else '告知本人'}，作废"
    ),
    "clock.extend": lambda data: f"延期 {data['workdays']} 天，已告知本人：{data['reason']}",
    "paper.issue": lambda data: _ISSUED[data["kind"]].format(data["paper"]) if data.get("kind") in _ISSUED else "",
    "paper.deliver": lambda data: (
        f"送达 {data['paper']}（{DeliveryMeans(data['means']).label}），回证 {data['receipt']}"
    ),
    "paper.deliver_correct": lambda data: f"更正 {data['paper']} 的签收人，新回证 {data['receipt']}：{data['reason']}",
    "paper.void": lambda data: f"作废 {data['paper']}：{data['reason']}",
    "paper.reprint": lambda data: f"再打一份 {data['paper']}",
}
