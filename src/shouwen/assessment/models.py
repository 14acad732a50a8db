from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shouwen.assessment.enums import BreachLevel, FindingState, SheetState
from shouwen.people.models import Centre, Staff


class Finding(models.Model):
    """考核线索: a fact that may cost points; it counts once verified by somebody else, after the person could respond."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="findings")
    clause = models.CharField(max_length=8)
    at = models.DateTimeField()
    level = models.CharField(max_length=10, choices=BreachLevel.choices, blank=True)
    act = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=300)
    evidence_kind = models.CharField(max_length=20, blank=True)
    evidence_number = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=14, choices=FindingState.choices, default=FindingState.CANDIDATE)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    put_at = models.DateTimeField(null=True, help_text="when it was put to the person")
    response = models.CharField(max_length=500, blank=True)
    responded_at = models.DateTimeField(null=True)
    decided_reason = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="assessment_finding_number"),
            models.CheckConstraint(condition=~Q(words=""), name="assessment_finding_has_words"),
            models.CheckConstraint(
                condition=~Q(state__in=["verified", "dismissed"])
                | (~Q(decided_reason="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="assessment_finding_decided_complete",
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("staff")), name="assessment_finding_not_own_judge"),
            models.CheckConstraint(
                condition=~Q(state="verified") | Q(put_at__isnull=False), name="assessment_finding_put_to_person"
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | ~Q(decided_by=F("noted_by")),
                name="assessment_finding_not_verified_by_noter",
            ),
            models.CheckConstraint(
                condition=Q(response="", responded_at=None) | ~Q(response="") & Q(responded_at__isnull=False),
                name="assessment_finding_response_has_time",
            ),
            models.UniqueConstraint(
                fields=["centre", "clause", "evidence_number"],
                condition=~Q(evidence_number=""),
                name="assessment_finding_evidence_once",
            ),
            models.CheckConstraint(
                condition=Q(clause="K2.9") & ~Q(level="") | ~Q(clause="K2.9") & Q(level=""),
                name="assessment_finding_level_fits",
            ),
        ]
        indexes = [models.Index(fields=["centre", "at"], name="assessment_findings")]


class MonthSheet(models.Model):
    """月度考核表 of one person: what the engine said of the facts of a month, with the rulebook it used."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="month_sheets")
    month = models.DateField(help_text="first day of the month")
    state = models.CharField(max_length=10, choices=SheetState.choices, default=SheetState.DRAFT)
    business = models.PositiveIntegerField()
    discipline = models.PositiveIntegerField()
    attendance_rate = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    days_due = models.PositiveSmallIntegerField()
    days_present = models.PositiveSmallIntegerField()
    awards_lost = models.BooleanField()
    referrals = models.JSONField(default=list)
    pending = models.JSONField(default=list)
    as_of = models.DateTimeField()
    facts_hash = models.CharField(max_length=64)
    rulebook_id = models.SlugField(max_length=60)
    rulebook_hash = models.CharField(max_length=64)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "month", "staff"], name="assessment_sheet_once")]

    @property
    def total(self) -> int:
        return self.business + self.discipline


class SheetLine(models.Model):
    """One line of a sheet, as computed: clause, day, points before and after caps, and the trace that explains it."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    sheet = models.ForeignKey(MonthSheet, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    clause = models.CharField(max_length=8)
    at = models.DateField()
    points = models.PositiveSmallIntegerField()
    fact = models.CharField(max_length=60)
    trace = models.JSONField(default=dict)

    class Meta:
        ordering = ["sheet_id", "position"]
        constraints = [models.UniqueConstraint(fields=["sheet", "position"], name="assessment_line_position")]
