"""Many random clocks through the actions: list, page and `shouwen deadline` say the same (T1, T2, T3; R1, R8, R9, R11)."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from random import Random

import pytest
from tests.factories import Town, make_town

from shouwen.civil_time import instant, local, local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks import extensions, queries
from shouwen.clocks.enums import ClockKind, LimitUnit, PauseKind
from shouwen.clocks.facts import facts_of
from shouwen.clocks.models import Clock
from shouwen.clocks.standing import Stand, Standing, standing_of
from shouwen.clocks.yardstick import Yardstick
from shouwen.refusals import Refused
from shouwen.rulebook.contract.deadline_file import answer_deadlines
from shouwen.rulebook.deadline import compute
from shouwen.rulebook.shipped import shipped
from shouwen.workdays import Calendar

pytestmark = pytest.mark.django_db
AS_OF = datetime(2026, 11, 20, 16, 30)
CLOCKS = 150


def _at(dice: Random, first: date, last: date) -> datetime:
    day = first + timedelta(days=dice.randint(0, max((last - first).days, 0)))
    return instant(datetime(day.year, day.month, day.day, dice.randint(9, 16), dice.randint(0, 59)))


def _random_clock(town: Town, dice: Random, subject: int) -> Clock:
    """Accepted some time in autumn around the holidays; perhaps paused, extended, closed, each by its action."""
    by = town.actor(town.he)
    is_instant = dice.random() < 0.3
    at = _at(dice, date(2026, 9, 1), date(2026, 11, 10))
    clock = clocks.start(
        kind=ClockKind.CASE,
        subject_id=subject,
        number=f"办 26-{subject:05d}",
        matter="事",
        responsible_id=town.he.pk,
        unit=LimitUnit.INSTANT if is_instant else LimitUnit.WORKDAY,
        promised_limit=0 if is_instant else dice.randint(1, 25),
        by=by,
        at=at,
    )
    for _ in range(dice.choice([0, 0, 1, 2])):
        at += timedelta(days=dice.randint(0, 6), minutes=3)
        if at.replace(tzinfo=None) > datetime(2026, 11, 18):
            break
        clocks.pause(
            clock=clock,
            kind=PauseKind.CORRECTION,
            reason="等补材料",
            from_on=local_date(at) + timedelta(days=1),
            by=by,
            at=at,
        )
        at += timedelta(days=dice.randint(0, 9))
        clocks.resume(clock=clock, last_paused_on=local_date(at), by=by, at=at)
    if dice.random() < 0.4:
        at += timedelta(days=dice.randint(0, 3), minutes=5)
        try:
            extensions.extend(
                clock=clock, workdays=dice.randint(1, 6), reason="等回函", category="other", told_at=at, by=by, at=at
            )
        except Refused:
            at += timedelta(minutes=1)
    if dice.random() < 0.5:
        at += timedelta(days=dice.randint(0, 12))
        clocks.close(centre_id=clock.centre_id, kind=ClockKind(clock.kind), subject_id=clock.subject_id, at=at)
    return Clock.objects.get(pk=clock.pk)


def _contract_case(clock: Clock) -> dict[str, object]:
    """The clock as an auditor would write it down, from its rows."""
    case: dict[str, object] = {"id": clock.number, "accepted": local(clock.started_at).isoformat(timespec="minutes")}
    case["kind"] = "instant" if clock.unit == LimitUnit.INSTANT else "limited"
    if clock.unit == LimitUnit.WORKDAY:
        case["workdays"] = clock.promised_limit
    case["pauses"] = [
        {"from": row.from_on.isoformat(), "to": row.to_on.isoformat(), "reason": row.reason}
        for row in clock.pauses.filter(lapsed=False)
        if row.to_on
    ]
    if hasattr(clock, "extension"):
        row = clock.extension
        case["extension"] = {
            "workdays": row.workdays,
            "asked": local(row.asked_at).isoformat(timespec="minutes"),
            "told": local(row.told_at).isoformat(timespec="minutes"),
            "reason": row.reason,
        }
    case["closed"] = local(clock.closed_at).isoformat(timespec="minutes") if clock.closed_at else None
    return case


def _expected(clock: Clock, answer: dict[str, object]) -> set[Standing]:
    over = len(answer["overdue_days"])  # type: ignore[arg-type]
    if clock.closed_at:
        return {Standing(Stand.DONE_LATE if over else Stand.DONE, over)}
    if over:
        return {Standing(Stand.OVERDUE, over)}
    due = local_date(clock.due_at)
    left = Calendar.national().count(AS_OF.date(), due) if due > AS_OF.date() else 0
    if answer["state"] == "due_soon":
        return {Standing(Stand.SOON, left) if left else Standing(Stand.TODAY)}
    return {Standing(Stand.RUNNING, left)}


@pytest.mark.parametrize("seed", [1, 20260901])
def test_t1_list_page_and_contract_say_the_same_of_random_clocks(seed: int) -> None:
    town, dice = make_town(), Random(seed)
    made = [_random_clock(town, dice, subject) for subject in range(CLOCKS)]
    file = {"as_of": AS_OF.isoformat(timespec="minutes"), "cases": [_contract_case(clock) for clock in made]}

    said = answer_deadlines(json.dumps(file).encode(), shipped(), Calendar.national())

    by = Yardstick.of(town.centre.pk)
    answers: dict[str, dict[str, object]] = {row["id"]: row for row in said["cases"]}  # type: ignore[attr-defined]
    extended = 0
    for row in made:
        clock = queries.clock_for(centre_id=town.centre.pk, kind=ClockKind.CASE, subject_id=row.subject_id)
        assert clock is not None
        answer = answers[clock.number]
        facts = facts_of(clock)
        page = compute(facts, AS_OF, by.calendar, by.rulebook.on(facts.accepted.date()))
        assert [day.isoformat() for day in page.counted] == answer["counted"]
        assert [day.isoformat() for day in page.overdue_days] == answer["overdue_days"]
        assert page.due.isoformat() == answer["due"]
        assert "extension_error" not in answer
        assert local_date(clock.due_at).isoformat() == answer["due"]
        assert {standing_of(clock, at=instant(AS_OF), by=by)} == _expected(clock, answer)
        extended += facts.extension is not None
    assert extended > 15
    assert {answer["state"] for answer in answers.values()} >= {"running", "overdue", "done", "done_late"}
