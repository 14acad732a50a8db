"""`shouwen assess`: the file of a month, read strictly into facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from shouwen.rulebook.calendar import WorkdayCalendar
from shouwen.rulebook.clauses import ByLevel
from shouwen.rulebook.contract import month_shapes as shapes
from shouwen.rulebook.contract.clock_file import check_reach, read_clock
from shouwen.rulebook.contract.shape import Breaches, Ids, Shape, Values, rows
from shouwen.rulebook.contract.values import shown
from shouwen.rulebook.engine.late_work import consultation_clock
from shouwen.rulebook.errors import FactsError
from shouwen.rulebook.month_facts import (
    Away,
    CaseFacts,
    Complaint,
    Consultation,
    Finding,
    Leave,
    Month,
    MonthFacts,
    Punch,
    Rating,
    Responsible,
    Shift,
    StaffMember,
    Task,
)
from shouwen.rulebook.rules import Rulebook

Fact = TypeVar("Fact")


def read_month(value: object, rulebook: Rulebook, calendar: WorkdayCalendar) -> MonthFacts:
    """The facts of a month from the JSON value of its file. Raises FactsError with every breach of the contract."""
    return _MonthFile(value, rulebook, calendar).facts()


class _MonthFile:
    """One file while it is read: its lists, the staff they may name, the breaches found so far."""

    def __init__(self, value: object, rulebook: Rulebook, calendar: WorkdayCalendar) -> None:
        self.breaches = Breaches()
        self.rulebook = rulebook
        self.calendar = calendar
        self.values = shapes.FILE.read(value, "", self.breaches)
        self.lists: Values = value if isinstance(value, dict) else {}
        self.staff_ids: set[str] | None = None

    def facts(self) -> MonthFacts:
        """All facts, in the order of the contract's lists."""
        staff = tuple(self._read("staff", shapes.STAFF, lambda v, _: StaffMember(v["id"], v["name"])))
        if not self.breaches:
            # Whom the other lists may name is only known once the list of staff itself is sound.
            self.staff_ids = {member.id for member in staff}
        found: dict[str, Any] = {
            "shifts": self._read("shifts", shapes.SHIFT, self._shift),
            "punches": self._read("punches", shapes.PUNCH, lambda v, _: Punch(v["staff"], v["at"])),
            "leave": self._read("leave", shapes.LEAVE, self._leave),
            "cases": self._cases(),
            "consultations": self._read("consultations", shapes.CONSULTATION, self._consultation),
            "tasks": self._read("tasks", shapes.TASK, lambda v, _: Task(**v)),
            "ratings": self._read("ratings", shapes.RATING, lambda v, _: Rating(**v)),
            "complaints": self._read("complaints", shapes.COMPLAINT, lambda v, _: Complaint(**v)),
            "findings": self._read("findings", shapes.FINDING, self._finding),
            "away": self._read("away", shapes.AWAY, self._away),
        }
        lists = {name: tuple(facts) for name, facts in found.items()}
        if self.breaches:
            raise FactsError(self.breaches.problems)
        return MonthFacts(month=Month.of(self.values["month"]), as_of=self.values["as_of"], staff=staff, **lists)

    def _items(self, name: str, shape: Shape) -> Iterator[tuple[str, Values]]:
        """The objects of a list with their paths, keys read; ids twice and unknown staff are noted."""
        ids, breaches, known = Ids(), self.breaches, self.staff_ids
        for path, item in rows(self.lists[name], name, breaches) if name in self.lists else ():
            values = shape.read(item, path, breaches)
            ids.check(values, path, breaches)
            if known is not None and "staff" in values and values["staff"] not in known:
                self._unknown_staff(values, path)
            yield path, values

    def _read(self, name: str, shape: Shape, make: Callable[[Values, str], Fact]) -> list[Fact]:
        return [make(values, path) for path, values in self._items(name, shape) if shape.is_whole(values)]

    def _unknown_staff(self, values: Values, path: str) -> None:
        self.breaches.add(f"{path}.staff", f"staff名单里没有{shown(values['staff'])}")

    def _shift(self, values: Values, path: str) -> Shift:
        if values["end"] <= values["start"]:
            self.breaches.add(f"{path}.end", "应晚于start")
        return Shift(values["staff"], values["start"], values["end"])

    def _leave(self, values: Values, path: str) -> Leave:
        self._check_order(values, path)
        return Leave(values["staff"], values["kind"], values["from"], values["to"])

    def _away(self, values: Values, path: str) -> Away:
        self._check_order(values, path)
        return Away(values["id"], values["staff"], values["from"], values["to"], values["cause"], values["verified"])

    def _check_order(self, values: Values, path: str) -> None:
        if values["to"] < values["from"]:
            self.breaches.add(f"{path}.to", "早于from")

    def _consultation(self, values: Values, path: str) -> Consultation:
        consultation = Consultation(**values)
        if consultation.answered is not None and consultation.answered < consultation.asked:
            self.breaches.add(f"{path}.answered", "早于asked")
        check_reach(consultation_clock(consultation), path, self.calendar, self.rulebook, self.breaches)
        return consultation

    def _finding(self, values: Values, path: str) -> Finding:
        rules = self.rulebook.on(values["at"].date())
        clause = rules.clauses.get(values["clause"])
        if clause is None:
            self.breaches.add(f"{path}.clause", f"规则里没有{shown(values['clause'])}这一条")
        elif "finding" not in clause.counts:
            self.breaches.add(f"{path}.clause", f"{clause.id}不按线索计分")
        elif isinstance(clause.counts["finding"], ByLevel) and values["level"] is None:
            self.breaches.add(f"{path}.level", f"缺少这个键：{clause.id}要写明哪一级发现的")
        return Finding(**values)

    def _cases(self) -> list[CaseFacts]:
        cases = []
        for path, values in self._items("cases", shapes.CASE):
            responsible = self._responsible(values.get("responsible"), f"{path}.responsible")
            clock = read_clock(values, path, self.breaches)
            if clock is not None and "id" in values:
                check_reach(clock, path, self.calendar, self.rulebook, self.breaches)
                cases.append(CaseFacts(values["id"], clock, responsible))
        return cases

    def _responsible(self, value: object, path: str) -> tuple[Responsible, ...]:
        found = []
        for place, item in rows(value, path, self.breaches) if value is not None else ():
            values = shapes.RESPONSIBLE.read(item, place, self.breaches)
            if self.staff_ids is not None and "staff" in values and values["staff"] not in self.staff_ids:
                self._unknown_staff(values, place)
            if shapes.RESPONSIBLE.is_whole(values):
                found.append(Responsible(values["staff"], values["from"]))
        return tuple(found)
