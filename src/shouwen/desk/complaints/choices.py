"""写明: what may be chosen, with what stands there now, though that person left or that window is gone; and what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shouwen.civil_time import local_date
from shouwen.people import queries as people


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a select."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The form."""

    staff: Sequence[Choice]
    windows: Sequence[Choice]
    promises: Sequence[Choice]
    matter_number: str


def choices_of(complaint: Any, form: Any, promises: Sequence[Any]) -> Choices:
    """`form`: refused, what was typed stays; else what the complaint says. Who was there when it was received may be chosen."""

    def said(name: str) -> str:
        value = form[name].value() if form is not None else getattr(complaint, name)
        return "" if value is None else str(value)

    there = people.colleagues(complaint.centre_id, on=local_date(complaint.at))
    staff = {str(one.staff_id): f"{one.window_label}　{one.name}" for one in there}
    windows = {str(one.pk): one.label for one in people.windows(complaint.centre_id)}
    eight = {str(one.number): f"{one.number}　{one.complaint}（{one.hint}）" for one in promises}
    if complaint.staff is not None:
        staff.setdefault(str(complaint.staff_id), f"{complaint.staff.name}（不在岗了）")
    if complaint.window is not None:
        windows.setdefault(str(complaint.window_id), f"{complaint.window.label}（停用了）")
    if complaint.promise is not None:
        eight.setdefault(str(complaint.promise), str(complaint.promise))
    return Choices(
        staff=_lines(staff, said("staff_id")),
        windows=_lines(windows, said("window_id")),
        promises=_lines(eight, said("promise")),
        matter_number=said("matter_number"),
    )


def _lines(labels: dict[str, str], chosen: str) -> list[Choice]:
    return [Choice(value, label, value == chosen) for value, label in labels.items()]
