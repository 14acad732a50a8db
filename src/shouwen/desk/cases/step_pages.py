"""The steps of a case: for each its form, its template, and the one action behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from shouwen.agency.at_window import hand_in_by_agent
from shouwen.agency.queries import of_principal
from shouwen.cases import actions, corrections, intake, limits
from shouwen.cases.enums import CaseResult, CaseState
from shouwen.cases.policies import is_reassignment
from shouwen.cases.queries import asked_materials
from shouwen.cases.steps import Step
from shouwen.cases.telling_steps import correction_purpose, done_purpose
from shouwen.catalogue.enums import ItemKind
from shouwen.catalogue.told_words import promised_words
from shouwen.civil_time import local_date
from shouwen.clocks import extensions
from shouwen.clocks.calendars import calendar_of
from shouwen.clocks.enums import ExtensionCategory, PauseKind, ToldMeans
from shouwen.clocks.known_ends import known_ends
from shouwen.clocks.live_requests import live_request
from shouwen.clocks.reckoning import last_day
from shouwen.clocks.rules import most_extension_workdays
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.cases.forms import (
    NOTICE_TOLD,
    PAUSE_KINDS,
    TOLD_HOW,
    AcceptForm,
    ConcludeForm,
    DecideForm,
    DeclineForm,
    ExtendForm,
    NoticeForm,
    PauseForm,
    ReceiveForm,
    ResumeForm,
    TellForm,
    TransferForm,
    WithdrawForm,
)
from shouwen.desk.chinese_dates import month_day
from shouwen.desk.telling.told_words import how_told
from shouwen.inquiries.enums import ToldBy
from shouwen.papers.enums import PaperKind
from shouwen.papers.queries import papers_in_force
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.refusals import refuse
from shouwen.telling.reminders import machine_is_set_up

Values = dict[str, Any]
Acted = tuple[str, str]
"""What was done, in words, and the query of the page to go back to."""
_BY_MESSAGE = "告知的短信或邮件在发，发出去延期就生效；发不出去的，原到期日以前打电话告知"


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
    notice = corrections.issue_correction_notice(
        case=case, allowed_reason=values["allowed_reason"], means=ToldBy(values["means"]), by=by, at=at
    )
    waits = "从明天起等申请人补材料，不计时" if case.clock_id else "等申请人补材料，补齐再审"
    told = how_told(case.centre_id, correction_purpose(notice))
    return f"已出具 {notice.paper.number}，{waits}{told}", f"?paper={notice.paper_id}"


def _accept(case: Any, _values: Values, by: Actor, at: datetime) -> Acted:
    intake.accept_received(case=case, by=by, at=at)
    return f"已受理，{month_day(case.clock.due_at)}到期", ""


def _receive(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    ids = [int(key) for key in values["materials"]]
    if by_which := values["authorisation"]:
        hand_in_by_agent(case=case, authorisation_id=by_which, material_ids=ids, by=by, at=at)
    else:
        corrections.receive_materials(case=case, material_ids=ids, by=by, at=at)
    left = len(asked_materials(case))
    goes_on = "，都齐了，下一个工作日接着计时。先审新交的" if case.clock_id else "，都齐了。先审新交的，审齐了受理"
    return f"收到 {len(ids)} 份" + (f"，还差 {left} 份" if left else goes_on), ""


def _extend(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    asked = {name: values[name] for name in ("workdays", "reason", "category")}
    if people.centre(case.centre_id).extension_approver:
        limits.ask_extension(case=case, **asked, by=by, at=at)
        return "已申请延期，批准并告知本人以后才生效", ""
    means = ToldMeans(values["means"]) if values["means"] else None
    limits.extend(case=case, **asked, means=means, told_at=at, by=by, at=at)
    if means == ToldMeans.MESSAGE:
        return _BY_MESSAGE, _issued(case, "extension_notice")
    return f"已延期 {values['workdays']} 个工作日，不能再延。{_hand_over('延期办理告知书')}", _issued(
        case, "extension_notice"
    )


def _tell(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    means = ToldMeans(values["means"])
    limits.tell_extension(case=case, means=means, by=by, at=at)
    if means == ToldMeans.MESSAGE:
        return _BY_MESSAGE, _issued(case, "extension_notice")
    return f"已告知本人，延期生效。{_hand_over('延期办理告知书')}", _issued(case, "extension_notice")


def _decide(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    request, approve = live_request(case.clock_id), values["approve"] == "yes"
    if request is None:
        raise refuse("extension_decided", "没有等批的延期，别人刚刚办了")
    extensions.decide_extension(request=request, approve=approve, reason=values["reason"], by=by, at=at)
    return ("已批准，承办人告知本人以后生效" if approve else "没有批准，承办人会看到理由"), ""


def _means() -> Values:
    """How the person is told: nothing that this installation can't send."""
    sends = machine_is_set_up()
    return {
        "means": [(one.value, one.label) for one in ToldMeans if sends or one != ToldMeans.MESSAGE],
        "sends_nothing": not sends,
    }


def _hand_over(paper: str) -> str:
    return f"{paper}出好了，打出来交给本人"


def _issued(case: Any, kind: str) -> str:
    """The query that opens the paper that was just issued."""
    paper = papers_in_force(case.centre_id, "case", case.pk, PaperKind(kind)).order_by("-pk").first()
    return f"?paper={paper.pk}" if paper else ""


def _pause(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    limits.pause(
        case=case,
        kind=PauseKind(values["kind"]),
        reason=values["reason"].strip(),
        from_on=values["from_on"],
        planned_workdays=values["planned_workdays"],
        means=ToldMeans(values["means"]),
        by=by,
        at=at,
    )
    return f"已暂停计时，有了结果请恢复。{_hand_over('特别程序告知书')}", _issued(case, "procedure_notice")


def _resume(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    limits.resume(case=case, outcome=values["outcome"], by=by, at=at)
    return "已恢复计时，下一个工作日接着算", ""


def _transfer(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    receiver = next((one for one in _colleagues(case, at) if one.staff_id == values["to"]), None)
    window = receiver.window_id if receiver else None
    actions.transfer(case=case, to_staff_id=values["to"], to_window_id=window, reason=values["reason"], by=by, at=at)
    return f"已转交{receiver.name if receiver else '同事'}，从今天起由他负责", ""


def _withdraw(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    actions.withdraw(case=case, reason=values["reason"], by=by, at=at)
    return "已按申请人撤回了结", ""


def _conclude(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    result, means = CaseResult(values["result"]), ToldBy(values["means"])
    actions.conclude(case=case, result=result, words=values["words"], means=means, by=by, at=at)
    return f"已办结：{result.label}{how_told(case.centre_id, done_purpose(case))}", ""


def _decline(case: Any, values: Values, by: Actor, at: datetime) -> Acted:
    return _conclude(case, {**values, "result": CaseResult.REFUSED}, by, at)


def _colleagues(case: Any, at: datetime) -> list[people.Colleague]:
    everybody = people.colleagues(case.centre_id, on=local_date(at))
    return [one for one in everybody if one.roles & FRONT_DESK_ROLES and one.staff_id != case.handler_id]


def _by_agents(case: Any, _by: Actor, _at: datetime) -> Values:
    return {"authorisations": of_principal(case.centre_id, case.person_id)}


def _receivers(case: Any, by: Actor, at: datetime) -> Values:
    return {"colleagues": _colleagues(case, at), "asks_why": is_reassignment(case, by=by, at=at)}


def _longest(case: Any, _by: Actor, at: datetime) -> Values:
    most = most_extension_workdays(case.centre_id, accepted_on=local_date(case.accepted_at))
    approver = people.centre(case.centre_id).extension_approver
    measure = Yardstick.of(case.centre_id)
    ends = known_ends(case.clock, on=local_date(at), by=measure)
    return {
        "days": [
            (count, month_day(measure.calendar.add(ends.due_on, count, excluding=ends.spans)))
            for count in range(1, most + 1)
        ],
        "most": most,
        "categories": ExtensionCategory.choices,
        "approver": Role(approver).label if approver else "",
        **_means(),
    }


def _asked_for(case: Any, _by: Actor, at: datetime) -> Values:
    """What is decided or told: the request, and the last day that would come of it."""
    request, measure = live_request(case.clock_id), Yardstick.of(case.centre_id)
    due = None
    if request is not None:
        ends = known_ends(request.clock, on=local_date(at), by=measure)
        due = measure.calendar.add(ends.due_on, request.workdays, excluding=ends.spans)
    return {"request": request, "due": due, **_means()}


def _told_how(_case: Any, _by: Actor, _at: datetime) -> Values:
    return {"told_how": TOLD_HOW, "results": CaseResult.choices}


def _told_before(case: Any, _by: Actor, _at: datetime) -> Values:
    """Whether a notice in force has told this case already: a second one needs the office and its reason."""
    notices = case.correction_notices.select_related("paper__voided")
    return {"is_again": any(not hasattr(notice.paper, "voided") for notice in notices), "told_how": NOTICE_TOLD}


def _usually_told(case: Any, _at: datetime) -> Values:
    """What was left here to be reviewed is told to somebody who went home."""
    return {"means": (ToldBy.MESSAGE if case.state == CaseState.RECEIVED else ToldBy.PRINT).value}


def _usual_words(case: Any, _at: datetime) -> Values:
    instant = case.version.kind == ItemKind.INSTANT
    words = "已当场办好，结果当面交给本人" if instant else "已办好，请带身份证到窗口领取结果"
    return {"result": CaseResult.GRANTED.value, "words": words, "means": ToldBy.IN_PERSON.value}


def _usual_pause(case: Any, at: datetime) -> Values:
    """The special procedure that the guide of the item names (现场踏勘, 公示, 房屋鉴定), from the next working day."""
    named = " ".join(case.version.special_procedures)
    kind = next((one for one in PauseKind if one.label in named), PauseKind.SITE_VISIT)
    return {
        "kind": kind.value,
        "from_on": calendar_of(case.centre_id).next(local_date(at)),
    }


def _if_accepted_now(case: Any, _by: Actor, at: datetime) -> Values:
    """What an acceptance now starts: the limit and its last day."""
    limit = case.version.promised_limit
    unit, calendar = case.version.promised_unit, calendar_of(case.centre_id)
    due = last_day(unit=unit, limit=limit, accepted_on=local_date(at), calendar=calendar) if limit else None
    return {"limit": promised_words(case.version) if limit else "", "due": due}


STEPS: dict[Step, StepPage] = {
    Step.ACCEPT: StepPage("受理", AcceptForm, _accept, _if_accepted_now),
    Step.NOTICE: StepPage("出具补正告知书", NoticeForm, _notice, _told_before, _usually_told),
    Step.RECEIVE: StepPage("收到补交材料", ReceiveForm, _receive, _by_agents),
    Step.EXTEND: StepPage("延期办结", ExtendForm, _extend, _longest),
    Step.TELL: StepPage("告知本人延期", TellForm, _tell, _asked_for),
    Step.DECIDE: StepPage("审批延期", DecideForm, _decide, _asked_for),
    Step.PAUSE: StepPage(
        "暂停计时",
        PauseForm,
        _pause,
        lambda _case, _by, _at: {"kinds": PAUSE_KINDS, **_means()},
        _usual_pause,
    ),
    Step.RESUME: StepPage("恢复计时", ResumeForm, _resume),
    Step.TRANSFER: StepPage("转交承办人", TransferForm, _transfer, _receivers),
    Step.WITHDRAW: StepPage("申请人撤回", WithdrawForm, _withdraw),
    Step.CONCLUDE: StepPage("办结", ConcludeForm, _conclude, _told_how, _usual_words),
    Step.DECLINE: StepPage(
        "不予批准", DeclineForm, _decline, _told_how, lambda _case, _at: {"means": ToldBy.IN_PERSON}
    ),
}
