"""Which channel carries what is told: the one the person wants, else whichever is set up and has an address, else a call."""

from __future__ import annotations

from dataclasses import dataclass

from shouwen.messages.enums import MessageChannel
from shouwen.messages.policies import LONGEST, may_send
from shouwen.people.models import Person
from shouwen.sealing import key_ring
from shouwen.telling.enums import ToldChannel, Wish
from shouwen.telling.models import Preference


@dataclass(frozen=True, slots=True)
class Choice:
    """The channel, the e-mail address where it needs one, and why it isn't a machine."""

    channel: ToldChannel
    address: str = ""
    why: str = ""


UNWANTED = "本人说过不用发提醒"
WANTS_CALL = "本人要打电话说"
TOO_LONG = "话太长，短信装不下"


def choose(
    person: Person,
    preference: Preference | None,
    *,
    words: str,
    is_essential: bool,
    is_owed: bool,
    wish: Wish | None = None,
) -> Choice:
    """短信、邮件，还是打电话. Essential words ignore that the person wants no reminders, never how they want to be told; `wish` is
    how they want to be told of this one thing."""
    if preference is not None and preference.opted_out and not is_essential:
        return Choice(ToldChannel.NONE, why=UNWANTED)
    found = _by_machine(person, preference, words, wish)
    if found.channel == ToldChannel.CALL and not is_owed:
        return Choice(ToldChannel.NONE, why=found.why)
    return found


def _by_machine(person: Person, preference: Preference | None, words: str, wish: Wish | None) -> Choice:
    if wish is None:
        wish = Wish(preference.wish) if preference is not None else Wish.ANY
    if wish == Wish.CALL:
        return Choice(ToldChannel.CALL, why=WANTS_CALL)
    email = address_of(preference)
    order = [MessageChannel.SMS, MessageChannel.EMAIL]
    if wish == Wish.EMAIL:
        order.reverse()
    why = ""
    for channel in order:
        address = email if channel == MessageChannel.EMAIL else ""
        refusal = may_send(channel, person=person, address=address)
        is_too_long = channel == MessageChannel.SMS and len(words) > LONGEST
        if refusal is None and not is_too_long:
            return Choice(ToldChannel(channel.value), address)
        why = why or (TOO_LONG if refusal is None else refusal.message)
    return Choice(ToldChannel.CALL, why=why)


def address_of(preference: Preference | None) -> str:
    """The e-mail address in clear; empty if none is known."""
    if preference is None or not preference.email_sealed:
        return ""
    return key_ring().open(preference.email_sealed, place=email_place(preference.person_id))


def email_place(person_id: object) -> str:
    """The place for which an address is sealed."""
    return f"preference.email.{person_id}"
