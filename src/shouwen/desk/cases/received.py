"""A case that was received and isn't accepted yet: by when what must be told, and that no limit of its own runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from shouwen.cases.enums import CaseState
from shouwen.cases.queries import review_clock
from shouwen.civil_time import local, local_date
from shouwen.clocks.facts import facts_of
from shouwen.clocks.standing import Stand, Standing, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.chinese_dates import clock_time, day_and_weekday, month_day
from shouwen.desk.strip import Strip, build_strip, clock_and_days
from shouwen.refusals import Refusal


def clock_shown(case: Any) -> Any:
    """The clock that a page draws: that of the case, else that of its latest review."""
    return case.clock if case.clock is not None else review_clock(case)


def standing_shown(case: Any, *, at: datetime, by: Yardstick) -> Standing:
    """How a case stands. Nothing is owed to a person who is to bring materials, nor of what ended before it was accepted."""
    clock = clock_shown(case)
    if case.clock is None and case.state != CaseState.RECEIVED:
        return Standing(Stand.PAUSED if case.closed_at is None else Stand.DONE)
    return standing_of(clock, at=at, by=by)


def strip_of_review(clock: Any, *, at: datetime, by: Yardstick) -> Strip:
    """The days within which what must be corrected is told."""
    facts = facts_of(clock)
    rules = by.rulebook.on(facts.accepted.date())
    shown, days = clock_and_days(facts, local(at), by.calendar, rules)
    return build_strip(replace(shown, start_word="收件", promise_word="告知补正", end_word="审完"), days)


def not_accepted_words(case: Any, *, at: datetime) -> str:
    """Plainly: 还没受理，在审材料；9月21日前要告知补正，否则自收件之日起算受理. Empty for what is accepted or ended."""
    if case.clock is not None or case.closed_at is not None:
        return f"逾期没有告知补正，自{month_day(case.accepted_at)}收件之日起算受理" if _is_deemed(case) else ""
    if case.state == CaseState.CORRECTING:
        return "还没受理，等申请人补材料；补齐后再审，受理那天才起算时限"
    clock = review_clock(case)
    if clock is None:
        return ""
    day = month_day(clock.due_at)
    if local_date(at) > local_date(clock.due_at):
        late = "期限已过，马上按自收件之日受理" if case.version.deemed_acceptance else "已经迟了，请尽快告知"
        return f"还没受理，{day}前就该告知补正，{late}"
    silence = "，否则自收件之日起算受理" if case.version.deemed_acceptance else ""
    return f"还没受理，在审材料；{day}前要告知补正{silence}"


def due_words(case: Any) -> str:
    """What stands under the light while no limit of its own runs."""
    if case.state == CaseState.CORRECTING:
        return "补齐后再审、再受理"
    clock = review_clock(case)
    return f"{day_and_weekday(clock.due_at)} {clock_time(clock.due_at)} 前告知补正" if clock else ""


def notice_does(case: Any, refusal: Refusal | None) -> tuple[str, ...]:
    """What a notice issued now does to what was only received."""
    if refusal is not None:
        return tuple(f"{line.rstrip('。')}。" for line in (refusal.message.partition("。")[0], refusal.way_out) if line)
    return ("要补的一次说全。", "出具后等申请人补，补齐再审；受理那天才起算时限。")


def _is_deemed(case: Any) -> bool:
    return bool(case.deemed_accepted) and case.closed_at is None
