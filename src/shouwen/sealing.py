"""Sealed fields: SM4-GCM with table, column and row as associated data, and keyed hashes (HMAC-SM3) to search by.

A sealed value is: one byte format, one byte key number, 12 bytes nonce, ciphertext, 16 bytes tag. A value moved to another
row or column doesn't open. The keys live in a file outside the database."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

FORMAT = 1


class SealBrokenError(Exception):
    """A sealed value doesn't open: changed, moved to another row, or its key is missing."""


@dataclass(frozen=True)
class KeyRing:
    """The keys of one installation."""

    current: int
    keys: dict[int, bytes]
    search: bytes

    def seal(self, text: str, *, place: str) -> bytes:
        """Encrypt `text` for one place (`table.column.row`). Empty text stays empty."""
        return self.seal_bytes(text.encode(), place=place)

    def seal_bytes(self, data: bytes, *, place: str) -> bytes:
        """Encrypt bytes for one place. No bytes stay none."""
        if not data:
            return b""
        nonce = os.urandom(12)
        encryptor = Cipher(algorithms.SM4(self.keys[self.current]), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(place.encode())
        sealed = encryptor.update(data) + encryptor.finalize()
        return bytes([FORMAT, self.current]) + nonce + sealed + encryptor.tag

    def open(self, sealed: bytes | memoryview, *, place: str) -> str:
        """Decrypt text that was sealed for this place. Raises `SealBrokenError`."""
        return self.open_bytes(sealed, place=place).decode()

    def open_bytes(self, sealed: bytes | memoryview, *, place: str) -> bytes:
        """Decrypt bytes that were sealed for this place. Raises `SealBrokenError`."""
        sealed = bytes(sealed)
        if not sealed:
            return b""
        key = self.keys.get(sealed[1]) if len(sealed) > 30 else None
        if sealed[0] != FORMAT or key is None:
            raise SealBrokenError(f"{place}: 密钥不在，或不是封存格式")
        nonce, body, tag = sealed[2:14], sealed[14:-16], sealed[-16:]
        decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(place.encode())
        try:
            return decryptor.update(body) + decryptor.finalize()
        except InvalidTag as error:
            raise SealBrokenError(f"{place}: 内容被改过或被挪动过") from error

    def search_hash(self, value: str, *, field: str, centre_id: int) -> str:
        """A keyed hash (32 hexadecimal digits) to find equal values by; empty for an empty value."""
        if not value:
            return ""
        mac = hmac.HMAC(self.search, hashes.SM3())
        mac.update(f"{centre_id}/{field}/{value}".encode())
        return mac.finalize().hex()[:32]

    def words_hash(self, text: str, *, place: str) -> str:
        """A keyed hash (64 hexadecimal digits) of words in one place: proves them while they are kept, says nothing afterwards."""
        mac = hmac.HMAC(self.search, hashes.SM3())
        mac.update(f"{place}/{text}".encode())
        return mac.finalize().hex()


@lru_cache(maxsize=4)
def ring_from(path: Path) -> KeyRing:
    """Read the key ring of a file (made by the settings on first start)."""
    raw = json.loads(path.read_text())
    keys = {int(number): bytes.fromhex(key) for number, key in raw["keys"].items()}
    return KeyRing(current=raw["current"], keys=keys, search=bytes.fromhex(raw["search"]))


def key_ring() -> KeyRing:
    """The key ring of this installation (`SEALING_KEYS`)."""
    return ring_from(Path(settings.SEALING_KEYS))
