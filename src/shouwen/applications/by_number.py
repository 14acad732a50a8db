"""查进度 by number and the last four digits of the telephone left with it; without log-in. A wrong pair says nothing of what
there is, and trying digits out is counted by number and by network address."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime

from shouwen.applications.counting import count
from shouwen.applications.enums import Tried
from shouwen.cases.models import Case
from shouwen.cases.progress import progress_path
from shouwen.inquiries.incoming_queries import question_path
from shouwen.inquiries.models import Inquiry, OnlineQuestion
from shouwen.people.models import Person
from shouwen.people.queries import centre
from shouwen.refusals import Refusal, Refused
from shouwen.sealing import key_ring

_NUMBER = re.compile(r"(?P<mark>[办问网]?)\s*(?P<serial>[0-9]{2,6}-[0-9]{1,9})")
_TAIL = re.compile(r"[0-9]{4}")
_WIDE = str.maketrans("０１２３４５６７８９－—–", "0123456789---")


@dataclass(frozen=True, slots=True)
class FoundMatter:
    """What the number means: a page of its own or, for what was asked face to face, how it stands and who answers for it."""

    number: str
    path: str = ""
    is_done: bool = False
    first_responder: str = ""
    phone: str = ""


def find_by_number(*, centre_id: int, number: str, tail: str, address: str, at: datetime) -> FoundMatter:
    """The matter of this number, for who knows the last four digits of its telephone. Raises Refused."""
    typed = _NUMBER.fullmatch(number.translate(_WIDE).strip())
    digits = tail.translate(_WIDE).strip()
    if typed is None:
        raise Refused(Refusal("number_wrong", "编号不是这样写的", way_out="照告知书或短信上的写，如 办 26-01873"))
    if not _TAIL.fullmatch(digits):
        raise Refused(Refusal("tail_wrong", "写手机号的最后 4 位数字"))
    # One count for all kinds of a number: whoever tries digits out doesn't get more tries by changing the mark before it.
    who = key_ring().search_hash(typed["serial"], field="looked_up", centre_id=centre_id)
    if refusal := count(centre_id=centre_id, kind=Tried.LOOKED_UP, phone_hash=who, address=address, at=at):
        raise Refused(refusal)
    for found, person in _with_serial(centre_id, typed["mark"], typed["serial"]):
        if person is not None and hmac.compare_digest(_tail_of(person), digits):
            return found
    phone = centre(centre_id).phone
    way_out = "两样都照告知书或短信上的写" + (f"；没留过电话的打 {phone} 问" if phone else "；没留过电话的到中心问")
    raise Refused(Refusal("number_and_tail_unknown", "编号和手机号对不上", way_out=way_out))


def _with_serial(centre_id: int, mark: str, serial: str) -> list[tuple[FoundMatter, Person | None]]:
    found: list[tuple[FoundMatter, Person | None]] = []
    if mark in ("", "办"):
        cases = Case.objects.filter(centre_id=centre_id, number=f"办 {serial}").select_related("person")
        found += [(FoundMatter(one.number, progress_path(one)), one.person) for one in cases]
    if mark in ("", "网"):
        asked = OnlineQuestion.objects.filter(centre_id=centre_id, number=f"网 {serial}").select_related("person")
        found += [(FoundMatter(one.number, question_path(one)), one.person) for one in asked]
    if mark in ("", "问"):
        rows = Inquiry.objects.filter(centre_id=centre_id, number=f"问 {serial}")
        found += [(_of_inquiry(one), one.person) for one in rows.select_related("person", "first_responder")]
    return found


def _of_inquiry(one: Inquiry) -> FoundMatter:
    who = one.first_responder
    return FoundMatter(one.number, is_done=one.closed_at is not None, first_responder=who.name, phone=who.phone)


def _tail_of(person: Person) -> str:
    """The mask shows the last four digits of a whole number; what is too short for that opens nothing."""
    tail = person.phone_masked[-4:]
    return tail if _TAIL.fullmatch(tail) else ""
