"""A plain page that describes the API, made from its own description; no log-in, nothing of a centre on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shouwen.api.service import api
from shouwen.systems.enums import HookEvent, Scope


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that may be sent along: in the address, in a header or in the body."""

    name: str
    where: str
    words: str
    kind: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Described:
    """One operation."""

    method: str
    path: str
    summary: str
    description: str
    scope: str
    given: list[Given]
    statuses: list[str]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """接口说明."""
    page = {"groups": described(), "scopes": Scope.choices, "events": HookEvent.choices}
    return render(request, "api/docs.html", page)


@lru_cache(maxsize=1)
def described() -> dict[str, list[Described]]:
    """The operations by what they are about."""
    schema: Mapping[str, Any] = api.get_openapi_schema()
    groups: dict[str, list[Described]] = {}
    for path, methods in schema["paths"].items():
        for method, one in methods.items():
            groups.setdefault(one["tags"][0], []).append(
                Described(
                    method.upper(),
                    path,
                    one["summary"],
                    one.get("description", ""),
                    one.get("x-scope", ""),
                    [*_parameters(one, schema), *_body(one, schema)],
                    sorted(str(status) for status in one["responses"]),
                )
            )
    return groups


_WHERE = {"path": "地址", "query": "地址 ?", "header": "头"}


def _parameters(operation: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Given]:
    for one in operation.get("parameters", []):
        shape = one["schema"]
        words = one.get("description") or shape.get("description", "")
        kind = _kind(_resolved(shape, schema))
        yield Given(one["name"], _WHERE[one["in"]], words, kind, one.get("required", False))


def _body(operation: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Given]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content:
        yield from _fields(content["schema"], schema, "")


def _fields(shape: Mapping[str, Any], schema: Mapping[str, Any], before: str) -> Iterator[Given]:
    """Each field of a body by its path; what is itself an object, or a list of them, field by field."""
    shape = _resolved(shape, schema)
    for name, field in shape.get("properties", {}).items():
        inner = _resolved(field, schema)
        if inner.get("properties"):
            yield from _fields(inner, schema, f"{before}{name}.")
        elif inner.get("type") == "array" and _resolved(inner["items"], schema).get("properties"):
            yield from _fields(inner["items"], schema, f"{before}{name}[].")
        else:
            words = field.get("description", "") or inner.get("description", "")
            yield Given(f"{before}{name}", "内容", words, _kind(inner), name in shape.get("required", []))


def _resolved(shape: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" in shape:
        found: Mapping[str, Any] = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
        return found
    for one in shape.get("allOf", []) or shape.get("anyOf", []):
        if one.get("type") != "null":
            return _resolved(one, schema)
    return shape


_FORMATS = {"date-time": "时间", "date": "日期"}


def _kind(shape: Mapping[str, Any]) -> str:
    if "enum" in shape:
        return " | ".join(str(one) for one in shape["enum"])
    return {"integer": "整数", "boolean": "true | false", "array": "一列"}.get(
        shape.get("type", ""), _FORMATS.get(shape.get("format", ""), "文字")
    )
