"""Numbers without gaps: each series of a centre gives one number at a time, inside the transaction that uses it."""

from __future__ import annotations

from django.db.models import F

from shouwen.people.models import Serial


def take(centre_id: int, series: str, count: int = 1) -> int:
    """The first of `count` new numbers of the series. Rolled back together with the change that asked for it."""
    row = Serial.objects.filter(centre_id=centre_id, series=series)
    if not row.update(last=F("last") + count):
        Serial.objects.get_or_create(centre_id=centre_id, series=series)
        row.update(last=F("last") + count)
    return int(row.values_list("last", flat=True)[0]) - count + 1
