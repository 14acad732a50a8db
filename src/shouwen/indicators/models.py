from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.people.models import Centre


class Snapshot(models.Model):
    """一个月的数, exact, as the record gave them: what of it may be published is decided by `disclosure`.

    Recomputed until `sealed_at`; from then on triggers refuse every change (封存后只增不改)."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    month = models.DateField(help_text="first day of the month")
    figures = models.JSONField(help_text="figure key -> its parts; no person, no member of staff")
    as_of = models.DateTimeField(help_text="up to which moment the record was read")
    computed_at = models.DateTimeField()
    definitions = models.CharField(max_length=20, help_text="version of the definitions")
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "month"], name="indicators_month_once")]


class Amendment(models.Model):
    """更正: what a figure of a sealed month is after a correction of the record, with its date. Added, never changed."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="amendments")
    key = models.CharField(max_length=40)
    sequence = models.PositiveSmallIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "key", "sequence"], name="indicators_amendment_sequence"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="indicators_amendment_counts_from_one"),
        ]
