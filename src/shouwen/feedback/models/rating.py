from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shouwen.cases.models import Case
from shouwen.feedback.enums import RatingLevel, Verdict
from shouwen.people.models import Centre, Staff


class Rating(models.Model):
    """好差评: one a case. `active` is false where the system set a default after silence; those are counted apart."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    case = models.OneToOneField(Case, models.PROTECT, related_name="rating")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="ratings")
    at = models.DateTimeField()
    level = models.PositiveSmallIntegerField(choices=RatingLevel.choices)
    active = models.BooleanField(default=True)
    comment = models.CharField(max_length=300, blank=True)
    reasons = models.JSONField(default=list, help_text="勾了哪些原因：rating_reasons 里的键")
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    verdict_reason = models.CharField(max_length=200, blank=True)
    verified_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="feedback_rating_level"),
            # A verdict has a judge, a time and a reason, and the judge isn't the one judged.
            models.CheckConstraint(
                condition=Q(verdict="open", verified_by=None, verified_at=None)
                | (
                    ~Q(verdict="open") & ~Q(verdict_reason="") & Q(verified_by__isnull=False, verified_at__isnull=False)
                ),
                name="feedback_rating_verdict_complete",
            ),
            models.CheckConstraint(condition=~Q(verified_by=F("staff")), name="feedback_rating_not_own_judge"),
        ]
        indexes = [models.Index(fields=["centre", "at"], name="feedback_ratings")]
