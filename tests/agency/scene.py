"""A town in which 陈甲木 authorises her son 陈乙木."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.factories import Town, civil, id_number
from tests.files.samples import picture

from shouwen.agency import actions as agency
from shouwen.agency.actions import Identity, Made, Proof
from shouwen.agency.enums import Basis
from shouwen.files import actions as files
from shouwen.people.actor import Actor

NOW = civil(2026, 10, 9, 10, 0)
PRINCIPAL = Identity("陈甲木", id_number(1, born="19480315"), "12900000001")
AGENT = Identity("陈乙木", id_number(2, born="19750203"), "12900000002")


def signed(by: Actor, *, on_paper: bool = False) -> Proof:
    """A name drawn on the screen, or on a scanned paper."""
    taken = files.take_in(name="签名.png", data=picture(size=(300, 120)), by=by)
    return Proof(paper=taken) if on_paper else Proof(signature=taken)


def authorised(town: Town, *, at: datetime = NOW, **other: Any) -> Made:
    """陈甲木 lets 陈乙木 act in house building until the end of the year, but for what is said otherwise."""
    by = town.actor(town.he, at=at)
    said: dict[str, Any] = {
        "basis": Basis.AUTHORISED,
        "principal": PRINCIPAL,
        "agent": AGENT,
        "relation": "儿子",
        "item_codes": [town.house.item.code],
        "from_on": date(2026, 10, 9),
        "until_on": date(2026, 12, 31),
        "by": by,
        "at": at,
        **other,
    }
    said.setdefault("proof", signed(by))
    made: Made = agency.authorise(**said)
    return made
