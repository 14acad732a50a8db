from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.people.models import Centre, Staff


class Training(models.Model):
    """培训（一体机进驻服务 第四条）: what was taught when, by whom; who took part stands in `attendances`."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    topic = models.CharField(max_length=60)
    words = models.CharField(max_length=300, blank=True)
    held_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    trainer = models.CharField(max_length=40)
    place = models.CharField(max_length=40, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(topic="") & ~Q(trainer=""), name="devices_training_is_named"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="devices_training_takes_time"),
        ]


class Attendance(models.Model):
    """参加培训: who was there, and why somebody wasn't."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    training = models.ForeignKey(Training, models.PROTECT, related_name="attendances")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="trainings")
    was_there = models.BooleanField()
    why_absent = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training", "staff"], name="devices_attendance_once"),
            models.CheckConstraint(condition=Q(was_there=False) | Q(why_absent=""), name="devices_there_or_why_not"),
        ]
        indexes = [models.Index(fields=["centre", "staff"], name="devices_trainings_of")]
