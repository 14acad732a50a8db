"""Kinds of fields that requests and answers are put together from: bounded, without control characters, times with their offset."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, get_args

from ninja import Path, Query, Schema
from pydantic import (
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from shouwen.civil_time import ZONE

_PLAIN = r"^[^\u0000-\u001f\u007f]*$"
_LINES = r"^[^\u0000-\u0009\u000b-\u001f\u007f]*$"
_WRITTEN = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII | re.IGNORECASE
)
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _moment(value: object) -> object:
    """Written out, with an offset, in our century: anything else isn't guessed at."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _WRITTEN.fullmatch(value):
        raise PydanticCustomError("moment_wrong", "要写带时区的时间，如 2026-11-20T10:47:00+08:00")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_moment), Field(ge=EARLIEST, le=LATEST)]
"""A point in time, as RFC 3339 writes it."""


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("day_wrong", "要写日期，如 2026-11-20")
    return value


Day = Annotated[date, BeforeValidator(_day), Field(ge=EARLIEST.date(), le=LATEST.date())]
"""A day, as ISO 8601 writes it."""


def line(most: int, *, least: int = 1) -> type[str]:
    """Text of one line, without blanks around it."""
    return Annotated[  # type: ignore[return-value]
        str, StringConstraints(strip_whitespace=True, min_length=least, max_length=most, pattern=_PLAIN)
    ]


def lines(most: int, *, least: int = 1) -> type[str]:
    """Text that may have several lines."""
    return Annotated[  # type: ignore[return-value]
        str, StringConstraints(strip_whitespace=True, min_length=least, max_length=most, pattern=_LINES)
    ]


ItemCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_.-]{1,20}$")]
CaseSerial = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{5}$")]
InquirySerial = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}-[0-9]{2,5}$")]

TaskSerial = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{4,5}$")]

InItemCode = Annotated[ItemCode, Path(description="事项编码")]
InCaseSerial = Annotated[CaseSerial, Path(description="办件编号去掉“办 ”，如 26-01873")]
InInquirySerial = Annotated[InquirySerial, Path(description="首问编号去掉“问 ”，如 261009-12")]
InTaskSerial = Annotated[TaskSerial, Path(description="任务编号去掉“任 ”，如 26-0003")]
Since = Annotated[Moment | None, Query(description="只要这个时间以后收到的")]


class Asked(Schema):
    """A body: a field that isn't known is a fault, not silence."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _true_is_no_number(cls, value: object, of: ValidationInfo) -> object:
        """Python counts true as 1; a number that was meant is written as one."""
        if isinstance(value, bool) and _is_whole(cls.model_fields[of.field_name or ""].annotation):
            raise PydanticCustomError("int_type", "要写整数")
        return value


def _is_whole(annotation: object) -> bool:
    """Whether a field holds a whole number, or one of a set of them, or none."""
    kinds = get_args(annotation) or (annotation,)
    return any(isinstance(kind, type) and issubclass(kind, int) and kind is not bool for kind in kinds)


def local_time(at: datetime | None) -> datetime | None:
    """The same instant to the second, as the clock on the centre's wall shows it."""
    return at.astimezone(ZONE).replace(microsecond=0) if at else None
