"""What a day is (工作日、调休上班、周末、放假) and the row that makes a day an exception."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class DayKind(Enum):
    """The kind of a day. The value is what is stored and exported; `label` is what people read."""

    WORKDAY = "workday"
    MAKEUP_WORKDAY = "makeup_workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    LOCAL_OFF = "local_off"
    LOCAL_WORKDAY = "local_workday"

    @property
    def is_workday(self) -> bool:
        """Whether people work on a day of this kind."""
        return self in _WORKED

    @property
    def is_local(self) -> bool:
        """Whether the centre itself set the day, not the State Council's notice."""
        return self in _LOCAL

    @property
    def label(self) -> str:
        """The Chinese word for the kind."""
        return _LABELS[self]


_WORKED = frozenset({DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY, DayKind.LOCAL_WORKDAY})
_LOCAL = frozenset({DayKind.LOCAL_OFF, DayKind.LOCAL_WORKDAY})
_LABELS = {
    DayKind.WORKDAY: "工作日",
    DayKind.MAKEUP_WORKDAY: "调休上班",
    DayKind.WEEKEND: "周末",
    DayKind.HOLIDAY: "放假",
    DayKind.LOCAL_OFF: "本地休息",
    DayKind.LOCAL_WORKDAY: "本地上班",
}


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day that differs from the ordinary week, with the name of the holiday it belongs to.

    A make-up working day carries the name of the holiday it makes up for; the name may be empty.
    """

    day: date
    kind: DayKind
    name: str = ""

    @property
    def arrangement_year(self) -> int:
        """The year whose official notice set this day.

        New Year's arrangement can reach back into December (the notice for 2019 made 29 December 2018 a working day).
        """
        return self.day.year + 1 if self.day.month == 12 and "元旦" in self.name else self.day.year


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """The official arrangement of one year (国务院办公厅关于部分节假日安排的通知): every day that differs from the week."""

    year: int
    rows: tuple[DayRow, ...]
