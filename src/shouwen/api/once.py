"""Idempotency-Key: every POST is done once under its key, and answered the same each time it comes again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Header, Schema
from pydantic import StringConstraints

from shouwen.api.problems import JSON
from shouwen.api.words import KEY_PATTERN
from shouwen.systems.remembered import Answer, answer_once

IdempotencyKey = Annotated[
    str,
    StringConstraints(pattern=KEY_PATTERN),
    Header(
        alias="Idempotency-Key",
        description="自己编的，8 到 80 个英文字母、数字和 _ . : -，一件事一个；断线重发用同一个，只办一次",
    ),
]
REPEATED = "Idempotency-Repeated"


def once(request: HttpRequest, key: str, asked: Schema | None, do: Callable[[], tuple[int, Schema]]) -> HttpResponse:
    """Do what was asked (status and answer), or give again what was answered before. Raises Refused."""

    def answer() -> Answer:
        status, body = do()
        return Answer(status, orjson.dumps(body.model_dump()))

    question = orjson.dumps(
        [request.method, request.path, asked.model_dump() if asked else None], option=orjson.OPT_SORT_KEYS
    )
    given = answer_once(
        system=request.auth,  # type: ignore[attr-defined]
        key=key,
        question=question,
        do=answer,
        at=request.at,  # type: ignore[attr-defined]
    )
    headers = {REPEATED: "true"} if given.is_repeated else {}
    return HttpResponse(given.body, status=given.status, content_type=JSON, headers=headers)
