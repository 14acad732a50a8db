"""`shouwen assess`: the answer for a month, every line with its trace."""

from __future__ import annotations

from shouwen.rulebook.assessment import AssessResult, PersonMonth, assess
from shouwen.rulebook.calendar import WorkdayCalendar
from shouwen.rulebook.contract.json_text import parse_json
from shouwen.rulebook.contract.month_file import read_month
from shouwen.rulebook.engine.lines import Line
from shouwen.rulebook.rules import Rulebook


def answer_month(data: bytes, rulebook: Rulebook, calendar: WorkdayCalendar) -> dict[str, object]:
    """The answer to a file of facts, ready for JSON. Raises FactsError with every breach of the contract."""
    return month_answer(assess(read_month(parse_json(data), rulebook, calendar), rulebook, calendar), rulebook)


def month_answer(result: AssessResult, rulebook: Rulebook) -> dict[str, object]:
    """A result as the contract writes it, with the rulebook that it was computed by."""
    answer: dict[str, object] = {
        "month": result.month.label,
        "rulebook": {"id": rulebook.id, "document": rulebook.document, "hash": rulebook.content_hash},
        "staff": [_person(person) for person in result.people],
        "pending": [
            {
                "staff": one.staff,
                "clause": one.clause,
                "fact": one.fact,
                "reason": one.reason,
                "at": one.at.isoformat(),
                "most_points": one.most_points,
            }
            for one in result.pending
        ],
    }
    if result.provisional:
        answer["provisional"] = True
    return answer


def line_trace(line: Line) -> dict[str, object]:
    """The trace of a line for JSON: clause, readings, facts, arithmetic, points before and after other rules spoke."""
    return {
        "article": line.clause.citation,
        "label": line.clause.label,
        "readings": list(line.trace.readings),
        "facts": dict(line.trace.facts),
        "raw": list(line.trace.raw),
        "counted": line.points,
        "mark": line.trace.mark,
        "arithmetic": line.trace.arithmetic,
    }


def _person(person: PersonMonth) -> dict[str, object]:
    answer: dict[str, object] = {
        "id": person.staff.id,
        "name": person.staff.name,
        "business": person.business,
        "discipline": person.discipline,
        "total": person.total,
        "attendance_rate": person.attendance_rate,
        "days_due": person.days_due,
        "days_present": person.days_present,
        "awards_lost": person.awards_lost,
        "referrals": list(person.referrals),
        "lines": [
            {
                "clause": line.clause.id,
                "at": line.at.isoformat(),
                "points": line.points,
                "fact": line.fact,
                "trace": line_trace(line),
            }
            for line in person.lines
        ],
    }
    if person.base_score is not None:
        answer["score"] = person.base_score - person.total
    return answer
