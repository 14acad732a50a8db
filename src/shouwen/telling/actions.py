"""One door for telling: what a person must know goes out by their channel, or becomes a call that somebody owes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.messages import actions as messages
from shouwen.messages.enums import MessageChannel
from shouwen.messages.models import Message
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.models import Person
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse_if
from shouwen.sealing import key_ring
from shouwen.telling.calls_owed import owe
from shouwen.telling.channel_choice import Choice, choose
from shouwen.telling.enums import ToldChannel, Wish
from shouwen.telling.models import Preference, Telling
from shouwen.telling.wording import Wording, common_values, letter_of, wording_of

LONGEST_PURPOSE = 70
"""Characters of a purpose; its message carries five more."""


@dataclass(frozen=True, slots=True)
class Told:
    """How it was told. `is_new`: not told for this purpose before. `call_number`: the call that is owed, with channel `call`.
    `why`: why no machine carries it."""

    telling_id: int
    channel: ToldChannel
    words: str
    is_new: bool
    why: str = ""
    message_id: int | None = None
    call_number: str = ""


@one_change
def tell(
    *,
    person: Person,
    template: str,
    values: Mapping[str, str],
    subject_kind: str,
    subject_id: int,
    number: str,
    purpose: str,
    responsible_id: int,
    wish: Wish | None = None,
    by: Actor,
    at: datetime,
) -> Told:
    """告知本人 (限时办结制度 第三条, 服务承诺 第三条): by the channel the person wants, else by one that is set up and reaches them,
    else as a call owed by `responsible_id` on a clock of its own. Once a `purpose`: asked again, the first telling is given back.
    `wish`: how they want to be told of this one thing, whatever they want otherwise.

    Raises Refused for a person of another centre; ValueError when the template is unknown, a value is missing or one too many."""
    refuse_if(same_centre(person, by))
    if not 0 < len(purpose) <= LONGEST_PURPOSE:
        raise ValueError(f"a purpose has 1 to {LONGEST_PURPOSE} characters: {purpose!r}")
    known = _told_before(by.centre_id, purpose)
    if known is not None:
        return known
    wording = _wording(by.centre_id, template, values)
    words = wording.fill({**common_values(people.centre(by.centre_id), number), **values})
    preference = Preference.objects.filter(person=person).first()
    choice = choose(
        person, preference, words=words, is_essential=wording.is_essential, is_owed=wording.template.is_owed, wish=wish
    )
    row = Telling(
        centre_id=by.centre_id,
        purpose=purpose,
        template=template,
        version=wording.version,
        person=person,
        subject_kind=subject_kind,
        subject_id=subject_id,
        number=number,
        responsible_id=responsible_id,
        channel=choice.channel,
        why=choice.why[:120],
        words_sealed=key_ring().seal(words, place=words_place(by.centre_id, purpose)),
        told_at=at,
        told_by_id=by.staff_id,
    )
    row.message = _written(row, choice, words, by=by, at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # Another request told it in this very moment.
        again = _told_before(by.centre_id, purpose)
        if again is None:
            raise
        return again
    call_number = _owed(row, wording, by=by, at=at) if choice.channel == ToldChannel.CALL else ""
    # Kept where the matter itself is kept, so that its history tells it; the words lie sealed with the telling.
    data = {"template": template, "channel": choice.channel.value, "number": number, "why": row.why}
    journal.record(by=by, at=at, action="telling.tell", subject_kind=subject_kind, subject_id=subject_id, data=data)
    return Told(row.pk, choice.channel, words, True, choice.why, row.message_id, call_number)


def _wording(centre_id: int, template: str, values: Mapping[str, str]) -> Wording:
    try:
        wording = wording_of(centre_id, template)
    except KeyError:
        raise ValueError(f"no such template: {template}") from None
    wanted = {blank.key for blank in wording.template.blanks}
    if wanted != set(values):
        raise ValueError(f"template {template} wants {sorted(wanted)}, not {sorted(values)}")
    return wording


def _written(row: Telling, choice: Choice, words: str, *, by: Actor, at: datetime) -> Message | None:
    if choice.channel not in (ToldChannel.SMS, ToldChannel.EMAIL):
        return None
    is_mail = choice.channel == ToldChannel.EMAIL
    return messages.write(
        purpose=f"tell/{row.purpose}",
        channel=MessageChannel(choice.channel.value),
        words=letter_of(people.centre(row.centre_id), words) if is_mail else words,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        number=row.number,
        person=row.person,
        address=choice.address,
        by=by,
        at=at,
    )


def _owed(row: Telling, wording: Wording, *, by: Actor, at: datetime) -> str:
    return owe(
        person=row.person,
        title=wording.template.call_title,
        why=row.why,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        subject_number=row.number,
        responsible_id=row.responsible_id,
        by=by,
        at=at,
        telling=row,
    ).number


def _told_before(centre_id: int, purpose: str) -> Told | None:
    row = Telling.objects.filter(centre_id=centre_id, purpose=purpose).select_related("call").first()
    if row is None:
        return None
    call = getattr(row, "call", None)
    channel = ToldChannel(row.channel)
    return Told(row.pk, channel, words_of(row), False, row.why, row.message_id, call.number if call is not None else "")


def words_of(row: Telling) -> str:
    """What was told, in clear."""
    return key_ring().open(row.words_sealed, place=words_place(row.centre_id, row.purpose))


def words_place(centre_id: int, purpose: str) -> str:
    """The place for which the words of a telling are sealed."""
    return f"telling.words.{centre_id}.{purpose}"
