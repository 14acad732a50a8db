"""网上提问和话单: what comes in before anybody of the centre has it (首问负责制度 第三条、第五条（四）)."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from shouwen.api.bearer import acting, needs
from shouwen.api.declared import changing
from shouwen.api.fields import Asked, ItemCode, Moment, line, lines, local_time
from shouwen.api.once import IdempotencyKey, once
from shouwen.api.resources.inquiries import CallerIn, item_id_of
from shouwen.inquiries.call_records import CallTold, look_through
from shouwen.inquiries.calls import import_calls
from shouwen.inquiries.online import ask_online
from shouwen.systems.enums import Scope

questions = Router(tags=["首问"])
calls = Router(tags=["首问"])
MOST_CALLS = 1_000


class QuestionIn(Asked):
    """网上提问: 还没有人接."""

    caller: CallerIn
    matter: lines(500) = Field(description="问的事")  # type: ignore[valid-type]
    item_code: ItemCode | None = Field(None, description="事项编码，知道才写")


class Question(Schema):
    """收下的提问."""

    number: str = Field(description="如 网 26-0012")
    asked_at: datetime


class CallIn(Asked):
    """一次呼入."""

    called_at: Moment
    phone: line(30) = Field(description="来电号码")  # type: ignore[valid-type]
    extension: line(20, least=0) = Field("", description="响的分机或被叫号码")  # type: ignore[valid-type]
    seconds: int = Field(0, strict=True, ge=0, le=86_400, description="通话几秒")
    was_answered: bool = Field(strict=True)


class CallsIn(Asked):
    """话单."""

    calls: list[CallIn] = Field(min_length=1, max_length=MOST_CALLS)


class RefusedCall(Schema):
    place: int = Field(description="第几条，从 1 数起")
    field: str
    message: str


class Calls(Schema):
    """话单收下的结果."""

    received: int
    new: int
    known: int = Field(description="以前送过的")
    refused: list[RefusedCall]


@questions.post("", response=changing(Question), summary="送来网上提问", **needs(Scope.INQUIRIES_WRITE))
def ask(request: HttpRequest, key: IdempotencyKey, body: QuestionIn) -> HttpResponse:
    """门户网站收到的提问。工作人员认领，认领的人是首问负责人；到时没人认领，归值班人。"""
    by, at = acting(request), request.at  # type: ignore[attr-defined]

    def do() -> tuple[int, Question]:
        row = ask_online(
            centre_id=by.centre_id,
            name=body.caller.name,
            phone=body.caller.phone,
            matter=body.matter,
            item_id=item_id_of(by.centre_id, body.item_code),
            via=by.via,
            at=at,
        )
        return 201, Question.model_construct(number=row.number, asked_at=local_time(row.asked_at))

    return once(request, key, body, do)


@calls.post("", response=changing(Calls), summary="送来话单", **needs(Scope.CALLS_WRITE))
def take_calls(request: HttpRequest, key: IdempotencyKey, body: CallsIn) -> HttpResponse:
    """呼入的都送。没接的变成要回的电话，有时限；送过的不再算，不合格的逐条说明。"""
    by, at = acting(request), request.at  # type: ignore[attr-defined]

    def do() -> tuple[int, Calls]:
        told = [CallTold(one.called_at, one.phone, one.extension, one.seconds, one.was_answered) for one in body.calls]
        read = look_through(told, at=at)
        source = import_calls(read=read, file_name=by.via, by=by, at=at)
        bad = [RefusedCall(place=one.row, field=one.column, message=one.reason) for one in read.refused]
        return 201, Calls(received=len(told), new=source.new, known=source.known, refused=bad)

    return once(request, key, body, do)
