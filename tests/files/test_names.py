"""The name under which a file came may name a person: it stands sealed in its row, and nowhere in the journal."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from tests.cases.scene import fresh
from tests.factories import Town, civil, make_case, make_person, make_staff, make_town
from tests.files.samples import picture, stored

from shouwen.cases.material_files import attach, remove
from shouwen.cases.models import Case, MaterialFile
from shouwen.files.actions import name_of
from shouwen.files.models import StoredFile
from shouwen.journal.models import Entry
from shouwen.people.enums import Role
from shouwen.people.models import Staff
from shouwen.sealing import SealBrokenError

AT = civil(2026, 10, 9, 9, 41)
NAME = "陈大木身份证.png"


def columns() -> dict[str, object]:
    """The one row as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM files_storedfile")
        [row] = cursor.fetchall()
        return dict(zip([column[0] for column in cursor.description or ()], row, strict=True))


def attached(town: Town) -> tuple[Case, MaterialFile]:
    by = town.actor(town.he)
    case = make_case(by, town.house, at=AT, person=make_person(town.centre, "陈甲木"))
    material = fresh(case).materials.select_related("case").get(name="身份证")
    return case, attach(material=material, name=NAME, data=picture(), by=by, at=AT)


def page(staff: Staff, path: str) -> str:
    client = Client()
    client.force_login(staff)
    return client.get(path, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.django_db
def test_the_name_stands_nowhere_in_clear() -> None:
    town = make_town()
    file = stored(name=NAME, data=picture(), by=town.actor(town.he), at=AT)
    kept = columns()

    assert "name" not in kept
    assert "陈大木".encode() not in bytes(kept["name_sealed"])  # type: ignore[call-overload]
    assert name_of(StoredFile.objects.get()) == NAME
    file.key = "0" * 64
    with pytest.raises(SealBrokenError):
        name_of(file)


@pytest.mark.django_db
def test_the_journal_keeps_kind_size_and_fingerprint_of_a_file_and_not_its_name() -> None:
    town = make_town()
    _, row = attached(town)
    remove(row=row, reason="附错了", by=town.actor(town.he), at=AT)
    on, off = Entry.objects.filter(action__in=["case.file_attached", "case.file_removed"]).order_by("seq")

    assert on.data == {
        "number": "办 26-00001",
        "material": "身份证",
        "kind": "image/png",
        "size": row.file.size,
        "sha256": row.file.sha256,
    }
    assert (off.data["sha256"], set(off.data)) == (row.file.sha256, {"number", "material", "reason", "sha256"})
    assert "陈大木" not in json.dumps([on.data, off.data], ensure_ascii=False)


@pytest.mark.django_db
def test_who_may_not_open_a_file_reads_its_kind_and_not_its_name() -> None:
    town = make_town()
    _, row = attached(town)
    leader = make_staff(town.centre, "领导", roles=(Role.LEADER,))
    seen = f"/cases/26-00001/files/{row.pk}/seen/"

    assert NAME in page(town.he, "/cases/26-00001/")
    assert NAME in page(town.he, seen)
    for path in ("/cases/26-00001/", seen, f"/cases/26-00001/files/{row.pk}/remove/"):
        assert "陈大木" not in page(leader, path)


@pytest.mark.django_db(transaction=True)
# Takes back nearly every migration there is, and makes them anew.
@pytest.mark.slow
def test_what_stood_in_clear_is_sealed_by_the_migration_and_comes_back_when_it_is_undone() -> None:
    town = make_town()
    stored(name=NAME, data=picture(), by=town.actor(town.he), at=AT)
    try:
        MigrationExecutor(connection).migrate([("files", "0003_one_trigger")])
        before = columns()
        with pytest.raises(DatabaseError, match="this row never changes"), connection.cursor() as cursor:
            cursor.execute("UPDATE files_storedfile SET size = 1")
    finally:
        everything = MigrationExecutor(connection)  # what depends on it was taken back with it
        everything.migrate(everything.loader.graph.leaf_nodes())

    assert before["name"] == NAME
    assert name_of(StoredFile.objects.get()) == NAME
    with pytest.raises(DatabaseError, match="this row never changes"):
        StoredFile.objects.update(size=1)
