"""封存: a sealed value opens in its place only, and keyed hashes tell apart what they are made for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shouwen.sealing import KeyRing, SealBrokenError, key_ring

RING = KeyRing(current=2, keys={1: bytes(range(16)), 2: bytes(range(16, 32))}, search=b"s" * 32)


def test_a_seal_opens_in_its_place_only() -> None:
    sealed = RING.seal("堃䶮𬭎珺祎龑", place="person.name.1")
    assert RING.open(sealed, place="person.name.1") == "堃䶮𬭎珺祎龑"
    for place in ("person.name.2", "person.phone.1"):
        with pytest.raises(SealBrokenError):
            RING.open(sealed, place=place)


def test_any_flipped_bit_is_noticed() -> None:
    sealed = bytearray(RING.seal("陈甲木", place="p"))
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(SealBrokenError):
            RING.open(bytes(changed), place="p")


def test_an_older_key_still_opens() -> None:
    older = KeyRing(current=1, keys={1: RING.keys[1]}, search=RING.search)
    assert RING.open(older.seal("陈甲木", place="p"), place="p") == "陈甲木"


def test_nothing_stays_nothing_and_a_short_value_is_refused() -> None:
    assert RING.seal("", place="p") == b""
    assert RING.open(b"", place="p") == ""
    with pytest.raises(SealBrokenError):
        RING.open(b"\x01\x02abc", place="p")


def test_search_hashes_differ_by_centre_and_field() -> None:
    hashes = {
        RING.search_hash("0000", field=field, centre_id=centre) for field in ("phone", "tail") for centre in (1, 2)
    }
    assert len(hashes) == 4
    assert RING.search_hash("", field="phone", centre_id=1) == ""


def test_the_key_file_is_readable_by_the_owner_only(settings: object) -> None:
    path = Path(settings.SEALING_KEYS)  # type: ignore[attr-defined]
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(json.loads(path.read_text())) == ["current", "keys", "search"]
    assert key_ring().current in key_ring().keys


def test_hashes_of_words_are_keyed_and_differ_by_place() -> None:
    one = RING.words_hash("已当面告知", place="journal.words.1.7.words")
    assert (len(one), int(one, 16) > 0) == (64, True)
    assert RING.words_hash("已当面告知", place="journal.words.1.8.words") != one
    other = KeyRing(current=2, keys=RING.keys, search=b"t" * 32)
    assert other.words_hash("已当面告知", place="journal.words.1.7.words") != one
