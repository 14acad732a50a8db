"""The demo town's present: how far its clock is from ours, in the file that the settings read at start."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.utils import timezone

FILE = "clock-offset"


def live_at(present: datetime, data: Path) -> None:
    """From now on it is `present` in the town; programs that run already see it after a restart."""
    data.mkdir(parents=True, exist_ok=True)
    (data / FILE).write_text(f"{(present - timezone.now()).total_seconds():.3f}\n")
