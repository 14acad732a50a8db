"""What a page of the desk hands to reception: who came, what was said, and what the chosen outcome needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shouwen.inquiries.enums import DeclineGround, ToldBy


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who came or called, as typed. Without a name the inquiry has no person (not for calls and cases)."""

    name: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What was said to the person, and how."""

    words: str
    means: ToldBy


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the chosen outcome needs besides the words: only the fields of that outcome are read."""

    item_id: int | None = None
    """The item of a case that grows out of an inquiry registered without one."""
    situation_id: int | None = None
    receive_first: bool = False
    """收件: the materials are received to be reviewed; accepted once they are complete."""
    to_window_id: int | None = None
    to_staff_id: int | None = None
    to_department_id: int | None = None
    """外部门, instead of window and staff."""
    question: str = ""
    """What the office, or a superior, is asked; the matter itself if nothing is written."""
    new_fact: str = ""
    """What wasn't known when the office ruled, of a matter that goes to it again."""
    asked_of: str = ""
    """Whom a superior's answer is asked of."""
    reason: str = ""
    """Why a promise is needed, why it is declined, or why it can't be done now."""
    category: str = ""
    """Which kind of reason, by the rulebook's key: of a promise, or of what can't be done now."""
    promised_for: date | None = None
    """The day of a promise, or the day on which the person hears the superior's answer."""
    ground: DeclineGround | None = None
    basis: str = ""
    way_out: str = ""
    obstacle: str = ""
    """What stands in the way of a matter that can't be got done."""
    ruling_number: str = ""
    """请 26-0031, when an earlier ruling on a similar matter was the answer."""
