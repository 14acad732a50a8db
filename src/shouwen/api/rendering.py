"""JSON of the API: orjson in, orjson out. What orjson refuses (half characters, numbers of no machine) is refused as no JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import orjson
from django.http import HttpRequest
from ninja.parser import Parser
from ninja.renderers import BaseRenderer


class OrjsonParser(Parser):
    """Reads a body."""

    def parse_body(self, request: HttpRequest) -> Any:
        found = orjson.loads(request.body)
        json.loads(request.body, object_pairs_hook=_once_each)  # orjson keeps the last of two in silence
        return found


class DoubledKeyError(ValueError):
    """An object in which a key is written twice: which of them is meant can't be known."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _once_each(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise DoubledKeyError(key)
        found[key] = value
    return found


class OrjsonRenderer(BaseRenderer):
    """Writes an answer."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data)
