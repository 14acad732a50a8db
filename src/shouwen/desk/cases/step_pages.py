"""The steps of a case: for each its form, its template, and the one action behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from shouwen.cases import actions, corrections, intake, limits
from shouwen.cases.enums import CaseResult
from shouwen.cases.queries import asked_materials
from shouwen.cases.steps import Step
from shouwen.catalogue.enums import ItemKind
from shouwen.civil_time import local_date
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import PauseKind
from shouwen.clocks.rules import most_extension_workdays
from shouwen.desk.cases.forms import (
    PAUSE_KINDS,
    TOLD_HOW,
    AcceptForm,
    ConcludeForm,
    DeclineForm,
    ExtendForm,
    NoticeForm,
    PauseForm,
    ReceiveForm,
    ResumeForm,
    TransferForm,
    WithdrawForm,
)
from shouwen.desk.chinese_dates import month_day
from shouwen.inquiries.enums import ToldBy
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES

Values = dict[str, Any]
Acted = tuple[str, str]
"""What was done, in words, and the query of the page to go back to."""


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step. `extras` gives what its template shows besides the form."""

    title: str
    form: type[forms.Form]
    act: Callable[[Any, Values, Actor, datetime], Acted]
    extras: Callable[[Any, Actor, datetime], Values] = lambda _case, _by, _at: {}
    initial: Callable[[Any, datetime], Values] = lambda _case, _at: {}


def form_for(page: StepPage, case: Any, at: datetime, data: Any = None, asked: Any = None) -> forms.Form:
    """The form of a step, filled with what was typed, else with what is usual (or `asked` for in the address)."""
    more: Values = {"asked": asked_materials(case)} if page.form is ReceiveForm else {}
    initial = page.initial(case, at) | {key: value for key, value in (asked or {}).items() if value}
    return page.form(data, initial=initial, **more)


def _notice(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    notice = corrections.issue_correction_notice(case=case, allowed_reason=values["allowed_reason"], by=by, at=at)
    waits = "从明天起等申请人补材料，不计时" if case.clock_id else "等申请人补材料，补齐再审"
    return f"已出具 {notice.paper.number}，{waits}", f"?paper={notice.paper_id}"


def _accept(case: Any, _values: Values, by: Actor, at: datetime) -> Acted:
    intake.accept_received(case=case, by=by, at=at)
    return f"已受理，{month_day(case.clock.due_at)}到期", ""


def _receive(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    ids = [int(key) for key in values["materials"]]
    corrections.receive_materials(case=case, material_ids=ids, by=by, at=at)
    left = len(asked_materials(case))
    goes_on = "，都齐了，下一个工作日接着计时。先审新交的" if case.clock_id else "，都齐了。先审新交的，审齐了受理"
    return f"收到 {len(ids)} 份" + (f"，还差 {left} 份" if left else goes_on), ""


def _extend(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    limits.extend(case=case, workdays=values["workdays"], reason=values["reason"], told_at=at, by=by, at=at)
    return f"已延期 {values['workdays']} 个工作日，不能再延", ""


def _pause(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    limits.pause(
        case=case,
        kind=PauseKind(values["kind"]),
        reason=values["reason"].strip(),
        from_on=values["from_on"],
        planned_workdays=values["planned_workdays"],
        by=by,
        at=at,
    )
    return "已暂停计时，等到了请恢复", ""


def _resume(case: Any, _values: Values, by: Actor, at: datetime) -> Acted:
    limits.resume(case=case, by=by, at=at)
    return "已恢复计时，下一个工作日接着算", ""


def _transfer(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    receiver = next((one for one in _colleagues(case, at) if one.staff_id == values["to"]), None)
    window = receiver.window_id if receiver else None
    actions.transfer(case=case, to_staff_id=values["to"], to_window_id=window, by=by, at=at)
    return f"已转交{receiver.name if receiver else '同事'}，从今天起由他负责", ""


def _withdraw(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    actions.withdraw(case=case, reason=values["reason"], by=by, at=at)
    return "已按申请人撤回了结", ""


def _conclude(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    result, means = CaseResult(values["result"]), ToldBy(values["means"])
    actions.conclude(case=case, result=result, words=values["words"], means=means, by=by, at=at)
    return f"已办结：{result.label}", ""


def _decline(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    return _conclude(case, {**values, "result": CaseResult.REFUSED}, by, at)


def _colleagues(case: Any, at: datetime) -> list[people.Colleague]:
    everybody = people.colleagues(case.centre_id, on=local_date(at))
    return [one for one in everybody if one.roles & FRONT_DESK_ROLES and one.staff_id != case.handler_id]


def _receivers(case: Any, _by: Actor, at: datetime) -> Values:
    return {"colleagues": _colleagues(case, at)}


def _longest(case: Any, _by: Actor, _at: datetime) -> Values:
    most = most_extension_workdays(case.centre_id, accepted_on=local_date(case.accepted_at))
    return {"days": range(1, most + 1), "most": most}


def _told_how(_case: Any, _by: Actor, _at: datetime) -> Values:
    return {"told_how": TOLD_HOW, "results": CaseResult.choices}


def _told_before(case: Any, _by: Actor, _at: datetime) -> Values:
    """Whether a notice in force has told this case already: a second one needs the office and its reason."""
    notices = case.correction_notices.select_related("paper__voided")
    return {"is_again": any(not hasattr(notice.paper, "voided") for notice in notices)}


def _usual_words(case: Any, _at: datetime) -> Values:
    instant = case.version.kind == ItemKind.INSTANT
    words = "已当场办好，结果当面交给本人" if instant else "已办好，请带身份证到窗口领取结果"
    return {"result": CaseResult.GRANTED.value, "words": words, "means": ToldBy.IN_PERSON.value}


def _usual_pause(case: Any, at: datetime) -> Values:
    """The special procedure that the guide of the item names (现场踏勘, 公示, 房屋鉴定), from the next working day."""
    named = " ".join(case.version.special_procedures)
    kind = next((one for one in PauseKind if one.label in named), PauseKind.SITE_VISIT)
    return {"kind": kind.value, "from_on": calendar_of(case.centre_id).next(local_date(at))}


def _if_accepted_now(case: Any, _by: Actor, at: datetime) -> Values:
    """What an acceptance now starts: the limit and its last day."""
    limit = case.version.promised_limit
    return {"limit": limit, "due": calendar_of(case.centre_id).add(local_date(at), limit) if limit else None}


STEPS: dict[Step, StepPage] = {
    Step.ACCEPT: StepPage("受理", AcceptForm, _accept, _if_accepted_now),
    Step.NOTICE: StepPage("出具补正告知书", NoticeForm, _notice, _told_before),
    Step.RECEIVE: StepPage("收到补交材料", ReceiveForm, _receive),
    Step.EXTEND: StepPage("延期办结", ExtendForm, _extend, _longest, lambda _case, _at: {"workdays": 3}),
    Step.PAUSE: StepPage("暂停计时", PauseForm, _pause, lambda _case, _by, _at: {"kinds": PAUSE_KINDS}, _usual_pause),
    Step.RESUME: StepPage("恢复计时", ResumeForm, _resume),
    Step.TRANSFER: StepPage("转交承办人", TransferForm, _transfer, _receivers),
    Step.WITHDRAW: StepPage("申请人撤回", WithdrawForm, _withdraw),
    Step.CONCLUDE: StepPage("办结", ConcludeForm, _conclude, _told_how, _usual_words),
    Step.DECLINE: StepPage(
        "不予批准", DeclineForm, _decline, _told_how, lambda _case, _at: {"means": ToldBy.IN_PERSON}
    ),
}
