from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shouwen.cases.models import Case
from shouwen.feedback.enums import AnswerWish, ComplaintChannel, ComplaintState, RatingLevel, SayingKind, Verdict
from shouwen.files.models import StoredFile
from shouwen.papers.models import Paper
from shouwen.people.models import Centre, Person, Staff, Window
from shouwen.tasks.models import Task


class Complaint(models.Model):
    """投诉（服务承诺制度 第一、二条）: what somebody says went wrong, who looks into it, what came out. All words are sealed,
    those of the complainant, of who looked into it, and who else is competent; so are those of its sayings.

    `staff` and `window` are complained of, `case` is what it is about: each only where it is known. `office` answers for it until
    it is assigned; `handler` looks into it, never one of those it is about."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    channel = models.CharField(max_length=8, choices=ComplaintChannel.choices, default=ComplaintChannel.COUNTER)
    mark = models.CharField(max_length=40, blank=True, help_text="the page that sent it; sent twice it is one")
    asked_from = models.CharField(max_length=32, blank=True, help_text="keyed hash of the network address")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    wish = models.CharField(max_length=8, choices=AnswerWish.choices, default=AnswerWish.PAGE)
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="complaints")
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="complaints")
    matter_number = models.CharField(max_length=20, blank=True, help_text="the number that the complainant gave")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="complaints")
    promise = models.PositiveSmallIntegerField(null=True, help_text="which of the eight promises; empty for none")
    words_sealed = models.BinaryField()
    at = models.DateTimeField(help_text="when it was received")
    taken_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=ComplaintState.choices, default=ComplaintState.RECEIVED)
    office = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    passed_to_sealed = models.BinaryField(default=bytes, help_text="who is competent for what isn't accepted")
    settled_at = models.DateTimeField(null=True, help_text="when no answer was owed any more")

    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    reason_sealed = models.BinaryField(default=bytes, help_text="why it was found so; whom it is about reads it")
    verified_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    staff_cleared = models.BooleanField(
        default=False, help_text="true, but not this person's doing: nothing under K1.5"
    )
    mended_sealed = models.BinaryField(default=bytes, help_text="what was put right")
    answer_sealed = models.BinaryField(default=bytes, help_text="the words for the complainant")
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="+")
    told_means = models.CharField(max_length=12, blank=True)
    told_at = models.DateTimeField(null=True)

    answer_rating = models.PositiveSmallIntegerField(null=True, choices=RatingLevel.choices)
    answer_rated_at = models.DateTimeField(null=True)
    rating_words_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="feedback_complaint_number"),
            models.UniqueConstraint(
                fields=["centre", "mark"], condition=~Q(mark=""), name="feedback_complaint_once_a_page"
            ),
            models.CheckConstraint(condition=~Q(words_sealed=b""), name="feedback_complaint_has_words"),
            models.CheckConstraint(
                condition=Q(verdict="open", verified_by=None, verified_at=None)
                | (
                    ~Q(verdict="open") & ~Q(reason_sealed=b"") & Q(verified_by__isnull=False, verified_at__isnull=False)
                ),
                name="feedback_complaint_verdict_complete",
            ),
            models.CheckConstraint(condition=~Q(verified_by=F("staff")), name="feedback_complaint_not_own_judge"),
            models.CheckConstraint(
                condition=Q(promise=None) | Q(promise__gte=1, promise__lte=8), name="feedback_complaint_promise"
            ),
            models.CheckConstraint(
                condition=Q(handler=None) | Q(staff=None) | ~Q(handler=F("staff")),
                name="feedback_complaint_not_own_handler",
            ),
            models.CheckConstraint(
                condition=~Q(state="assigned") | Q(handler__isnull=False), name="feedback_complaint_in_hand"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "told", "rated", "closed"]) | ~Q(verdict="open"),
                name="feedback_complaint_answered_has_verdict",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | (~Q(state="merged") & Q(merged_into=None)),
                name="feedback_complaint_merged_into",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "assigned"], settled_at=None)
                | (~Q(state__in=["received", "assigned"]) & Q(settled_at__isnull=False)),
                name="feedback_complaint_settled_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_accepted") | ~Q(answer_sealed=b""), name="feedback_complaint_why_not"
            ),
            models.CheckConstraint(
                condition=Q(answer_rating=None, answer_rated_at=None)
                | Q(answer_rating__gte=1, answer_rating__lte=5, answer_rated_at__isnull=False, state="rated"),
                name="feedback_complaint_rated_once",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "at"], name="feedback_complaints"),
            models.Index(fields=["centre", "state", "-at"], name="feedback_complaints_by_state"),
            models.Index(fields=["centre", "asked_from", "-at"], name="feedback_complaints_from"),
        ]


class ComplaintSaying(models.Model):
    """What was said to the file afterwards: the complainant adds something, the person complained of is asked and answers."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="sayings")
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=SayingKind.choices)
    words_sealed = models.BinaryField()
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", help_text="who is asked, or answers")

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "sequence"], name="feedback_saying_once"),
            models.CheckConstraint(condition=~Q(words_sealed=b""), name="feedback_saying_has_words"),
            models.CheckConstraint(
                condition=Q(kind="supplement") | Q(staff__isnull=False), name="feedback_saying_of_whom"
            ),
        ]


class ComplaintFile(models.Model):
    """照片、文件 of a complaint; the bytes lie sealed with `files`."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    is_theirs = models.BooleanField(default=True, help_text="from the complainant; else found by who looks into it")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
