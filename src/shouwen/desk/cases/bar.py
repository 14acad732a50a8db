"""The foot of a case page: the one thing to do next, what it does to the clock, and the other steps with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shouwen.cases.enums import CaseResult, CaseState
from shouwen.cases.queries import asked_materials
from shouwen.cases.steps import Step
from shouwen.clocks.enums import ClockState, LimitUnit
from shouwen.desk.cases.materials import Review
from shouwen.desk.cases.received import notice_does
from shouwen.desk.chinese_dates import month_day
from shouwen.refusals import Refusal

_SHORT = {
    "extension_used": "已用完",
    "extension_too_late": "已过期",
    "clock_closed": "已了结",
    "case_closed": "已了结",
    "clock_not_running": "没在计时",
    "not_your_case": "不在你手上",
    "not_front_desk": "岗位不接待",
    "case_moved_on": "现在不行",
    "extension_asked": "等审批",
    "not_complete": "还没齐",
    "pause_when_overdue": "已过期",
    "owed_not_in": "差补交",
}
"""A refusal in a few characters, beside the word of a button; the button still opens the whole reason."""


@dataclass(frozen=True, slots=True)
class StepLink:
    """A button that opens a step. `why`: the reason why it can't be done, empty if it can."""

    words: str
    url: str
    why: str = ""
    icon: str = ""
    is_main: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class PaperStep:
    """The button that issues the correction notice. `asks_how`: the person may have gone home, so how they are told is asked first;
    else it is handed over at the counter, by one key."""

    note: str
    url: str
    why: str = ""
    is_asked: bool = False
    asks_how: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands at the foot. One of `paper` and a main link is the next thing to do, or neither once the case is closed."""

    note: tuple[str, ...]
    links: tuple[StepLink, ...]
    more: tuple[StepLink, ...] = ()
    paper: PaperStep | None = None
    again: Any = None


def bar_of(case: Any, review: Review, refusals: Mapping[Step, Refusal | None], *, pause_from: date) -> Bar:
    """The foot for the state a case is in. `pause_from`: from when a notice issued now would stop the clock."""
    if case.closed_at is not None:
        return Bar(note=_how_it_ended(case), links=())
    links = _Links(case, refusals)
    if case.state == CaseState.CORRECTING:
        return _waiting(case, links)
    if case.state == CaseState.RECEIVED:
        return _received(case, review, links, refusals)
    if case.clock is not None and case.clock.state == ClockState.PAUSED:
        resume = links.to(Step.RESUME, "恢复计时", "clock", is_main=True)
        note = ("正在暂停，这些天不计。", "等到了就恢复，下一个工作日接着算。")
        return Bar(note, (resume, links.to(Step.TRANSFER, "转交")), (links.to(Step.WITHDRAW, "申请人撤回", "undo"),))
    if not review.faulty and not review.unreviewed:
        return _ready(case, review, links)
    return _in_review(case, review, links, refusals, pause_from)


def bar_of_draft(bar: Bar, serial: str, name: str) -> Bar:
    """The foot while a fault has no reason yet: what is usual stays in its place, but nothing is issued or ended beside it."""
    why = f"先写“{name}”哪里不符合"
    ends = tuple(f"/{step.value}/" for step in (Step.CONCLUDE, Step.DECLINE, Step.ACCEPT))
    links = tuple(replace(link, why=why, is_main=False) if link.url.endswith(ends) else link for link in bar.links)
    paper = PaperStep(note="", url=f"/cases/{serial}/{Step.NOTICE.value}/", why=why)
    note = (f"“{name}”哪里不符合，还没有写。", "点一个常用原因，或自己写，写了就存。")
    return replace(bar, note=note, links=links, paper=paper, again=None)


class _Links:
    """Makes the links of one case."""

    def __init__(self, case: Any, refusals: Mapping[Step, Refusal | None]) -> None:
        self.root = f"/cases/{case.number.removeprefix('办 ')}/"
        self.refusals = refusals

    def to(self, step: Step, words: str, icon: str = "", *, is_main: bool = False, key: str = "") -> StepLink:
        refusal = self.refusals[step]
        short = f"（{_SHORT[refusal.code]}）" if refusal and refusal.code in _SHORT else ""
        why = refusal.message if refusal else ""
        return StepLink(words + short, f"{self.root}{step.value}/", why, icon, is_main and not why, key)

    def usual(self) -> tuple[StepLink, ...]:
        extend = self.to(Step.EXTEND, "延期", "cal")
        if self.refusals[Step.TELL] is None:
            extend = self.to(Step.TELL, "告知延期", "cal")
        return (extend, self.to(Step.TRANSFER, "转交"))

    def more(self) -> tuple[StepLink, ...]:
        return (self.to(Step.PAUSE, "暂停计时", "l-hold"), self.to(Step.WITHDRAW, "申请人撤回", "undo"))


def _received(case: Any, review: Review, links: _Links, refusals: Mapping[Step, Refusal | None]) -> Bar:
    """收件，在审: told what must be corrected, or accepted once all is in order."""
    beside, more = (links.to(Step.TRANSFER, "转交"),), (links.to(Step.WITHDRAW, "申请人撤回", "undo"),)
    if not review.faulty and not review.unreviewed:
        accept = links.to(Step.ACCEPT, "受理", "check", is_main=True, key="Ctrl+Enter")
        return Bar(("材料齐了，可以受理。", "从受理这天起算时限，当天不计。"), (accept, *beside), more)
    refusal = refusals[Step.NOTICE]
    paper = replace(_paper(review, links, refusal), asks_how=refusal is None)
    return Bar(notice_does(case, refusal), (*beside, links.to(Step.ACCEPT, "受理")), more, paper=paper)


def _waiting(case: Any, links: _Links) -> Bar:
    if case.clock is None:
        return _waiting_unaccepted(case, links)
    notice = next((row for row in case.correction_notices.all() if row.settled_at is None), None)
    left = len(asked_materials(case))
    note = (f"等申请人补 {left} 份材料，补齐前不计时。", "收齐的下一个工作日接着算。")
    receive = links.to(Step.RECEIVE, "收到补交材料", "down", is_main=True, key="F9")
    more = (links.to(Step.DECLINE, "不能办，说明理由"), links.to(Step.WITHDRAW, "申请人撤回", "undo"))
    return Bar(note, (receive, *links.usual()), more, again=notice)


def _waiting_unaccepted(case: Any, links: _Links) -> Bar:
    notice = next((row for row in case.correction_notices.all() if row.settled_at is None), None)
    note = (f"等申请人补 {len(asked_materials(case))} 份材料。", "收齐了再审，齐了才受理。")
    receive = links.to(Step.RECEIVE, "收到补交材料", "down", is_main=True, key="F9")
    beside = (links.to(Step.TRANSFER, "转交"),)
    return Bar(note, (receive, *beside), (links.to(Step.WITHDRAW, "申请人撤回", "undo"),), again=notice)


def _ready(case: Any, review: Review, links: _Links) -> Bar:
    is_instant = case.clock is not None and case.clock.unit == LimitUnit.INSTANT
    main = links.to(Step.CONCLUDE, "当场办结" if is_instant else "办结", "check", is_main=True, key="Ctrl+Enter")
    refuse = links.to(Step.DECLINE, "不能办，说明理由")
    note = _what_is_owed(review) or ("材料都合格。", "办好了，写下怎样告知本人的，就办结。")
    return Bar(note, (main, refuse, *links.usual()), links.more())


def _paper(review: Review, links: _Links, refusal: Refusal | None) -> PaperStep:
    """The notice. A second one is asked about: the dialog says what else can be done, and lets the office allow it."""
    return PaperStep(
        note=f"{review.faulty} 项，一式两份" if review.faulty else "",
        url=f"{links.root}{Step.NOTICE.value}/",
        why=refusal.message if refusal else "",
        is_asked=refusal is not None and refusal.code == "told_once_already",
    )


def _what_is_owed(review: Review) -> tuple[str, ...]:
    """容缺受理: what hasn't come yet stands between this case and its end."""
    owed = [row.name for row in review.rows if row.beside.is_owed]
    if not owed:
        return ()
    return (f"容缺的“{owed[0]}”{f'等 {len(owed)} 份' if len(owed) > 1 else ''}还没补交。", "收到了，审过，才能办结。")


def _in_review(
    case: Any, review: Review, links: _Links, refusals: Mapping[Step, Refusal | None], pause_from: date
) -> Bar:
    refusal = refusals[Step.NOTICE]
    paper = _paper(review, links, refusal)
    conclude = links.to(Step.CONCLUDE, "办结")
    refuse = links.to(Step.DECLINE, "不能办，说明理由")
    return Bar(
        note=_what_the_notice_does(case, refusal, pause_from),
        links=(*links.usual(), refuse, conclude),
        more=(*((links.to(Step.NOTICE, "本人不在，发消息告知补正", "msg"),) if refusal is None else ()), *links.more()),
        paper=paper,
    )


def _what_the_notice_does(case: Any, refusal: Refusal | None, pause_from: date) -> tuple[str, ...]:
    if refusal is not None:
        first, _, rest = refusal.message.partition("。")
        return tuple(line.rstrip("。") + "。" for line in (first, rest or refusal.way_out) if line)
    told = [notice for notice in case.correction_notices.all() if not hasattr(notice.paper, "voided")]
    number = len(told) + 1
    which = "本件第 1 份告知书，要补的一次说全。" if number == 1 else f"本件第 {number} 份告知书，都是新交的材料。"
    return (which, f"出具后 {month_day(pause_from)}起暂停，补齐再接着算。")


def _how_it_ended(case: Any) -> tuple[str, ...]:
    if case.state == CaseState.WITHDRAWN:
        return ("申请人撤回了。", case.words_told)
    return (f"已办结：{CaseResult(case.result).label}。", f"告知本人：{case.words_told}")
