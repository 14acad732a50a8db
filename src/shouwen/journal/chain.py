"""The arithmetic of the chain: what is hashed, and in which form. Pure; used by the writer and by the verifier alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes


def sm3(data: bytes) -> str:
    """SM3 digest as 64 hexadecimal digits."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def canonical_time(at: datetime) -> str:
    """An instant in UTC with microseconds, so that both databases give back the same text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def entry_hash(
    *,
    previous_hash: str,
    centre_id: int,
    seq: int,
    at: datetime,
    actor_id: int | None,
    actor_name: str,
    action: str,
    subject_kind: str,
    subject_id: str,
    data: Mapping[str, Any],
) -> str:
    """The hash of one entry: SM3 over the hash before it and every field, as compact JSON with sorted keys."""
    fields = [
        previous_hash,
        centre_id,
        seq,
        canonical_time(at),
        actor_id,
        actor_name,
        action,
        subject_kind,
        subject_id,
        data,
    ]
    return sm3(json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
