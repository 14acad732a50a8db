from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.people.models import Centre, Staff
from shouwen.supervision.enums import Receiver, StepKind


class Escalation(models.Model):
    """预警表 of a centre as it was set at a time; the newest one counts, and without one the table that the product ships with."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["centre", "-set_at", "-id"], name="supervision_tables")]


class EscalationStep(models.Model):
    """One entry: at this mark, for this kind (empty: all kinds without entries of their own), these are warned.

    `value`: working days left, the first overdue day, or the share of the minutes left in percent. Overdue is warned of again
    every `every` working days up to day `until`; 0 is once."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=14, choices=ClockKind.choices, blank=True)
    step = models.CharField(max_length=5, choices=StepKind.choices)
    value = models.PositiveSmallIntegerField()
    every = models.PositiveSmallIntegerField(default=0)
    until = models.PositiveSmallIntegerField(default=0)
    responsible = models.BooleanField(default=False)
    cover = models.BooleanField(default=False)
    office = models.BooleanField(default=False)
    leader = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["centre", "escalation"], name="supervision_steps_of_a_table")]
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "kind", "step", "value"], name="supervision_step_once_in_a_table"
            ),
            models.CheckConstraint(
                condition=Q(responsible=True) | Q(cover=True) | Q(office=True) | Q(leader=True),
                name="supervision_step_warns_somebody",
            ),
            models.CheckConstraint(
                condition=Q(step="left", value__lte=30)
                | Q(step="over", value__range=(1, 60))
                | Q(step="share", value__range=(1, 90)),
                name="supervision_step_value",
            ),
            models.CheckConstraint(
                condition=Q(every=0, until=0) | Q(step="over", every__gte=1, until__gte=1, until__lte=120),
                name="supervision_step_repeats_when_over",
            ),
        ]


class LimitWarning(models.Model):
    """预警: that one person was warned of one clock at one mark of one due date; the notice on the desk came with it.

    A due date that moves has its marks anew. `days`: working days left or overdue, `minutes` left of a limit in minutes."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="warnings")
    mark = models.CharField(max_length=9, help_text="left-2, over-6, share-33")
    due_on = models.DateField()
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    receiver = models.CharField(max_length=11, choices=Receiver.choices)
    warned_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "mark", "due_on", "staff"], name="supervision_warned_once"),
        ]
        indexes = [models.Index(fields=["centre", "-warned_at"], name="supervision_warnings_newest")]
