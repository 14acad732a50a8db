"""The hash of a rulebook (规则指纹): a sealed month keeps it, so that one can tell by which rules it was computed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shouwen.rulebook.rules import Rulebook


def fingerprint(rulebook: Rulebook) -> str:
    """SHA-256, in hex, over the canonical JSON of everything that the rulebook says."""
    text = json.dumps(_plain(rulebook), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    """Lists, mappings, texts and numbers only; dated versions in an order of their own, not that of the files."""
    if is_dataclass(value) and not isinstance(value, type):
        shown = {one.name: _plain(getattr(value, one.name)) for one in fields(value) if not one.name.startswith("_")}
        return {"": type(value).__name__, **shown}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        items = [_plain(item) for item in value]
        if value and hasattr(value[0], "since"):
            items.sort(key=lambda item: json.dumps(item, ensure_ascii=False, sort_keys=True))
        return items
    return value.isoformat() if isinstance(value, date) else value
