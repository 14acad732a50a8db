"""Limits to compare with: the rows of one job written or read by bare SQL, on a connection without Django, by one writer.

The rows are copied from a job that the server really did, under new keys, with the same barrier to the disk at every commit."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Model

from shouwen.cases.models import Case, CaseMaterial
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock, Pause, Responsibility
from shouwen.config.database import SQLITE_PRAGMAS
from shouwen.inquiries.models import Inquiry
from shouwen.journal.models import Chain, Entry
from shouwen.people.models import Person

SECONDS = 2.0
Row = list[Any]


class BareDatabase:
    """A connection of the driver itself, with the settings of the product."""

    def __init__(self, data: Path) -> None:
        self.is_sqlite = connection.vendor == "sqlite"
        if self.is_sqlite:
            import sqlite3

            self._connection: Any = sqlite3.connect(data / "shouwen.sqlite3", isolation_level=None, timeout=20)
            self._connection.executescript(SQLITE_PRAGMAS)
        else:
            import psycopg

            settings = connection.settings_dict
            self._connection = psycopg.connect(
                host=settings["HOST"], port=settings["PORT"], user=settings["USER"], password=settings["PASSWORD"],
                dbname=settings["NAME"], autocommit=True,
            )  # fmt: skip
        self._cursor = self._connection.cursor()

    def __call__(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        self._cursor.execute(sql.replace("%s", "?") if self.is_sqlite else sql, values)
        return list(self._cursor.fetchall()) if self._cursor.description else []

    def many(self, sql: str, rows: Sequence[Row]) -> None:
        self._cursor.executemany(sql.replace("%s", "?") if self.is_sqlite else sql, rows)

    def begin(self) -> None:
        self("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")

    def close(self) -> None:
        self._connection.close()


def per_second(work: Callable[[int], None]) -> float:
    """How often a second, over two seconds."""
    number, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        work(number)
        number += 1
    return number / (time.perf_counter() - begun)


class _Copies:
    """Rows of one table under new keys."""

    def __init__(self, bare: BareDatabase, model: type[Model], where: str, values: Sequence[Any]) -> None:
        self.columns = [field.column for field in model._meta.concrete_fields]
        self.table, names = model._meta.db_table, ", ".join(f'"{name}"' for name in self.columns)
        self.rows = [list(row) for row in bare(f"SELECT {names} FROM {self.table} WHERE {where}", values)]
        self.insert = f"INSERT INTO {self.table} ({names}) VALUES ({', '.join(['%s'] * len(self.columns))})"
        self.first = 0
        if self.columns[0] == "id" and model is not Person:
            self.first = int(bare(f"SELECT MAX(id) FROM {self.table}")[0][0]) + 1

    def keyed(self, turn: int, /, **changes: Any) -> list[Row]:
        """The rows with their next keys and what else tells them from the first ones."""
        found = []
        for place, row in enumerate(self.rows):
            fresh = dict(zip(self.columns, row, strict=True)) | changes
            if self.first:
                fresh["id"] = self.first + turn * len(self.rows) + place
            found.append(list(fresh.values()))
        return found


def creations(bare: BareDatabase, case_pk: int) -> float:
    """Cases created a second: person, inquiry, two clocks with who answers for them, case, materials, journal, chain."""
    case = Case.objects.get(pk=case_pk)
    pair = "centre_id = %s AND ((kind = 'case' AND subject_id = %s) OR (kind = 'inquiry' AND subject_id = %s))"
    subjects = (case.centre_id, case.pk, case.inquiry_id)
    clocks = _Copies(bare, Clock, pair, subjects)
    answering = _Copies(
        bare, Responsibility, f"clock_id IN (SELECT id FROM {Clock._meta.db_table} WHERE {pair})", subjects
    )
    people = _Copies(bare, Person, "id = %s", (case.person_id.hex if bare.is_sqlite else case.person_id,))
    inquiries, cases = (
        _Copies(bare, model, "id = %s", (pk,)) for model, pk in ((Inquiry, case.inquiry_id), (Case, case.pk))
    )
    materials = _Copies(bare, CaseMaterial, "case_id = %s", (case.pk,))
    entries = _Copies(
        bare,
        Entry,
        "centre_id = %s AND ((subject_kind = 'case' AND subject_id = %s) OR (subject_kind = 'inquiry' AND subject_id = %s))",
        (case.centre_id, str(case.pk), str(case.inquiry_id)),
    )
    seq = int(bare(f"SELECT MAX(seq) FROM {entries.table}")[0][0]) + 1

    def create(number: int) -> None:
        key = uuid.uuid4()
        person_id = key.hex if bare.is_sqlite else key
        inquiry_id, case_id = inquiries.first + number, cases.first + number
        bare.begin()
        bare(people.insert, people.keyed(number, id=person_id, id_number_hash="")[0])
        bare(inquiries.insert, inquiries.keyed(number, number=f"= {inquiry_id}", person_id=person_id)[0])
        fresh = clocks.keyed(number, subject_id=inquiry_id)
        bare.many(clocks.insert, fresh)
        pairs = zip(answering.keyed(number), fresh, strict=True)
        place = answering.columns.index("clock_id")
        bare.many(answering.insert, [[*row[:place], clock[0], *row[place + 1 :]] for row, clock in pairs])
        bare(
            cases.insert,
            cases.keyed(
                number, number=f"= {case_id}", inquiry_id=inquiry_id, person_id=person_id, clock_id=fresh[0][0]
            )[0],
        )
        bare.many(materials.insert, materials.keyed(number, case_id=case_id))
        rows = entries.keyed(number, subject_id=str(case_id))
        for step, row in enumerate(rows):
            row[entries.columns.index("seq")] = seq + number * len(rows) + step
        bare.many(entries.insert, rows)
        bare(f"UPDATE {Chain._meta.db_table} SET last_seq = %s WHERE centre_id = %s", (seq, case.centre_id))
        bare("COMMIT")

    return per_second(create)


def conclusions(bare: BareDatabase, case_pk: int) -> float:
    """Cases concluded a second: case and clock updated, one entry in the journal, chain."""
    case = Case.objects.get(pk=case_pk)
    subject = (case.centre_id, str(case.pk))
    entry = _Copies(bare, Entry, "centre_id = %s AND subject_kind = 'case' AND subject_id = %s LIMIT 1", subject)
    seq = int(bare(f"SELECT MAX(seq) FROM {entry.table}")[0][0]) + 1
    pks = [row[0] for row in bare(f"SELECT id FROM {Case._meta.db_table} ORDER BY id DESC LIMIT 20000")]
    told = "state = 'concluded', words_told = %s, told_at = %s, closed_at = %s, result = %s"
    when = bare(f"SELECT accepted_at FROM {Case._meta.db_table} WHERE id = %s", (case.pk,))[0][0]

    def conclude(number: int) -> None:
        bare.begin()
        pk = pks[number % len(pks)]
        bare(f"UPDATE {Case._meta.db_table} SET {told} WHERE id = %s", ("办好了", when, when, "granted", pk))
        bare(
            f"UPDATE {Clock._meta.db_table} SET state = 'closed', closed_at = due_at "
            "WHERE centre_id = %s AND kind = 'case' AND subject_id = %s",
            (case.centre_id, pk),
        )
        bare(entry.insert, entry.keyed(number, seq=seq + number)[0])
        bare(f"UPDATE {Chain._meta.db_table} SET last_seq = %s WHERE centre_id = %s", (seq, case.centre_id))
        bare("COMMIT")

    return per_second(conclude)


def days(bare: BareDatabase, centre_id: int, staff_id: int) -> float:
    """First pages of my day a second: 25 open clocks in order, and how many there are of each kind."""
    table = Clock._meta.db_table
    owed = f"FROM {table} WHERE centre_id = %s AND responsible_id = %s AND closed_at IS NULL"

    def read(_number: int) -> None:
        found = bare(f"SELECT * {owed} ORDER BY due_at, id LIMIT 25", (centre_id, staff_id))
        bare(f"SELECT kind, state, unit, due_at, COUNT(*) {owed} GROUP BY 1, 2, 3, 4", (centre_id, staff_id))
        marks = ", ".join(["%s"] * len(found))
        bare(f"SELECT * FROM {Pause._meta.db_table} WHERE clock_id IN ({marks})", [row[0] for row in found])

    return per_second(read)


def cases(bare: BareDatabase, numbers: Sequence[str], centre_id: int) -> float:
    """Cases read a second: case, person, inquiry, clock, materials, and both histories."""

    def read(number: int) -> None:
        wanted = numbers[number % len(numbers)]
        table = Case._meta.db_table
        found = bare(
            f"SELECT c.id, c.inquiry_id, c.*, p.*, i.*, k.* FROM {table} c JOIN {Person._meta.db_table} p ON p.id = c.person_id "
            f"JOIN {Inquiry._meta.db_table} i ON i.id = c.inquiry_id JOIN {Clock._meta.db_table} k ON k.id = c.clock_id "
            "WHERE c.centre_id = %s AND c.number = %s",
            (centre_id, wanted),
        )
        pk, inquiry_pk = found[0][0], found[0][1]
        bare(f"SELECT * FROM {CaseMaterial._meta.db_table} WHERE case_id = %s ORDER BY position", (pk,))
        for kind, subject in (("case", pk), (ClockKind.INQUIRY.value, inquiry_pk)):
            bare(
                f"SELECT * FROM {Entry._meta.db_table} WHERE centre_id = %s AND subject_kind = %s AND subject_id = %s",
                (centre_id, kind, str(subject)),
            )

    return per_second(read)
