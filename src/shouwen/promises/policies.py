"""May this be promised? (服务承诺制度 第三条)"""

from __future__ import annotations

from datetime import date, timedelta

from shouwen.refusals import Refusal

ARTICLE = "服务承诺制度 第三条"
FARTHEST = timedelta(days=366)
"""A promise is for a day that the person can wait for; what takes longer is no promise."""
MOST_REASON = 300
"""Characters of the reason why it can't be done now."""
DAY_MISSING = Refusal("date_missing", "先选答应哪一天办好", ARTICLE)


def promise_reason(reason: str) -> Refusal | None:
    """Why it can't be done now is written down."""
    if not reason.strip():
        return Refusal("reason_missing", "要写明为什么现在不能办", ARTICLE)
    if len(reason.strip()) > MOST_REASON:
        return Refusal("reason_too_long", f"原因最多 {MOST_REASON} 字，现在 {len(reason.strip())} 字", ARTICLE)
    return None


def promise_day(promised_for: date | None, *, today: date) -> Refusal | None:
    """A promise has a day, from today on, within a year."""
    if promised_for is None:
        return DAY_MISSING
    if promised_for < today:
        return Refusal("promise_in_the_past", "承诺的日期已经过了，请选今天或以后", ARTICLE)
    if promised_for > today + FARTHEST:
        return Refusal("promise_too_far", "承诺最远到一年以内，请选近一点的日子", ARTICLE)
    return None
