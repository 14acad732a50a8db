from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.messages.models import Message
from shouwen.people.models import Centre, Person, Staff
from shouwen.telling.enums import CallState, ReachedBy, ToldChannel, Wish


class Preference(models.Model):
    """告知方式: how one person wants to be told, and whether reminders that may be left out are wanted at all."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    person = models.OneToOneField(Person, models.PROTECT, related_name="preference")
    wish = models.CharField(max_length=5, choices=Wish.choices, default=Wish.ANY)
    email_sealed = models.BinaryField(default=bytes)
    email_masked = models.CharField(max_length=40, blank=True)
    opted_out = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(wish="email") | ~Q(email_masked=""), name="telling_email_has_address")
        ]


class TemplateText(models.Model):
    """告知用语: the centre's own words for one purpose, every version kept. The newest is in force; without any, the shipped words."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    template = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=400)
    is_essential = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "template", "number"], name="telling_text_version"),
            models.CheckConstraint(condition=~Q(words=""), name="telling_text_has_words"),
        ]


class Telling(models.Model):
    """一次告知 (限时办结制度 第三条, 服务承诺 第三条): what one person was to be told, once a `purpose`. The words are sealed."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    purpose = models.CharField(max_length=70)
    template = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField(default=0, help_text="of the centre's own words; 0: the shipped ones")
    person = models.ForeignKey(Person, models.PROTECT, related_name="tellings")
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    number = models.CharField(max_length=30)
    responsible = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=5, choices=ToldChannel.choices)
    why = models.CharField(max_length=120, blank=True, help_text="why not by machine")
    message = models.OneToOneField(Message, models.PROTECT, null=True, related_name="telling")
    words_sealed = models.BinaryField()
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "purpose"], name="telling_once_a_purpose"),
            models.CheckConstraint(
                condition=Q(channel__in=["sms", "email"], message__isnull=False)
                | Q(channel__in=["call", "none"], message=None),
                name="telling_by_machine_is_message",
            ),
        ]
        indexes = [models.Index(fields=["centre", "subject_kind", "subject_id"], name="telling_by_subject")]


class CallToMake(models.Model):
    """要打的电话: words that no machine carries, or that one gave up; owed on a clock of kind CALL until the person was told."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, related_name="calls_to_make")
    telling = models.OneToOneField(Telling, models.PROTECT, null=True, related_name="call")
    message = models.OneToOneField(Message, models.PROTECT, null=True, related_name="call")
    title = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    subject_number = models.CharField(max_length=30)
    why = models.CharField(max_length=240)
    state = models.CharField(max_length=11, choices=CallState.choices, default=CallState.OWED)
    owed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    means = models.CharField(max_length=9, choices=ReachedBy.choices, blank=True)
    said_sealed = models.BinaryField(default=bytes, help_text="what was said, or why nobody could be reached")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="telling_call_number"),
            models.CheckConstraint(
                condition=Q(telling__isnull=False) | Q(message__isnull=False), name="telling_call_has_words"
            ),
            models.CheckConstraint(
                condition=Q(state="owed", settled_at=None) | (~Q(state="owed") & Q(settled_at__isnull=False)),
                name="telling_call_settled_has_time",
            ),
            models.CheckConstraint(condition=~Q(state="reached") | ~Q(means=""), name="telling_reached_by_means"),
        ]
        indexes = [
            models.Index(fields=["centre", "state", "-owed_at"], name="telling_calls"),
            models.Index(fields=["centre", "subject_kind", "subject_id"], name="telling_calls_by_subject"),
        ]


class TriedCall(models.Model):
    """一次打电话: the number was opened to call; `result` says what came of it when nobody was reached."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    call = models.ForeignKey(CallToMake, models.PROTECT, related_name="tries")
    tried_at = models.DateTimeField()
    tried_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    result = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["centre", "call", "tried_at"], name="telling_call_tries")]
