from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shouwen.clocks.enums import ClockKind, ClockState, LimitUnit, PauseKind
from shouwen.people.models import Centre, Staff


class Clock(models.Model):
    """时限: what one person owes by a time. The only place where due dates live.

    `number`, `person_masked` and `matter` repeat unchanging facts of the subject, so that a list of debts is one query."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    kind = models.CharField(max_length=14, choices=ClockKind.choices)
    subject_id = models.BigIntegerField()
    number = models.CharField(max_length=30)
    person_masked = models.CharField(max_length=80, blank=True)
    matter = models.CharField(max_length=120)
    responsible = models.ForeignKey(Staff, models.PROTECT, related_name="clocks")
    first_responder = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="first_response_clocks")
    started_at = models.DateTimeField()
    unit = models.CharField(max_length=12, choices=LimitUnit.choices)
    promised_limit = models.PositiveIntegerField()
    legal_limit = models.PositiveIntegerField(null=True)
    due_at = models.DateTimeField()
    legal_due_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=ClockState.choices, default=ClockState.RUNNING)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "kind", "subject_id"], name="clocks_one_per_subject"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
                name="clocks_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("started_at")), name="clocks_order"
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "responsible", "due_at"], condition=Q(closed_at=None), name="clocks_owed"),
            models.Index(
                fields=["centre", "first_responder", "due_at"],
                condition=Q(closed_at=None, first_responder__isnull=False),
                name="clocks_first_response",
            ),
            models.Index(fields=["centre", "due_at"], condition=Q(closed_at=None), name="clocks_open"),
            models.Index(fields=["centre", "closed_at"], name="clocks_closed"),
        ]


class Pause(models.Model):
    """暂停: a span of days that isn't counted, both ends included. `lapsed` if it ended before its first day."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=16, choices=PauseKind.choices)
    reason = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    planned_workdays = models.PositiveSmallIntegerField(null=True)
    lapsed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(to_on=None, lapsed=False), name="clocks_one_open_pause"
            ),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="clocks_pause_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="clocks_pause_has_reason"),
        ]


class Extension(models.Model):
    """延期（限时办结制度 第五条）: one a clock, from the original due date, told to the person before it starts."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    clock = models.OneToOneField(Clock, models.PROTECT, related_name="extension")
    workdays = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    original_due_on = models.DateField()
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField()
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(workdays__gte=1), name="clocks_extension_positive"),
            models.CheckConstraint(condition=~Q(reason=""), name="clocks_extension_has_reason"),
            models.CheckConstraint(condition=Q(told_at__gte=F("asked_at")), name="clocks_extension_told_after_asked"),
        ]


class Responsibility(models.Model):
    """责任: who answered for the clock from this day on, until the next row (reading R7)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="responsibilities")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    from_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clock", "from_on"], name="clocks_responsibility_a_day")]


class CalendarDay(models.Model):
    """An imported day of the official calendar of a year that the product doesn't carry yet."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=[("holiday", "放假"), ("workday", "调休上班")])
    name = models.CharField(max_length=20)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "day"], name="clocks_calendar_day_once")]
