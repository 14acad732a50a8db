from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.files.models import StoredFile
from shouwen.papers.models import Paper
from shouwen.people.models import Centre, Person, Staff, Window
from shouwen.tasks.enums import FileRole, TaskSource, TaskState
from shouwen.tasks.models.superior import Superior, TaskImport


class Task(models.Model):
    """上级任务（限时办结制度 第二条）: what a superior department wants done by a time. A hotline ticket names people: its words are
    sealed, the title is what lists show.

    `office` answers for it until it is assigned and whenever it comes back; `assignee` has it in hand."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    superior = models.ForeignKey(Superior, models.PROTECT, related_name="tasks")
    their_number = models.CharField(max_length=60, blank=True)
    number_key = models.CharField(max_length=60, blank=True, help_text="their number as it is compared")
    title = models.CharField(max_length=80)
    words_sealed = models.BinaryField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="tasks")
    source = models.CharField(max_length=8, choices=TaskSource.choices, default=TaskSource.HAND)
    file_import = models.ForeignKey(TaskImport, models.PROTECT, null=True, related_name="tasks")
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.RECEIVED)
    office = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    assignee = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="tasks")
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="tasks_number"),
            models.UniqueConstraint(
                fields=["centre", "superior", "number_key"],
                condition=~Q(number_key=""),
                name="tasks_once_by_their_number",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="tasks_has_title"),
            models.CheckConstraint(
                condition=Q(their_number="", number_key="") | (~Q(their_number="") & ~Q(number_key="")),
                name="tasks_number_with_its_key",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "withdrawn"]) | Q(assignee__isnull=False),
                name="tasks_in_hand_has_assignee",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at=None)),
                name="tasks_withdrawn_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "-received_at", "-id"], name="tasks_newest"),
            models.Index(fields=["centre", "state", "-received_at"], name="tasks_by_state"),
        ]


class TaskRound(models.Model):
    """一次办理: from receipt to submission. Sent back by the superior, a task has another one with a limit and a clock of its own;
    the clock and the journal name the round, so that each is late, or not, for itself."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    task = models.ForeignKey(Task, models.PROTECT, related_name="rounds")
    sequence = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    their_due_on = models.DateField(help_text="by when the superior wants it")
    returned_sealed = models.BinaryField(default=bytes, help_text="why the superior sent it back")
    extension_agreed_by = models.CharField(max_length=60, blank=True)
    extension_agreed_on = models.DateField(null=True)
    result_sealed = models.BinaryField(default=bytes)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    told_means = models.CharField(max_length=12, blank=True)
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="+")
    receipt_number = models.CharField(max_length=60, blank=True)
    receipt_on = models.DateField(null=True)
    receipt_sealed = models.BinaryField(default=bytes, help_text="what the superior answered")
    receipt_noted_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["task", "sequence"], name="tasks_round_once"),
            models.CheckConstraint(
                condition=Q(sequence=1) | ~Q(returned_sealed=b""), name="tasks_returned_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | (~Q(result_sealed=b"") & Q(submitted_by__isnull=False)),
                name="tasks_submitted_with_result",
            ),
            models.CheckConstraint(
                condition=Q(receipt_on=None) | Q(submitted_at__isnull=False), name="tasks_receipt_after_submission"
            ),
            models.CheckConstraint(
                condition=Q(extension_agreed_by="", extension_agreed_on=None)
                | (~Q(extension_agreed_by="") & Q(extension_agreed_on__isnull=False)),
                name="tasks_extension_agreed_by_whom",
            ),
        ]


class TaskFile(models.Model):
    """附件 of a task; the bytes lie sealed with `files`. Taken off with a reason, the row stays."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    task = models.ForeignKey(Task, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=FileRole.choices)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    removed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None) | ~Q(removed_reason=""), name="tasks_file_removed_with_reason"
            ),
        ]
