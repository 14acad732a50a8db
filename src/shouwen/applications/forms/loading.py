"""Strict loading: a field that says too much, too little or something unknown is refused with its place, never guessed at."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from shouwen.applications.forms.fields import Field, FieldKind

MOST_FIELDS = 30
MOST_CHOICES = 20
_KEYS = {"key", "label", "kind", "required", "hint", "choices", "situations", "least", "most"}
_NEEDED = {"key", "label", "kind"}


class FormError(Exception):
    """A form that can't be used; the words say where and why."""


def load_fields(raw: object, *, place: str, situations: Collection[str] = ()) -> tuple[Field, ...]:
    """The fields of a list as YAML or JSON gives it. Raises FormError."""
    if not isinstance(raw, list):
        raise FormError(f"{place}：要是一列字段")
    if len(raw) > MOST_FIELDS:
        raise FormError(f"{place}：最多 {MOST_FIELDS} 个字段，有 {len(raw)} 个")
    found = tuple(_field(one, f"{place} 第 {number} 个", situations) for number, one in enumerate(raw, start=1))
    keys = [one.key for one in found]
    for key in keys:
        if keys.count(key) > 1:
            raise FormError(f"{place}：key “{key}”用了两次")
    return found


def _field(raw: object, place: str, situations: Collection[str]) -> Field:
    if not isinstance(raw, dict):
        raise FormError(f"{place}：要是 key、label、kind 这样的字段")
    if unknown := sorted(map(str, set(raw) - _KEYS)):
        raise FormError(f"{place}：不认识 {'、'.join(unknown)}")
    if missing := sorted(_NEEDED - set(raw)):
        raise FormError(f"{place}：缺 {'、'.join(missing)}")
    key = _text(raw, "key", place, 30)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", key):
        raise FormError(f"{place}：key 只能是小写字母、数字和下划线")
    if raw["kind"] not in set(FieldKind):
        raise FormError(f"{place}：没有“{raw['kind']}”这一种，有 {'、'.join(FieldKind)}")
    kind = FieldKind(raw["kind"])
    required = raw.get("required", True)
    if not isinstance(required, bool):
        raise FormError(f"{place}：required 要是 true 或 false")
    wanted = _texts(raw, "situations", place)
    if situations and (strange := [one for one in wanted if one not in situations]):
        raise FormError(f"{place}：指南里没有情形“{strange[0]}”")
    return Field(
        key=key,
        label=_text(raw, "label", place, 30),
        kind=kind,
        is_required=required,
        hint=_text(raw, "hint", place, 80) if "hint" in raw else "",
        choices=_choices(raw, kind, place),
        situations=wanted,
        least=_bound(raw, "least", kind, place),
        most=_bound(raw, "most", kind, place),
    )


def _choices(raw: dict[str, Any], kind: FieldKind, place: str) -> tuple[str, ...]:
    found = _texts(raw, "choices", place)
    if (kind == FieldKind.CHOICE) != bool(found):
        raise FormError(f"{place}：kind 是 choice 才写 choices，也一定要写")
    if found and not 2 <= len(found) <= MOST_CHOICES:
        raise FormError(f"{place}：choices 要有 2 到 {MOST_CHOICES} 个")
    return found


def _texts(raw: dict[str, Any], key: str, place: str) -> tuple[str, ...]:
    found = raw.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, str) and 0 < len(one) <= 40 for one in found):
        raise FormError(f"{place}：{key} 要是一列短句")
    if len(set(found)) != len(found):
        raise FormError(f"{place}：{key} 里有重复的")
    return tuple(found)


def _text(raw: dict[str, Any], key: str, place: str, most: int) -> str:
    found = raw[key]
    if not isinstance(found, str) or not 0 < len(found.strip()) <= most:
        raise FormError(f"{place}：{key} 要是 1 到 {most} 个字")
    return found.strip()


def _bound(raw: dict[str, Any], key: str, kind: FieldKind, place: str) -> int | None:
    found = raw.get(key)
    if found is None:
        return None
    if kind != FieldKind.NUMBER or not isinstance(found, int) or isinstance(found, bool):
        raise FormError(f"{place}：{key} 只用在数字上，要是整数")
    return found
