"""One field of a form, and what is wrong with what was typed into it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shouwen.people.identity import id_number_problem, normal_id_number, normal_phone, phone_problem

LONGEST = 200
LONGEST_TEXT = 500


class FieldKind(StrEnum):
    """What is typed or chosen."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `situations`: only asked in these; empty: in all. `least` and `most` bound a number."""

    key: str
    label: str
    kind: FieldKind
    is_required: bool = True
    hint: str = ""
    choices: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def longest(self) -> int:
        """Characters that it holds."""
        return LONGEST_TEXT if self.kind == FieldKind.LONG_TEXT else LONGEST

    def normal(self, typed: str) -> str:
        """What was typed as it is kept."""
        if self.kind == FieldKind.ID_NUMBER:
            return normal_id_number(typed)
        if self.kind == FieldKind.PHONE:
            return normal_phone(typed)
        if self.kind == FieldKind.LONG_TEXT:
            return typed.replace("\r\n", "\n").strip()
        return " ".join(typed.split())

    def problem(self, value: str, *, today: date) -> str:
        """What is wrong with it, in words for the field; empty if nothing is."""
        if not value:
            return self._missing() if self.is_required else ""
        if len(value) > self.longest:
            return f"最多 {self.longest} 个字，现在 {len(value)} 个"
        match self.kind:
            case FieldKind.CHOICE:
                return "" if value in self.choices else "请从给出的里面选一个"
            case FieldKind.DATE:
                return _date_problem(value)
            case FieldKind.NUMBER:
                return self._number_problem(value)
            case FieldKind.ID_NUMBER:
                return id_number_problem(value, today=today)
            case FieldKind.PHONE:
                return phone_problem(value)
            case _:
                return ""

    def _missing(self) -> str:
        return f"请选{self.label}" if self.kind in (FieldKind.CHOICE, FieldKind.DATE) else f"还没有写{self.label}"

    def _number_problem(self, value: str) -> str:
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", value):
            return "只能是数字，如 120 或 85.5"
        if self.least is not None and float(value) < self.least:
            return f"不能小于 {self.least}"
        if self.most is not None and float(value) > self.most:
            return f"不能大于 {self.most}，请核对"
        return ""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields that are asked in one situation."""

    fields: tuple[Field, ...]

    def problems(self, values: dict[str, str], *, today: date) -> dict[str, str]:
        """What is wrong, by field."""
        found = {one.key: one.problem(values.get(one.key, ""), today=today) for one in self.fields}
        return {key: words for key, words in found.items() if words}


def _date_problem(value: str) -> str:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return "日期要写成 2026-10-09 这样，或在日历里选"
    return "" if 1890 <= found.year <= 2100 else "年份不对，请核对"
