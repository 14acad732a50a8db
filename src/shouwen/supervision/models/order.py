from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.clocks.models import Clock
from shouwen.papers.models import Paper
from shouwen.people.models import Centre, Staff
from shouwen.supervision.enums import OrderState


class SupervisionOrder(models.Model):
    """督办单（限时办结制度 第二条）: the office or a leader wants to hear by a time how a matter goes, and what is done about it.

    `clock` is what is owed in the matter; without one the order is about something else, which `matter` names. Words are sealed."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="orders")
    about_number = models.CharField(max_length=30, blank=True, help_text="number of the matter, as its clock has it")
    matter = models.CharField(max_length=120)
    words_sealed = models.BinaryField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    to = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=OrderState.choices, default=OrderState.ISSUED)
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    ended_sealed = models.BinaryField(default=bytes, help_text="what was said when it ended, or why it was withdrawn")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="supervision_number"),
            models.UniqueConstraint(
                fields=["clock"],
                condition=Q(state__in=["issued", "answered", "returned"]),
                name="supervision_one_open_order_a_clock",
            ),
            models.CheckConstraint(condition=~Q(matter=""), name="supervision_has_matter"),
            models.CheckConstraint(
                condition=Q(clock=None, about_number="") | (Q(clock__isnull=False) & ~Q(about_number="")),
                name="supervision_number_of_its_clock",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["closed", "withdrawn"]) & Q(ended_at__isnull=False, ended_by__isnull=False))
                | (~Q(state__in=["closed", "withdrawn"]) & Q(ended_at=None, ended_by=None)),
                name="supervision_ended_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(ended_sealed=b""), name="supervision_withdrawn_with_reason"
            ),
            models.CheckConstraint(condition=~Q(to=models.F("issued_by")), name="supervision_not_of_oneself"),
        ]
        indexes = [
            models.Index(fields=["centre", "-issued_at", "-id"], name="supervision_newest"),
            models.Index(fields=["centre", "about_number"], name="supervision_by_matter"),
        ]


class OrderRound(models.Model):
    """一次答复: with a clock of its own. Sent back, the order has a second one, and no third."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    order = models.ForeignKey(SupervisionOrder, models.PROTECT, related_name="rounds")
    sequence = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    returned_sealed = models.BinaryField(default=bytes, help_text="why the answer before was sent back")
    answer_sealed = models.BinaryField(default=bytes)
    done_by = models.DateField(null=True, help_text="by when what remains will be done; empty when all is done")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["order", "sequence"], name="supervision_round_once"),
            models.CheckConstraint(
                condition=Q(sequence=1, returned_sealed=b"") | (Q(sequence=2) & ~Q(returned_sealed=b"")),
                name="supervision_sent_back_once_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer_sealed=b"", done_by=None)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer_sealed=b"")),
                name="supervision_answered_with_words",
            ),
        ]
