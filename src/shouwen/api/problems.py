"""Refusals as the API says them: the same code, words, article and way out as on the page, with the status that fits."""

from __future__ import annotations

import logging
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from shouwen.api.rendering import DoubledKeyError
from shouwen.api.words import fault_words
from shouwen.refusals import Refusal, Refused
from shouwen.systems.counting import note_refused

log = logging.getLogger(__name__)
JSON = "application/json; charset=utf-8"
FORBIDDEN = frozenset(
    {
        *("scope_missing", "nobody_answers", "another_centre", "needs_a_person"),
        *("not_front_desk", "not_your_case", "not_for_calls", "not_for_tasks"),
    }
)
"""Refusals that are about who asks: 403. All others are about how things stand: 409."""


class FieldFault(Schema):
    """哪一项哪里不对."""

    path: str = Field(description="在请求里的位置，如 caller.phone")
    message: str


class Problem(Schema):
    """没有办成：原因、依据、怎么办."""

    code: str = Field(description="不会变的代号，程序按它判断")
    message: str = Field(description="给人看的话")
    article: str = Field("", description="依据的条款")
    way_out: str = Field("", description="可以怎么办")
    fields: list[FieldFault] = Field(default_factory=list, description="422 时逐项列出")


class TooManyCalls(Exception):
    """More calls in this minute than the system may make."""

    def __init__(self, most: int, seconds: int) -> None:
        super().__init__()
        self.most, self.seconds = most, seconds


class NotFound(Exception):
    """What was asked for isn't there, or isn't this centre's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


UNAUTHORIZED = Refusal("token_wrong", "令牌不对，或者已经停用", "", "请系统管理员在“设置 · 外部系统”里换令牌")
NO_ADDRESS = Refusal("no_such_address", "没有这个地址", "", "照 /api/v1/docs 里列的地址发")


def answered(request: HttpRequest, status: int, problem: Problem) -> HttpResponse:
    """A problem as it goes out, counted among the refused calls of the system."""
    call = getattr(request, "call", None)
    if call is not None:
        system, operation, at = call
        note_refused(system=system, operation=operation, at=at)
    return HttpResponse(orjson.dumps(problem.model_dump()), status=status, content_type=JSON)


def said(refusal: Refusal) -> Problem:
    """A refusal in the words of the page."""
    return Problem(
        code=refusal.code,
        message=refusal.message,
        article=refusal.clause,
        way_out=refusal.way_out,
        fields=[],
    )


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """403 for who asks, 409 for how things stand."""
    return answered(request, 403 if error.code in FORBIDDEN else 409, said(error.refusal))


def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422, with each fault at its place."""
    faults = [FieldFault(path=_path(one), message=fault_words(one)) for one in error.errors]
    words = f"有 {len(faults)} 处要改" if len(faults) > 1 else f"{faults[0].path}：{faults[0].message}"
    return answered(request, 422, _problem("not_valid", words, fields=faults))


def _path(fault: dict[str, Any]) -> str:
    """`caller.phone` in a body, `limit` in an address; the name that the code gives the body is left out."""
    where, *rest = [str(one) for one in fault.get("loc", ())]
    return ".".join(rest[1:] if where == "body" and rest else rest) or where


def _problem(code: str, message: str, way_out: str = "", fields: list[FieldFault] | None = None) -> Problem:
    return Problem(code=code, message=message, article="", way_out=way_out, fields=fields or [])


def too_many(request: HttpRequest, error: TooManyCalls) -> HttpResponse:
    """429, with the seconds to wait."""
    words = f"一分钟最多 {error.most} 次，{error.seconds} 秒以后再来"
    response = answered(request, 429, _problem("too_many_calls", words, "次数不够用，找系统管理员调"))
    response.headers["Retry-After"] = str(error.seconds)
    return response


def not_found(request: HttpRequest, error: NotFound) -> HttpResponse:
    """404 for what isn't there."""
    return answered(request, 404, _problem(error.code, error.message))


def no_address(request: HttpRequest, error: Http404) -> HttpResponse:
    """404 for an address that there isn't."""
    return answered(request, 404, said(NO_ADDRESS))


def unauthorized(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """401."""
    response = answered(request, 401, said(UNAUTHORIZED))
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def not_read(request: HttpRequest, error: HttpError) -> HttpResponse:
    """400: no JSON at all, or an object that says one thing twice."""
    if isinstance(error.__cause__, DoubledKeyError):
        return answered(request, 400, _problem("key_twice", f"“{error.__cause__.key[:40]}”写了两次，只写一次"))
    return answered(request, 400, _problem("not_json", "读不懂请求的内容，要发 UTF-8 的 JSON"))


def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """413: more than one request may carry."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 1024 / 1024
    return answered(request, 413, _problem("too_big", f"内容太大，一次最多 {most:g} MB", "分几次发"))


def lost_race(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    """409: the database kept two from being one. Anything else that it held off is a fault of ours: 500, as any other.

    Its own words hold the values, so that only the name of the constraint is logged."""
    name, is_unique = _constraint(error)
    if not is_unique:
        log.error("held off by the database: %s %s", type(error).__name__, name)
        return answered(request, 500, _problem("failed", "没有办成，是系统的问题，已经记下了", "找系统管理员"))
    log.warning("two held apart by the database: %s", name)
    return answered(request, 409, _problem("changed_meanwhile", "别人刚刚改了同一件，没有办成", "再查一次，再发"))


def _constraint(error: IntegrityError) -> tuple[str, bool]:
    """The name of the constraint, and whether it keeps two from being one."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:  # PostgreSQL, whose words repeat the row
        return diagnosis.constraint_name or diagnosis.column_name or "", diagnosis.sqlstate == "23505"
    words = str(error)  # SQLite names the constraint or the columns, never a value
    return words, words.startswith("UNIQUE constraint failed")


def not_this_way(response: HttpResponse) -> HttpResponse:
    """405, with the ways that are offered."""
    offered = response.headers.get("Allow", "")
    problem = _problem("not_this_way", f"这个地址只能用 {offered}", "照 /api/v1/docs 里列的方法发")
    body = orjson.dumps(problem.model_dump())
    return HttpResponse(body, status=405, content_type=JSON, headers={"Allow": offered})
