from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shouwen.devices.enums import FaultState
from shouwen.devices.models.device import Device
from shouwen.devices.models.inspection import Inspection
from shouwen.files.models import StoredFile
from shouwen.people.models import Centre, Staff


class Fault(models.Model):
    """报修: reported, taken, fixed; a time each. `stops_use`: nobody can use the device until it is fixed."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    device = models.ForeignKey(Device, models.PROTECT, related_name="faults")
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=300, blank=True)
    stops_use = models.BooleanField()
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, related_name="faults")
    state = models.CharField(max_length=8, choices=FaultState.choices, default=FaultState.REPORTED)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    fixed_at = models.DateTimeField(null=True)
    fixed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_words = models.CharField(max_length=300, blank=True, help_text="修了什么，或为什么不用修")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="devices_fault_number"),
            models.CheckConstraint(condition=~Q(title=""), name="devices_fault_has_title"),
            models.CheckConstraint(
                condition=Q(state="reported", taken_at=None)
                | Q(state="dropped")
                | Q(state__in=["taken", "fixed"], taken_at__isnull=False, taken_by__isnull=False),
                name="devices_fault_taken_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state="fixed", fixed_at__isnull=False, fixed_by__isnull=False)
                | (~Q(state="fixed") & Q(fixed_at=None, fixed_by=None)),
                name="devices_fault_fixed_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["reported", "taken"], ended_at=None)
                | (Q(state__in=["fixed", "dropped"], ended_at__isnull=False) & ~Q(ended_words="")),
                name="devices_fault_ends_with_words",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(taken_at__gte=F("reported_at")), name="devices_fault_order"
            ),
        ]
        indexes = [models.Index(fields=["centre", "-reported_at", "-id"], name="devices_faults_newest")]


class Photo(models.Model):
    """照片 of an inspection or of a fault; the bytes lie sealed with `files`."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, related_name="photos")
    fault = models.ForeignKey(Fault, models.PROTECT, null=True, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(inspection__isnull=False, fault=None) | Q(inspection=None, fault__isnull=False),
                name="devices_photo_of_one",
            ),
        ]
