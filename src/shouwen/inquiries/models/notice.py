from __future__ import annotations

from django.db import models

from shouwen.catalogue.models import ItemVersion, Situation
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models.inquiry import Inquiry
from shouwen.papers.models import Paper
from shouwen.people.models import Centre, Staff


class OneTimeNotice(models.Model):
    """一次性告知（一次性告知制度 第四条）: which version of the guide was told, for which situation, how, when, by whom."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="notices")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    situation = models.ForeignKey(Situation, models.PROTECT, null=True, related_name="+")
    means = models.CharField(max_length=10, choices=ToldBy.choices)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["centre", "inquiry", "told_at"], name="inquiries_notices")]
