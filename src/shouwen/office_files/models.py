from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.office_files.enums import OrderState
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


class FileOrder(models.Model):
    """要做的表: a register too long to be made while somebody waits for the page. The worker makes it; `token` leads to the bytes,
    which lie sealed for two hours. `asked_sealed`: what it is narrowed to, sealed, for it may be a name."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    book = models.CharField(max_length=20)
    form = models.CharField(max_length=4)
    in_full = models.BooleanField(default=False)
    rows = models.PositiveIntegerField()
    asked_sealed = models.BinaryField(default=bytes)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=OrderState.choices, default=OrderState.WAITING)
    taken_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(ready_at__isnull=False) & ~Q(token="")),
                name="office_files_ready_has_file",
            )
        ]
        indexes = [
            models.Index(
                fields=["ordered_at"], condition=Q(state__in=["waiting", "making"]), name="office_files_to_make"
            )
        ]
