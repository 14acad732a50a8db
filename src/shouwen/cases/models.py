from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.catalogue.models import ItemVersion, Material, ServiceItem, Situation
from shouwen.clocks.models import Clock
from shouwen.inquiries.models import Inquiry
from shouwen.papers.models import Paper
from shouwen.people.models import Centre, Person, Staff, Window


class Case(models.Model):
    """办件: an application from acceptance to conclusion. Keeps the first responder of the inquiry it grew out of."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, related_name="case")
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="cases")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    situation = models.ForeignKey(Situation, models.PROTECT, null=True, related_name="+")
    first_responder = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    handler = models.ForeignKey(Staff, models.PROTECT, related_name="cases")
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    clock = models.OneToOneField(Clock, models.PROTECT, null=True, related_name="case")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.ACCEPTED)
    accepted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=8, choices=CaseResult.choices, blank=True)
    words_told = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="cases_number"),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "correcting"], closed_at=None)
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
