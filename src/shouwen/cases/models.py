from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.cases.enums import CaseResult, CaseState, OwedKind, ReviewState, RoundEnding
from shouwen.catalogue.models import ItemVersion, Material, ServiceItem, Situation
from shouwen.clocks.models import Clock
from shouwen.files.models import StoredFile
from shouwen.inquiries.models import Inquiry
from shouwen.papers.models import Paper
from shouwen.people.models import Centre, Person, Staff, Window


class Case(models.Model):
    """办件: an application from its receipt to its conclusion. Keeps the first responder of the inquiry it grew out of.

    `accepted_at` is when its clock starts; while the materials are reviewed first (RECEIVED) it is the receipt, where it stays
    if the acceptance is deemed."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, related_name="case")
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="cases")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    situation = models.ForeignKey(Situation, models.PROTECT, null=True, related_name="+")
    agent = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", help_text="代办人")
    agent_helper = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", help_text="代办的帮办人员")
    first_responder = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    handler = models.ForeignKey(Staff, models.PROTECT, related_name="cases")
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    clock = models.OneToOneField(Clock, models.PROTECT, null=True, related_name="case")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.ACCEPTED)
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField()
    deemed_accepted = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=8, choices=CaseResult.choices, blank=True)
    words_told = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="cases_number"),
            models.CheckConstraint(
                condition=Q(state__in=["received", "accepted", "correcting"], closed_at=None)
                | Q(state__in=["concluded", "withdrawn"], closed_at__isnull=False),
                name="cases_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="concluded") | (~Q(words_told="") & Q(told_at__isnull=False)),
                name="cases_closed_means_told",
            ),
        ]
        indexes = [
            models.Index(fields=["number"], name="cases_by_number"),
            models.Index(fields=["centre", "-accepted_at"], name="cases_newest"),
            models.Index(fields=["centre", "handler", "-accepted_at"], name="cases_of_handler"),
            models.Index(fields=["centre", "person", "-accepted_at"], name="cases_of_person"),
        ]


class CaseMaterial(models.Model):
    """材料审查 of one material of a case; its words are the words printed on the notice."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    case = models.ForeignKey(Case, models.PROTECT, related_name="materials")
    material = models.ForeignKey(Material, models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.UNREVIEWED)
    reason = models.CharField(max_length=200, blank=True)
    requirement = models.CharField(max_length=200, blank=True)
    corrected_on_spot = models.BooleanField(default=False)
    received_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["case_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="cases_material_position"),
            models.CheckConstraint(
                condition=~Q(state__in=["missing", "defective"]) | ~Q(reason=""), name="cases_material_has_reason"
            ),
        ]


class ReviewRound(models.Model):
    """收件审查一轮（一次性告知制度 第六条; 行政许可法 第三十二条）: from the day on which materials came until it is told whether they do.

    Owns the clock by which that must be told. A correction ends a round; what is handed in then begins the next."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    case = models.ForeignKey(Case, models.PROTECT, related_name="review_rounds")
    sequence = models.PositiveSmallIntegerField()
    clock = models.OneToOneField(Clock, models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=RoundEnding.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="cases_round_sequence"),
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="cases_one_open_round"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="cases_round_ended_somehow",
            ),
        ]


class MaterialFile(models.Model):
    """材料的扫描件或照片; `from_earlier` when it was taken over from an earlier case of the person instead of asked again.

    `added_by` is nobody where the applicant sent it from home."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    case_material = models.ForeignKey(CaseMaterial, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    from_earlier = models.ForeignKey(CaseMaterial, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    removed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_material", "file"], condition=Q(removed_at=None), name="cases_file_attached_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | (Q(removed_by__isnull=False) & ~Q(removed_reason="")),
                name="cases_file_removed_with_reason",
            ),
        ]


class OwedMaterial(models.Model):
    """容缺受理 / 告知承诺: a minor material that a signed promise stands for, until its day (or for good), with its 承诺书.

    `before` is what the review said until then: a promise taken by mistake is taken back, and its row goes."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    case_material = models.OneToOneField(CaseMaterial, models.PROTECT, related_name="owed")
    kind = models.CharField(max_length=10, choices=OwedKind.choices)
    promise_words = models.CharField(max_length=300)
    due_on = models.DateField(null=True)
    signed_at = models.DateTimeField()
    noted_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(null=True)
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="+")
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(promise_words=""), name="cases_owed_has_promise"),
            models.CheckConstraint(
                condition=Q(kind="later", due_on__isnull=False) | Q(kind="commitment", due_on=None),
                name="cases_owed_later_has_day",
            ),
        ]


class CorrectionNotice(models.Model):
    """补正材料一次性告知书 of a case. A second one only for newly handed-in material, or with a reason by the management office."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    case = models.ForeignKey(Case, models.PROTECT, related_name="correction_notices")
    sequence = models.PositiveSmallIntegerField()
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    materials = models.ManyToManyField(CaseMaterial, related_name="notices")
    repeats_old_material = models.BooleanField(default=False)
    allowed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    allowed_reason = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="cases_notice_sequence"),
            models.UniqueConstraint(fields=["case"], condition=Q(settled_at=None), name="cases_one_open_notice"),
            models.CheckConstraint(
                condition=Q(repeats_old_material=False) | (Q(allowed_by__isnull=False) & ~Q(allowed_reason="")),
                name="cases_repeated_notice_is_allowed",
            ),
        ]


class ReceiptLine(models.Model):
    """材料接收凭证的一行: which hand-in of a material the receipt is for. Handed in anew, it stands on another one."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    case_material = models.ForeignKey(CaseMaterial, models.PROTECT, related_name="receipt_lines")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "case_material"], name="cases_receipt_names_once")]
