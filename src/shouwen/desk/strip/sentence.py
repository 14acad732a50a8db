"""The one sentence under a strip: the arithmetic of the due date in words."""

from __future__ import annotations

from collections.abc import Sequence

from shouwen.desk.chinese_dates import month_day
from shouwen.desk.strip.parts import Counted, DayKind, StripClock, StripDay


def sentence_of(clock: StripClock, days: Sequence[StripDay]) -> tuple[str, str, str]:
    """Lead, bold total, tail. Together: 受理 9月15日（当天不计）起，承诺 8 天 ＋ 延期 3 天 ＝ 11 个工作日。…"""
    if clock.counted == Counted.TOLD_DAY:
        return _told_day(clock, days)
    if clock.counted == Counted.CALENDAR_DAY:
        return _calendar_days(clock, days)
    if clock.limit == 0 and not clock.extension:
        return f"{clock.start_word} {month_day(clock.accepted)}，", "即办件，当天办结", "。" + _outcome(clock, days)
    lead = f"{clock.start_word} {month_day(clock.accepted)}（当天不计）起，"
    if clock.extension:
        first = f"{clock.promise_word} {clock.limit} 天" if clock.limit else "当天"
        total = f"{first} ＋ 延期 {clock.extension} 天 ＝ {clock.limit + clock.extension} 个工作日"
    else:
        total = f"{clock.promise_word} {clock.limit} 个工作日"
    return lead, total, "。" + _not_counted(clock, days) + _outcome(clock, days)


def _told_day(clock: StripClock, days: Sequence[StripDay]) -> tuple[str, str, str]:
    if clock.is_ordered:
        return _ordered_day(clock, days)
    total = f"约定 {month_day(clock.due)} 前" if clock.due else "约定的日子"
    off = next((day for day in days if day.on == clock.due and day.kind == DayKind.OFF), None)
    moved = f"那天{off.name or '休息'}，没有人上班，要和本人另约。" if off else ""
    return (
        f"{month_day(clock.accepted)}{clock.start_word}，",
        total,
        f"，按说好的日子算，放假不往后推。{moved}{_outcome(clock, days)}",
    )


def _ordered_day(clock: StripClock, days: Sequence[StripDay]) -> tuple[str, str, str]:
    """A day that a superior set (限时办结制度 第一条): it stays where it is; who can't report on it reports earlier."""
    by = clock.original_due if clock.extension and clock.original_due else clock.due
    total = f"上级要求 {month_day(by)}前办结" if by else "上级定的日子"
    if clock.extension and clock.due:
        total += f" ＋ 同意延期 {clock.extension} 个工作日，到 {month_day(clock.due)}"
    off = next((day for day in days if day.on == clock.due and day.kind == DayKind.OFF), None)
    rest = "本中心停办" if off and off.is_local else off.name or "休息" if off else ""
    early = f"那天{rest}，要提前报。" if off and clock.closed is None else ""
    return f"{month_day(clock.accepted)}{clock.start_word}，", total, f"，放假不往后推。{early}{_outcome(clock, days)}"


def _calendar_days(clock: StripClock, days: Sequence[StripDay]) -> tuple[str, str, str]:
    total = f"{clock.promise_word} {clock.limit} 个自然日"
    total += f" ＋ 延期 {clock.extension} 个工作日" if clock.extension else ""
    paused = sum(1 for day in days if day.kind == DayKind.PAUSED)
    carried = next((day for day in days if day.kind == DayKind.CARRIED), None)
    clauses = [f"暂停 {paused} 天不计"] * bool(paused)
    clauses += [f"最后一天休息，顺延到{month_day(carried.on)}"] if carried else []
    tail = "放假也算" + "".join(f"，{clause}" for clause in clauses) + "。"
    return f"{clock.start_word} {month_day(clock.accepted)}（当天不计）起，", total, f"，{tail}{_outcome(clock, days)}"


def _not_counted(clock: StripClock, days: Sequence[StripDay]) -> str:
    last = clock.due or clock.today
    within = [day for day in days if clock.accepted < day.on <= last]
    off = sum(1 for day in within if day.kind == DayKind.OFF and not day.is_local)
    paused = sum(1 for day in within if day.kind == DayKind.PAUSED)
    makeup = [
        month_day(day.on)
        for day in within
        if day.is_makeup and not day.is_local and day.kind in (DayKind.COUNTED, DayKind.EXTENSION)
    ]
    skipped = [f"周末与节日 {off} 天"] * bool(off) + [f"暂停 {paused} 个工作日"] * bool(paused)
    local = [f"{day.name}停办 {month_day(day.on)}" for day in within if day.is_local and day.kind == DayKind.OFF]
    skipped += local[:2]
    clauses = ["、".join(skipped) + "不计"] * bool(skipped) + ["、".join(makeup) + "调休上班，计入"] * bool(makeup)
    return "；".join(clauses) + "。" if clauses else ""


def _outcome(clock: StripClock, days: Sequence[StripDay]) -> str:
    late = sum(1 for day in days if day.kind == DayKind.OVERDUE)
    words = ""
    if clock.due is None:
        counted = sum(1 for day in days if day.kind in (DayKind.COUNTED, DayKind.EXTENSION))
        words = f"已计 {counted} 天，现在停着，到期日等恢复后再定。"
    elif clock.closed is not None:
        ending = f"，逾期 {late} 个工作日" if late else "，没有逾期"
        words = f"{month_day(clock.closed)}{clock.end_word}{ending}。"
    elif late:
        words = f"{month_day(clock.due)}到期，逾期 {late} 个工作日。"
    if clock.provisional:
        words += "往后的放假安排还没公布，先按周末推算，公布后会重算。"
    return words
