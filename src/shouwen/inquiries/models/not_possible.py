from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.inquiries.models.inquiry import Inquiry
from shouwen.people.models import Centre, Staff


class NotPossible(models.Model):
    """现在办不了（服务承诺制度 第三条）: in remit, but policy, money or plan don't allow it; why, in full, was told to the person.

    Whether the reason was explained in full the office checks afterwards; `clearer` is what it then was told more clearly.
    Once it can be done after all (`possible_at`), the person is told again (`told_again_at`)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, related_name="not_possible")
    category = models.CharField(max_length=20)
    reason = models.CharField(max_length=500)
    noted_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    is_clear = models.BooleanField(null=True, help_text="核过：理由讲透了没有")
    check_words = models.CharField(max_length=200, blank=True)
    checked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    clearer = models.CharField(max_length=500, blank=True, help_text="核过以后补讲的理由")
    clearer_at = models.DateTimeField(null=True)
    possible_words = models.CharField(max_length=300, blank=True, help_text="为什么现在能办了")
    possible_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    possible_at = models.DateTimeField(null=True)
    told_again_at = models.DateTimeField(null=True)
    told_again_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(category="") & ~Q(reason=""), name="inquiries_not_possible_says_why"),
            models.CheckConstraint(
                condition=Q(is_clear=None, checked_by=None, checked_at=None)
                | Q(is_clear=True, checked_by__isnull=False, checked_at__isnull=False)
                | (Q(is_clear=False, checked_by__isnull=False, checked_at__isnull=False) & ~Q(check_words="")),
                name="inquiries_not_possible_checked_in_words",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=models.F("noted_by")),
                name="inquiries_not_possible_second_pair_of_eyes",
            ),
            models.CheckConstraint(
                condition=Q(possible_at=None, told_again_at=None)
                | (~Q(possible_words="") & Q(possible_at__isnull=False, possible_by__isnull=False)),
                name="inquiries_possible_again_says_why",
            ),
        ]
        indexes = [models.Index(fields=["centre", "-noted_at", "-id"], name="inquiries_not_possible_newest")]
