"""格子里的内容: what stands in a cell, as text; and text read as a moment, a day, or a length of time. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from shouwen.civil_time import ZONE

_NO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_EXACT = 10**15
"""From here on a workbook keeps no longer all digits of a number."""


def text_of(value: object) -> str:
    """The cell as people see it, trimmed: 13800000000 without .0, a day as 2026-11-20, a time as 10:05:33."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.translate(_NO_WIDTH).replace("\xa0", " ").strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    if isinstance(value, timedelta):
        return _as_hours(int(value.total_seconds()))
    return str(value)


def is_damaged(value: object) -> bool:
    """A long number (id card, order) that a spreadsheet turned into a rounded one: its last digits are lost."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return abs(value) >= _EXACT
    return isinstance(value, str) and bool(re.fullmatch(r"\s*\d(\.\d+)?[Ee]\+\d+\s*", value))


def _as_hours(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


_DAY = r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
_TIME = r"(?P<H>\d{1,2})\s*[::时点]\s*(?P<M>\d{1,2})\s*(?:[::分]\s*(?:(?P<S>\d{1,2})(?:\.\d+)?\s*秒?)?)?"
_PATTERNS = (
    re.compile(rf"{_DAY}(?:[\sT,]*(?:星期.|周.)?\s*{_TIME})?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:[\sT]?(?P<H>\d\d):?(?P<M>\d\d):?(?P<S>\d\d)?)?"),
)
_SERIAL_ZERO = datetime(1899, 12, 30, tzinfo=ZONE)


def moment_of(text: str, *, day: str = "") -> datetime | None:
    """The instant that text means in civil time: 2026-11-20 10:05:33, 2026/11/20 10:05, 2026年11月20日10时05分,
    20261120100533, or the number that a spreadsheet keeps. With `day`, text may be the time alone. None if it is no moment."""
    plain, plain_day = (unicodedata.normalize("NFKC", part).strip() for part in (text, day))
    if plain_day and re.fullmatch(_TIME, plain):
        found = day_of(plain_day)
        plain = f"{found.isoformat()} {plain}" if found else ""
    if re.fullmatch(r"[45]\d{4}(\.\d+)?", plain):
        return _SERIAL_ZERO + timedelta(seconds=round(float(plain) * 86400))
    for pattern in _PATTERNS:
        if found_in := pattern.fullmatch(plain):
            parts = {name: int(value or 0) for name, value in found_in.groupdict().items()}
            try:
                return datetime(
                    parts["y"], parts["m"], parts["d"], parts["H"], parts["M"], parts.get("S", 0), tzinfo=ZONE
                )
            except ValueError:
                return None
    return None


def day_of(text: str) -> date | None:
    """The day that text means, with or without a time behind it. None if it is no day."""
    moment = moment_of(text)
    return moment.date() if moment else None


def seconds_of(text: str) -> int | None:
    """A length of time in seconds: 00:01:23, 01:23, 83, 83秒, 1分23秒, 1小时2分. Empty counts as 0. None if it is none."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(" ", "")
    if not plain:
        return 0
    if re.fullmatch(r"\d{1,7}(\.\d+)?", plain):
        return int(float(plain))
    if clock := re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d)(?:\.\d+)?", plain):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours * 3600 + minutes * 60 + seconds if seconds < 60 else None
    words = re.fullmatch(r"(?:(\d+)(?:小时|时|h))?(?:(\d+)(?:分钟|分|min|m))?(?:(\d+)(?:秒钟|秒|s))?", plain.lower())
    if words is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in words.groups())
    return hours * 3600 + minutes * 60 + seconds
