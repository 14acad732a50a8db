from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.inquiries.models import Inquiry
from shouwen.people.models import Centre, Staff


class Promise(models.Model):
    """承诺（服务承诺制度 第三条）: doable but not now. The reason, the date, and that the person was told; it has a clock like a case."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, related_name="promise")
    reason = models.CharField(max_length=300)
    promised_for = models.DateField()
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="promises_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="promises_has_reason"),
        ]
