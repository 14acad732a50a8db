"""What was typed, sealed: read and written in one place."""

from __future__ import annotations

import json

from shouwen.applications.models import Application
from shouwen.sealing import key_ring


def values_of(application: Application) -> dict[str, str]:
    """What was typed, by field, in clear."""
    text = key_ring().open(application.values_sealed, place=_place(application))
    found: dict[str, str] = json.loads(text) if text else {}
    return found


def put_values(application: Application, values: dict[str, str]) -> None:
    """Seal it into the row; the caller saves."""
    application.values_sealed = key_ring().seal(json.dumps(values, ensure_ascii=False), place=_place(application))


def phone_of(application: Application) -> str:
    """The telephone in clear."""
    return key_ring().open(application.phone_sealed, place=f"applications.phone.{application.mark}")


def seal_phone(phone: str, mark: str) -> bytes:
    """The telephone of a new application."""
    return key_ring().seal(phone, place=f"applications.phone.{mark}")


def _place(application: Application) -> str:
    return f"applications.values.{application.mark}"
