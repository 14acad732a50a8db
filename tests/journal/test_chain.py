"""留痕: entries are chained, the database refuses changes, and a change made behind its back is found."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from tests.factories import civil

from shouwen.journal import actions, queries
from shouwen.journal.chain import entry_hash, sm3
from shouwen.journal.models import Chain, Entry
from shouwen.people.actor import Actor

AT = civil(2026, 10, 9, 10, 47)
CLERK = Actor(centre_id=7, staff_id=3, name="何谷雨")


def write(count: int, *, centre_id: int = 7) -> None:
    with transaction.atomic():
        for number in range(count):
            by = Actor(centre_id=centre_id, staff_id=3, name="何谷雨")
            actions.record(
                by=by, at=AT, action="inquiry.register", subject_kind="inquiry", subject_id=number, data={"n": number}
            )


def behind_its_back(statement: str, values: list[object], *, table: str = "journal_entry") -> None:
    """Change the table as somebody with the database would: the triggers step aside for one statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name = %s", [table])
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(statement, values)
            for _, sql in triggers:
                cursor.execute(sql)
        else:
            # A table with checks that wait for the end of the transaction can't be altered: they are made now.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement, values)
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_sm3_is_the_published_digest() -> None:
    # The example of GB/T 32905-2016, annex A.1.
    assert sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@pytest.mark.django_db
def test_entries_are_numbered_and_chained_per_centre() -> None:
    write(3)
    write(2, centre_id=8)
    entries = list(Entry.objects.filter(centre_id=7).order_by("seq"))
    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert [entry.previous_hash for entry in entries] == ["", entries[0].hash, entries[1].hash]
    assert queries.verify(7).breaks == []
    assert (queries.verify(7).entries, queries.verify(8).entries) == (3, 2)
    assert Chain.objects.get(pk=7).last_hash == entries[2].hash


@pytest.mark.django_db
def test_the_same_fields_give_the_same_hash_after_reading_them_back() -> None:
    write(1)
    entry = Entry.objects.get()
    fields = {
        name: getattr(entry, name)
        for name in ("centre_id", "seq", "at", "actor_id", "actor_name", "action", "subject_kind", "subject_id", "data")
    }
    assert entry_hash(previous_hash="", **fields) == entry.hash


@pytest.mark.django_db
def test_an_entry_cannot_be_updated_or_deleted() -> None:
    write(1)
    for change in (lambda: Entry.objects.update(action="other"), lambda: Entry.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()
    assert Entry.objects.get().action == "inquiry.register"


@pytest.mark.django_db
def test_a_changed_row_is_found() -> None:
    write(5)
    behind_its_back("UPDATE journal_entry SET actor_name = %s WHERE seq = %s", ["别人", 3])
    assert [(place.seq, place.problem) for place in queries.verify(7).breaks] == [(3, "内容被改过")]


@pytest.mark.django_db
def test_a_deleted_row_is_found() -> None:
    write(5)
    behind_its_back("DELETE FROM journal_entry WHERE seq = %s", [3])
    assert [(place.seq, place.problem) for place in queries.verify(7).breaks] == [(4, "缺第 3 条")]


@pytest.mark.django_db
def test_rows_cut_off_at_the_end_are_found() -> None:
    write(5)
    behind_its_back("DELETE FROM journal_entry WHERE seq > %s", [3])
    assert [place.problem for place in queries.verify(7).breaks] == ["链尾应到第 5 条，记录只到第 3 条"]


@pytest.mark.django_db
def test_a_row_rewritten_with_a_fitting_hash_breaks_the_next_one() -> None:
    write(3)
    entry = Entry.objects.get(seq=2)
    forged = entry_hash(
        previous_hash=entry.previous_hash,
        centre_id=7,
        seq=2,
        at=entry.at,
        actor_id=3,
        actor_name="别人",
        action=entry.action,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        data=entry.data,
    )
    behind_its_back("UPDATE journal_entry SET actor_name = %s, hash = %s WHERE seq = 2", ["别人", forged])
    assert [(place.seq, place.problem) for place in queries.verify(7).breaks] == [(3, "和前一条接不上")]


@pytest.mark.django_db
def test_the_command_verifies_and_fails_on_a_change() -> None:
    write(4)
    out = StringIO()
    call_command("journal", "verify", stdout=out)
    assert out.getvalue().startswith("中心 7：4 条，全部接得上。末条哈希 ")
    behind_its_back("UPDATE journal_entry SET action = %s WHERE seq = %s", ["other", 2])
    errors = StringIO()
    with pytest.raises(CommandError, match="有 1 处对不上") as failure:
        call_command("journal", "verify", stdout=StringIO(), stderr=errors)
    assert failure.value.returncode == 1
    assert errors.getvalue() == "中心 7 第 2 条：内容被改过\n"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_of_a_change() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        actions.record(by=CLERK, at=AT, action="x", subject_kind="inquiry", subject_id=1)
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_entry_goes_when_its_change_is_rolled_back() -> None:
    write(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.record(by=CLERK, at=AT, action="x", subject_kind="inquiry", subject_id=2)
        raise RuntimeError
    write(1)
    assert queries.verify(7).breaks == []
    assert queries.verify(7).entries == 2
