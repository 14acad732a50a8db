"""原话: the chain keeps the hash of what was said, the words lie sealed beside it; both stay checkable, and words can go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from tests.factories import civil
from tests.journal.test_chain import behind_its_back

from shouwen.journal import queries
from shouwen.journal.actions import Words, record
from shouwen.journal.models import Entry, SealedWords
from shouwen.journal.words import DELETED, HASH, UnmarkedWordsError
from shouwen.people.actor import Actor
from shouwen.sealing import key_ring

pytestmark = pytest.mark.django_db

AT = civil(2026, 10, 9, 10, 47)
TOLD = "已告诉陈甲木，材料齐了，下午来取"
OTHER = "已告诉李乙火，下午来取"


def tell(words: str, *, seq_of: int = 1, centre_id: int = 7) -> None:
    by = Actor(centre_id=centre_id, staff_id=3, name="何谷雨")
    data = {"number": "问 261009-12", "words": Words(words)}
    with transaction.atomic():
        record(by=by, at=AT, action="inquiry.answered", subject_kind="inquiry", subject_id=seq_of, data=data)


def problems() -> list[tuple[int, str]]:
    return [(place.seq, place.problem) for place in queries.verify(7).breaks]


def change_words(values: dict[str, object], *, seq: int) -> None:
    """As somebody with the database would: the triggers step aside for one statement."""
    columns = ", ".join(f"{name} = %s" for name in values)
    pk = Entry.objects.get(centre_id=7, seq=seq).pk
    statement = f"UPDATE journal_sealedwords SET {columns} WHERE entry_id = %s"  # noqa: S608
    behind_its_back(statement, [*values.values(), pk], table="journal_sealedwords")


def test_words_are_sealed_beside_the_chain_which_keeps_their_hash() -> None:
    tell(TOLD)
    entry = Entry.objects.get()
    assert entry.data["number"] == "问 261009-12"
    assert list(entry.data["words"]) == [HASH]
    assert len(entry.data["words"][HASH]) == 64
    assert problems() == []
    (event,) = queries.of_subject(7, "inquiry", 1)
    assert event.data == {"number": "问 261009-12", "words": TOLD}
    assert (event.seq, event.actor_name, event.at) == (1, "何谷雨", AT)


def test_no_table_of_the_journal_holds_a_word_in_clear() -> None:
    tell(TOLD)
    with connection.cursor() as cursor:
        for table in ("journal_entry", "journal_sealedwords"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            row = cursor.fetchone()
            stored = b"|".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
            # JSON may write the characters as escapes.
            assert "陈甲木".encode() not in stored
            assert rb"\u9648" not in stored


def test_the_same_words_leave_no_trace_of_being_the_same() -> None:
    tell(TOLD)
    tell(TOLD)
    first, second = Entry.objects.order_by("seq")
    assert first.data["words"][HASH] != second.data["words"][HASH]


def test_words_without_their_mark_are_refused() -> None:
    by = Actor(centre_id=7, staff_id=3, name="何谷雨")
    for key in ("words", "reason", "question", "answer", "matter", "comment"):
        with pytest.raises(UnmarkedWordsError, match=key), transaction.atomic():
            record(by=by, at=AT, action="x", subject_kind="inquiry", subject_id=1, data={key: TOLD})
    assert not Entry.objects.exists()


def test_no_words_stay_no_words() -> None:
    tell("")
    assert Entry.objects.get().data["words"] == ""
    assert not SealedWords.objects.exists()
    assert queries.of_subject(7, "inquiry", 1)[0].data["words"] == ""


def test_words_that_retention_deleted_leave_a_chain_that_holds() -> None:
    tell(TOLD)
    tell(OTHER)
    SealedWords.objects.filter(entry__seq=1).delete()
    assert problems() == []
    assert [event.data["words"] for event in queries.of_subject(7, "inquiry", 1)] == [DELETED, OTHER]
    assert DELETED == "（原话已按规定删除）"


def test_words_are_never_updated() -> None:
    tell(TOLD)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        SealedWords.objects.update(key="reason")
    assert queries.of_subject(7, "inquiry", 1)[0].data["words"] == TOLD


def _resealed() -> dict[str, object]:
    """Somebody who has the keys too puts other words into the right place."""
    return {"sealed": key_ring().seal(OTHER, place="journal.words.7.2.words")}


def _moved() -> dict[str, object]:
    return {"sealed": bytes(SealedWords.objects.get(entry__seq=3).sealed)}


def _flipped() -> dict[str, object]:
    sealed = bytearray(SealedWords.objects.get(entry__seq=2).sealed)
    sealed[20] ^= 1
    return {"sealed": bytes(sealed)}


def _cut() -> dict[str, object]:
    return {"sealed": b"\x01"}


def _emptied() -> dict[str, object]:
    return {"sealed": b""}


def _renamed() -> dict[str, object]:
    return {"key": "reason"}


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (_resealed, "原话被换过"),
        (_moved, "原话被改过，或密钥不在"),
        (_flipped, "原话被改过，或密钥不在"),
        (_cut, "原话被改过，或密钥不在"),
        (_emptied, "原话被换过"),
        (_renamed, "旁边多了一段原话"),
    ],
)
def test_changed_words_are_a_break(changed: Callable[[], dict[str, object]], problem: str) -> None:
    for words in (OTHER, TOLD, TOLD + "。"):
        tell(words)
    change_words(changed(), seq=2)
    assert problems() == [(2, problem)]


def test_words_put_beside_an_entry_that_has_none_are_a_break() -> None:
    tell("")
    sealed = key_ring().seal(TOLD, place="journal.words.7.1.words")
    SealedWords.objects.create(entry=Entry.objects.get(), key="words", sealed=sealed)
    assert problems() == [(1, "旁边多了一段原话")]


def test_a_hash_exchanged_in_the_chain_breaks_the_chain() -> None:
    tell(TOLD)
    behind_its_back("UPDATE journal_entry SET data = %s", ['{"number": "问 261009-12", "words": {"words_sm3": "00"}}'])
    assert problems() == [(1, "内容被改过")]


def test_many_subjects_are_read_in_their_order_with_two_queries(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for number in (1, 2, 3, 1, 2):
        tell(f"话 {number}", seq_of=number)
    tell("别的中心", seq_of=1, centre_id=8)
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        told = queries.of_subjects(7, [("inquiry", 1), ("inquiry", 2)])
    assert [(event.seq, event.data["words"]) for event in told] == [(1, "话 1"), (2, "话 2"), (4, "话 1"), (5, "话 2")]
    assert queries.of_subjects(7, []) == []
    assert queries.times(7, "inquiry.answered", "inquiry", 1, since=AT) == 2
    assert queries.times(7, "inquiry.answered", "inquiry", 1, since=civil(2026, 10, 9, 10, 48)) == 0
