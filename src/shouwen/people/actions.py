"""One door for changes to people: receiving a person served, opening what is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from shouwen.civil_time import local_date
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import masks, policies
from shouwen.people.actor import Actor
from shouwen.people.identity import initials, normal_id_number, normal_phone
from shouwen.people.models import Person
from shouwen.people.phones import phone_hash
from shouwen.refusals import refuse, refuse_if
from shouwen.sealing import key_ring


@dataclass(frozen=True, slots=True)
class OpenedPerson:
    """The full data of a person, opened for a reason. Never stored, never logged."""

    name: str
    id_number: str
    phone: str
    address: str


def new_person(
    *, centre_id: int, name: str, id_number: str = "", phone: str = "", address: str = "", at: datetime
) -> Person:
    """An unsaved row with sealed fields, masks and search hashes (bulk loading saves many of them at once)."""
    key, ring = uuid4(), key_ring()
    id_number, phone = normal_id_number(id_number), normal_phone(phone)

    def hashed(value: str, field: str) -> str:
        return ring.search_hash(value, field=field, centre_id=centre_id)

    return Person(
        id=key,
        centre_id=centre_id,
        name_sealed=ring.seal(name, place=f"person.name.{key}"),
        id_number_sealed=ring.seal(id_number, place=f"person.id_number.{key}"),
        phone_sealed=ring.seal(phone, place=f"person.phone.{key}"),
        address_sealed=ring.seal(address, place=f"person.address.{key}"),
        name_masked=masks.mask_name(name),
        id_number_masked=masks.mask_id_number(id_number),
        phone_masked=masks.mask_phone(phone),
        gender=masks.gender_of(id_number),
        name_hash=hashed(name, "name"),
        initials_hash=hashed(initials(name), "initials"),
        id_number_hash=hashed(id_number, "id_number"),
        phone_hash=phone_hash(centre_id, phone),
        phone_tail_hash=hashed(phone[-4:], "phone_tail"),
        created_at=at,
    )


@one_change
def receive_person(
    *, name: str, id_number: str = "", phone: str = "", address: str = "", by: Actor, at: datetime
) -> Person:
    """The person with this id number (or this name and phone), else a new one. Raises Refused.

    What is new (a phone, an id number given for the first time) is added to the known person."""
    name, id_number, phone = name.strip(), normal_id_number(id_number), normal_phone(phone)
    refuse_if(policies.person_fields(name=name, id_number=id_number, phone=phone, today=local_date(at)))
    fresh = new_person(centre_id=by.centre_id, name=name, id_number=id_number, phone=phone, address=address, at=at)
    known = _known(fresh) or _added(fresh)
    if known is fresh:
        return fresh
    if known.name_hash != fresh.name_hash:
        raise refuse("id_number_of_another", "这个证件号码登记过，姓名不一样。请对照证件再核对姓名和号码")
    _complete(known, fresh, id_number=id_number, phone=phone, address=address, by=by, at=at)
    return known


def _added(fresh: Person) -> Person:
    """The new row; or, if another window gave the same id number in this very moment, the row that it made."""
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError:
        known = _known(fresh)
        if known is None:
            raise
        return known
    return fresh


def _known(fresh: Person) -> Person | None:
    people = Person.objects.filter(centre_id=fresh.centre_id)
    if fresh.id_number_hash and (
        found := people.filter(id_number_hash=fresh.id_number_hash).order_by("created_at").first()
    ):
        return found
    if not fresh.phone_hash:
        return None
    same = people.filter(phone_hash=fresh.phone_hash, name_hash=fresh.name_hash)
    if fresh.id_number_hash:
        same = same.filter(id_number_hash="")
    return same.order_by("created_at").first()


def _complete(
    known: Person, fresh: Person, *, id_number: str, phone: str, address: str, by: Actor, at: datetime
) -> None:
    """Add what the known row lacks or what has changed; sealed for the known row's own place."""
    ring, changed = key_ring(), []
    if phone and known.phone_hash != fresh.phone_hash:
        known.phone_sealed = ring.seal(phone, place=f"person.phone.{known.id}")
        known.phone_masked, known.phone_hash = fresh.phone_masked, fresh.phone_hash
        known.phone_tail_hash = fresh.phone_tail_hash
        changed += ["phone_sealed", "phone_masked", "phone_hash", "phone_tail_hash"]
    if id_number and not known.id_number_hash:
        known.id_number_sealed = ring.seal(id_number, place=f"person.id_number.{known.id}")
        known.id_number_masked, known.id_number_hash = fresh.id_number_masked, fresh.id_number_hash
        known.gender = fresh.gender
        changed += ["id_number_sealed", "id_number_masked", "id_number_hash", "gender"]
    if address:
        known.address_sealed = ring.seal(address, place=f"person.address.{known.id}")
        changed += ["address_sealed"]
    if changed:
        known.save(update_fields=changed)
        fields = sorted({name.rsplit("_", 1)[0] for name in changed if name.endswith("_sealed")})
        journal.record(
            by=by, at=at, action="person.complete", subject_kind="person", subject_id=known.id, data={"fields": fields}
        )


@one_change
def open_person(*, person_id: UUID | str, reason: str, by: Actor, at: datetime) -> OpenedPerson:
    """看完整信息（留痕）: open the sealed fields of one person of the actor's centre. Journalled with the reason. Raises Refused."""
    refuse_if(policies.may_open_person(by, reason=reason))
    person = Person.objects.filter(centre_id=by.centre_id, pk=person_id).first()
    if person is None:
        raise refuse("person_unknown", "没有这个人的登记")
    journal.record(
        by=by,
        at=at,
        action="person.open",
        subject_kind="person",
        subject_id=person.id,
        data={"reason": Words(reason.strip()[:200])},
    )
    return opened(person)


def opened(person: Person) -> OpenedPerson:
    """The sealed fields of a person in clear, for a paper that must carry them. Screens use `open_person`, which journals."""
    ring = key_ring()
    return OpenedPerson(
        name=ring.open(person.name_sealed, place=f"person.name.{person.id}"),
        id_number=ring.open(person.id_number_sealed, place=f"person.id_number.{person.id}"),
        phone=ring.open(person.phone_sealed, place=f"person.phone.{person.id}"),
        address=ring.open(person.address_sealed, place=f"person.address.{person.id}"),
    )
