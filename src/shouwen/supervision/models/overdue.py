from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.clocks.models import Clock
from shouwen.people.models import Centre, Staff
from shouwen.supervision.enums import OverdueCategory


class OverdueReason(models.Model):
    """超期说明（优化营商环境条例 第三十六条）: why a matter went over its time, noted once by who answers for it. Words are sealed."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    clock = models.OneToOneField(Clock, models.PROTECT, related_name="overdue_reason")
    category = models.CharField(max_length=12, choices=OverdueCategory.choices)
    words_sealed = models.BinaryField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words_sealed=b""), name="supervision_overdue_has_words"),
        ]
        indexes = [models.Index(fields=["centre", "noted_at"], name="supervision_overdue_reasons")]
