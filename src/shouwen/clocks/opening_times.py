"""办公时间: the sessions of a working day from a day on, and extended service (延时服务) at midday and on weekends beside them.

Extended service makes no day a working day and adds no minute to any limit (docs/adr/0019)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from shouwen.civil_time import local_date
from shouwen.clocks.calendar_policies import may_change_calendar
from shouwen.clocks.calendars import Session, sessions_from
from shouwen.clocks.models import OpeningTimes, Recomputation
from shouwen.clocks.recomputation import ask_recomputation
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.once import forget
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal, refuse, refuse_if
from shouwen.workdays import OpeningHours

DAYS = {6: "周六", 7: "周日"}


@dataclass(frozen=True, slots=True)
class Times:
    """What holds on a day. `weekend`: 6 is Saturday, 7 Sunday. `from_on` None: as the product ships it."""

    sessions: tuple[Session, ...]
    midday: tuple[Session, ...] = ()
    weekend: Mapping[int, tuple[Session, ...]] = field(default_factory=dict)
    from_on: date | None = None

    @property
    def extended_words(self) -> str:
        """中午 12:00—13:30、周六 9:00—12:00; empty without extended service."""
        said = [f"中午 {span_words(self.midday)}"] * bool(self.midday)
        said += [f"{DAYS[day]} {span_words(spans)}" for day, spans in sorted(self.weekend.items()) if spans]
        return "、".join(said)

    @property
    def words(self) -> str:
        """工作日 9:00—12:00、13:30—17:30；延时服务：周六 9:00—12:00."""
        extended = f"；延时服务：{self.extended_words}" if self.extended_words else ""
        return f"工作日 {span_words(self.sessions)}{extended}"


def span_words(spans: Sequence[Session]) -> str:
    """9:00—12:00、13:30—17:30."""
    return "、".join(f"{_clock(start)}—{_clock(end)}" for start, end in spans)


def _clock(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def times_on(centre_id: int, day: date) -> Times:
    """The opening times in force on a day; one query."""
    row = OpeningTimes.objects.filter(centre_id=centre_id, from_on__lte=day).order_by("-from_on").first()
    return _times(row) if row else Times(OpeningHours().sessions)


def times_words(centre_id: int, day: date) -> str:
    """办公时间 in words as papers and public pages say them: as set with days, else as the centre wrote them."""
    times = times_on(centre_id, day)
    return times.words if times.from_on else people.centre(centre_id).hours


def later_times(centre_id: int, day: date) -> list[tuple[int, Times]]:
    """The ids and opening times that begin after a day, the next first."""
    rows = OpeningTimes.objects.filter(centre_id=centre_id, from_on__gt=day).order_by("from_on")
    return [(row.pk, _times(row)) for row in rows]


def opening_times(centre_id: int, row_id: int) -> OpeningTimes | None:
    """One row of a centre."""
    return OpeningTimes.objects.filter(centre_id=centre_id, pk=row_id).first()


def _times(row: OpeningTimes) -> Times:
    weekend = {int(day): sessions_from(spans) for day, spans in row.weekend.items()}
    return Times(sessions_from(row.sessions), sessions_from(row.midday), weekend, row.from_on)


@one_change
def set_opening_times(
    *,
    from_on: date,
    sessions: Sequence[Session],
    midday: Sequence[Session] = (),
    weekend: Mapping[int, Sequence[Session]] | None = None,
    by: Actor,
    at: datetime,
) -> Recomputation:
    """定办公时间 from today or a later day on; what was set for that day before is replaced. Open clocks are reckoned anew.

    Raises Refused."""
    refuse_if(may_change_calendar(by))
    spans = {day: tuple(found) for day, found in (weekend or {}).items() if found}
    refuse_if(times_fit(from_on, sessions, midday, spans, at=at))
    OpeningTimes.objects.update_or_create(
        centre_id=by.centre_id,
        from_on=from_on,
        defaults={
            "sessions": _stored(sessions),
            "midday": _stored(midday),
            "weekend": {str(day): _stored(found) for day, found in spans.items()},
            "set_at": at,
            "set_by_id": by.staff_id,
        },
    )
    forget()
    data = {"sessions": _stored(sessions), "midday": _stored(midday)}
    data |= {f"weekend_{day}": _stored(found) for day, found in spans.items()}
    journal.record(
        by=by, at=at, action="calendar.hours", subject_kind="calendar", subject_id=from_on.isoformat(), data=data
    )
    return ask_recomputation(reason=f"{_day(from_on)}起办公时间 {span_words(sessions)}", by=by, at=at)


@one_change
def withdraw_opening_times(*, row: OpeningTimes, by: Actor, at: datetime) -> Recomputation:
    """撤回还没有开始的办公时间. Raises Refused."""
    refuse_if(same_centre(row, by))
    refuse_if(may_change_calendar(by))
    from_on = row.from_on
    if from_on <= local_date(at):
        raise refuse("hours_begun", "这个办公时间已经在用了，不能撤回", way_out="另定一个从今天或以后开始的")
    if not OpeningTimes.objects.filter(pk=row.pk).delete()[0]:
        raise refuse("hours_gone", "这个办公时间已经撤回了，刷新看看")
    forget()
    journal.record(
        by=by, at=at, action="calendar.hours_withdraw", subject_kind="calendar", subject_id=from_on.isoformat()
    )
    return ask_recomputation(reason=f"{_day(from_on)}起的办公时间撤回", by=by, at=at)


def times_fit(
    from_on: date,
    sessions: Sequence[Session],
    midday: Sequence[Session],
    weekend: Mapping[int, Sequence[Session]],
    *,
    at: datetime,
) -> Refusal | None:
    """Not from a past day on; sessions in order and apart; midday service between two of them; weekends on weekends."""
    if from_on < local_date(at):
        return Refusal("hours_in_the_past", "办公时间只能从今天或以后改起，过去的已经按原来的算了")
    if (from_on - local_date(at)).days > 366:
        return Refusal("hours_too_far", "只能定一年以内开始的办公时间")
    for spans in (sessions, midday, *weekend.values()):
        if spans and (refusal := _spans_fit(spans)):
            return refusal
    if not sessions:
        return Refusal("hours_missing", "写明上班时间")
    first, last = sessions[0][0], sessions[-1][1]
    for start, end in midday:
        if not first <= start < end <= last or any(start < until and since < end for since, until in sessions):
            return Refusal("midday_wrong", "中午延时服务要在上午下班和下午上班之间")
    if set(weekend) - set(DAYS):
        return Refusal("weekend_wrong", "周末延时服务只能定在周六、周日")
    return None


def _spans_fit(spans: Sequence[Session]) -> Refusal | None:
    try:
        OpeningHours(tuple(spans))
    except ValueError as error:
        return Refusal("hours_wrong", str(error).rstrip("。"))
    return None


def _stored(spans: Sequence[Session]) -> list[list[str]]:
    return [[start.isoformat("minutes"), end.isoformat("minutes")] for start, end in spans]


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
