"""People in the book: the same steps as `people.actions.receive_person`."""

from __future__ import annotations

from datetime import datetime

from shouwen.demo.record.book import Book
from shouwen.demo.residents import Resident
from shouwen.people.actions import new_person
from shouwen.people.actor import Actor
from shouwen.people.models import Person
from shouwen.sealing import key_ring


class PeopleSteps:
    """Receives people; who was here before is found again by id number, or by name and phone."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._by_number: dict[str, Person] = {}
        self._by_phone: dict[tuple[str, str], list[Person]] = {}

    def receive(self, resident: Resident, *, full: bool, by: Actor, at: datetime) -> Person:
        """The person, new or known; what is new about them is added."""
        id_number, address = (resident.id_number, resident.address) if full else ("", "")
        known = self._known(resident, id_number)
        if known is not None:
            self._complete(known, resident, id_number, address, by=by, at=at)
            return known
        person = new_person(
            centre_id=self._book.centre_id,
            name=resident.name,
            id_number=id_number,
            phone=resident.phone,
            address=address,
            at=at,
        )
        self._book.add(person)
        if id_number:
            self._by_number[id_number] = person
        self._by_phone.setdefault((resident.name, resident.phone), []).append(person)
        return person

    def _known(self, resident: Resident, id_number: str) -> Person | None:
        if id_number and id_number in self._by_number:
            return self._by_number[id_number]
        same = self._by_phone.get((resident.name, resident.phone), [])
        return next((person for person in same if not (id_number and person.id_number_hash)), None)

    def _complete(
        self, known: Person, resident: Resident, id_number: str, address: str, *, by: Actor, at: datetime
    ) -> None:
        ring, sealed = key_ring(), {}
        if id_number and not known.id_number_hash:
            fresh = new_person(centre_id=known.centre_id, name=resident.name, id_number=id_number, at=at)
            self._book.change(
                known,
                id_number_sealed=ring.seal(id_number, place=f"person.id_number.{known.id}"),
                id_number_masked=fresh.id_number_masked,
                id_number_hash=fresh.id_number_hash,
                gender=fresh.gender,
            )
            self._by_number[id_number] = known
            sealed["id_number"] = True
        if address:
            self._book.change(known, address_sealed=ring.seal(address, place=f"person.address.{known.id}"))
            sealed["address"] = True
        if sealed:
            self._book.note(
                by=by,
                at=at,
                action="person.complete",
                subject_kind="person",
                subject_id=known.id,
                data={"fields": sorted(sealed)},
            )
