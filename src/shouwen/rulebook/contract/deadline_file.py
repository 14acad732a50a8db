"""`shouwen deadline`: a file of clocks in, due dates, overdue days and states out."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from shouwen.rulebook.calendar import WorkdayCalendar
from shouwen.rulebook.clock_facts import ClockFacts
from shouwen.rulebook.contract.clock_file import CLOCK_OPTIONAL, CLOCK_REQUIRED, check_reach, read_clock
from shouwen.rulebook.contract.json_text import parse_json
from shouwen.rulebook.contract.shape import Breaches, Ids, Shape, raw, rows
from shouwen.rulebook.contract.values import moment
from shouwen.rulebook.deadline import DeadlineResult, compute
from shouwen.rulebook.errors import FactsError
from shouwen.rulebook.rules import Rulebook

_FILE = Shape({"as_of": moment, "cases": raw})
_CASE = Shape(CLOCK_REQUIRED, CLOCK_OPTIONAL)


class NamedClock(NamedTuple):
    """A clock with the id of its case."""

    id: str
    clock: ClockFacts


class ClockFile(NamedTuple):
    """What a file of clocks says; `as_of_text` is the moment as it was written."""

    as_of: datetime
    as_of_text: str
    clocks: list[NamedClock]


def answer_deadlines(data: bytes, rulebook: Rulebook, calendar: WorkdayCalendar) -> dict[str, object]:
    """The answer to a file of clocks, ready for JSON. Raises FactsError with every breach of the contract."""
    file = read_clocks(parse_json(data), rulebook, calendar)
    answers: list[dict[str, object]] = []
    for named in file.clocks:
        rules = rulebook.on(named.clock.accepted.date())
        answers.append(_case_answer(named, compute(named.clock, file.as_of, calendar, rules)))
    answer: dict[str, object] = {"as_of": file.as_of_text, "cases": answers}
    if any("provisional" in one for one in answers):
        answer["provisional"] = True
    return answer


def read_clocks(value: object, rulebook: Rulebook, calendar: WorkdayCalendar) -> ClockFile:
    """The moment and the clocks of a file. Raises FactsError with every breach of the contract."""
    breaches = Breaches()
    values = _FILE.read(value, "", breaches)
    clocks: list[NamedClock] = []
    ids = Ids()
    for path, item in rows(values["cases"], "cases", breaches) if "cases" in values else ():
        case = _CASE.read(item, path, breaches)
        ids.check(case, path, breaches)
        clock = read_clock(case, path, breaches)
        if clock is not None and "id" in case:
            check_reach(clock, path, calendar, rulebook, breaches)
            clocks.append(NamedClock(case["id"], clock))
    if breaches or not isinstance(value, dict):
        raise FactsError(breaches.problems)
    return ClockFile(values["as_of"], str(value["as_of"]), clocks)


def _case_answer(named: NamedClock, result: DeadlineResult) -> dict[str, object]:
    answer: dict[str, object] = {
        "id": named.id,
        "due": result.due.isoformat(),
        "overdue_days": [day.isoformat() for day in result.overdue_days],
        "state": result.state,
        "counted": [day.isoformat() for day in result.counted],
    }
    if named.clock.extension is not None:
        answer["unextended_due"] = result.unextended_due.isoformat()
    if result.extension_error is not None:
        answer["extension_error"] = result.extension_error.words
    if result.provisional:
        answer["provisional"] = True
    return answer
