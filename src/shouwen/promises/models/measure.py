from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shouwen.papers.models import Paper
from shouwen.people.models import Centre, Staff
from shouwen.promises.enums import Capacity, EvidenceKind, MeasureKind, MeasureState


class Measure(models.Model):
    """问责（服务承诺制度 第四条）: proposed with basis and evidence, decided by a leader or the panel, never by who proposed it or whom
    it is about, served, answered, and perhaps revoked. Words lie sealed."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=MeasureKind.choices)
    subject = models.ForeignKey(Staff, models.PROTECT, related_name="measures")
    capacity = models.CharField(max_length=11, choices=Capacity.choices)
    clause = models.CharField(max_length=8)
    basis = models.CharField(max_length=300)
    evidence_kind = models.CharField(max_length=9, choices=EvidenceKind.choices)
    evidence_number = models.CharField(max_length=40)
    facts_sealed = models.BinaryField()
    limit_workdays = models.PositiveSmallIntegerField(null=True, help_text="限期整改几个工作日")
    year = models.PositiveSmallIntegerField(null=True, help_text="取消哪一年的评优资格")
    state = models.CharField(max_length=10, choices=MeasureState.choices, default=MeasureState.PROPOSED)
    proposed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_sealed = models.BinaryField(default=bytes)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    served_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    served_at = models.DateTimeField(null=True)
    statement_sealed = models.BinaryField(default=bytes)
    stated_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="promises_measure_number"),
            models.CheckConstraint(
                condition=~Q(basis="") & ~Q(evidence_number="") & ~Q(clause=""), name="promises_measure_has_basis"
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("subject")), name="promises_measure_not_own_judge"),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")), name="promises_measure_decided_by_another"
            ),
            models.CheckConstraint(condition=~Q(proposed_by=F("subject")), name="promises_measure_not_own_proposer"),
            models.CheckConstraint(condition=~Q(served_by=F("subject")), name="promises_measure_not_served_by_self"),
            models.CheckConstraint(condition=~Q(revoked_by=F("subject")), name="promises_measure_not_revoked_by_self"),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="promises_measure_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["rectifying", "reported", "done", "in_force"]) | Q(served_at__isnull=False),
                name="promises_measure_served_first",
            ),
            models.CheckConstraint(
                condition=Q(kind="rectify", limit_workdays__gte=1) | (~Q(kind="rectify") & Q(limit_workdays=None)),
                name="promises_measure_rectify_has_limit",
            ),
            models.CheckConstraint(
                condition=Q(kind="award_loss", year__isnull=False) | (~Q(kind="award_loss") & Q(year=None)),
                name="promises_measure_award_has_year",
            ),
            models.CheckConstraint(
                condition=~Q(state="revoked") | Q(revoked_by__isnull=False, revoked_at__isnull=False),
                name="promises_measure_revoked_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "-proposed_at", "-id"], name="promises_measures_newest"),
            models.Index(fields=["centre", "year", "kind"], name="promises_barred"),
        ]


class RectifyRound(models.Model):
    """一次限期整改: by when, what was done, and whether somebody else found it done. Its clock is owed by the one ordered."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="rounds")
    sequence = models.PositiveSmallIntegerField()
    limit_workdays = models.PositiveSmallIntegerField()
    subject = models.ForeignKey(Staff, models.PROTECT, related_name="+", help_text="被责令的人，核查的不能是他")
    began_at = models.DateTimeField()
    report_sealed = models.BinaryField(default=bytes)
    reported_at = models.DateTimeField(null=True)
    passed = models.BooleanField(null=True)
    check_sealed = models.BinaryField(default=bytes)
    checked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "sequence"], name="promises_rectify_round"),
            models.CheckConstraint(condition=~Q(checked_by=F("subject")), name="promises_rectify_checked_by_another"),
            models.CheckConstraint(
                condition=Q(passed=None, checked_by=None)
                | Q(passed__isnull=False, checked_by__isnull=False, reported_at__isnull=False),
                name="promises_rectify_checked_after_report",
            ),
        ]
        indexes = [models.Index(fields=["centre", "measure", "sequence"], name="promises_rectify_rounds")]
