"""Instants as the contract writes them: civil time without offset."""

from __future__ import annotations

from datetime import datetime

from shouwen.civil_time import local


def minute(at: datetime) -> str:
    """2026-03-02T09:00."""
    return local(at).isoformat(timespec="minutes")


def second(at: datetime) -> str:
    """2026-03-02T08:57:31."""
    return local(at).isoformat(timespec="seconds")
