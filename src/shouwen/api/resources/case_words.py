"""What the API says of a case, and what it is told about one. Names and telephones are masked; what was said isn't given out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from ninja import Schema
from pydantic import Field

from shouwen.api.fields import Asked, ItemCode, Moment, line, lines, local_time
from shouwen.cases.enums import CaseResult, CaseState
from shouwen.cases.listing import steps_of
from shouwen.cases.queries import review_clock
from shouwen.clocks.enums import ExtensionCategory, ToldMeans
from shouwen.clocks.standing import Stand, standing_of
from shouwen.clocks.yardstick import Yardstick

LIGHTS = {
    Stand.RUNNING: "剩余 {days} 个工作日",
    Stand.SOON: "剩余 {days} 个工作日",
    Stand.TODAY: "今天截止",
    Stand.OVERDUE: "已超期 {days} 天",
    Stand.PAUSED: "暂停计时",
    Stand.DONE: "按时办结",
    Stand.DONE_LATE: "超期办结",
}


class Case(Schema):
    """一个办件，遮挡后的."""

    number: str = Field(description="如 办 26-01873")
    serial: str = Field(description="地址里用的编号，如 26-01873")
    inquiry: str = Field(description="由哪件首问来的")
    item_code: str
    item_name: str
    situation: str
    person: str = Field(description="遮挡后的姓名")
    state: CaseState
    state_words: str
    result: CaseResult | None
    light: Stand | None = Field(description="到期灯；还没有开始计时是 null")
    light_words: str
    received_at: datetime = Field(description="收到申请的时间")
    accepted_at: datetime | None = Field(description="受理时间，承诺的时限从这时起算；在审是 null")
    due_at: datetime | None = Field(description="承诺哪天办结；在审时是哪天以前告知")
    closed_at: datetime | None
    first_responder: str = Field(description="首问负责人")
    handler: str = Field(description="承办人")
    window: str


class CasePage(Schema):
    data: list[Case]
    next: str | None = Field(description="下一页的 cursor；没有下一页是 null")


class StepTaken(Schema):
    at: datetime
    action: str = Field(description="不会变的代号，如 case.accept")
    words: str


class Progress(Case):
    """一个办件和它的经过."""

    steps: list[StepTaken] = Field(description="早的在前")


class Entry(StrEnum):
    """怎么进来: 受理 at once starts the clock, 收件 lets the materials be reviewed first."""

    ACCEPT = "accept"
    RECEIVE = "receive"


class ApplicantIn(Asked):
    """申请人."""

    name: line(60) = Field(description="姓名或单位")  # type: ignore[valid-type]
    phone: line(30) = Field(description="电话")  # type: ignore[valid-type]
    id_number: line(30) | None = Field(None, description="身份证号或统一社会信用代码")  # type: ignore[valid-type]


class NewCaseIn(Asked):
    """收一件申请."""

    item_code: ItemCode
    situation: line(40) | None = Field(None, description="分情形的事项要写是哪种")  # type: ignore[valid-type]
    entry: Entry = Field(Entry.RECEIVE, description="receive 收件待审，accept 直接受理、开始计时")
    applicant: ApplicantIn
    matter: lines(500) = Field(description="申请什么")  # type: ignore[valid-type]
    words_told: lines(500) = Field(description="已经怎样告诉申请人的")  # type: ignore[valid-type]
    received_at: Moment | None = Field(
        None, description="什么时候收到的，最早 31 天前；不写是现在。收件的审查时限从这时起算，受理总从现在起算"
    )


class ExtensionIn(Asked):
    """延期: how long is the rulebook's to judge, so no limit is said here."""

    workdays: int = Field(strict=True, ge=1, le=99, description="延几个工作日，从原到期日起")
    reason: lines(200) = Field(description="为什么")  # type: ignore[valid-type]
    category: ExtensionCategory = Field(description="属于哪一类")


class ExtensionToldIn(ExtensionIn):
    """延期，已经告知本人."""

    means: ToldMeans = Field(description="怎样告知的，告知的时间是现在；message 由本系统发短信或邮件")


class ConclusionIn(Asked):
    """办结."""

    result: CaseResult = Field(description="granted 办成，refused 不予批准")
    words_told: lines(500) = Field(description="已经怎样告诉申请人的")  # type: ignore[valid-type]


def case_words(row: Any, *, at: datetime, by: Yardstick) -> Case:
    """A case of `listing`, as it goes out."""
    return Case.model_construct(**_fields(row, at=at, by=by))


def progress_words(row: Any, *, at: datetime) -> Progress:
    """The same with what was done to it."""
    steps = [
        StepTaken.model_construct(at=local_time(one.at), action=one.action, words=one.words) for one in steps_of(row)
    ]
    return Progress.model_construct(**_fields(row, at=at, by=Yardstick.of(row.centre_id)), steps=steps)


def _fields(row: Any, *, at: datetime, by: Yardstick) -> dict[str, Any]:
    clock = row.clock or review_clock(row)
    standing = standing_of(clock, at=at, by=by) if clock else None
    return {
        "number": row.number,
        "serial": row.number.removeprefix("办 "),
        "inquiry": row.inquiry.number,
        "item_code": row.item.code,
        "item_name": row.item.name,
        "situation": row.situation.name if row.situation else "",
        "person": row.person.name_masked,
        "state": CaseState(row.state),
        "state_words": CaseState(row.state).label,
        "result": CaseResult(row.result) if row.result else None,
        "light": standing.stand if standing else None,
        "light_words": LIGHTS[standing.stand].format(days=standing.days) if standing else "",
        "received_at": local_time(row.received_at),
        "accepted_at": local_time(row.accepted_at) if row.clock else None,
        "due_at": local_time(clock.due_at) if clock else None,
        "closed_at": local_time(row.closed_at),
        "first_responder": row.first_responder.name,
        "handler": row.handler.name,
        "window": row.window.label if row.window else "",
    }
