"""The month of the contract, restated fact by fact and point by point; with the shipped rules and default readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.rulebook.restated_attendance import Event, cut, restated_attendance
from tests.rulebook.restated_clock import date_of, restated_deadline

FINDING_POINTS = {"K1.1": 1, "K1.4": 1, "K2.2": 1, "K2.4": 1, "K2.5": 3, "K2.6": 4, "K2.7": 1, "K2.8": 3}
LEVEL_POINTS = {"town": 1, "district": 2, "city": 4, "province": 6}
Row = tuple[str, str, int, str]  # at, clause, points, fact: the order in which lines are listed


def restated_month(file: dict[str, Any]) -> dict[str, Any]:
    """Lines, sums, pending and attendance rate by staff id; all of the month must be over at `as_of`."""
    return {member["id"]: _person(member["id"], file) for member in file["staff"]}


def _person(staff: str, file: dict[str, Any]) -> dict[str, Any]:
    own = {
        name: [one for one in rows if one.get("staff") == staff]
        for name, rows in file.items()
        if isinstance(rows, list)
    }
    month = file["month"]
    own["shifts"] = [one for one in own.get("shifts", []) if one["start"].startswith(month)]
    rows: list[Row] = []
    pending: Counter[tuple[str, str, str]] = Counter()
    events, missing, rate = restated_attendance(own["shifts"], own.get("punches", []), own.get("leave", []))
    pending.update(("K2.1", fact, "missing_punch") for fact in missing)
    counted = {name: _counting(name, own.get(name, []), month, pending, file) for name in VERIFIED}
    events += [
        Event(
            cut(one["from"]),
            "away",
            int((cut(one["to"]) - cut(one["from"])) / timedelta(minutes=1)),
            f"away:{one['id']}",
        )
        for one in counted["away"]
        if one["cause"] == "none"
    ]
    rows += list(_attendance_rows(events))
    rows += [(one["from"][:10], "K2.2", 1, f"away:{one['id']}") for one in counted["away"] if one["cause"] != "none"]
    rows += [(_first_overdue(one, file), "K1.2", 1, f"consultation:{one['id']}") for one in counted["consultations"]]
    rows += [(_next_day(one["due"]), "K1.4", 1, f"task:{one['id']}") for one in counted["tasks"]]
    rows += list(_overdue_rows(staff, file))
    rows += list(_feedback_rows(counted["ratings"], counted["complaints"]))
    rows += list(_finding_rows(own.get("findings", []), month, pending))
    rows.sort(key=lambda row: (row[0], row[1], row[3]))
    return {
        "rows": Counter(rows),
        "order": [(row[0], row[1], row[3]) for row in rows],
        "pending": pending,
        "rate": rate,
    }


VERIFIED = ("away", "consultations", "tasks", "ratings", "complaints")


def _counting(
    name: str, facts: list[dict[str, Any]], month: str, pending: Counter[tuple[str, str, str]], file: dict[str, Any]
) -> list[dict[str, Any]]:
    """The facts that count in the month; those not verified become pending."""
    found = []
    for one in facts:
        clause, at = {
            "away": lambda one: ("K2.3" if one["cause"] == "none" else "K2.2", one["from"]),
            "consultations": lambda one: ("K1.2", _first_overdue(one, file)),
            "tasks": lambda one: ("K1.4", "" if one["done"] and one["done"] <= one["due"] else _next_day(one["due"])),
            "ratings": lambda one: ("K1.5", one["at"] if one["level"] in (1, 2) else ""),
            "complaints": lambda one: ("K1.5", one["at"]),
        }[name](one)
        if name == "away" and one["cause"] == "none" and cut(one["from"]) == cut(one["to"]):
            continue
        if not at.startswith(month):
            continue
        if one["verified"]:
            found.append(one)
        else:
            pending[clause, f"{name.removesuffix('s') if name != 'away' else 'away'}:{one['id']}", "unverified"] += 1
    return found


def _attendance_rows(events: list[Event]) -> Iterator[Row]:
    absent_on: set[date] = set()
    for event in sorted(events, key=lambda event: event.start):
        day = event.start.date()
        if event.minutes is None or event.minutes > 60:
            yield day.isoformat(), "K2.3", 0 if day in absent_on else 3, event.fact
            absent_on.add(day)
        else:
            yield (
                day.isoformat(),
                "K2.3" if event.kind == "away" else "K2.1",
                1 if event.minutes <= 30 else 2,
                event.fact,
            )


def _overdue_rows(staff: str, file: dict[str, Any]) -> Iterator[Row]:
    for case in file.get("cases", []):
        for day in restated_deadline(case, file["as_of"])["overdue_days"]:
            bearer = None
            for one in sorted(case.get("responsible", []), key=lambda one: str(one["from"])):
                if one["from"] <= day.isoformat():
                    bearer = one["staff"]
            if bearer == staff and day.isoformat().startswith(file["month"]):
                yield day.isoformat(), "K1.3", 1, f"case:{case['id']}"


def _feedback_rows(ratings: list[dict[str, Any]], complaints: list[dict[str, Any]]) -> Iterator[Row]:
    """Points are handed out one by one, until ten are gone."""
    queue = [(_full(one["at"]), 0, one["id"], 1, "rating") for one in ratings]
    queue += [(_full(one["at"]), 1, one["id"], 2, "complaint") for one in complaints]
    left = 10
    for at, _, ident, points, kind in sorted(queue):
        given = 0
        for _point in range(points):
            if left > 0:
                left, given = left - 1, given + 1
        yield at[:10], "K1.5", given, f"{kind}:{ident}"


def _finding_rows(findings: list[dict[str, Any]], month: str, pending: Counter[tuple[str, str, str]]) -> Iterator[Row]:
    acts: dict[object, list[dict[str, Any]]] = {}
    for one in findings:
        if not one["verified"]:
            if one["at"].startswith(month):
                pending[one["clause"], f"finding:{one['id']}", "unverified"] += 1
        elif one["clause"] == "K2.9":
            acts.setdefault(("act", one["act"]) if one.get("act") else ("alone", one["id"]), []).append(one)
        elif one["at"].startswith(month):
            yield one["at"][:10], one["clause"], FINDING_POINTS[one["clause"]], f"finding:{one['id']}"
    for act in acts.values():
        before = max([LEVEL_POINTS[one["level"]] for one in act if one["at"][:7] < month], default=0)
        now = [one for one in act if one["at"][:7] == month]
        upto = max([before] + [LEVEL_POINTS[one["level"]] for one in now])
        left = upto - before
        for one in sorted(now, key=lambda one: (_full(one["at"]), one["id"])):
            raised = left if LEVEL_POINTS[one["level"]] == upto else 0
            left -= raised
            yield one["at"][:10], "K2.9", raised, f"finding:{one['id']}"


def _first_overdue(consultation: dict[str, Any], file: dict[str, Any]) -> str:
    case = {
        "kind": "limited",
        "accepted": consultation["asked"],
        "workdays": consultation["workdays"],
        "closed": consultation["answered"],
    }
    days = restated_deadline(case, file["as_of"])["overdue_days"]
    return days[0].isoformat() if days else ""


def _next_day(text: str) -> str:
    return (date_of(text) + timedelta(days=1)).isoformat()


def _full(text: str) -> str:
    """A time with its seconds, so that texts compare like times."""
    return text if len(text) == 19 else text + ":00"
