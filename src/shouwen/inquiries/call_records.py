"""话单 that another system sends record by record, looked through as the rows of a file are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shouwen.inquiries.call_file import (
    MOST_DAYS_BACK,
    Call,
    ReadCalls,
    RefusedRow,
    caller_number,
    extension_of,
    no_caller,
)


@dataclass(frozen=True, slots=True)
class CallTold:
    """One incoming call as the telephone system tells it; `seconds` is how long it was talked."""

    called_at: datetime
    phone: str
    extension: str
    seconds: int
    was_answered: bool


def look_through(told: Sequence[CallTold], *, at: datetime) -> ReadCalls:
    """Every record, taken or refused with why, by its place from 1 on."""
    calls: list[Call] = []
    refused: list[RefusedRow] = []
    for place, one in enumerate(told, start=1):
        phone = caller_number(one.phone)
        if one.called_at > at + timedelta(minutes=10):
            refused.append(RefusedRow(place, "called_at", "时间还没有到"))
        elif one.called_at < at - timedelta(days=MOST_DAYS_BACK):
            refused.append(RefusedRow(place, "called_at", f"{MOST_DAYS_BACK} 天以前的来电不再导入"))
        elif problem := no_caller(phone):
            refused.append(RefusedRow(place, "phone", problem))
        else:
            extension = extension_of(one.extension)
            calls.append(Call(place, one.called_at, phone, extension, one.seconds, one.was_answered))
    calls.sort(key=lambda call: (call.called_at, call.row))
    return ReadCalls(calls, refused, 0, len(told))
