from __future__ import annotations

from django.db import models

from shouwen.people.models import Centre, Staff


class ColumnMatch(models.Model):
    """列的对应: which column of a kind of file holds which field, matched once by a person and remembered."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    purpose = models.CharField(max_length=20)
    header_hash = models.CharField(max_length=64)
    columns = models.JSONField()
    matched_at = models.DateTimeField()
    matched_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "purpose", "header_hash"], name="office_files_match_once")
        ]
