from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shouwen.attendance.enums import AwayCause, LeaveKind, PunchSource
from shouwen.people.models import Centre, Staff


class Shift(models.Model):
    """班次: when somebody is due at the post, extended service included."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="shifts")
    start = models.DateTimeField()
    end = models.DateTimeField()
    extended_service = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "staff", "start"], name="attendance_shift_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="attendance_shift_order"),
        ]
        indexes = [models.Index(fields=["centre", "start"], name="attendance_shifts")]


class Punch(models.Model):
    """打卡."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="punches")
    at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=PunchSource.choices, default=PunchSource.DEVICE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "staff", "at"], name="attendance_punch_once")]
        indexes = [models.Index(fields=["centre", "at"], name="attendance_punches")]


class Leave(models.Model):
    """请假, approved."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="leaves")
    kind = models.CharField(max_length=14, choices=LeaveKind.choices)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    approved_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(to_at__gt=F("from_at")), name="attendance_leave_order")]
        indexes = [models.Index(fields=["centre", "from_at"], name="attendance_leaves")]


class Away(models.Model):
    """脱岗: seen away from the post in working time; counts only once verified."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="aways")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    cause = models.CharField(max_length=12, choices=AwayCause.choices)
    noted_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    verified_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_at__gt=F("from_at")), name="attendance_away_order"),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_at=None)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="attendance_away_verified_pair",
            ),
            models.CheckConstraint(condition=~Q(verified_by=F("staff")), name="attendance_away_not_own_judge"),
        ]
