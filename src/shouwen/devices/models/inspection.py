from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.devices.enums import InspectionState
from shouwen.devices.models.device import Device
from shouwen.people.models import Centre, Staff


class InspectionPlan(models.Model):
    """巡检计划: every so many working days, these things are looked at. A changed plan is a new row; one holds at a time."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    device = models.ForeignKey(Device, models.PROTECT, related_name="plans")
    every_workdays = models.PositiveSmallIntegerField()
    checklist = models.JSONField(help_text="看什么，一行一项")
    first_due_on = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device"], condition=Q(ended_at=None), name="devices_one_plan"),
            models.CheckConstraint(condition=Q(every_workdays__gte=1), name="devices_plan_rhythm"),
        ]


class Inspection(models.Model):
    """巡检: due on a day, owed by whoever keeps the device; done, it keeps each line with what was found."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    plan = models.ForeignKey(InspectionPlan, models.PROTECT, related_name="inspections")
    device = models.ForeignKey(Device, models.PROTECT, related_name="inspections")
    due_on = models.DateField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=InspectionState.choices, default=InspectionState.DUE)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    results = models.JSONField(default=list, help_text="[{what, result, note}]")
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="devices_inspection_number"),
            models.UniqueConstraint(fields=["plan", "due_on"], name="devices_inspection_once"),
            models.UniqueConstraint(fields=["device"], condition=Q(state="due"), name="devices_one_inspection_due"),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False, done_by__isnull=False)
                | (~Q(state="done") & Q(done_at=None, done_by=None)),
                name="devices_inspection_done_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["centre", "-due_on", "-id"], name="devices_inspections_newest")]
