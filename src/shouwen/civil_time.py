"""The present, read by surfaces, commands and jobs only, and conversion between instants and the centre's civil time.

Everything below a surface gets `at` passed in. A demo town may live at another date: `CLOCK_OFFSET` moves the present."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present instant."""
    offset: timedelta = settings.CLOCK_OFFSET
    return timezone.now() + offset


def local(at: datetime) -> datetime:
    """The civil time of an instant, without offset, as the calendar and the rulebook reckon."""
    return at.astimezone(ZONE).replace(tzinfo=None)


def local_date(at: datetime) -> date:
    """The civil date of an instant."""
    return at.astimezone(ZONE).date()


def instant(civil: datetime) -> datetime:
    """The instant of a civil time without offset."""
    return civil.replace(tzinfo=ZONE)


def start_of(day: date) -> datetime:
    """The instant at which a civil day begins."""
    return instant(datetime.combine(day, time.min))
