"""The keys of every kind of fact of a month."""

from __future__ import annotations

from typing import Final

from shouwen.rulebook.clauses import LEVELS
from shouwen.rulebook.contract.clock_file import CLOCK_OPTIONAL, CLOCK_REQUIRED
from shouwen.rulebook.contract.shape import Shape, raw
from shouwen.rulebook.contract.values import (
    day,
    ident,
    moment,
    month,
    nullable,
    text,
    whole_from,
    word,
    yes_or_no,
)

LISTS: Final = (
    "staff", "shifts", "punches", "leave", "cases", "consultations",
    "tasks", "ratings", "complaints", "findings", "away",
)  # fmt: skip
FILE: Final = Shape({"month": month, "as_of": moment}, dict.fromkeys(LISTS, raw))

STAFF: Final = Shape({"id": ident, "name": text})
SHIFT: Final = Shape({"staff": ident, "start": moment, "end": moment})
PUNCH: Final = Shape({"staff": ident, "at": moment})
LEAVE: Final = Shape({"staff": ident, "kind": ident, "from": moment, "to": moment})
CASE: Final = Shape(CLOCK_REQUIRED, CLOCK_OPTIONAL | {"responsible": raw})
RESPONSIBLE: Final = Shape({"staff": ident, "from": day})
CONSULTATION: Final = Shape(
    {
        "id": ident,
        "staff": ident,
        "asked": moment,
        "workdays": whole_from(1),
        "answered": nullable(moment),
        "verified": yes_or_no,
    }
)
TASK: Final = Shape({"id": ident, "staff": ident, "due": day, "done": nullable(day), "verified": yes_or_no})
RATING: Final = Shape({"id": ident, "staff": ident, "at": moment, "level": whole_from(1, 5), "verified": yes_or_no})
COMPLAINT: Final = Shape({"id": ident, "staff": ident, "at": moment, "verified": yes_or_no})
FINDING: Final = Shape(
    {"id": ident, "staff": ident, "clause": ident, "at": moment, "verified": yes_or_no},
    {"level": nullable(word(LEVELS)), "act": nullable(text)},
)
AWAY: Final = Shape(
    {
        "id": ident,
        "staff": ident,
        "from": moment,
        "to": moment,
        "cause": word(("none", "no_procedure")),
        "verified": yes_or_no,
    }
)
