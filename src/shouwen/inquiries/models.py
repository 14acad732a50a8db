from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.catalogue.models import ItemVersion, ServiceItem, Situation
from shouwen.inquiries.enums import Channel, HandoverState, InquiryState, Outcome, ToldBy
from shouwen.papers.models import Paper
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
                condition=~Q(state__in=["answered", "to_case"])
                | (
                    ~Q(outcome="")
                    & ~Q(words_told="")
                    & ~Q(told_by_means="")
                    & Q(told_at__isnull=False, told_by__isnull=False, closed_at__isnull=False)
                ),
                name="inquiries_closed_means_told",
            ),
            models.CheckConstraint(
                condition=~Q(channel="phone", state__in=["answered", "to_case"]) | Q(person__isnull=False),
                name="inquiries_caller_is_recorded",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "-received_at"], name="inquiries_newest"),
            models.Index(fields=["centre", "first_responder", "-received_at"], name="inquiries_mine"),
            models.Index(fields=["centre", "person", "-received_at"], name="inquiries_of_person"),
        ]


class Handover(models.Model):
    """转交责任窗口（首问负责制度 第五条（二））: accepted by the receiver in time, otherwise back to the first responder."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="handovers")
    from_staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    to_window = models.ForeignKey(Window, models.PROTECT, related_name="+")
    to_staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    words_told = models.TextField()
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=HandoverState.choices, default=HandoverState.WAITING)
    settled_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=200, blank=True)
    slip = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(state="waiting"), name="inquiries_one_waiting_handover"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None) | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="inquiries_handover_settled_has_time",
            ),
        ]


class Ruling(models.Model):
    """请示与裁定（首问负责制度 第五条（三））: the first responder asks the management office, and gives the person its answer."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="rulings")
    number = models.CharField(max_length=20)
    question = models.TextField()
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="inquiries_ruling_number"),
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(answered_at=None), name="inquiries_one_open_ruling"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & ~Q(reason="") & Q(answered_by__isnull=False)),
                name="inquiries_ruling_has_reason",
            ),
        ]


class OneTimeNotice(models.Model):
    """一次性告知（一次性告知制度 第四条）: which version of the guide was told, for which situation, how, when, by whom."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="notices")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    situation = models.ForeignKey(Situation, models.PROTECT, null=True, related_name="+")
    means = models.CharField(max_length=10, choices=ToldBy.choices)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["centre", "inquiry", "told_at"], name="inquiries_notices")]


class SentPage(models.Model):
    """登记页的记号: which page an inquiry was registered from, so that a page sent twice registers once (the database holds it)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    mark = models.CharField(max_length=32)
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, related_name="sent_page")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "mark"], name="inquiries_page_sent_once")]
