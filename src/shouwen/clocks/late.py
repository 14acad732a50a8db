"""What was done on a later day than it was due: one expression for lists, facts and figures. The day counts, not the hour."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import TruncDate

from shouwen.civil_time import ZONE

DONE_ON_A_LATER_DAY = Q(closed_at__date__gt=TruncDate("due_at", tzinfo=ZONE))
"""Closed after the due day was over; what is done after hours on that day is in time (docs/tasks.md)."""
