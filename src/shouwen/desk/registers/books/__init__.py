"""Registers as they are filed: 首问登记簿, 来电登记簿, 转办台账, 请示台账, 办不成事台账, 承诺台账, 现在办不了台账, 预警台账, 督办台账,
设备台账, 报修台账, 巡检台账, 帮办台账, 问责台账."""

from __future__ import annotations

from shouwen.desk.registers.books.book import Book
from shouwen.desk.registers.books.calls import CALLS
from shouwen.desk.registers.books.complaints import COMPLAINTS
from shouwen.desk.registers.books.devices import DEVICES, FAULTS, INSPECTIONS
from shouwen.desk.registers.books.first import FIRST
from shouwen.desk.registers.books.handed_over import HANDED_OVER
from shouwen.desk.registers.books.help_calls import HELP_CALLS
from shouwen.desk.registers.books.measures import MEASURES
from shouwen.desk.registers.books.not_possible import NOT_POSSIBLE
from shouwen.desk.registers.books.orders import ORDERS
from shouwen.desk.registers.books.promises import PROMISES
from shouwen.desk.registers.books.rulings import RULINGS
from shouwen.desk.registers.books.tasks import TASKS
from shouwen.desk.registers.books.unresolved import UNRESOLVED
from shouwen.desk.registers.books.warnings import WARNINGS

BOOKS: dict[str, Book] = {
    book.key: book
    for book in (
        FIRST,
        CALLS,
        HANDED_OVER,
        RULINGS,
        UNRESOLVED,
        PROMISES,
        NOT_POSSIBLE,
        TASKS,
        COMPLAINTS,
        WARNINGS,
        ORDERS,
        DEVICES,
        FAULTS,
        INSPECTIONS,
        HELP_CALLS,
        MEASURES,
    )
}
"""By the word that stands in the address."""

__all__ = ["BOOKS", "Book"]
