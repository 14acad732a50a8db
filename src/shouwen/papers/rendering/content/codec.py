"""Frozen dataclasses to JSON-safe dictionaries and back, strictly: what a paper said is stored and read without guessing."""

from __future__ import annotations

import enum
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from shouwen.papers.rendering.content.errors import ContentError

Record = TypeVar("Record")


def encode(value: object) -> Any:
    """Turn a content value into what `json.dumps` takes: dates as ISO text, enums as their value, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return value


def decode(record: type[Record], data: object, path: str = "") -> Record:
    """Read a dataclass from a dictionary. Raises ContentError at the first unknown key, missing key or wrong type."""
    if not isinstance(data, Mapping):
        raise ContentError(path, "应是一个对象")
    hints = _hints(cast(Any, record))
    known = {field.name: field for field in fields(cast(Any, record))}
    for key in data:
        if key not in known:
            raise ContentError(_join(path, str(key)), "没有这一项")
    values: dict[str, object] = {}
    for name, field in known.items():
        if name in data:
            values[name] = _decode_value(hints[name], data[name], _join(path, name))
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ContentError(_join(path, name), "缺少这一项")
    return record(**values)


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _decode_value(hint: Any, value: object, path: str) -> object:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _decode_value(next(arm for arm in get_args(hint) if arm is not type(None)), value, path)
    if origin is tuple:
        if not isinstance(value, list):
            raise ContentError(path, "应是一个列表")
        item = get_args(hint)[0]
        return tuple(_decode_value(item, entry, f"{path}[{index}]") for index, entry in enumerate(value))
    if is_dataclass(hint):
        return decode(cast(type, hint), value, path)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return _parse(lambda text: hint(text), value, path, "、".join(str(member.value) for member in hint))
    if hint is datetime:
        return _parse(datetime.fromisoformat, value, path, "YYYY-MM-DDTHH:MM")
    if hint is date:
        return _parse(date.fromisoformat, value, path, "YYYY-MM-DD")
    if type(value) is not hint:
        raise ContentError(path, f"应是 {hint.__name__}，这里是 {type(value).__name__}")
    return value


def _parse(read: Callable[[str], object], value: object, path: str, expected: str) -> object:
    if isinstance(value, str):
        try:
            return read(value)
        except ValueError:
            pass
    raise ContentError(path, f"应是 {expected}")
