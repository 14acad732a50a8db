"""What an import of calls would do: which calls are new, and who will owe a call back. Reads only; the dry run shows it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from shouwen.civil_time import local_date, start_of
from shouwen.inquiries.call_file import Call, ReadCalls
from shouwen.inquiries.enums import CallbackState
from shouwen.inquiries.models import CallRecord, Inquiry
from shouwen.people.models import Window
from shouwen.people.phones import phone_hash
from shouwen.people.queries import windows

ANSWERED_LATER = "来电人后来打通了"
ASKED_LATER = "来电人的事后来已经登记"


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A new call: answered (no state), missed and owed, or missed and settled already. `is_debt`: the first of its number and
    day, for which a call back is owed; the others of the day count under it."""

    call: Call
    phone_hash: str
    window: Window | None
    state: str = ""
    is_debt: bool = False
    settled_at: datetime | None = None
    settled_words: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The new calls in order of time, how many are known already, and debts of before that the file settles, with when."""

    new: Sequence[PlannedCall]
    known: int
    settled: Sequence[tuple[CallRecord, datetime]]

    @property
    def debts(self) -> int:
        """How many call backs will be owed."""
        return sum(planned.is_debt for planned in self.new)

    @property
    def missed(self) -> int:
        """How many of the new calls nobody answered."""
        return sum(bool(planned.state) for planned in self.new)


@dataclass(slots=True)
class _Debt:
    """What is owed for one number on one day, known or planned."""

    state: str
    settled_at: datetime | None


@dataclass(slots=True)
class _Known:
    """What the database knows of the numbers of a file."""

    keys: set[tuple[datetime, str, str]] = field(default_factory=set)
    answered: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    debts: dict[tuple[str, date], list[_Debt]] = field(default_factory=lambda: defaultdict(list))
    owed: list[CallRecord] = field(default_factory=list)


def plan_calls(centre_id: int, read: ReadCalls) -> Plan:
    """What importing these calls would do; four queries, however many calls."""
    if not read.calls:
        return Plan((), 0, ())
    hashes = _hashes(centre_id, read.calls)
    known = _known(centre_id, read.calls, set(hashes.values()))
    fresh, seen = [], set(known.keys)
    for call in read.calls:
        key = (call.called_at, hashes[call.phone], call.extension)
        if key not in seen:
            seen.add(key)
            fresh.append(call)
    heard = {phone: list(moments) for phone, moments in known.answered.items()}
    for call in fresh:
        if call.was_answered:
            heard.setdefault(hashes[call.phone], []).append(call.called_at)
    for moments in heard.values():
        moments.sort()
    asked = _asked(centre_id, fresh, hashes)
    at_window = _windows_by_number(centre_id)
    new = [_planned(call, hashes[call.phone], at_window, known, heard, asked) for call in fresh]
    settled = [
        (debt, later) for debt in known.owed if (later := _after(heard.get(debt.phone_hash, ()), debt.called_at))
    ]
    return Plan(new, len(read.calls) - len(fresh), settled)


def _planned(
    call: Call,
    phone: str,
    at_window: Sequence[tuple[str, Window]],
    known: _Known,
    heard: dict[str, list[datetime]],
    asked: dict[str, list[datetime]],
) -> PlannedCall:
    window = _window_of(call.extension, at_window)
    if call.was_answered:
        return PlannedCall(call, phone, window)
    for moments, words in ((heard.get(phone, ()), ANSWERED_LATER), (asked.get(phone, ()), ASKED_LATER)):
        if later := _after(moments, call.called_at):
            return PlannedCall(call, phone, window, CallbackState.CALLED_AGAIN, False, later, words)
    debts = known.debts[phone, local_date(call.called_at)]
    for debt in debts:
        if debt.settled_at is None or debt.settled_at >= call.called_at:
            return PlannedCall(call, phone, window, debt.state, False, debt.settled_at)
    debts.append(_Debt(CallbackState.OWED, None))
    return PlannedCall(call, phone, window, CallbackState.OWED, True)


def _hashes(centre_id: int, calls: Iterable[Call]) -> dict[str, str]:
    return {phone: phone_hash(centre_id, phone) for phone in {call.phone for call in calls}}


def _known(centre_id: int, calls: Sequence[Call], phones: set[str]) -> _Known:
    """Everything from the first day of the file on; and debts of before whose caller comes up in it."""
    found = _Known()
    first = start_of(local_date(calls[0].called_at))
    rows = CallRecord.objects.filter(centre_id=centre_id, called_at__gte=first)
    for called_at, phone, extension, answered, state, settled_at, number in rows.order_by("called_at").values_list(
        "called_at", "phone_hash", "extension", "was_answered", "state", "settled_at", "number"
    ):
        found.keys.add((called_at, phone, extension))
        if answered:
            found.answered[phone].append(called_at)
        elif number:
            found.debts[phone, local_date(called_at)].append(_Debt(state, settled_at))
    owed = CallRecord.objects.filter(centre_id=centre_id, state=CallbackState.OWED).exclude(number="")
    found.owed = [debt for debt in owed.order_by("called_at", "pk") if debt.phone_hash in phones]
    return found


def _asked(centre_id: int, calls: Sequence[Call], hashes: dict[str, str]) -> dict[str, list[datetime]]:
    """When matters of these numbers were registered, from the first call on."""
    missed = {hashes[call.phone] for call in calls if not call.was_answered}
    found: dict[str, list[datetime]] = defaultdict(list)
    if not missed:
        return found
    rows = Inquiry.objects.filter(centre_id=centre_id, received_at__gte=calls[0].called_at)
    for phone, received_at in rows.order_by("received_at").values_list("person__phone_hash", "received_at"):
        if phone in missed:
            found[phone].append(received_at)
    return found


def _after(moments: Sequence[datetime], called_at: datetime) -> datetime | None:
    place = bisect_left(moments, called_at)
    return moments[place] if place < len(moments) else None


def _windows_by_number(centre_id: int) -> list[tuple[str, Window]]:
    """Each window that has a telephone, with its digits; two windows may share one."""
    found = [
        ("".join(letter for letter in window.phone if letter.isdecimal()), window) for window in windows(centre_id)
    ]
    return [(digits, window) for digits, window in found if digits]


def window_with_extension(centre_id: int, extension: str) -> Window | None:
    """The window that a call to this extension rang at; None if none does, or several."""
    return _window_of(extension, _windows_by_number(centre_id))


def _window_of(extension: str, at_window: Sequence[tuple[str, Window]]) -> Window | None:
    """The window whose telephone is, or ends in, the extension; none if several do."""
    if len(extension) < 2:
        return None
    fits = [window for digits, window in at_window if digits.endswith(extension)]
    return fits[0] if len(fits) == 1 else None
