from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.people.models import Centre, Staff


class StoredFile(models.Model):
    """一个收进来的文件, checked before it was taken. Its bytes lie sealed in the data folder, under `key`; the row never changes.

    The name under which it came may name a person (陈某身份证.jpg): it is sealed, and opened with `files.actions.name_of`."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    key = models.CharField(max_length=64, unique=True)
    name_sealed = models.BinaryField()
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1), name="files_not_empty"),
            models.CheckConstraint(condition=~Q(name_sealed=b""), name="files_has_a_name"),
        ]
