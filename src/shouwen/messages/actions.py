"""One door for messages: written inside the change that asks for them, taken and settled by the job that sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.messages import policies
from shouwen.messages.enums import MessageChannel, MessageState
from shouwen.messages.models import Message
from shouwen.messages.transitions import before
from shouwen.people.actor import Actor
from shouwen.people.masks import mask_phone
from shouwen.people.models import Person
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if
from shouwen.sealing import key_ring

PAUSES = (1, 5, 15, 60, 240)
"""Minutes before the second, third … try; after the last one the message is given up."""
LEASE = timedelta(minutes=10)
"""A message whose sender died is taken up again after this time."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in clear, for the gateway that carries it. Never stored, never logged. `request_id` is the same at each try."""

    message_id: int
    tries: int
    channel: MessageChannel
    address: str
    words: str
    request_id: str


@one_change
def write(
    *,
    purpose: str,
    channel: MessageChannel,
    words: str,
    subject_kind: str,
    subject_id: int,
    number: str,
    person: Person | None = None,
    staff_id: int | None = None,
    address: str = "",
    not_before: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Message:
    """写一条消息 (一次性告知制度 第四条): to one person or one member of staff, in the change it belongs to. Raises Refused.

    `purpose` is unique in the centre: asked for again, the first message is given back and nothing more goes out.
    A text message goes to the person's phone; an e-mail to `address`; a notice on the desk to `staff_id`, and is there at once."""
    known = Message.objects.filter(centre_id=by.centre_id, purpose=purpose).first()
    if known is not None:
        return known
    refuse_if(policies.words_fit(words, channel))
    if (channel == MessageChannel.DESK) != (staff_id is not None) or (person is None) == (staff_id is None):
        raise refuse("wrong_receiver", "工作台消息发给工作人员，短信和邮件发给服务对象")
    refuse_if(policies.may_send(channel, person=person, address=address.strip()))
    if person is not None and person.centre_id != by.centre_id:
        raise refuse("another_centre", "这是别的中心的，你不能办")
    ring, place = key_ring(), f"{by.centre_id}.{purpose}"
    if channel == MessageChannel.SMS and person is not None:
        address = ring.open(person.phone_sealed, place=f"person.phone.{person.id}")
    is_here = channel == MessageChannel.DESK
    message = Message(
        centre_id=by.centre_id,
        purpose=purpose,
        channel=channel,
        person=person,
        staff_id=staff_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        number=number,
        address_sealed=ring.seal(address.strip(), place=f"message.address.{place}"),
        address_masked=_masked(channel, address.strip()),
        words_sealed=ring.seal(words.strip(), place=f"message.words.{place}"),
        state=MessageState.SENT if is_here else MessageState.WAITING,
        sent_at=at if is_here else None,
        written_at=at,
        written_by_id=by.staff_id,
        not_before=not_before or at,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:  # Another request wrote it in this very moment.
        return Message.objects.get(centre_id=by.centre_id, purpose=purpose)
    data = {"channel": channel.value, "purpose": purpose, "number": number}
    journal.record(by=by, at=at, action="message.write", subject_kind="message", subject_id=message.pk, data=data)
    return message


def _masked(channel: MessageChannel, address: str) -> str:
    if channel == MessageChannel.EMAIL:
        name, _, domain = address.partition("@")
        return f"{name[:1]}***@{domain}"[:40]
    return mask_phone(address) if address else ""


def words_of(message: Message) -> str:
    """What the message says, in clear."""
    return key_ring().open(message.words_sealed, place=f"message.words.{message.centre_id}.{message.purpose}")


def take(*, message_id: int, at: datetime) -> Letter | None:
    """Take one message to send it: the letter, or None if another worker has it. A guarded change, so each try has one sender."""
    due = Q(state__in=[MessageState.WAITING, MessageState.SENDING], not_before__lte=at)
    message = Message.objects.filter(due, pk=message_id).first()
    if message is None:
        return None
    if message.tries > len(PAUSES):  # Each try ended with the sender's death.
        _give_up(message, tries=message.tries, fault="发送中断太多次，没有再试", at=at)
        return None
    rows = Message.objects.filter(due, pk=message_id, state=message.state, tries=message.tries)
    if rows.update(state=MessageState.SENDING, tries=message.tries + 1, not_before=at + LEASE) != 1:
        return None
    ring, place = key_ring(), f"{message.centre_id}.{message.purpose}"
    return Letter(
        message_id=message.pk,
        tries=message.tries + 1,
        channel=MessageChannel(message.channel),
        address=ring.open(message.address_sealed, place=f"message.address.{place}"),
        words=ring.open(message.words_sealed, place=f"message.words.{place}"),
        request_id=ring.search_hash(message.purpose, field="message", centre_id=message.centre_id),
    )


def note_sent(*, letter: Letter, receipt: str, at: datetime) -> bool:
    """The gateway took it; `receipt` is its own number for it. False if the try was given to somebody else meanwhile."""
    return _settle(letter, MessageState.SENT, sent_at=at, receipt=receipt[:80], fault="")


def note_delivered(*, message_ids: list[int], at: datetime) -> int:
    """The gateway says that these reached their phones. Returns how many weren't known to have."""
    rows = Message.objects.filter(pk__in=message_ids, state__in=before(MessageState.DELIVERED))
    return rows.update(state=MessageState.DELIVERED, delivered_at=at)


def note_fault(*, letter: Letter, fault: str, is_final: bool, at: datetime) -> bool:
    """It didn't go out: try again after a growing pause, or give it up after the last one or a final refusal of the gateway."""
    if is_final or letter.tries > len(PAUSES):
        return _give_up(Message.objects.get(pk=letter.message_id), tries=letter.tries, fault=fault[:200], at=at)
    later = at + timedelta(minutes=PAUSES[letter.tries - 1])
    return _settle(letter, MessageState.WAITING, fault=fault[:200], not_before=later)


@one_change
def _give_up(message: Message, *, tries: int, fault: str, at: datetime) -> bool:
    """没发出去: for good, unless the office sends it again. Whoever told it so hears that nothing arrived (一次性告知制度 第四条)."""
    rows = Message.objects.filter(pk=message.pk, tries=tries, state__in=before(MessageState.FAILED))
    if rows.update(state=MessageState.FAILED, fault=fault) != 1:
        return False
    if message.written_by_id is not None:
        say_not_sent(message=message, fault=fault, staff_id=message.written_by_id, at=at)
    return True


@one_change
def say_not_sent(*, message: Message, fault: str, staff_id: int, at: datetime) -> None:
    """没有告知到: a notice on the desk of who wrote it or, of what the system wrote, of who answers for the matter. One each time it
    is given up: sent again by the office, it may fail again."""
    if message.person is None:
        return
    channel = MessageChannel(message.channel).label
    write(
        purpose=f"not-sent/{message.pk}/{int(at.timestamp())}",
        channel=MessageChannel.DESK,
        words=f"给{message.person.name_masked}的{channel}没有发出去：{fault}。还没有告知到本人，请打电话念给他听，或打印出来交给他。",
        subject_kind=message.subject_kind,
        subject_id=message.subject_id,
        number=message.number,
        staff_id=staff_id,
        by=Actor.system(message.centre_id),
        at=at,
    )


def _settle(letter: Letter, to: MessageState, **fields: object) -> bool:
    """Guarded: a try that was given to somebody else meanwhile settles nothing."""
    mine = Message.objects.filter(pk=letter.message_id, state=MessageState.SENDING, tries=letter.tries)
    return mine.filter(state__in=before(to)).update(state=to, **fields) == 1


@one_change
def retry(*, message: Message, by: Actor, at: datetime) -> None:
    """再发一次: a message that was given up waits again, from its first try. Raises Refused."""
    refuse_if(policies.may_retry(message, by=by))
    rows = Message.objects.filter(pk=message.pk, state=MessageState.FAILED)
    if (
        rows.filter(state__in=before(MessageState.WAITING)).update(
            state=MessageState.WAITING, tries=0, not_before=at, fault=""
        )
        != 1
    ):
        raise refuse("not_failed", "这条消息刚才已经有人再发了")
    data = {"channel": message.channel, "number": message.number}
    journal.record(by=by, at=at, action="message.retry", subject_kind="message", subject_id=message.pk, data=data)


@one_change
def replace(*, message: Message, by: Actor, at: datetime) -> bool:
    """改由人告知: somebody told the person what the message says, so it doesn't go out any more. False if it went out, or is on
    its way."""
    refuse_if(same_centre(message, by))
    rows = Message.objects.filter(pk=message.pk, state__in=before(MessageState.REPLACED))
    if rows.update(state=MessageState.REPLACED) != 1:
        return False
    data = {"channel": message.channel, "number": message.number}
    journal.record(by=by, at=at, action="message.replace", subject_kind="message", subject_id=message.pk, data=data)
    return True


@one_change
def withdraw_moot(*, subject_kind: str, subject_id: int, why: str, by: Actor, at: datetime) -> int:
    """不用再发: what waits in the outbox for the person of this matter, or was given up, says nothing that still holds. What was
    taken by a sender goes its way. `why` stands in the record of the message. Returns how many."""
    rows = Message.objects.filter(
        centre_id=by.centre_id, subject_kind=subject_kind, subject_id=subject_id, person__isnull=False
    )
    done = 0
    for message in rows.filter(state__in=before(MessageState.MOOT)).order_by("pk"):
        held = Message.objects.filter(pk=message.pk, state__in=before(MessageState.MOOT))
        if held.update(state=MessageState.MOOT, fault=why[:200]) != 1:
            continue
        data = {"channel": message.channel, "number": message.number, "why": why[:200]}
        journal.record(by=by, at=at, action="message.moot", subject_kind="message", subject_id=message.pk, data=data)
        done += 1
    return done


@one_change
def mark_read(*, message_ids: list[int], by: Actor, at: datetime) -> int:
    """看过了: notices on the desk that the actor has seen. Returns how many."""
    rows = Message.objects.filter(centre_id=by.centre_id, staff_id=by.member_id, pk__in=message_ids, read_at=None)
    return rows.update(read_at=at)
