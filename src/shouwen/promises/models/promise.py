from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.people.models import Centre, Staff


class Promise(models.Model):
    """承诺（服务承诺制度 第三条）: doable but not now. The reason, the date, and that the person was told; it has a clock like a case.

    `promised_for` is the day that holds now: it may have been moved once. `given_up_at`: it can't be kept, and the person was
    told why in full."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, related_name="promise")
    category = models.CharField(max_length=20, default="other", help_text="哪一类原因，按规则里的代号")
    reason = models.CharField(max_length=300)
    promised_for = models.DateField()
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="promises_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="promises_has_reason"),
            models.CheckConstraint(condition=Q(kept_at=None) | Q(given_up_at=None), name="promises_kept_or_given_up"),
        ]
        indexes = [models.Index(fields=["centre", "-made_at", "-id"], name="promises_newest")]

    @property
    def is_open(self) -> bool:
        """Still owed."""
        return self.kept_at is None and self.given_up_at is None


class Circumstance(models.Model):
    """特殊情况的告知（服务承诺制度 第三条）: told before the time that was promised ran out. With `moved_to` the promised day was
    moved in the same step, which may happen once (the database holds both)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="circumstances")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, related_name="circumstances")
    category = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    words = models.CharField(max_length=1000)
    means = models.CharField(max_length=10, choices=ToldBy.choices)
    channel = models.CharField(
        max_length=10, blank=True, help_text="由系统告知的，走的哪条路：短信、邮件，或欠一个电话"
    )
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    due_at = models.DateTimeField(help_text="告知时，答应的时间到哪一刻")
    moved_from = models.DateField(null=True)
    moved_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(category="") & ~Q(reason="") & ~Q(words=""), name="promises_circumstance_says_why"
            ),
            models.CheckConstraint(condition=Q(told_at__lte=F("due_at")), name="promises_told_within_the_time"),
            models.CheckConstraint(
                condition=Q(moved_from=None, moved_to=None)
                | Q(promise__isnull=False, moved_from__isnull=False, moved_to__gt=F("moved_from")),
                name="promises_moved_to_a_later_day",
            ),
            models.UniqueConstraint(
                fields=["promise"], condition=Q(moved_to__isnull=False), name="promises_moved_once"
            ),
        ]
        indexes = [models.Index(fields=["centre", "-told_at", "-id"], name="promises_told_newest")]
