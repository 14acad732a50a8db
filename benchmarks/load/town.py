"""A town with a large record: every row made by the domain (sealed persons, reckoned clocks, the journal's chain) and
inserted many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from load import rows
from load.visits import Visit, day_of, guides_of, visits
from shouwen.cases.models import Case, CaseMaterial
from shouwen.clocks.models import Clock, Responsibility
from shouwen.demo.founding import found
from shouwen.demo.plan import full_plan
from shouwen.inquiries.models import Inquiry
from shouwen.journal.actions import record_for
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES
from shouwen.people.models import Person, Serial

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Load:
    """What stands in the database. `item_id`: the item that is asked for, with the usual number of materials."""

    centre_id: int
    clerks: tuple[Actor, ...]
    item_id: int
    cases: int
    open_each: int
    present: datetime


def fill(*, cases: int, open_each: int) -> Load:
    """Make the demo's centre with its items and `cases` cases, the last `open_each` of each clerk not concluded yet."""
    plan = full_plan()
    with transaction.atomic():
        town = found(plan)
    centre_id = town.centre.pk
    clerks = tuple(actor for actor in town.actors.values() if actor.roles & FRONT_DESK_ROLES)
    guides = guides_of(centre_id)
    writer = _Writer(centre_id)
    every = visits(plan, cases=cases, open_each=open_each, clerks=clerks, guides=guides)
    while chunk := list(islice(every, CHUNK)):
        writer.write(chunk)
    writer.remember_numbers()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    promised = sorted((guide for guide in guides if guide.version.promised_limit), key=lambda one: len(one.materials))
    return Load(centre_id, clerks, promised[len(promised) // 2].version.item_id, cases, open_each, plan.present)


class _Writer:
    """Inserts visits table by table, the journal last; remembers the people who came and the numbers given."""

    def __init__(self, centre_id: int) -> None:
        self.centre_id = centre_id
        self._people: dict[int, Person] = {}
        self._given: Counter[str] = Counter()

    @transaction.atomic
    def write(self, chunk: Sequence[Visit]) -> None:
        """One transaction."""
        new = {visit.person: visit for visit in chunk if visit.person not in self._people}
        people = {serial: rows.person_of(visit) for serial, visit in new.items()}
        Person.objects.bulk_create(people.values())
        self._people |= people
        inquiries = Inquiry.objects.bulk_create(self._inquiries(chunk))
        pairs = list(zip(chunk, inquiries, strict=True))
        clocks = Clock.objects.bulk_create(rows.answer_clock_of(visit, inquiry) for visit, inquiry in pairs)
        self._responsibilities(clocks)
        # A case carries its clock's key, a clock its case's: the case is numbered here, so that each is written once.
        first = 1 + (Case.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
        cases = [rows.case_of(visit, inquiry) for visit, inquiry in pairs]
        for pk, case in enumerate(cases, start=first):
            case.pk = pk
        clocks = Clock.objects.bulk_create(map(rows.case_clock_of, chunk, cases))
        for case, clock in zip(cases, clocks, strict=True):
            case.clock = clock
        Case.objects.bulk_create(cases)
        self._responsibilities(clocks)
        triples = [(visit, case) for visit, case in zip(chunk, cases, strict=True)]
        CaseMaterial.objects.bulk_create(row for visit, case in triples for row in rows.materials_of(visit, case))
        notes = [note for visit, case in triples for note in rows.notes_of(visit, case.inquiry, case)]
        record_for(centre_id=self.centre_id, notes=notes)
        self._given[f"case/{day_of(chunk[0])[:2]}"] += len(chunk)

    def remember_numbers(self) -> None:
        """The numbers given are taken: the next case and the next inquiry go on from there."""
        Serial.objects.bulk_create(
            [Serial(centre_id=self.centre_id, series=name, last=last) for name, last in self._given.items()]
        )
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                table = Case._meta.db_table
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), MAX(id)) FROM {table}")

    def _inquiries(self, chunk: Sequence[Visit]) -> Iterator[Inquiry]:
        for visit in chunk:
            series = f"inquiry/{day_of(visit)}"
            self._given[series] += 1
            yield rows.inquiry_of(visit, self._people[visit.person], self._given[series])

    def _responsibilities(self, clocks: Sequence[Clock]) -> None:
        Responsibility.objects.bulk_create(map(rows.responsibility_of, clocks))
