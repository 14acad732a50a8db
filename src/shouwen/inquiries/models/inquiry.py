from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.catalogue.models import ServiceItem
from shouwen.inquiries.enums import Channel, InquiryState, Outcome, ToldBy
from shouwen.people.models import Centre, Person, Staff, Window


class Inquiry(models.Model):
    """首问: one matter brought by one person. The first responder is whoever took it, and never changes (a trigger holds it)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    received_at = models.DateTimeField()
    first_responder = models.ForeignKey(Staff, models.PROTECT, related_name="first_responses")
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey(Staff, models.PROTECT, related_name="held_inquiries")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="inquiries")
    matter = models.CharField(max_length=500)
    item = models.ForeignKey(ServiceItem, models.PROTECT, null=True, related_name="inquiries")
    state = models.CharField(max_length=14, choices=InquiryState.choices, default=InquiryState.OPEN)
    outcome = models.CharField(max_length=14, choices=Outcome.choices, blank=True)
    words_told = models.TextField(blank=True)
    told_by_means = models.CharField(max_length=10, choices=ToldBy.choices, blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    first_answer_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="inquiries_number"),
            models.CheckConstraint(condition=~Q(matter=""), name="inquiries_has_matter"),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "to_case", "declined", "not_possible"])
                | (
                    ~Q(outcome="")
                    & ~Q(words_told="")
                    & ~Q(told_by_means="")
                    & Q(told_at__isnull=False, told_by__isnull=False, closed_at__isnull=False)
                ),
                name="inquiries_closed_means_told",
            ),
            models.CheckConstraint(
                condition=~Q(channel="phone", state__in=["answered", "to_case", "declined", "not_possible"])
                | Q(person__isnull=False),
                name="inquiries_caller_is_recorded",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "-received_at"], name="inquiries_newest"),
            models.Index(fields=["centre", "first_responder", "-received_at"], name="inquiries_mine"),
            models.Index(fields=["centre", "person", "-received_at"], name="inquiries_of_person"),
        ]


class SentPage(models.Model):
    """登记页的记号: which page an inquiry was registered from, so that a page sent twice registers once (the database holds it)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    mark = models.CharField(max_length=32)
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, related_name="sent_page")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "mark"], name="inquiries_page_sent_once")]
