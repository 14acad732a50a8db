"""What an order is about: a number in its words is looked up, and what a page offers for its own matter."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from django.urls import reverse

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import numbered
from shouwen.desk.addresses import address_of
from shouwen.desk.clock_sight import may_see_clock
from shouwen.people.actor import Actor
from shouwen.refusals import refuse
from shouwen.supervision import policies
from shouwen.supervision.queries import open_order_of

# 改 is left out: measures stand on their own pages only (服务承诺制度 第四条).
_MARKS = ("网办", *(kind.mark for kind in ClockKind if kind != ClockKind.RECTIFY))
_NUMBER = re.compile(rf"({'|'.join(_MARKS)})\s*([0-9]{{6}}-[0-9]{{2,5}}|[0-9]{{2}}-[0-9]{{4,9}})(?![0-9-])")


def named_in(matter: str, *, by: Actor, at: datetime) -> tuple[Any, str]:
    """The clock of the first number in the words, and the words if there are more than that number. None without a number.
    Raises Refused for a number that the centre doesn't have, or that this person may not see."""
    plain = " ".join(unicodedata.normalize("NFKC", matter).split())
    found = [_clock(f"{mark} {serial}", by=by, at=at) for mark, serial in _NUMBER.findall(plain)]
    if not found:
        return None, matter
    return found[0], "" if _NUMBER.fullmatch(plain) else matter


def _clock(number: str, *, by: Actor, at: datetime) -> Any:
    there = [one for one in numbered(by.centre_id, number) if may_see_clock(one, by=by, at=at)]
    if not there:
        raise refuse(
            "matter_unknown", f"“什么事”里的“{number}”，没有这个编号", way_out="核对编号；不是某一件的，只写什么事"
        )
    return next((one for one in there if one.closed_at is None), there[0])


def order_link(clock: Any, *, by: Actor, at: datetime) -> tuple[str, str]:
    """Where the order on a clock is, or where one is issued, with the words of the link; nothing for who has no part in it."""
    order = open_order_of(clock.pk)
    if order is not None:
        may_see = policies.may_see(order, by=by, at=at) is None
        return (address_of(ClockKind.SUPERVISION, order.number), f"{order.number} 督办中") if may_see else ("", "")
    if policies.may_issue(by, clock) is None and clock.responsible_id != by.staff_id:
        return f"{reverse('desk:order_new')}?clock={clock.pk}", "督办这一件"
    return "", ""


def offered_link(clock: Any, *, by: Actor, at: datetime) -> tuple[str, str]:
    """The same beside the due date of a matter: only for who issues orders, and costs nobody else a query."""
    if clock is None or clock.closed_at is not None or policies.may_issue(by) is not None:
        return "", ""
    return order_link(clock, by=by, at=at)
