"""首问（首问负责制度 第三、五条）: what the telephone system or the website took is registered here; how far it is can be read, masked.

Matters and words told aren't given out: people's own words may name anybody."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from shouwen.api.bearer import acting, centre_of, needs
from shouwen.api.declared import changing, reading
from shouwen.api.fields import Asked, InInquirySerial, ItemCode, Moment, Since, line, lines, local_time
from shouwen.api.once import IdempotencyKey, once
from shouwen.api.paging import Cursor, Limit, number_at, page_of
from shouwen.api.problems import NotFound
from shouwen.catalogue.queries import item_with_code
from shouwen.clocks.enums import ClockKind
from shouwen.inquiries.enums import Channel, InquiryState
from shouwen.inquiries.queries import clocks_of
from shouwen.inquiries.queries.listed import inquiries_before, inquiry_listed
from shouwen.inquiries.taken_elsewhere import Caller, TakenBy, register_taken
from shouwen.systems.enums import Scope

router = Router(tags=["首问"])


class Inquiry(Schema):
    """一件首问，遮挡后的."""

    number: str = Field(description="如 问 261009-12")
    serial: str = Field(description="地址里用的编号，如 261009-12")
    channel: Channel
    state: InquiryState
    state_words: str
    item_code: str
    item_name: str
    person: str = Field(description="遮挡后的姓名")
    phone: str = Field(description="遮挡后的电话")
    first_responder: str = Field(description="首问负责人")
    window: str
    received_at: datetime
    due_at: datetime | None = Field(description="最迟什么时候答复")
    closed_at: datetime | None


class InquiryPage(Schema):
    data: list[Inquiry]
    next: str | None = Field(description="下一页的 cursor；没有下一页是 null")


class TakenElsewhere(StrEnum):
    """怎么来。站在窗口的人在窗口登记."""

    PHONE = "phone"
    ONLINE = "online"


class CallerIn(Asked):
    """来电人或提问人."""

    name: line(60) = Field(description="姓名或单位")  # type: ignore[valid-type]
    phone: line(30) = Field(description="电话，答复靠它")  # type: ignore[valid-type]


class InquiryIn(Asked):
    """登记一件首问."""

    channel: TakenElsewhere
    caller: CallerIn
    matter: lines(500) = Field(description="问的事")  # type: ignore[valid-type]
    item_code: ItemCode | None = Field(None, description="事项编码，知道才写")
    work_number: line(20) | None = Field(None, description="接的人的工号，他就是首问负责人")  # type: ignore[valid-type]
    extension: line(20) | None = Field(None, description="接的分机；不写工号时按它找窗口的人，都不写归值班人")  # type: ignore[valid-type]
    received_at: Moment | None = Field(None, description="什么时候接的；不写是现在")


@router.get("", response=reading(InquiryPage), summary="列出首问", **needs(Scope.INQUIRIES_READ))
def inquiries(
    request: HttpRequest,
    limit: Limit = 50,
    cursor: Cursor = None,
    state: InquiryState | None = None,
    channel: Channel | None = None,
    since: Since = None,
) -> InquiryPage:
    """新登记的在前。"""
    centre_id = centre_of(request)
    rows = inquiries_before(
        centre_id, before=number_at(cursor), most=limit + 1, state=state, channel=channel, since=since
    )
    shown, following = page_of(rows, limit, lambda row: row.pk)
    clocks = clocks_of(centre_id, ClockKind.INQUIRY, [row.pk for row in shown])
    return InquiryPage(data=[_inquiry(row, clocks.get(row.pk)) for row in shown], next=following)


@router.get(
    "/{serial}",
    response=reading(Inquiry, of_one=True),
    summary="看一件首问",
    **needs(Scope.INQUIRIES_READ),
)
def inquiry(request: HttpRequest, serial: InInquirySerial) -> Inquiry:
    """到哪一步了，谁是首问负责人。"""
    row = inquiry_listed(centre_of(request), serial)
    if row is None:
        raise NotFound("inquiry_unknown", f"没有编号是 {serial} 的首问")
    return _with_clock(row)


@router.post("", response=changing(Inquiry), summary="登记首问", **needs(Scope.INQUIRIES_WRITE))
def register(request: HttpRequest, key: IdempotencyKey, body: InquiryIn) -> HttpResponse:
    """电话系统或门户网站接到的。接的人就是首问负责人，一直到答复为止；答复的时限从接到时算。"""
    by, at = acting(request), request.at  # type: ignore[attr-defined]

    def do() -> tuple[int, Inquiry]:
        row = register_taken(
            channel=Channel(body.channel.value),
            caller=Caller(body.caller.name, body.caller.phone),
            matter=body.matter,
            item_id=item_id_of(by.centre_id, body.item_code),
            taken_by=TakenBy(body.work_number or "", body.extension or ""),
            received_at=body.received_at,
            by=by,
            at=at,
        )
        return 201, _with_clock(row)

    return once(request, key, body, do)


def item_id_of(centre_id: int, code: str | None) -> int | None:
    """The item of a code, where one is written. Raises NotFound."""
    if code is None:
        return None
    item = item_with_code(centre_id, code)
    if item is None:
        raise NotFound("item_unknown", f"没有编码是 {code} 的事项")
    return int(item.pk)


def _with_clock(row: Any) -> Inquiry:
    return _inquiry(row, clocks_of(row.centre_id, ClockKind.INQUIRY, [row.pk]).get(row.pk))


def _inquiry(row: Any, clock: Any) -> Inquiry:
    return Inquiry.model_construct(
        number=row.number,
        serial=row.number.removeprefix("问 "),
        channel=Channel(row.channel),
        state=InquiryState(row.state),
        state_words=InquiryState(row.state).label,
        item_code=row.item.code if row.item else "",
        item_name=row.item.name if row.item else "",
        person=row.person.name_masked if row.person else "",
        phone=row.person.phone_masked if row.person else "",
        first_responder=row.first_responder.name,
        window=row.window.label if row.window else "",
        received_at=local_time(row.received_at),
        due_at=local_time(clock.due_at) if clock else None,
        closed_at=local_time(row.closed_at),
    )
