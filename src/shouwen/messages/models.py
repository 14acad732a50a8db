from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.messages.enums import MessageChannel, MessageState
from shouwen.people.models import Centre, Person, Staff
from shouwen.systems.models import System


class Message(models.Model):
    """一条消息 to one person, member of staff or other system. Address and words are sealed. `purpose` says what for: none goes twice."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    purpose = models.CharField(max_length=80)
    channel = models.CharField(max_length=5, choices=MessageChannel.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="messages")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="messages")
    system = models.ForeignKey(System, models.PROTECT, null=True, related_name="messages")
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    number = models.CharField(max_length=30)
    address_sealed = models.BinaryField(default=bytes)
    address_masked = models.CharField(max_length=40, blank=True)
    words_sealed = models.BinaryField()
    state = models.CharField(max_length=9, choices=MessageState.choices, default=MessageState.WAITING)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    not_before = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=80, blank=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "purpose"], name="outbox_one_a_purpose"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, staff=None, system=None)
                | Q(person=None, staff__isnull=False, system=None)
                | Q(person=None, staff=None, system__isnull=False),
                name="outbox_one_receiver",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "delivered"]) | Q(sent_at__isnull=False), name="outbox_sent_has_time"
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state__in=["waiting", "sending"]), name="outbox_to_send"),
            models.Index(fields=["centre", "id"], condition=Q(state="failed"), name="outbox_failed"),
            models.Index(fields=["centre", "staff", "-written_at"], name="outbox_of_staff"),
            models.Index(fields=["centre", "subject_kind", "subject_id"], name="outbox_by_subject"),
        ]
