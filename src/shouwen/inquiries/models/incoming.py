from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.catalogue.models import ServiceItem
from shouwen.inquiries.enums import CallbackState
from shouwen.inquiries.models.inquiry import Inquiry
from shouwen.people.models import Centre, Person, Staff, Window


class OnlineQuestion(models.Model):
    """网上提问: nobody's yet. Whoever claims it is the first responder; unclaimed in time, the duty person is (第三条).

    By when it is to be claimed is what its clock says, which follows the calendar."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, related_name="online_questions")
    matter = models.CharField(max_length=500)
    item = models.ForeignKey(ServiceItem, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, null=True, related_name="online_question")
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    claimed_at = models.DateTimeField(null=True)
    fell_to_duty = models.BooleanField(default=False)
    asked_from = models.CharField(max_length=32, blank=True, help_text="网络地址的带密钥摘要，只用来限制次数")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="inquiries_question_number"),
            models.CheckConstraint(condition=~Q(matter=""), name="inquiries_question_has_matter"),
            models.CheckConstraint(
                condition=Q(inquiry=None, claimed_at=None) | Q(inquiry__isnull=False, claimed_at__isnull=False),
                name="inquiries_question_claimed_is_inquiry",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "asked_at"], condition=Q(inquiry=None), name="inquiries_unclaimed"),
        ]


class CallImport(models.Model):
    """来电记录的一次导入: which file, how many rows, which of them were refused and why."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    file_name = models.CharField(max_length=120)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    refused_rows = models.JSONField(default=list)


class CallRecord(models.Model):
    """一次来电 from the record of the telephone system. The number is sealed; without answer, somebody owes a call back."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    source = models.ForeignKey(CallImport, models.PROTECT, related_name="calls")
    called_at = models.DateTimeField()
    phone_sealed = models.BinaryField(default=bytes)
    phone_masked = models.CharField(max_length=20)
    phone_hash = models.CharField(max_length=32)
    extension = models.CharField(max_length=20, blank=True)
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    seconds = models.PositiveIntegerField()
    was_answered = models.BooleanField()
    number = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12, choices=CallbackState.choices, blank=True)
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, null=True, related_name="missed_call")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    settled_words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "called_at", "phone_hash", "extension"], name="inquiries_call_once"
            ),
            models.UniqueConstraint(fields=["centre", "number"], condition=~Q(number=""), name="inquiries_call_number"),
            models.CheckConstraint(
                condition=Q(was_answered=True, state="") | (Q(was_answered=False) & ~Q(state="")),
                name="inquiries_missed_call_has_state",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "-called_at"], name="inquiries_calls_newest"),
            models.Index(fields=["centre", "phone_hash", "called_at"], name="inquiries_calls_of_phone"),
        ]


class CallTry(models.Model):
    """一次回电: the number was opened to call back; `result` says what came of it when nobody was reached."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    call = models.ForeignKey(CallRecord, models.PROTECT, related_name="tries")
    tried_at = models.DateTimeField()
    tried_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    result = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["centre", "call", "tried_at"], name="inquiries_call_tries")]
