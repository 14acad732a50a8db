"""Work of the desk outside a request: registers too long to be made while somebody waits. May run twice, or die in the middle."""

from __future__ import annotations

import logging
from typing import Any

from shouwen import civil_time
from shouwen.civil_time import local_date
from shouwen.desk.registers.book_asked import narrowed
from shouwen.desk.registers.book_files import book_file
from shouwen.desk.registers.books import BOOKS
from shouwen.office_files import orders
from shouwen.people.queries import actor_of

SCHEDULES = (("shouwen.desk.jobs.make_registers", 1),)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""
MOST = 10
"""Files of one run; the rest a minute later."""

log = logging.getLogger(__name__)


def make_registers() -> int:
    """Make what was ordered, the oldest first, and forget what was ordered a day ago. Returns how many were made."""
    made = 0
    orders.forget_old(at=civil_time.now())
    for _ in range(MOST):
        order = orders.take_order(at=civil_time.now())
        if order is None:
            return made
        try:
            made += _make(order)
        except Exception:
            log.exception("the register file %s couldn't be made", order.pk)
            orders.note_failed(order)
    return made


def _make(order: Any) -> bool:
    book, by = BOOKS[order.book], actor_of(order.ordered_by, on=local_date(order.ordered_at))
    found = narrowed(book, orders.asked_of(order))
    file = book_file(book, found, order.form, in_full=order.in_full, by=by, at=order.ordered_at)
    orders.put_made(order=order, data=file.data, name=file.name, by=by, at=civil_time.now())
    return True
